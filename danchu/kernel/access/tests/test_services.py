from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import authorize, may
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.people.models import Post, User
from danchu.kernel.units.models import Placement, Succession, Unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import hire, make_cast

TODAY = date(2026, 11, 23)

WRITE = Action("tests.write", "Ghi", frozenset({Role.CLERK}))
ACCEPT = Action("tests.accept", "Nhận", frozenset({Role.SECRETARY}), Where.PARENT)
MANAGE = Action("tests.manage", "Quản", frozenset({Role.ADMINISTRATOR}), Where.WITHIN)


@pytest.fixture(autouse=True)
def _frozen() -> Iterator[None]:
    with time_machine.travel("2026-11-23 09:00+07:00", tick=False):
        yield


def test_a_clerk_writes_at_the_own_commune_and_nowhere_else() -> None:
    cast = make_cast()

    assert may(cast.binh, WRITE, cast.hoa_thuan)
    assert not may(cast.binh, WRITE, cast.tan_lap)
    assert not may(cast.binh, WRITE, cast.an_binh)
    assert not may(cast.dung, WRITE, cast.hoa_thuan)


def test_only_the_level_directly_above_accepts() -> None:
    cast = make_cast()

    assert may(cast.giang, ACCEPT, cast.hoa_thuan)
    assert not may(cast.giang, ACCEPT, cast.an_binh)
    assert not may(cast.giang, ACCEPT, cast.elsewhere)
    assert not may(cast.minh, ACCEPT, cast.hoa_thuan)
    assert may(cast.minh, ACCEPT, cast.an_binh)


def test_the_level_above_is_above_in_any_tree() -> None:
    cast = make_cast()
    party = add_unit(
        kind=UnitKind.PARTY_ORG, name="Đảng bộ Các cơ quan tỉnh", parent=cast.an_binh
    )
    agency = add_unit(
        kind=UnitKind.AGENCY,
        name="Sở Nội vụ",
        parent=cast.an_binh,
        line_parent=party,
    )
    lam = hire("lam", "Mai Văn Lâm", party, "secretary")

    who = [may(user, ACCEPT, agency) for user in (cast.giang, lam, cast.minh)]

    assert who == [True, True, False]
    assert not may(lam, ACCEPT, cast.hoa_thuan)


def test_the_root_answers_for_itself() -> None:
    cast = make_cast()

    assert may(cast.minh, ACCEPT, cast.nation)
    assert not may(cast.giang, ACCEPT, cast.nation)


def test_for_a_unit_that_ended_answers_who_is_above_its_heir() -> None:
    cast = make_cast()
    ended = Unit.objects.filter(pk=cast.tan_lap.pk)
    ended.update(valid_to=date(2026, 6, 30))
    cast.tan_lap.refresh_from_db()
    Placement.objects.filter(unit=cast.tan_lap).update(valid_to=date(2026, 6, 30))
    alone = [may(user, ACCEPT, cast.tan_lap) for user in (cast.giang, cast.minh)]

    Succession.objects.create(
        predecessor=cast.tan_lap,
        successor=cast.elsewhere,
        on=date(2026, 7, 1),
        is_main=True,
        is_whole=True,
    )
    other = hire("oanh", "Lý Thị Oanh", cast.elsewhere_province, "secretary")

    assert alone == [True, False]
    assert not may(cast.giang, ACCEPT, cast.tan_lap)
    assert may(other, ACCEPT, cast.tan_lap)


def test_where_the_parent_ended_too_its_own_standing_decides() -> None:
    cast = make_cast()
    last = date(2026, 6, 30)
    district = add_unit(
        kind=UnitKind.DISTRICT, name="Huyện Sông Cầu", parent=cast.an_binh
    )
    commune = add_unit(kind=UnitKind.COMMUNE, name="Xã Đồng Quê", parent=district)
    both = [district.pk, commune.pk]
    Unit.objects.filter(pk__in=both).update(valid_to=last)
    Placement.objects.filter(unit__in=both).update(valid_to=last)
    commune.refresh_from_db()
    without_heir = may(cast.giang, ACCEPT, commune)

    Succession.objects.create(
        predecessor=district,
        successor=cast.elsewhere_province,
        on=date(2026, 7, 1),
        is_main=True,
        is_whole=True,
    )

    assert without_heir
    assert not may(cast.giang, ACCEPT, commune)


def test_an_administrator_manages_the_whole_subtree() -> None:
    cast = make_cast()

    assert may(cast.lan, MANAGE, cast.an_binh)
    assert may(cast.lan, MANAGE, cast.tan_lap)
    assert not may(cast.lan, MANAGE, cast.elsewhere)
    assert not may(cast.lan, MANAGE, cast.nation)


def test_a_stranger_and_a_citizen_may_nothing() -> None:
    cast = make_cast()

    assert not may(AnonymousUser(), WRITE, cast.hoa_thuan)
    assert not may(cast.an, WRITE, cast.hoa_thuan)


def test_the_right_ends_with_the_post() -> None:
    cast = make_cast()
    Post.objects.filter(user=cast.binh).update(valid_to=TODAY)
    assert may(cast.binh, WRITE, cast.hoa_thuan)

    with time_machine.travel("2026-11-24 00:00+07:00", tick=False):
        assert not may(cast.binh, WRITE, cast.hoa_thuan)


def test_a_closed_account_may_nothing() -> None:
    cast = make_cast()
    cast.binh.is_active = False

    assert not may(cast.binh, WRITE, cast.hoa_thuan)


def test_the_refusal_reads_like_a_page_that_is_not_there() -> None:
    cast = make_cast()

    with pytest.raises(RuleBroken, match=r"access\.forbidden") as refused:
        authorize(cast.dung, WRITE, cast.hoa_thuan)

    told = explain(refused.value)
    assert (told.status, told.text) == (404, "Không tìm thấy trang này.")


def test_a_post_reaches_its_unit_and_everything_below() -> None:
    cast = make_cast()

    def seen(user: User | AnonymousUser) -> set[str]:
        within = reach(user, TODAY)
        everywhere = (cast.nation, cast.an_binh, cast.hoa_thuan, cast.elsewhere)
        return {unit.name for unit in everywhere if within.contains(unit)}

    assert seen(cast.khoa) == {"Tỉnh An Bình", "Xã Hòa Thuận"}
    assert seen(cast.binh) == {"Xã Hòa Thuận"}
    assert seen(cast.dung) == {"Xã Suối Ngọc"}
    assert seen(cast.minh) == {
        "Việt Nam",
        "Tỉnh An Bình",
        "Xã Hòa Thuận",
        "Xã Suối Ngọc",
    }
    assert seen(cast.an) == set()
    assert seen(AnonymousUser()) == set()


def test_two_posts_reach_both_units() -> None:
    cast = make_cast()
    hanh = hire("hanh", "Ngô Thị Hạnh", cast.hoa_thuan, "clerk")
    Post.objects.create(
        user=hanh, unit=cast.elsewhere, role="head", valid_from=date(2020, 1, 1)
    )

    within = reach(hanh, TODAY)

    assert set(within.roots) == {cast.hoa_thuan, cast.elsewhere}
    assert set(within.unit_ids()) == {cast.hoa_thuan.pk, cast.elsewhere.pk}
