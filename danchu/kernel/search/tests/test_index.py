"""The index over real tables, with a kind of thing made for the test."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection

from danchu.kernel.errors import RuleBroken
from danchu.kernel.search import kinds, queries
from danchu.kernel.search.kinds import Findable, Kind
from danchu.kernel.search.queries import asked, find, suggest, years
from danchu.kernel.search.services import rebuild, refresh
from danchu.testing.cast import Cast, make_cast

DAY = date(2026, 7, 13)
OWNED: dict[str, Findable] = {}


def _owned(keys: Sequence[str] | None) -> list[Findable]:
    return [one for key, one in OWNED.items() if keys is None or key in keys]


@pytest.fixture(autouse=True)
def notes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kinds, "_KINDS", {"note": Kind("note", "Ghi chép", _owned)})
    yield
    OWNED.clear()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def own(key: str, title: str, **facts: Any) -> None:
    OWNED[key] = Findable(key, title, f"/{key}/", **facts)
    refresh(f"note:{key}")


def titles(text: str, **facts: Any) -> list[str]:
    return [hit.title for hit in find(asked(text, **facts)).hits]


def test_a_word_is_found_with_or_without_its_marks() -> None:
    own("a", "Đối thoại với Nhân dân")

    for typed in ("đối thoại", "doi thoai", "ĐỐI THOẠI", "thoại đối", "doi  thoai,"):
        assert titles(typed) == ["Đối thoại với Nhân dân"]
    assert titles("đối thoại khác") == []


def test_both_styles_of_tone_marks_are_exact() -> None:
    own("a", "Hoa mùa xuân")
    own("b", "Tổ hoà giải")
    own("c", "Tổ hòa giải")

    assert titles("hòa")[-1] == titles("hoà")[-1] == "Hoa mùa xuân"
    assert len(titles("hoà")) == 3


def test_the_same_marks_come_first_even_in_the_text() -> None:
    own("a", "Bán đất")
    own("b", "Họp", text="bàn về đất")

    assert titles("bán đất") == ["Bán đất", "Họp"]
    assert titles("bàn đất") == ["Họp", "Bán đất"]


def test_what_is_called_so_comes_before_what_mentions_it() -> None:
    own("a", "Biên bản", text="ngân sách", day=date(2027, 1, 1))
    own("b", "Ngân sách xã", day=DAY)

    assert titles("ngan sach") == ["Ngân sách xã", "Biên bản"]


def test_the_last_word_may_be_its_beginning_if_nothing_else_fits() -> None:
    own("a", "Nghị quyết")

    assert titles("nghi quy") == ["Nghị quyết"]
    assert [hit.title for hit in suggest(asked("nghi q")).hits] == []
    assert [hit.title for hit in suggest(asked("nghi qu")).hits] == ["Nghị quyết"]


def test_places_hold_what_is_inside_them(cast: Cast) -> None:
    own("a", "Họp dân", unit=cast.hoa_thuan.pk)
    own("b", "Họp dân cư", unit=cast.elsewhere.pk)

    assert titles("hop dan", place=cast.an_binh.pk) == ["Họp dân"]
    assert titles("hop dan", place=cast.hoa_thuan.pk) == ["Họp dân"]
    assert titles("hop dan", place=cast.tan_lap.pk) == []
    assert len(titles("hop dan", place=cast.nation.pk)) == 2


def test_the_names_of_the_place_and_what_holds_it_are_words(cast: Cast) -> None:
    own("a", "Họp dân", unit=cast.hoa_thuan.pk)
    own("b", "Họp dân", unit=cast.elsewhere.pk)

    assert len(titles("hop dan hoa thuan")) == 1
    assert len(titles("hop dan an binh")) == 1
    assert titles("hop dan viet nam") == []


def test_kinds_and_years_narrow() -> None:
    own("a", "Họp dân", day=DAY)
    own("b", "Họp dân", day=date(2025, 7, 13))

    assert len(titles("hop", year=2026)) == 1
    assert len(titles("hop", kind="note")) == 2
    assert titles("hop", year=1999) == []
    assert years() == [2026, 2025]


def test_what_its_owner_shows_no_more_is_found_no_more() -> None:
    own("a", "Họp dân")
    own("b", "Họp dân")
    del OWNED["a"]

    refresh("note:a")

    assert [hit.item for hit in find(asked("hop dan")).hits] == ["note:b"]


def test_rebuilding_mends_whatever_was_done_to_the_index() -> None:
    own("a", "Họp dân")
    own("b", "Họp thôn")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_entry SET title = 'x' WHERE item = 'note:a'")
        cursor.execute("DELETE FROM search_entry WHERE item = 'note:b'")
        cursor.execute(
            "INSERT INTO search_entry (item, kind, title, summary, page,"
            " prominence, words) VALUES ('old:1', 'old', 'x', '', '/', 1, '')"
        )

    assert rebuild() == 2
    assert sorted(titles("hop")) == ["Họp dân", "Họp thôn"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin, id FROM search_entry ORDER BY id")
        before = cursor.fetchall()
        rebuild()
        cursor.execute("SELECT xmin, id FROM search_entry ORDER BY id")
        assert cursor.fetchall() == before


def test_items_that_nobody_may_search_for_are_passed_over() -> None:
    refresh("filing_closed:1")
    refresh("nonsense")

    assert rebuild() == 0


def test_too_many_to_rank_come_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_RANKED", 2)
    for key, day in (("a", 13), ("b", 15), ("c", 14)):
        own(key, f"Họp ngày {day}", day=date(2026, 7, day))

    found = find(asked("hop"))

    assert (found.total, found.is_more) == (2, True)
    assert [hit.item for hit in found.hits] == ["note:b", "note:c", "note:a"]


def test_pages_go_on_where_the_last_ended() -> None:
    for number in range(5):
        own(f"{number}", "Họp dân", day=date(2026, 7, 1 + number))

    pages = [find(asked("hop"), offset=at, limit=2).hits for at in (0, 2, 4)]

    assert [hit.item for page in pages for hit in page] == [
        f"note:{number}" for number in (4, 3, 2, 1, 0)
    ]
    assert find(asked("hop"), offset=1_000).hits == ()


@pytest.mark.parametrize("typed", ["", "  ", "!?", "'&|!:*", "\0"])
def test_nothing_typed_finds_nothing(typed: str) -> None:
    own("a", "Họp dân")

    assert find(asked(typed)).total == suggest(asked(typed)).total == 0


@pytest.mark.parametrize("typed", ["hop' | 'x", "hop:* & !dan", "<-> hop", "ho\\p"])
def test_signs_of_postgresql_are_only_spaces(typed: str) -> None:
    own("a", "Họp dân")

    find(asked(typed))


def test_a_question_without_end_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"search\.too_long"):
        asked("a" * 10_000)
    with pytest.raises(RuleBroken, match=r"search\.unknown_kind"):
        asked("a", kind="persons")
