from datetime import UTC, date, datetime
from functools import partial

import pytest

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.queries import children_of, path_of
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.registry.rules import Body
from danchu.registry.services.units import add_body, add_village
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 13, 2, 0, tzinfo=UTC)
TODAY = date(2026, 7, 13)
SCHOOL = Body(UnitKind.PUBLIC_UNIT, "Trường Tiểu học Hòa Thuận", "giáo dục", None, True)


def test_a_clerk_adds_a_village_with_its_households(cast: Cast) -> None:
    village = add_village(
        actor=cast.binh,
        parent=cast.hoa_thuan,
        name=" Thôn Đông ",
        households=412,
        at=NOW,
    )

    assert list(children_of(cast.hoa_thuan, TODAY)) == [village]
    assert (village.name, village.households) == ("Thôn Đông", 412)
    assert path_of(village, TODAY) == [
        cast.nation,
        cast.an_binh,
        cast.hoa_thuan,
        village,
    ]
    lines = [history_of_unit(unit)[0].verb for unit in (cast.hoa_thuan, village)]
    assert lines == ["registry.add_village"] * 2


@pytest.mark.parametrize("name", ["an", "cuc", "dung", "giang", "khoa", "minh"])
def test_others_add_no_village(cast: Cast, name: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        add_village(
            actor=getattr(cast, name),
            parent=cast.hoa_thuan,
            name="Thôn Đông",
            households=None,
            at=NOW,
        )

    assert refused.value.code == "access.forbidden"
    assert list(children_of(cast.hoa_thuan, TODAY)) == []


def test_a_village_stands_under_a_commune_only(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refused:
        add_village(
            actor=cast.lan, parent=cast.an_binh, name="Thôn", households=None, at=NOW
        )

    assert refused.value.code == "registry.wrong_parent"


def test_two_villages_of_one_commune_have_two_names(cast: Cast) -> None:
    add = partial(
        add_village, actor=cast.binh, parent=cast.hoa_thuan, households=1, at=NOW
    )
    add(name="Thôn Đông")

    with pytest.raises(RuleBroken) as refused:
        add(name="thôn đông")

    assert refused.value.code == "registry.name_taken_here"


def test_a_nameless_village_is_refused(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refused:
        add_village(
            actor=cast.binh, parent=cast.hoa_thuan, name="  ", households=1, at=NOW
        )

    assert refused.value.code == "registry.name_missing"


def test_nothing_is_added_under_a_unit_that_has_ended(cast: Cast) -> None:
    cast.hoa_thuan.valid_to = date(2025, 6, 30)
    cast.hoa_thuan.save()

    with pytest.raises(RuleBroken) as refused:
        add_village(
            actor=cast.lan, parent=cast.hoa_thuan, name="Thôn", households=1, at=NOW
        )

    assert refused.value.code == "registry.unit_has_ended"


def test_a_school_stands_in_its_commune_and_under_its_department(cast: Cast) -> None:
    department = add_body(
        actor=cast.lan,
        parent=cast.an_binh,
        body=Body(UnitKind.AGENCY, "Sở Giáo dục và Đào tạo"),
        governed_by=cast.an_binh,
        at=NOW,
    )

    school = add_body(
        actor=cast.binh,
        parent=cast.hoa_thuan,
        body=SCHOOL,
        governed_by=department,
        at=NOW,
    )

    assert path_of(school, TODAY)[-2:] == [cast.hoa_thuan, school]
    line = path_of(school, TODAY, tree=Tree.LINE)
    assert line == [cast.an_binh, department, school]
    traits = (school.sector, school.has_union, school.has_party_org)
    assert traits == ("giáo dục", None, True)


def test_an_agency_of_another_province_governs_nothing_here(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refused:
        add_body(
            actor=cast.binh,
            parent=cast.hoa_thuan,
            body=SCHOOL,
            governed_by=cast.elsewhere_province,
            at=NOW,
        )

    assert refused.value.code == "registry.wrong_governing_body"
