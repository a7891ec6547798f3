from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from danchu.kernel.access.queries import reach
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.services import give_post
from danchu.kernel.units.models import Succession
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit, rebuild_ancestry
from danchu.registry.queries.accounts import (
    account_of,
    account_within,
    accounts_within,
    administered,
    post_within,
    units_meant,
)
from danchu.registry.queries.rights import rights_of
from danchu.registry.queries.units import (
    addable_to,
    history_told_to,
    overview,
    unit_page,
)
from danchu.registry.rules import SIGN_IN
from danchu.testing.cast import Cast, hire

TODAY = date(2026, 7, 13)


def names_of(cast: Cast, text: str = "") -> list[str]:
    reached = administered(cast.lan, TODAY)
    return [user.username for user in accounts_within(reached, text, None)]


def test_an_administrator_sees_accounts_of_the_province_only(cast: Cast) -> None:
    assert names_of(cast) == ["giang", "cuc", "binh", "khoa", "lan"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cúc", ["cuc"]),
        ("CUC", ["cuc"]),
        ("hoa thuan", ["cuc", "binh"]),
        ("dung", []),
        ("Suối Ngọc", []),
        ("%", []),
        ("\0", ["giang", "cuc", "binh", "khoa", "lan"]),
        ("a" * 10_000, []),
    ],
)
def test_accounts_are_found_by_name_and_place_in_reach(
    cast: Cast, text: str, found: list[str]
) -> None:
    assert names_of(cast, text) == found


