"""What stands in a filing, and what stood there before."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from danchu.indicators.models import Filing, Form, Narrative, Value
from danchu.indicators.queries.asked import Asked, Key, cell_of, values_of
from danchu.indicators.queries.filings import due_on
from danchu.indicators.queries.remarks import RemarkView
from danchu.indicators.rules.amounts import Amount, Qualifier, State, add, plain
from danchu.indicators.rules.catalogue import Origin, Scope
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.filings import PROVISIONAL_STAGES
from danchu.indicators.rules.rollups import Coverage, Total
from danchu.indicators.rules.times import year_before
from danchu.kernel.deadlines.models import Clock
from danchu.kernel.deadlines.queries import working_calendar
from danchu.kernel.deadlines.rules import Standing, standing
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree


@dataclass(frozen=True)
class TextView:
    """A part in words: what it says, who wrote it, and what the last period said."""

    code: str
    label: str
    section: str
    text: str
    who: str
    at: datetime | None
    previous: str
    unsaved: str = ""
    draft: str = ""
    remarks: tuple[RemarkView, ...] = ()

    @property
    def ident(self) -> str:
        """The id of its field on the page."""
        return f"loi-{self.code.lower().replace('_', '-')}"


def contents(asked: Asked, filing: Filing | None) -> tuple[dict[str, Cell], set[str]]:
    """Return what stands in the cells, and the names of those ever written."""
    period = filing.period if filing else period_row(asked.period)
    values = values_of(asked.unit, period, {key[0] for key in asked.cells.values()})
    cells = {name: cell_of(values.get(key)) for name, key in asked.cells.items()}
    return cells, {name for name, key in asked.cells.items() if key in values}


def texts_of(asked: Asked, filing: Filing | None) -> tuple[TextView, ...]:
    """Return the parts in words, each beside what the period before said."""
    if not asked.texts:
        return ()
    now = _narratives(asked.form, asked.unit, asked.period) if filing else {}
    is_window = asked.period.is_window
    before = (
        {}
        if is_window
        else _narratives(asked.form, asked.unit, asked.period.previous())
    )
    return tuple(
        TextView(
            code=part.code,
            label=part.label,
            section=part.section,
            text=now[part.code].text if part.code in now else "",
            who=str(now[part.code].entered_by) if part.code in now else "",
            at=now[part.code].entered_at if part.code in now else None,
            previous=before[part.code].text if part.code in before else "",
        )
        for part in asked.texts
    )


def _narratives(form: Form, unit: Unit, period: Period) -> Mapping[str, Narrative]:
    rows = Narrative.objects.filter(
        filing__form=form, filing__unit=unit, filing__period__code=period.code
    )
    return {row.code: row for row in rows.select_related("entered_by")}


def period_row(period: Period) -> ReportingPeriod | None:
    """Return the row of a period, if anything was ever reported for it."""
    return ReportingPeriod.objects.filter(code=period.code).first()


def clock_of(asked: Asked, filing: Filing | None, today: date) -> tuple[date, Standing]:
    """Return the last day, and how the unit stands with it."""
    clock = (
        Clock.objects.filter(dossier=filing.pk).order_by("pk").last()
        if filing
        else None
    )
    if clock is not None:
        return clock.due_on, clock.standing(today)
    last_day = due_on(asked.due, asked.period, working_calendar())
    return last_day, standing(
        due_on=last_day, paused=False, stopped_on=None, today=today
    )


def previous_label(period: Period) -> str:
    """Name the period that numbers are compared with; a window has none."""
    before = year_before(period)
    return before.label if before else ""


def previous_totals(asked: Asked, today: date) -> dict[str, Total]:
    """Return what the unit, or the units it was made of, had a year before.

    By the name of the cell. Numbers that must not be added over units are left out
    where the unit was made of several.
    """
    return _totals_of(asked, year_before(asked.period), today)


def last_totals(asked: Asked, today: date) -> dict[str, Total]:
    """Return what stood there in the period just before, as `previous_totals` does."""
    before = None if asked.period.is_window else asked.period.previous()
    return _totals_of(asked, before, today)


def _totals_of(asked: Asked, period: Period | None, today: date) -> dict[str, Total]:
    row = period_row(period) if period else None
    if row is None:
        return {}
    names = {key: name for name, key in asked.cells.items()}
    amounts: dict[Key, list[Amount]] = defaultdict(list)
    for value in _handed_up(_made_of(asked.unit, today), [row.code], names):
        if value.number is not None:
            amount = Amount(plain(value.number), Qualifier(value.qualifier))
            amounts[value.indicator_id, value.member_id].append(amount)
    lone = {row.indicator for row in asked.rows if not row.adds_over_units}
    return {
        names[key]: _total(some)
        for key, some in amounts.items()
        if key in names and (len(some) == 1 or key[0] not in lone)
    }


def numbers_this_year(asked: Asked) -> dict[str, Decimal]:
    """Return the sum of the year to date by cell, where every period is known.

    Only of periods of the same kind and calendar, and only what adds over time.
    """
    codes = _year_to_date(asked.period)
    adding = {row.indicator for row in asked.rows if row.adds_over_time}
    names = {key: name for name, key in asked.cells.items() if key[0] in adding}
    own = Unit.objects.filter(pk=asked.unit.pk).values("pk")
    known: dict[Key, dict[int, Decimal]] = defaultdict(dict)
    for value in _handed_up(own, codes, names, with_drafts_of=asked.period.code):
        if value.number is not None or value.state == State.NOT_APPLICABLE:
            number = plain(value.number or Decimal(0))
            known[value.indicator_id, value.member_id][value.period_id] = number
    return {
        names[key]: sum(numbers.values(), Decimal(0))
        for key, numbers in known.items()
        if key in names and len(numbers) == len(codes)
    }


def _year_to_date(period: Period) -> list[str]:
    codes = [period.code]
    while not period.is_window and period.previous().code[:4] == codes[0][:4]:
        period = period.previous()
        codes.append(period.code)
    return codes


def _made_of(unit: Unit, today: date) -> QuerySet[Any]:
    return Ancestry.objects.filter(
        tree=Tree.TERRITORY,
        ancestor=unit,
        since__lte=today,
        until__gt=today,
        unit_kind=unit.kind,
    ).values("unit")


def _handed_up(
    units: QuerySet[Any],
    codes: list[str],
    names: Mapping[Key, str],
    with_drafts_of: str = "",
) -> QuerySet[Value]:
    rows = Value.objects.filter(
        Q(stage__in=sorted(PROVISIONAL_STAGES)) | Q(period__code=with_drafts_of),
        unit__in=units,
        period__code__in=codes,
        indicator__in={key[0] for key in names},
        scope=Scope.OWN,
    )
    return rows if settings.DEMO else rows.exclude(origin=Origin.ILLUSTRATION)


def _total(amounts: list[Amount]) -> Total:
    made, units = add(amounts), len(amounts)
    return Total(made.number, made.qualifier, None, Coverage(units, units), units)
