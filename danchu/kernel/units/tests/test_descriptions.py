"""Units as interfaces tell them, on the real maps."""

from datetime import date

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from danchu.kernel.units.descriptions import (
    Description,
    Wanted,
    codes_on,
    describe,
    find_described,
)
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import unit_by_code

OLD, NEW = date(2024, 12, 31), date(2025, 7, 1)

pytestmark = pytest.mark.usefixtures("nation")


def found(wanted: Wanted, offset: int = 0, limit: int = 5) -> list[Description]:
    return find_described(wanted, offset=offset, limit=limit)[1]


def test_an_old_name_brings_the_unit_and_where_it_went() -> None:
    [one] = found(Wanted(None, text="viet lap"))

    assert (one.name, one.code, one.unit.valid_to) == (
        "Xã Việt Lập",
        "07354",
        date(2025, 6, 30),
    )
    assert one.parent is not None
    assert (one.parent.name, one.parent_code) == ("Huyện Tân Yên", "216")
    assert one.predecessors == ()
    assert [
        (kin.unit.name, kin.code, kin.on, kin.is_main, kin.is_whole)
        for kin in one.successors
    ] == [("Xã Tân Yên", "07339", NEW, True, True)]


def test_a_new_unit_names_what_it_was_made_of_main_ones_first() -> None:
    [bac_ninh] = describe([unit_by_code("24", NEW)], NEW)

    assert [kin.unit.name for kin in bac_ninh.predecessors] == [
        "Tỉnh Bắc Giang",
        "Tỉnh Bắc Ninh",
    ]
    assert [kin.code for kin in bac_ninh.predecessors] == ["24", "27"]


def test_a_map_is_listed_in_the_order_of_names_page_by_page() -> None:
    provinces = Wanted(OLD, kind="province")

    total, first = find_described(provinces, offset=0, limit=2)
    rest = found(provinces, offset=62, limit=5)

    assert total == 63
    assert [one.unit.name for one in first] == [
        "Tỉnh An Giang",
        "Tỉnh Bà Rịa - Vũng Tàu",
    ]
    assert len(rest) == 1
    assert found(provinces, offset=63) == []


def test_within_a_code_means_the_map_asked_for() -> None:
    old = Wanted(OLD, unit_by_code("24", OLD), "commune")
    new = Wanted(NEW, unit_by_code("24", NEW), "commune")

    assert find_described(old, offset=0, limit=1)[0] == 192
    assert find_described(new, offset=0, limit=1)[0] == 99


def test_a_search_may_be_narrowed_to_a_place_and_a_kind() -> None:
    bac_giang = unit_by_code("24", OLD)

    communes = Wanted(OLD, bac_giang, "commune", "tan yen")
    districts = Wanted(OLD, bac_giang, "district", "tan yen")

    assert [one.unit.name for one in found(districts)] == ["Huyện Tân Yên"]
    assert {one.unit.kind for one in found(communes)} <= {"commune"}
    assert found(Wanted(OLD, unit_by_code("01", OLD), "", "viet lap")) == []


def test_a_page_of_no_map_and_no_text_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="Wanted"):
        found(Wanted(None))


def test_codes_are_of_the_day_or_else_the_last() -> None:
    bac_giang = unit_by_code("24", OLD)

    assert codes_on([bac_giang.pk], OLD) == {bac_giang.pk: "24"}
    assert codes_on([bac_giang.pk], NEW) == {bac_giang.pk: "24"}
    assert codes_on([], NEW) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_units_are_described_in_four_reads(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    units = list(Unit.objects.within(unit_by_code("24", NEW), on=NEW)[:count])

    with django_assert_num_queries(4):
        described = describe(units, NEW)

    assert len(described) == count
