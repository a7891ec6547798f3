"""Which units have handed up a form for which periods, and who still owes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from danchu.indicators.models import Form, FormRow
from danchu.indicators.queries.asked import form_by_code, is_asked_of
from danchu.indicators.queries.demands import is_for
from danchu.indicators.queries.filings import due_on
from danchu.indicators.rules.catalogue import RowKind
from danchu.indicators.rules.completeness import (
    OWING,
    Counts,
    Handing,
    Seen,
    handing_of,
    periods_owed,
    was_anybody_asked,
)
from danchu.indicators.rules.filings import APPROVE, UNFINISHED, DueRule, Status
from danchu.kernel.access.queries import reach
from danchu.kernel.deadlines.queries import working_calendar
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Calendar, Kind, Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import country
from danchu.kernel.units.rules import Tree

_SEEN = """
SELECT u.id, u.name, u.kind, u.valid_from, u.valid_to,
    f.code, f.dossier_id, f.status, f.was_handed_up, f.due_on, f.handed_on
FROM units_unit u LEFT JOIN (
    SELECT f.unit_id, p.code, f.dossier_id, f.status, c.due_on,
        coalesce(c.stopped_on, c.paused_on) AS handed_on,
        f.status = ANY(%(unfinished)s) AND EXISTS (
            SELECT FROM audit_event
            WHERE dossier_id = f.dossier_id AND verb = %(handing_up)s
        ) AS was_handed_up
    FROM indicators_filing f
    JOIN periods_reportingperiod p ON p.id = f.period_id
    LEFT JOIN deadlines_clock c ON c.dossier_id = f.dossier_id AND NOT EXISTS (
        SELECT FROM deadlines_clock n
        WHERE n.dossier_id = c.dossier_id AND n.id > c.id
    )
    WHERE f.form_id = %(form)s AND p.code = ANY(%(periods)s)
) f ON f.unit_id = u.id
WHERE (u.kind = ANY(%(kinds)s) OR u.id = ANY(%(units)s))
    AND (%(kind)s = '' OR u.kind = %(kind)s)
    AND (u.valid_from IS NULL OR u.valid_from <= %(on)s)
    AND (u.valid_to IS NULL OR u.valid_to >= %(on)s)
    AND u.id IN (
        SELECT unit_id FROM units_ancestry
        WHERE tree = ANY(%(trees)s) AND ancestor_id = %(root)s
            AND since <= %(on)s AND until > %(on)s
    )
    AND (%(owner)s::bigint IS NULL OR u.id = %(owner)s OR u.id IN (
        SELECT unit_id FROM units_ancestry
        WHERE tree = ANY(%(trees)s) AND ancestor_id = %(owner)s
            AND since <= %(on)s AND until > %(on)s
    ))
