from datetime import timedelta
from typing import Any

import pytest

from danchu.indicators.models import Filing, Value
from danchu.indicators.queries import rollup
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import approve_filing, submit_filing
from danchu.indicators.services.saving import Typed, save_cells
from danchu.indicators.tests.factories import NOW, make_draft
from danchu.kernel.audit.queries import history_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.services import give_post, open_account
from danchu.testing.cast import Cast

LATER = NOW + timedelta(minutes=3)


def _typed(seen: str = "", **texts: str) -> dict[str, Typed]:
    return {name: Typed(Entry(text), seen) for name, text in texts.items()}


def _colleague(cast: Cast) -> User:
    user = open_account(username="hai", full_name="Đinh Văn Hải", password=None)
    give_post(
        user=user, unit=cast.hoa_thuan, role="clerk", title="", valid_from=NOW.date()
    )
    return user


def _stored(filing: Filing) -> dict[str, str]:
    rows = Value.objects.filter(filing=filing, member=None)
    return {row.indicator.code: f"{row.qualifier} {row.number:f}" for row in rows}


def test_cells_are_written_with_one_line_of_history(cast: Cast) -> None:
    filing = make_draft(cast, {})
    before = history_of(filing.dossier).count()

    saved = save_cells(
        actor=cast.binh, filing=filing, cells=_typed(G01="4", G02="hơn 200"), at=LATER
    )

    assert {name: cell.words for name, cell in saved.written.items()} == {
        "G01": "4",
        "G02": "hơn 200",
    }
    assert _stored(filing) == {"G01": "exact 4.0000", "G02": "more_than 200.0000"}
    assert history_of(filing.dossier).count() == before + 1


def test_a_bad_cell_does_not_stop_the_others(cast: Cast) -> None:
    filing = make_draft(cast, {})

    saved = save_cells(
        actor=cast.binh,
        filing=filing,
        cells=_typed(G01="4", G02="88%", G03="1e400", G04="-3", G05="1,5", G06="10"),
        at=LATER,
    )

    assert _stored(filing) == {"G01": "exact 4.0000"}
    assert {name: why.split(";")[0] for name, why in saved.refused.items()} == {
        "G02": "không nhập tỷ lệ phần trăm",
        "G03": "không phải là số",
        "G04": "không thể là số âm",
        "G05": "phải là số nguyên, không có phần lẻ",
        "G06": "Chỉ tiêu G06 là tỷ lệ, hệ thống tự tính.",
    }


def test_nobody_overwrites_what_they_have_not_seen(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4"})
    hai = _colleague(cast)
    save_cells(actor=hai, filing=filing, cells=_typed("4", G01="7"), at=LATER)

    saved = save_cells(
        actor=cast.binh, filing=filing, cells=_typed("4", G01="9", G03="2"), at=LATER
    )

    assert saved.conflicts == {"G01", "G03"}
    assert _stored(filing) == {"G01": "exact 7.0000"}


def test_who_types_what_already_stands_there_has_no_conflict(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "7"})

    saved = save_cells(
        actor=_colleague(cast), filing=filing, cells=_typed("4", G01="7"), at=LATER
    )

    assert saved.conflicts == frozenset()


def test_who_goes_back_to_what_they_saw_leaves_what_another_wrote(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4"})
    save_cells(
        actor=_colleague(cast), filing=filing, cells=_typed("4", G01="8"), at=LATER
    )

    saved = save_cells(
        actor=cast.binh, filing=filing, cells=_typed("4", G01="4"), at=LATER
    )

    assert saved.conflicts == frozenset()
    assert saved.written["G01"].words == "8"
    assert _stored(filing) == {"G01": "exact 8.0000"}


def test_what_was_handed_up_takes_no_more_cells(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4", "G02": "90"})
    submit_filing(actor=cast.binh, filing=filing, at=NOW)

    with pytest.raises(RuleBroken) as broken:
        save_cells(actor=cast.binh, filing=filing, cells=_typed("4", G01="5"), at=LATER)

    assert broken.value.code == "indicators.not_open"


def test_a_saved_figure_is_in_the_total_at_the_next_read(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4", "G02": "90"})
    save_cells(actor=cast.binh, filing=filing, cells=_typed("4", G01="6"), at=LATER)

    def total() -> Any:
        return rollup(
            indicator="G01",
            unit=cast.an_binh,
            period="2026H1",
            map_on=NOW.date(),
            user=cast.giang,
        ).value

    assert total() is None
    submit_filing(actor=cast.binh, filing=filing, at=LATER)
    assert total() == 6
    approve_filing(actor=cast.cuc, filing=filing, at=LATER)
    assert total() == 6
