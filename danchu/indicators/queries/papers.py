"""A filing as the official form to sign and stamp.

Layout after Nghị định số 30/2020/NĐ-CP for State bodies; Party organisations have the
heading of Hướng dẫn số 36-HD/VPTW.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import Asked, asked_of, filing_of, form_by_code
from danchu.indicators.queries.closed import closed_to
from danchu.indicators.queries.contents import (
    TextView,
    contents,
    numbers_this_year,
    previous_label,
    previous_totals,
    texts_of,
)
from danchu.indicators.queries.grid import Beside, CellView, Typed, sections_of
from danchu.indicators.queries.places import Address, Someone
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.filings import APPROVED_STAGES, STATUS_NAMES, Status
from danchu.indicators.rules.rollups import Total
from danchu.kernel.audit.queries import history_of
from danchu.kernel.people.queries import current_posts
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import names_of, parents_of
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.ui import numerals

_TERRITORIES = {UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE}


@dataclass(frozen=True)
class Heading:
    """Who issues the paper, above whom, where and when."""

    is_party: bool
    above: str
    issuer: tuple[str, ...]
    place: str
    on: date | None


@dataclass(frozen=True)
class PaperRow:
    """One line of the table."""

    number: str
    name: str
    unit_of_measure: str
    now: str
    before: str
    year: str
    change: str
    note: str


@dataclass(frozen=True)
class Signature:
    """Who signs."""

    name: str
    title: str


@dataclass(frozen=True)
class Paper:
    """The whole sheet."""

    heading: Heading
    form_code: str
    form_name: str
    unit: Unit
    period: Period
    previous_label: str
    sections: tuple[tuple[str, tuple[PaperRow, ...]], ...]
    texts: tuple[TextView, ...]
    clerk: Signature
    head: Signature
    is_approved: bool
    self_approved: bool
    status_name: str


def paper_of(*, user: Someone, where: Address, today: date) -> Paper:
    """Return the sheet of a filing; `filing_place` has said that it may be seen.

    Rows that are closed to the reader are not on it.
    """
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    filing = filing_of(asked.form, where.unit, where.period)
    cells, _ = contents(asked, filing)
    status = Status(filing.status) if filing else None
    shown = closed_to(user, asked).rows_of(asked)
    approved_on = _approved_on(filing)
    return Paper(
        heading=heading_of(where.unit, approved_on, today),
        form_code=asked.form.code,
        form_name=asked.form.name,
        unit=where.unit,
        period=where.period,
        previous_label=previous_label(where.period),
        sections=_sections(shown, cells, previous_totals(shown, today)),
        texts=texts_of(asked, filing),
        clerk=_clerk(filing),
        head=_head(filing, approved_on),
        is_approved=status in APPROVED_STAGES,
        self_approved=bool(filing and filing.self_approved),
        status_name=STATUS_NAMES[status] if status else "Chưa nhập",
    )


def _approved_on(filing: Filing | None) -> date | None:
    if filing is None or filing.approved_by_id is None:
        return None
    event = history_of(filing.dossier).filter(verb="indicators.approve").first()
    return timezone.localdate(event.at) if event else None


def _clerk(filing: Filing | None) -> Signature:
    return Signature(str(filing.entered_by or "") if filing else "", "")


def _head(filing: Filing | None, on: date | None) -> Signature:
    if filing is None or filing.approved_by is None or on is None:
        return Signature("", "")
    titles = [
        post.title
        for post in current_posts(filing.approved_by, on)
        if post.unit_id == filing.unit_id and post.title
    ]
    return Signature(str(filing.approved_by), titles[0] if titles else "")


def heading_of(unit: Unit, on: date | None, today: date) -> Heading:
    """Return who issues a paper of a unit, above whom, and where."""
    above = parents_of(unit, today)
    territory, line = above.get(Tree.TERRITORY), above.get(Tree.LINE)
    if unit.kind == UnitKind.PARTY_ORG:
        return Heading(
            is_party=True,
            above=line.name.upper() if line else "",
            issuer=(unit.name.upper(),),
            place=_place(territory or unit),
            on=on,
        )
    if unit.kind in _TERRITORIES:
        issuer = ("ỦY BAN NHÂN DÂN", unit.name.upper())
        return Heading(
            is_party=False, above="", issuer=issuer, place=_place(unit), on=on
        )
    parent = line or territory
    return Heading(
        is_party=False,
        above=_authority(parent) if parent else "",
        issuer=(unit.name.upper(),),
        place=_place(territory or unit),
        on=on,
    )


def _authority(unit: Unit) -> str:
    name = unit.name.upper()
    return f"ỦY BAN NHÂN DÂN {name}" if unit.kind in _TERRITORIES else name


def _place(unit: Unit) -> str:
    """Return the name without what kind of place it is: “Hòa Thuận”."""
    names = names_of(unit)
    bare = names[0].bare if names else unit.name
    return bare.removeprefix(f"{unit.label} ") if unit.label else bare


def _sections(
    asked: Asked, cells: Mapping[str, Cell], previous: Mapping[str, Total]
) -> tuple[tuple[str, tuple[PaperRow, ...]], ...]:
    beside = Beside(previous=previous, is_open=False)
    year = numbers_this_year(asked)
    made, number = [], 0
    for title, lines in sections_of(asked, cells, [], Typed({}, {}), beside):
        rows = []
        for line in lines:
            number += not line.cell.is_part
            mark = "" if line.cell.is_part else str(number)
            rows.append(_row(line.cell, mark, cells, previous, year))
        made.append((title, tuple(rows)))
    return tuple(made)


def _row(
    cell: CellView,
    mark: str,
    cells: Mapping[str, Cell],
    previous: Mapping[str, Total],
    year: Mapping[str, Decimal],
) -> PaperRow:
    now = cells[cell.name].number if cell.name in cells else None
    before = previous[cell.name].number if cell.name in previous else None
    change = None if now is None or before is None else now - before
    return PaperRow(
        number=mark,
        name=cell.label,
        unit_of_measure=cell.unit_of_measure,
        now=cell.shown,
        before=cell.previous,
        year=numerals.number(year.get(cell.name)),
        change=numerals.signed(change),
        note=cell.note,
    )
