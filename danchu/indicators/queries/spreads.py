"""A form over many units: one line for each, one column for each cell."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from danchu.indicators.models import Form, FormRow
from danchu.indicators.queries.asked import (
    Asked,
    AskedRow,
    asked_of_units,
    form_by_code,
)
from danchu.indicators.queries.closed import open_rows
from danchu.indicators.queries.places import Someone
from danchu.indicators.queries.stands import Stand, stands_of
from danchu.indicators.queries.workbooks import (
    HINT,
    MANY,
    check_kind,
    head_of,
    sent_value,
    shown_text,
    value_of,
)
from danchu.indicators.rules.filings import ENTER, STATUS_NAMES, Status
from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import allowed
from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.rules.books import Book, Found
from danchu.kernel.exchange.rules.tables import (
    Box,
    Column,
    Line,
    Place,
    Table,
    shape_of,
)
from danchu.kernel.exchange.writing import Mark, workbook
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.descriptions import codes_on
from danchu.kernel.units.models import Unit

MOST_UNITS = 250
"""More than any province has communes."""
_MOST_LOOKED_AT = 5000
_BESIDE = (
    Column("stt", "STT", 6, is_text=True),
    Column("ma-don-vi", "Mã đơn vị", 10, is_text=True),
    Column("don-vi", "Đơn vị", 30, is_text=True),
    Column("tinh-trang", "Tình trạng", 16, is_text=True),
)


@dataclass(frozen=True)
class Spread:
    """A form and period with all units in somebody's reach of which it asks.

    `mine` are the ids of those whose figures the reader may enter.
    """

    form: Form
    period: Period
    issuer: Unit
    every: tuple[Asked, ...]
    mine: frozenset[int]

    @cached_property
    def by_line(self) -> dict[str, Asked]:
        """Return what is asked of each unit by the code of its line."""
        return {str(asked.unit.pk): asked for asked in self.every}

    @cached_property
    def rows(self) -> list[AskedRow]:
        """Return every row that some unit is asked, in the order of the form."""
        found: dict[str, AskedRow] = {}
        for asked in self.every:
            for row in asked.rows:
                found.setdefault(row.code, row)
        order = FormRow.objects.filter(form=self.form, indicator__code__in=found)
        lines = order.order_by("edition", "position")
        codes = dict.fromkeys(lines.values_list("indicator__code", flat=True))
        return [found[code] for code in codes if not found[code].is_percent]


def spread_of(*, user: Someone, form: str, period: str, today: date) -> Spread:
    """Return what a form asks of the units in reach that are there at its end.

    Those that the asker enters figures for come first; of too many they alone.
    Refuses with ``indicators.nobody_asked`` where it asks none, and with
    ``indicators.too_many_units`` where they fit on no sheet.
    """
    known, asked_form = period_from(period), form_by_code(form)
    seen = reach(user, today)
    # Of a year on two maps the units of its end hand up.
    alive = Q(valid_to=None) | Q(valid_to__gte=known.end)
    units = Unit.objects.filter(alive, pk__in=seen.unit_ids())
    rows = FormRow.objects.filter(form=asked_form).values_list("unit_kinds", "units")
    kinds = {kind for some, _ in rows for kind in some}
    named = {unit for _, some in rows for unit in some}
    wanted = units.filter(Q(kind__in=kinds) | Q(pk__in=named))
    in_order = wanted.order_by("sort_key", "pk")[:_MOST_LOOKED_AT]
    asked = asked_of_units(asked_form, in_order, known)
    if not asked:
        raise RuleBroken(
            "indicators.nobody_asked", form=asked_form.code, period=known.label
        )
    every = list(asked.values())
    mine = allowed(user, ENTER, [one.unit for one in every], today)
    if len(every) > MOST_UNITS:
        every = [one for one in every if one.unit.pk in mine]
    if not 0 < len(every) <= MOST_UNITS:
        raise RuleBroken(
            "indicators.too_many_units", form=asked_form.code, most=MOST_UNITS
        )
    every = open_rows(user, every)
    every.sort(key=lambda one: one.unit.pk not in mine)
    issuer = seen.roots[0] if len(seen.roots) == 1 else every[0].unit
    return Spread(asked_form, known, issuer, tuple(every), frozenset(mine))


def spread_workbook(
    spread: Spread,
    today: date,
    sent: Mapping[Place, Found] | None = None,
    refused: Mapping[Place, str] | None = None,
) -> bytes:
    """Return the workbook of many units.

    With `sent` it holds what came in a file instead, and marks each cell of `refused`.
    """
    came = sent or {}
    marks = {
        place: Mark(shown_text(came.get(place)), why)
        for place, why in (refused or {}).items()
    }
    return workbook(_table(spread, today, came), marks)


def check_spread(book: Book, spread: Spread) -> None:
    """Refuse a workbook of another kind, form or period, and one of an old template."""
    check_kind(book, MANY, spread.form.code, spread.period)
    if book.facts.get("template") != shape_of(_shape(_columns(spread.rows))):
        raise RuleBroken("indicators.old_book", form=spread.form.code)


def _table(spread: Spread, today: date, sent: Mapping[Place, Found]) -> Table:
    rows = spread.rows
    columns = _columns(rows)
    stands = stands_of(spread.every)
    codes = codes_on([one.asked.unit.pk for one in stands], today)
    return Table(
        kind=MANY,
        facts={"form": spread.form.code, "period": spread.period.code},
        shape=_shape(columns),
        columns=columns,
        lines=tuple(
            Line(
                str(stand.asked.unit.pk),
                (
                    Box(str(number)),
                    *_beside(stand, codes.get(stand.asked.unit.pk, "")),
                    *_boxes(stand, rows, sent, spread.mine),
                ),
            )
            for number, stand in enumerate(stands, start=1)
        ),
        sheet=f"Biểu {spread.form.code}"[:31],
        head=head_of(spread.issuer, spread.form, spread.period, today),
        frozen=len(_BESIDE),
    )


def _columns(rows: Sequence[AskedRow]) -> tuple[Column, ...]:
    return (*_BESIDE, *_cell_columns(rows))


def _shape(columns: Iterable[Column]) -> list[str]:
    return [column.code for column in columns]


def _cell_columns(rows: Iterable[AskedRow]) -> Iterable[Column]:
    for row in rows:
        names = [row.name, *(f"Trong đó: {name}" for _, _, name in row.members)]
        for (code, _), name in zip(row.keys, names, strict=True):
            title = f"{code}\n{name} ({row.unit_of_measure})"
            hint = f"{row.name}\n{HINT}"
            yield Column(code, title, 16, is_open=True, hint=hint, group=row.section)


def _beside(stand: Stand, code: str) -> list[Box]:
    filing = stand.filing
    status = STATUS_NAMES[Status(filing.status)] if filing else "Chưa nhập"
    return [Box(code), Box(stand.asked.unit.name), Box(status)]


def _boxes(
    stand: Stand,
    rows: Iterable[AskedRow],
    sent: Mapping[Place, Found],
    mine: Collection[int],
) -> Iterator[Box]:
    unit, filing = stand.asked.unit, stand.filing
    is_open = unit.pk in mine and (filing is None or filing.status == Status.DRAFT)
    for row in rows:
        for name, _ in row.keys:
            if name not in stand.asked.cells:
                yield Box()
                continue
            cell, came = stand.cell(name), sent.get((str(unit.pk), name))
            value = sent_value(came) if came else value_of(cell)
            yield Box(value, is_open, cell.face, row.is_whole)
