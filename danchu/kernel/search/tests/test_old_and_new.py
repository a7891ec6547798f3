"""On the real maps, what is old is found by the new names and places, and back."""

from collections.abc import Sequence
from datetime import date

import pytest

from danchu.kernel.search import kinds
from danchu.kernel.search.kinds import Findable, Kind
from danchu.kernel.search.queries import asked, find
from danchu.kernel.search.services import rebuild
from danchu.kernel.units.finding import search_units
from danchu.kernel.units.queries import unit_by_code

OLD, NEW = date(2024, 12, 31), date(2026, 7, 1)

pytestmark = pytest.mark.usefixtures("nation")


@pytest.fixture(autouse=True)
def notes(monkeypatch: pytest.MonkeyPatch) -> None:
    hit = search_units("xã Việt Lập", OLD)[0]
    then, now = hit.unit.pk, hit.heirs[0].pk

    def findable(_keys: Sequence[str] | None) -> list[Findable]:
        return [
            Findable("then", "Biên bản họp", "/1/", unit=then),
            Findable("now", "Nghị quyết mới", "/2/", unit=now),
        ]

    monkeypatch.setattr(kinds, "_KINDS", {"note": Kind("note", "Ghi chép", findable)})
    assert rebuild() == 2


def titles(text: str, place: int | None = None) -> list[str]:
    return [hit.title for hit in find(asked(text, place=place)).hits]


@pytest.mark.parametrize(
    "typed",
    [
        "bien ban viet lap",
        "bien ban tan yen",
        "Biên bản Bắc Giang",
        "bien ban bac ninh",
    ],
)
def test_an_old_thing_has_the_names_of_both_maps(typed: str) -> None:
    assert titles(typed) == ["Biên bản họp"]


@pytest.mark.parametrize(
    "typed", ["nghi quyet tan yen", "nghị quyết Việt Lập", "nghi quyet bac ninh"]
)
def test_a_new_thing_has_the_names_that_its_place_was_made_of(typed: str) -> None:
    assert titles(typed) == ["Nghị quyết mới"]


def test_an_old_thing_stands_in_the_places_of_both_maps() -> None:
    for code, day in (("24", OLD), ("24", NEW)):
        place = unit_by_code(code, day).pk
        assert titles("bien ban", place) == ["Biên bản họp"]
    hanoi = unit_by_code("01", NEW).pk
    assert titles("bien ban", hanoi) == titles("nghi quyet", hanoi) == []