ORDER BY u.sort_key, u.id
"""


@dataclass(frozen=True)
class Sheet:
    """Which matrix is asked for: whose units, on which map, of which form and when."""

    root: Unit
    form: str
    periods: tuple[Period, ...]
    on: date
    kind: str = ""


class HandingCell(NamedTuple):
    """One unit and one period of the matrix."""

    period: Period
    handing: Handing
    due_on: date | None = None
    handed_on: date | None = None
    status: Status | None = None
    filing: int | None = None


@dataclass(frozen=True)
class HandingRow:
    """One unit with its cells, in the order of the periods."""

    pk: int
    name: str
    kind: str
    cells: tuple[HandingCell, ...]

    @property
    def is_owing(self) -> bool:
        """Whether it is asked for anything of this now."""
        return any(cell.handing in OWING for cell in self.cells)


@dataclass(frozen=True)
class Completeness:
    """Units by periods of one form; every unit that is ever asked has a row."""

    form_code: str
    form_name: str
    periods: tuple[Period, ...]
    rows: tuple[HandingRow, ...]
    counts: tuple[Counts, ...]


@dataclass(frozen=True)
class Owed:
    """What a unit owes: on which form, for when, since when."""

    unit: int
    name: str
    kind: str
    period: Period
    due_on: date | None
    is_returned: bool

    def days_late(self, today: date) -> int:
        """Return by how many days it is late; none while it is not."""
        return max((today - self.due_on).days, 0) if self.due_on else 0


@dataclass(frozen=True)
class _Demand:
    """Which kinds of unit a form asks for which period, and until when."""

    form: Form
    rows: Sequence[FormRow]
    due: dict[tuple[str | int, str], date] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        return sorted({kind for row in self.rows for kind in row.unit_kinds})

    @property
    def units(self) -> list[int]:
        return sorted({unit for row in self.rows for unit in row.units})

    def reckon(self, periods: Iterable[Period]) -> None:
        """Find the last days, in one calendar of working days."""
        calendar = working_calendar()
        for period in periods:
            whom: list[tuple[str, int]] = [(kind, 0) for kind in self.kinds]
            for kind, unit in (*whom, *(("", unit) for unit in self.units)):
                asked = (
                    row for row in self.rows if is_asked_of(row, kind, period, unit)
                )
                if row := next(asked, None):
                    last_day = due_on(DueRule.parse(row.due_rule), period, calendar)
                    self.due[kind or unit, period.code] = last_day

    def due_from(self, unit: int, kind: str, period: Period) -> date | None:
        """Return the last day for a unit, named or of a kind; none while not asked."""
        named = self.due.get((unit, period.code))
        return named or self.due.get((kind, period.code))


def completeness(
    sheet: Sheet, *, user: User | AnonymousUser, today: date
) -> Completeness:
    """Return who has handed up what; out of `user`'s reach it is as if not there.

    On a map of the past all that stands in the unit must be in reach.
    """
    within = reach(user, today)
    if not all(within.covers(sheet.root, sheet.on, tree) for tree in Tree):
        raise RuleBroken("access.forbidden", unit=sheet.root.name)
    return completeness_of(sheet, today)


def completeness_of(sheet: Sheet, today: date) -> Completeness:
    """Return the same for whoever has been asked for rights before."""
    demand = _demand(sheet.form)
    demand.reckon(sheet.periods)
    rows = [one for one in _rows(sheet, demand, today) if _is_ever_asked(one)]
    below = [one for one in rows if one.pk != sheet.root.pk]
    shown = below or rows
    return Completeness(
        form_code=demand.form.code,
        form_name=demand.form.name,
        periods=sheet.periods,
        rows=tuple(shown),
        counts=tuple(
            Counts.of(row.cells[place].handing for row in shown)
            for place in range(len(sheet.periods))
        ),
    )


def owing(
    form: str, period: Period, on: date, *, within: Unit | None = None
) -> list[Owed]:
    """Return the units that owe `form` for `period` on `on`, by name.

    Those whose day is over, and those to whom it was returned. `within` narrows it to
    a unit and all below; nobody is asked for rights: this is for reminders.
    """
    root = within or country()
    found = completeness_of(Sheet(root, form, (period,), on), on)
    return owed_in(found)


def owed_in(found: Completeness) -> list[Owed]:
    """Return what is owed in a matrix, unit by unit."""
    return [
        Owed(
            row.pk, row.name, row.kind, cell.period, cell.due_on,
            is_returned=cell.handing == Handing.RETURNED,
        )
        for row in found.rows
        for cell in row.cells
        if cell.handing in OWING
    ]  # fmt: skip


def kinds_asked(form: str) -> list[str]:
    """Return the kinds of unit that a form asks for numbers."""
    return _demand(form).kinds


def periods_of_form(form: str, today: date, most: int) -> list[Period]:
    """Return the periods owed on a form, of both calendars, the latest first."""
    kinds: dict[bool, set[Kind]] = {}
    rows = _demand(form).rows
    for row in rows:
        calendar = Calendar(DueRule.parse(row.due_rule).calendar)
        named = {Kind(kind) for kind in row.period_kinds}
        kinds.setdefault(calendar is Calendar.ADMINISTRATIVE, set()).update(named)
    found = [
        period
        for administrative, some in kinds.items()
        for period in periods_owed(
            sorted(some), today, most, administrative=administrative
        )
    ]
    found += [period_from(code) for code in {row.window for row in rows} if code]
    found = [one for one in found if any(is_for(row, one) for row in rows)]
    return sorted(found, key=lambda one: (one.end, one.code), reverse=True)[:most]


def _demand(code: str) -> _Demand:
    form = form_by_code(code)
    rows = FormRow.objects.filter(form=form, kind=RowKind.INDICATOR)
    return _Demand(form, list(rows.select_related("indicator").order_by("position")))


def _rows(sheet: Sheet, demand: _Demand, today: date) -> list[HandingRow]:
    told: dict[str, Any] = {
        "form": demand.form.pk,
        "periods": [one.code for one in sheet.periods],
        "kinds": demand.kinds,
        "kind": sheet.kind,
        "units": demand.units,
        "owner": demand.form.owner_id,
        "on": sheet.on,
        "trees": [tree.value for tree in Tree],
        "root": sheet.root.pk,
        "unfinished": [status.value for status in UNFINISHED],
        "handing_up": APPROVE.name,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, told)
        found = cursor.fetchall()
    units: dict[int, tuple[Any, ...]] = {}
    filings: dict[tuple[int, str], tuple[Any, ...]] = {}
    for pk, name, kind, born, died, code, *filing in found:
        units[pk] = (name, kind, born, died)
        if code:
            filings[pk, code] = tuple(filing)
    # Few cells differ in anything but whose they are: each such is read once.
    reading = lru_cache(maxsize=None)(_cell)
    rows = []
    for pk, (name, kind, born, died) in units.items():
        cells = []
        for period in sheet.periods:
            due = demand.due_from(pk, kind, period)
            if not _stood(born, died, period):
                due = None
            filing, *said = filings.get((pk, period.code), (None,))
            cell = reading(period, tuple(said), due, today)
            cells.append(HandingCell(*cell[:-1], filing))
        rows.append(HandingRow(pk, name, kind, tuple(cells)))
    return rows


def _stood(born: date | None, died: date | None, period: Period) -> bool:
    return (not born or born <= period.end) and (not died or died >= period.end)


def _cell(
    period: Period, said: tuple[Any, ...], due: date | None, today: date
) -> HandingCell:
    """Return a cell without its filing; `said` is what is known of one, or nothing."""
    is_asked = due is not None and was_anybody_asked(period)
    seen = Seen(due_on=due)
    if said:
        status, was_handed_up, its_day, handed_on = said
        seen = Seen(Status(status), was_handed_up, its_day or due, handed_on)
    handing = handing_of(seen, is_asked=is_asked, today=today)
    is_told = handing is not Handing.NOT_ASKED
    return HandingCell(
        period=period,
        handing=handing,
        due_on=seen.due_on if is_told else None,
        handed_on=seen.handed_on,
        status=seen.status,
    )


def _is_ever_asked(row: HandingRow) -> bool:
    return any(cell.handing is not Handing.NOT_ASKED for cell in row.cells)
