"""The real maps: they add up, and names and codes find their way across them."""

from datetime import date

import pytest

from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.finding import names_near, search_units
from danchu.kernel.units.loading import load_units
from danchu.kernel.units.models import Ancestry, Succession, Unit
from danchu.kernel.units.queries import (
    children_of,
    code_of,
    country,
    kinds_below,
    origins_of,
    parent_of,
    path_of,
    special_zones,
    successions_of,
    unit_by_code,
)
from danchu.kernel.units.services import rebuild_ancestry

OLD, NEW = date(2024, 12, 31), date(2025, 7, 1)

pytestmark = pytest.mark.usefixtures("nation")


def test_both_maps_add_up() -> None:
    root = country()

    assert kinds_below(root, OLD) == {
        "province": 63,
        "district": 696,
        "commune": 10_035,
    }
    assert kinds_below(root, NEW) == {"province": 34, "commune": 3_321}


@pytest.mark.parametrize(
    ("day", "communes"),
    # Of the new communes 23 are made of communes of two old provinces: on the old map
    # their values count in the nation and in neither province.
    [(NEW, 10_035 + 3_321), (OLD, 10_035 + 3_321 - 23)],
)
def test_no_commune_stands_in_two_provinces(day: date, communes: int) -> None:
    provinces = Unit.objects.alive(day).filter(kind="province")
    standing = Ancestry.objects.filter(
        tree="territory",
        ancestor__in=provinces,
        since__lte=day,
        until__gt=day,
        unit_kind="commune",
    )

    assert standing.values("unit").distinct().count() == communes
    assert standing.count() == communes


def test_the_code_24_is_bac_giang_before_and_bac_ninh_after() -> None:
    assert unit_by_code("24", OLD).name == "Tỉnh Bắc Giang"
    assert unit_by_code("24", NEW).name == "Tỉnh Bắc Ninh"


def test_a_code_that_nobody_bears_on_that_map_is_refused_by_name() -> None:
    with pytest.raises(RuleBroken, match=r"units\.no_such_unit") as refused:
        unit_by_code("216", NEW)

    assert refused.value.facts == {"unit": "216", "day": "01/07/2025"}


def test_typing_viet_lap_finds_the_old_commune_and_its_successor() -> None:
    first = search_units("viet lap")[0]

    assert (first.name, first.code, first.parent_name) == (
        "Xã Việt Lập",
        "07354",
        "Huyện Tân Yên",
    )
    assert [heir.name for heir in first.heirs] == ["Xã Tân Yên"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Việt Lập", "Xã Việt Lập"),
        ("xã VIỆT LẬP", "Xã Việt Lập"),
        ("bac ninh", "Tỉnh Bắc Ninh"),
        ("07354", "Xã Việt Lập"),
        ("hoang sa", "Huyện Hoàng Sa"),
        ("viet nam", "Việt Nam"),
    ],
)
def test_search_puts_what_was_meant_first(typed: str, first: str) -> None:
    assert search_units(typed, limit=3)[0].unit.name in {first, f"Đặc khu {first[6:]}"}


def test_search_with_accents_prefers_the_name_spelt_so() -> None:
    spelt = [hit.name for hit in search_units("Hòa Bình", on=NEW, limit=2)]

    assert all("Hòa Bình" in name or "Hoà Bình" in name for name in spelt)


def test_a_search_on_one_map_finds_nothing_of_the_other() -> None:
    everywhere = {hit.unit.pk for hit in search_units("viet lap")}

    assert everywhere
    assert search_units("viet lap", on=NEW) == []


def test_an_ended_commune_leads_to_where_its_history_stands() -> None:
    viet_lap = unit_by_code("07354", OLD)

    before = [unit.name for unit in path_of(viet_lap, OLD)]
    after = [unit.name for unit in path_of(viet_lap, NEW)]

    assert before == ["Việt Nam", "Tỉnh Bắc Giang", "Huyện Tân Yên", "Xã Việt Lập"]
    assert after == ["Việt Nam", "Tỉnh Bắc Ninh", "Xã Tân Yên", "Xã Việt Lập"]


def test_old_bac_giang_went_whole_into_bac_ninh() -> None:
    bac_giang = unit_by_code("24", OLD)
    bac_ninh = unit_by_code("24", NEW)

    (link,) = successions_of(bac_giang)
    assert (link.successor.name, link.is_main, link.is_whole) == (
        "Tỉnh Bắc Ninh",
        True,
        True,
    )
    assert [one.predecessor.name for one in origins_of(bac_ninh)] == [
        "Tỉnh Bắc Giang",
        "Tỉnh Bắc Ninh",
    ]
    assert Succession.objects.filter(predecessor__kind="province").count() == 63


def test_children_come_in_the_order_of_vietnamese_names() -> None:
    provinces = [unit.name for unit in children_of(country(), NEW)]

    assert len(provinces) == 34
    assert provinces[0] == "Tỉnh An Giang"
    assert provinces.index("Tỉnh Điện Biên") > provinces.index("Tỉnh Đắk Lắk")
    assert provinces[-1] == "Tỉnh Vĩnh Long"


def test_hoang_sa_and_truong_sa_stand_among_the_special_zones() -> None:
    names = [unit.name for unit in special_zones(NEW)]

    assert len(names) == 13
    assert {"Đặc khu Hoàng Sa", "Đặc khu Trường Sa"} <= set(names)


def test_parent_and_code_are_read_on_the_map_asked_for() -> None:
    commune = unit_by_code("07339", NEW)

    above = parent_of(commune, NEW)

    assert above is not None
    assert (above.name, code_of(above, NEW)) == ("Tỉnh Bắc Ninh", "24")
    assert parent_of(commune, OLD) is None


def test_loading_again_changes_nothing() -> None:
    before = (Unit.objects.count(), Ancestry.objects.count())

    assert load_units() == 14_150
    assert (Unit.objects.count(), Ancestry.objects.count()) == before


def test_rebuilding_gives_the_spans_that_were_there() -> None:
    before = Ancestry.objects.count()

    assert rebuild_ancestry() == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tan yem", ["Xã Tân Yên", "Huyện Tân Yên", "Thị trấn Tân Yên"]),
        ("Xã Việt Lpạ", ["Xã Việt Lập"]),
        ("khong ai biet", []),
        ("xa", []),
    ],
)
def test_a_name_is_known_with_one_letter_amiss(typed: str, meant: list[str]) -> None:
    assert names_near(typed) == meant