@pytest.mark.parametrize("name", ["an", "binh", "giang", "khoa", "minh"])
def test_only_administrators_administer(cast: Cast, name: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        administered(getattr(cast, name), TODAY)

    assert refused.value.code == "access.forbidden"


def test_posts_out_of_reach_are_not_told(cast: Cast) -> None:
    give_post(user=cast.binh, unit=cast.elsewhere, role="clerk", valid_from=TODAY)

    person = account_within(administered(cast.lan, TODAY), cast.binh.pk)

    assert [post.unit for post in person.posts.all()] == [cast.hoa_thuan]


def test_accounts_and_posts_out_of_reach_look_like_none(cast: Cast) -> None:
    reached, theirs = administered(cast.lan, TODAY), cast.dung.posts.get()

    codes = []
    for ask in (
        lambda: account_within(reached, cast.dung.pk),
        lambda: account_within(reached, 10**9),
        lambda: post_within(reached, theirs.pk),
        lambda: post_within(reached, 10**9),
    ):
        with pytest.raises(RuleBroken) as refused:
            ask()
        codes.append(refused.value.code)

    assert codes == ["access.forbidden"] * 4


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_of_accounts_asks_four_times(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(more):
        hire(f"nguoi{n}", f"Người {n}", cast.tan_lap, "clerk")
    with django_assert_num_queries(4):
        page = accounts_within(administered(cast.lan, TODAY), "", None)
        told = [[post.unit.name for post in user.posts.all()] for user in page]

    assert len(told) == 5 + more


def test_the_exact_name_of_a_unit_leaves_no_doubt(cast: Cast) -> None:
    reached = administered(cast.lan, TODAY)
    add_unit(kind=UnitKind.VILLAGE, name="Thôn Hòa Thuận Hạ", parent=cast.hoa_thuan)

    both = [one.unit.name for one in units_meant(reached, "hoa thuan")]
    exact = [one.unit.name for one in units_meant(reached, "xã hòa thuận")]
    coded = [(one.unit, one.parent) for one in units_meant(reached, "90102")]

    assert both == ["Thôn Hòa Thuận Hạ", "Xã Hòa Thuận"]
    assert exact == ["Xã Hòa Thuận"]
    assert coded == [(cast.tan_lap, "Tỉnh An Bình")]
    assert units_meant(reached, "Suối Ngọc") == []


def test_an_account_is_meant_by_name_or_e_mail(cast: Cast) -> None:
    cast.binh.email = "binh@hoathuan.vn"
    cast.binh.save()

    meant = [account_of(one) for one in ("BINH", "Binh@hoathuan.VN", "", "khác")]

    assert meant == [cast.binh, cast.binh, None, None]


def test_rights_are_told_for_today_and_posts_for_ever(cast: Cast) -> None:
    tomorrow, yesterday = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    later = give_post(
        user=cast.binh, unit=cast.tan_lap, role="head", valid_from=tomorrow
    )
    before = give_post(
        user=cast.binh,
        unit=cast.tan_lap,
        role="clerk",
        valid_from=yesterday,
        valid_to=yesterday,
    )

    rights = rights_of(cast.binh, TODAY)

    now = rights.current[0]
    assert [one.post.unit for one in rights.current] == [cast.hoa_thuan]
    assert (rights.future, rights.past) == ((later,), (before,))
    assert "Thêm thôn, tổ dân phố" in [
        deed for allowed in now.allowed for deed in allowed.deeds
    ]


def test_an_auditor_reads_closed_figures_too_and_changes_nothing(cast: Cast) -> None:
    rights = rights_of(cast.khoa, TODAY).current[0]

    assert rights.reads_only
    assert [one.deeds for one in rights.allowed] == [("Xem số liệu hạn chế",)]
    assert rights.sees == "Tỉnh An Bình và 2 đơn vị cấp xã bên dưới"


@pytest.mark.parametrize("more", [0, 2])
def test_rights_ask_twice(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for unit in (cast.tan_lap, cast.an_binh)[:more]:
        give_post(user=cast.binh, unit=unit, role="clerk", valid_from=TODAY)

    with django_assert_num_queries(2):
        rights = rights_of(cast.binh, TODAY)

    assert len(rights.current) == 1 + more


@pytest.mark.parametrize("more", [0, 2])
def test_the_map_asks_five_times(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(more):
        add_unit(kind=UnitKind.PROVINCE, name=f"Tỉnh {n}", parent=cast.nation)

    with django_assert_num_queries(5):
        shown = overview(None, TODAY)

    assert shown.counts == {"province": 2 + more, "commune": 3}
    counted = {line.unit: (line.code, line.communes) for line in shown.provinces}
    assert counted[cast.an_binh] == ("901", 2)
    assert len(counted) == 2 + more


@pytest.mark.parametrize("villages", [1, 3])
def test_the_page_of_a_unit_asks_fourteen_times(
    cast: Cast, villages: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(villages):
        add_unit(kind=UnitKind.VILLAGE, name=f"Thôn {n}", parent=cast.hoa_thuan)

    with django_assert_num_queries(14):
        shown = unit_page(cast.hoa_thuan.pk, None, None, TODAY)

    assert len(shown.below_rows) == villages


def test_a_unit_that_has_ended_opens_on_its_last_map(cast: Cast) -> None:
    reform = date(2025, 7, 1)
    cast.tan_lap.valid_to = date(2025, 6, 30)
    cast.tan_lap.save()
    Succession.objects.create(
        predecessor=cast.tan_lap,
        successor=cast.hoa_thuan,
        on=reform,
        is_main=True,
        is_whole=True,
    )
    rebuild_ancestry()

    then = unit_page(cast.tan_lap.pk, None, None, TODAY)
    now = unit_page(cast.tan_lap.pk, "2026-07-13", None, TODAY)

    assert (then.map.day, then.is_there) == (date(2025, 6, 30), True)
    assert then.heirs[0].successor == cast.hoa_thuan
    assert addable_to(cast.lan, cast.tan_lap, TODAY) == ()
    assert len(addable_to(cast.lan, cast.hoa_thuan, TODAY)) == 2
    assert (now.is_there, now.path[-2:]) == (False, (cast.hoa_thuan, cast.tan_lap))


def test_history_of_a_unit_is_told_to_those_in_reach(cast: Cast) -> None:
    now = timezone.now()
    for verb in ("registry.add_village", SIGN_IN, "unknown.verb"):
        record(unit=cast.hoa_thuan, verb=verb, actor=cast.binh, at=now, subject="X")

    told = {
        name: [line.deed for line in history_told_to(user, cast.hoa_thuan, TODAY)]
        for name, user in (("cuc", cast.cuc), ("giang", cast.giang), ("an", cast.an))
    }

    lines = ["unknown.verb: X", "thêm thôn, tổ dân phố: X"]
    assert told == {"cuc": lines, "giang": lines, "an": []}
    assert history_told_to(AnonymousUser(), cast.hoa_thuan, TODAY) == []
    assert reach(cast.an, TODAY).roots == ()
