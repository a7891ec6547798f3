from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.finding import search_units
from danchu.kernel.units.models import Ancestry, Unit, UnitCode
from danchu.kernel.units.queries import (
    children_of,
    code_of,
    codes_of,
    default_map_day,
    map_date,
    map_note,
    names_of,
    unit_by_id,
    units_selected,
)
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.kernel.units.services import (
    NewUnit,
    add_unit,
    add_units,
    place_unit,
    rebuild_ancestry,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    ["hôm qua", "2025-13-01", "2025-02-30", "1800-01-01", "9999-12-31", "20" * 400],
)
def test_a_day_without_a_map_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match=r"units\.unknown_map_date"):
        map_date(text, TODAY)


def test_no_day_asked_is_today_and_spaces_are_forgiven() -> None:
    assert map_date(None, TODAY) == TODAY
    assert map_date("", TODAY) == TODAY
    assert map_date(" 2024-12-31 ", TODAY) == date(2024, 12, 31)


def test_pages_say_which_map_they_show_and_what_is_unsure() -> None:
    older = map_note(date(2023, 6, 30), TODAY)
    newer = map_note(TODAY, TODAY)

    assert (older.is_old, older.is_unsure, older.other_day) == (True, True, TODAY)
    assert (newer.is_old, newer.is_unsure) == (False, False)
    assert newer.other_day == date(2025, 6, 30)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"units\.not_found"):
        unit_by_id(0)


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "₫"])
def test_a_search_for_nothing_finds_nothing(typed: str) -> None:
    make_nation()

    assert search_units(typed) == []


def test_a_search_of_ten_thousand_letters_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"units\.search_too_long"):
        search_units("a" * 10_000)


@pytest.mark.parametrize(
    "typed", ["%", "_", "a%b", "ha\0", "12\0", "'; DROP TABLE units_unit; --"]
)
def test_signs_of_sql_are_only_letters_here(typed: str) -> None:
    make_nation()

    assert [hit.name for hit in search_units(typed)] == []
    assert Unit.objects.count() == 4


def make_nation() -> tuple[Unit, Unit, Unit, Unit]:
    nation = add_unit(kind=UnitKind.COUNTRY, name="Việt Nam", parent=None, code="VN")
    province = add_unit(
        kind=UnitKind.PROVINCE, name="Tỉnh An Bình", parent=nation, code="98"
    )
    commune = add_unit(
        kind=UnitKind.COMMUNE, name="Xã Hòa Thuận", parent=province, code="99001"
    )
    village = add_unit(
        kind=UnitKind.VILLAGE, name="Thôn Đông", parent=commune, households=212
    )
    return nation, province, commune, village


def spans_now() -> set[tuple[object, ...]]:
    return set(
        Ancestry.objects.values_list(
            "tree", "ancestor", "unit", "since", "until", "unit_kind"
        )
    )


def test_placing_one_by_one_writes_what_a_rebuild_would() -> None:
    _, province, commune, _ = make_nation()
    clinic = add_unit(
        kind=UnitKind.PUBLIC_UNIT,
        name="Trạm Y tế xã Hòa Thuận",
        parent=commune,
        line_parent=add_unit(
            kind=UnitKind.AGENCY, name="Sở Y tế", parent=province, sector="y tế"
        ),
        sector="y tế",
    )
    one_by_one = spans_now()

    rebuild_ancestry()

    assert spans_now() == one_by_one
    assert clinic in Unit.objects.within(province, on=TODAY)


def make_bodies(under: Unit, governed_by: Unit, count: int) -> list[NewUnit]:
    return [
        NewUnit(
            UnitKind.ENTERPRISE,
            f"Công ty Hòa Thuận {number}",
            parent=under,
            line_parent=governed_by if number % 2 else None,
            traits={"has_union": True},
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_many_bodies_stand_as_they_would_one_by_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _, province, commune, _ = make_nation()
    agency = add_unit(kind=UnitKind.AGENCY, name="Sở Công Thương", parent=province)
    rows = [
        NewUnit(UnitKind.PARTY_ORG, "Đảng bộ cơ sở", commune, line_parent=agency),
        *make_bodies(commune, agency, count),
    ]

    with django_assert_num_queries(12):
        added = add_units(rows)

    at_once = spans_now()
    assert [unit.name for unit in added] == [row.name for row in rows]
    assert set(added) <= set(Unit.objects.within(province, on=TODAY))
    assert set(children_of(agency, TODAY, tree=Tree.LINE)) == {
        unit for unit, row in zip(added, rows, strict=True) if row.line_parent
    }
    assert added[1].has_union is True
    rebuild_ancestry()
    assert spans_now() == at_once


def test_a_search_finds_places_before_the_bodies_named_after_them() -> None:
    _, province, commune, _ = make_nation()
    add_units(make_bodies(commune, province, 3))
    add_unit(kind=UnitKind.COMMUNE, name="Xã Cổ Công Ty", parent=province)

    by_place = [hit.name for hit in search_units("hoa thuan", limit=2)]
    by_word = [hit.name for hit in search_units("công ty", limit=2)]

    assert by_place == ["Xã Hòa Thuận", "Công ty Hòa Thuận 0"]
    assert by_word == ["Xã Cổ Công Ty", "Công ty Hòa Thuận 0"]


def test_the_line_is_a_tree_of_its_own() -> None:
    _, province, commune, _ = make_nation()
    department = add_unit(kind=UnitKind.AGENCY, name="Sở Y tế", parent=province)
    clinic = add_unit(kind=UnitKind.PUBLIC_UNIT, name="Trạm Y tế", parent=commune)

    place_unit(unit=clinic, tree=Tree.LINE, parent=department)

    line = Unit.objects.within(department, on=TODAY, tree=Tree.LINE)
    assert list(line.order_by("pk")) == [department, clinic]
    assert list(children_of(department, TODAY, tree=Tree.LINE)) == [clinic]
    assert list(children_of(department, TODAY)) == []


def test_a_living_unit_is_seen_today_and_an_ended_one_on_its_last_day() -> None:
    living, ended = Unit(valid_to=None), Unit(valid_to=date(2025, 6, 30))

    assert default_map_day(living, TODAY) == TODAY
    assert default_map_day(ended, TODAY) == date(2025, 6, 30)


def test_units_of_a_map_are_listed_by_kind_and_by_place() -> None:
    _, province, commune, village = make_nation()
    elsewhere = add_unit(
        kind=UnitKind.COMMUNE, name="Xã Bình An", parent=None, valid_from=TODAY
    )

    assert list(units_selected(TODAY, kind="commune")) == [elsewhere, commune]
    assert list(units_selected(TODAY, within=province)) == [village, province, commune]
    assert list(units_selected(date(2020, 1, 1), kind="commune")) == [commune]


def test_codes_and_names_are_those_of_the_day() -> None:
    _, province, commune, _ = make_nation()
    UnitCode.objects.filter(unit=commune).update(valid_to=date(2025, 6, 30))
    UnitCode.objects.create(unit=commune, code="99555", valid_from=date(2025, 7, 1))

    assert code_of(commune, date(2025, 6, 30)) == "99001"
    assert code_of(commune, TODAY) == "99555"
    assert code_of(commune) == "99555"
    assert codes_of([province, commune]) == {province.pk: "98", commune.pk: "99555"}
    assert [one.name for one in names_of(commune)] == ["Xã Hòa Thuận"]
