"""Officials see as officials what is in their reach, whatever map or tree they ask."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.queries import rollup
from danchu.indicators.queries.entries import entries_behind
from danchu.indicators.queries.levels import Asked, rollup_by
from danchu.indicators.queries.showing import indicator_page
from danchu.indicators.tests.factories import HALF, NOW, make_value
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Placement, Unit
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.kernel.units.services import add_unit, rebuild_ancestry
from danchu.testing.cast import Cast, hire

TODAY, BEFORE, MOVED = date(2026, 7, 3), date(2025, 12, 31), date(2026, 1, 1)
PUBLIC, RESTRICTED, INTERNAL = "G01", "I06", "G09"


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def move(unit: Unit, to: Unit, day: date = MOVED) -> None:
    """Let a unit stand elsewhere from a day on."""
    until = day - timedelta(days=1)
    Placement.objects.filter(unit=unit, tree=Tree.TERRITORY).update(valid_to=until)
    Placement.objects.create(tree=Tree.TERRITORY, unit=unit, parent=to, valid_from=day)
    rebuild_ancestry()


def value_of(
    code: str, unit: Unit, user: User | None, on: date, tree: Tree = Tree.TERRITORY
) -> int | None:
    found = rollup(
        indicator=code, unit=unit, period=HALF, map_on=on, user=user, tree=tree
    )
    return None if found.value is None else int(found.value)


@pytest.mark.parametrize("code", [PUBLIC, RESTRICTED])
def test_a_map_of_the_past_opens_nothing_that_has_left_the_province(
    cast: Cast, code: str
) -> None:
    make_value(cast.hoa_thuan, 30, indicator=code, stage="submitted")
    make_value(cast.tan_lap, 20, indicator=code, stage="submitted")
    move(cast.tan_lap, cast.elsewhere_province)

    told = {on: value_of(code, cast.an_binh, cast.giang, on) for on in (BEFORE, TODAY)}

    assert told == {BEFORE: None, TODAY: 30}
    assert value_of(code, cast.nation, cast.minh, BEFORE) == 50


def test_a_map_of_the_past_is_open_where_nothing_has_left(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 30, indicator=RESTRICTED, stage="submitted")
    move(cast.elsewhere, cast.an_binh)

    assert value_of(RESTRICTED, cast.an_binh, cast.giang, BEFORE) == 30


def test_softer_floors_are_refused_where_a_map_reaches_too_far(cast: Cast) -> None:
    make_value(cast.tan_lap, 20, stage="submitted")
    move(cast.tan_lap, cast.elsewhere_province)
    asked = Asked(PUBLIC, cast.an_binh, HALF, BEFORE, floor="provisional")

    with pytest.raises(RuleBroken, match="forbidden"):
        rollup_by(asked, user=cast.giang)


@pytest.mark.parametrize("code", [INTERNAL, "A25"])
def test_the_line_opens_nothing_that_stands_out_of_reach(cast: Cast, code: str) -> None:
    top = add_unit(kind=UnitKind.AGENCY, name="Cục A", parent=cast.an_binh)
    afar = add_unit(
        kind=UnitKind.AGENCY,
        name="Chi cục A",
        parent=cast.elsewhere_province,
        line_parent=top,
    )
    make_value(top, 3, indicator=code)
    make_value(afar, 4, indicator=code, stage="submitted")
    own = hire("own", "Đinh Thị Nga", top, "head")

    def along(user: User) -> int | None:
        return value_of(code, top, user, TODAY, Tree.LINE)

    assert (along(cast.giang), along(cast.minh), along(own)) == (None, 7, 7)
    assert value_of(code, top, cast.giang, TODAY) == 3


def test_the_ground_opens_to_the_line_what_the_line_reaches(cast: Cast) -> None:
    top = add_unit(kind=UnitKind.PARTY_ORG, name="Đảng bộ A", parent=cast.an_binh)
    below = add_unit(
        kind=UnitKind.PARTY_ORG, name="Chi bộ", parent=cast.hoa_thuan, line_parent=top
    )
    make_value(below, 4, indicator="A17", stage="submitted")
    own = hire("own", "Đinh Thị Nga", top, "head")

    assert value_of("A17", below, own, TODAY) == 4
    inner = add_unit(kind=UnitKind.PARTY_ORG, name="Tổ đảng", parent=below)
    make_value(inner, 5, indicator="A17")
    assert value_of("A17", below, own, TODAY) is None


def test_entries_on_an_old_map_are_those_in_reach(cast: Cast) -> None:
    was = add_unit(kind=UnitKind.COMMUNE, name="Xã cũ", parent=cast.hoa_thuan)
    make_value(was, 20, indicator=RESTRICTED, stage="submitted")
    move(was, cast.elsewhere)

    def behind(user: User, on: date) -> int:
        found = entries_behind(unit=cast.hoa_thuan, period=HALF, map_on=on, user=user)
        return len(found)

    assert (behind(cast.cuc, BEFORE), behind(cast.cuc, TODAY)) == (0, 0)
    assert behind(cast.minh, BEFORE) == 1


def test_today_costs_an_official_no_read_more(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_value(cast.hoa_thuan, 30)
    value_of(PUBLIC, cast.an_binh, cast.giang, TODAY)

    with django_assert_num_queries(5):
        value_of(PUBLIC, cast.an_binh, cast.giang, TODAY)


def test_a_source_is_held_against_what_its_reader_may_read(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 30, stage="submitted")
    make_value(cast.tan_lap, 20, stage="submitted")
    make_value(cast.an_binh, 60, scope="whole", source="báo cáo", stage="submitted")
    move(cast.tan_lap, cast.elsewhere_province, date(2026, 7, 2))

    def held_against(user: User) -> list[int | None]:
        found = rollup(
            indicator=PUBLIC, unit=cast.an_binh, period=HALF, map_on=TODAY, user=user
        )
        owns = [one.own.number for one in found.reported]
        return [None if own is None else int(own) for own in owns]

    assert (held_against(cast.giang), held_against(cast.minh)) == ([None], [50])


@pytest.mark.parametrize("stage", ["draft", "submitted", "accepted"])
def test_periods_tell_strangers_nothing_of_what_is_not_published(
    cast: Cast, stage: str
) -> None:
    make_value(cast.hoa_thuan, 3, period="2026Q1")
    make_value(cast.hoa_thuan, 3, stage=stage)
    nobody = AnonymousUser()

    def offered(user: User | AnonymousUser, unit: Unit) -> list[str]:
        page = indicator_page(
            code=PUBLIC, unit_id=str(unit.pk), period="", map_day="", user=user
        )
        return [one.code for one in page.periods]

    inside = ["2026Q1"] if stage == "draft" else [HALF, "2026Q1"]
    assert offered(nobody, cast.nation) == ["2026Q1"]
    assert offered(cast.dung, cast.nation) == offered(cast.dung, cast.elsewhere)
    assert offered(cast.dung, cast.elsewhere) == ["2026Q1"]
    assert offered(cast.giang, cast.an_binh) == inside
