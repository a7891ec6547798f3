"""What a dashboard is asked for, and the figures behind its charts, each read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from danchu.indicators.queries import IndicatorFact, Point, Table, TableRow
from danchu.indicators.queries.charted import (
    Stand,
    open_among,
    points_at,
    stand_before_others,
    stand_of,
    table_at,
)
from danchu.indicators.queries.columns import FormAsked, forms_asked
from danchu.indicators.queries.filings import filing_states
from danchu.indicators.queries.localities import (
    figures_of,
    illustrated,
    periods_with_figures,
)
from danchu.indicators.queries.plans import Asker as PlanAsker
from danchu.indicators.queries.plans import PlanFact, plans_of
from danchu.indicators.rules.filings import Status
from danchu.indicators.rules.rollups import Total
from danchu.indicators.rules.times import latest_ended, year_before
from danchu.kernel.access.queries import reach
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.queries import active_post
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Kind, Period
from danchu.kernel.units.queries import (
    Located,
    default_map_day,
    located_below,
    map_date,
    map_note,
    unit_by_id,
    unit_by_number,
)
from danchu.kernel.units.rules import LAST_OLD_DAY, UnitKind
from danchu.surfaces.dashboards.rules import (
    MOST_INDICATORS,
    POINTS,
    kind_in,
    last_before_the_merger,
)
from danchu.surfaces.desk.rules import FORM, HALF_AND_QUARTER, main_indicators

_KINDS = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)


@dataclass(frozen=True)
class Asked:
    """What an address asks for; empty means the reader's own."""

    unit: str = ""
    period: str = ""
    map_text: str = ""
    form: str = ""
    indicator: str = ""
    kind: str = ""
    post: object = None


class Scene:
    """One dashboard: whose, when, on which map, asked by whom, and how firm."""

    def __init__(
        self, asked: Asked, user: User, now: datetime, *, is_for_others: bool = False
    ) -> None:
        self.asked, self.user, self.now = asked, user, now
        self.today, self.is_for_others = timezone.localdate(now), is_for_others
        held = reach(user, self.today)
        post = active_post(list(held.posts), asked.post)
        own = post.unit_id if post else 0
        self.unit = unit_by_number(asked.unit) if asked.unit else unit_by_id(own)
        if not held.contains(self.unit):
            raise RuleBroken("access.forbidden", unit=self.unit.name)
        self.roots = {root.pk for root in held.roots}
        day = map_date(asked.map_text, default_map_day(self.unit, self.today))
        self.day, self.map = day, map_note(day, self.today)
        self.period = self._period(asked.period)
        self.is_leaf = self.unit.kind == UnitKind.COMMUNE

    @cached_property
    def stand(self) -> Stand:
        """From where figures are read."""
        make = stand_before_others if self.is_for_others else stand_of
        return make(self.user, self.unit, self.day)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods with figures, and the one shown."""
        known = periods_with_figures(unit=self.unit, map_on=self.day, user=self.user)
        offered = {one.code: one for one in (self.period, *known)}
        return tuple(
            sorted(
                offered.values(),
                key=lambda one: (one.is_window, -one.end.toordinal(), one.code),
            )
        )

    def _period(self, code: str) -> Period:
        if code:
            return period_from(code)
        owed = latest_ended(HALF_AND_QUARTER, self.today, administrative=False)
        if owed is not None and not self.map.is_old:
            return owed
        return Period.half(2025, 1) if self.map.is_old else Period.year(self.today.year)

    @cached_property
    def forms(self) -> tuple[FormAsked, ...]:
        """The forms that ask anything for the period."""
        return tuple(forms_asked(_KINDS, self.period, self.unit, self.today))

    @cached_property
    def form(self) -> FormAsked | None:
        """The form asked for."""
        if not self.asked.form:
            return None
        for form in self.forms:
            if form.code == self.asked.form:
                return form
        raise RuleBroken("indicators.unknown_form", code=self.asked.form[:10])

    @cached_property
    def whole_table(self) -> Table:
        """The indicators of the dashboard, of the unit and each of its children."""
        wanted: Sequence[str] = main_indicators(self.period)
        if self.form is not None:
            wanted = self.form.indicators
        table = self._table(self.period, wanted)
        if self.form is None and not any(total.units for total in table.totals):
            others = figures_of(
                unit=self.unit,
                period=self.period.code,
                map_on=self.day,
                user=self.user,
            )
            codes = [one.indicator.code for one in others]
            return self._table(self.period, codes) if codes else table
        return table

    @cached_property
    def table(self) -> Table:
        """The same with the children of the kind that is asked for."""
        kind, table = self.asked.kind, self.whole_table
        if kind not in self.kinds:
            return table
        rows = [row for row in table.rows if row.place and kind_in(row.name) == kind]
        return replace(table, rows=tuple(rows))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of children by which one may filter."""
        names = [row.name for row in self.whole_table.rows if row.place]
        found = {kind for name in names if (kind := kind_in(name))}
        return tuple(sorted(found)) if len(found) > 1 else ()

    @property
    def facts(self) -> tuple[IndicatorFact, ...]:
        """The indicators of the dashboard."""
        return self.table.indicators

    @cached_property
    def lead(self) -> int:
        """The place of the indicator that charts of one indicator show."""
        codes = [fact.code for fact in self.facts]
        if self.asked.indicator in codes:
            return codes.index(self.asked.indicator)
        speaking = (
            at for at, total in enumerate(self.table.totals) if total.number is not None
        )
        return next(speaking, 0)

    @property
    def lead_fact(self) -> IndicatorFact:
        """That indicator."""
        return self.facts[self.lead]

    @cached_property
    def numbers(self) -> list[tuple[TableRow, float]]:
        """The children that have a number of the leading indicator, largest first."""
        told = [(row, row.totals[self.lead].number) for row in self.table.rows]
        known = [
            (row, float(number))
            for row, number in told
            if row.place is not None and number is not None
        ]
        return sorted(known, key=lambda one: -one[1])

    @cached_property
    def before(self) -> tuple[Period, Table] | None:
        """The same period of the year before, of the unit alone."""
        past = year_before(self.period)
        if past is None:
            return None
        return past, self._table(past, self._codes, with_children=False)

    @cached_property
    def across(self) -> tuple[Period, Mapping[int, Total]] | None:
        """The leading indicator of each child in such a period before the merger."""
        past = last_before_the_merger(self.period)
        if past is None or self.map.is_old:
            return None
        table = self._table(past, [self.lead_fact.code])
        told = {row.place.pk: row.totals[0] for row in table.rows if row.place}
        return past, told

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The leading indicator over the last periods of its kind."""
        if self.period.is_window:
            return ()
        periods = [self.period]
        while len(periods) < POINTS[self.period.kind]:
            periods.append(periods[-1].previous())
        if self.period.kind is Kind.NINE_MONTHS:
            return ()
        return points_at(self.stand, periods[::-1], self.lead_fact)

    @cached_property
    def plans(self) -> Mapping[str, PlanFact]:
        """The unit's plans for the period, by indicator."""
        reader = AnonymousUser() if self.is_for_others else self.user
        return plans_of(
            PlanAsker(reader, self.unit, self.day), self.period.code, self._codes
        )

    @cached_property
    def states(self) -> Mapping[int, Status]:
        """How far filings of the children are; none on the old map, nor for others."""
        if self.map.is_old or self.period.end <= LAST_OLD_DAY or self.is_for_others:
            return {}
        return filing_states(
            form=self.form.code if self.form else FORM,
            period=self.period.code,
            unit=self.unit,
            on=self.day,
            user=self.user,
        )

    @cached_property
    def places(self) -> list[Located]:
        """Where the children lie."""
        return located_below(self.unit, self.day)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The indicators that hold numbers made for show."""
        return illustrated(
            unit=self.unit,
            period=self.period.code,
            map_on=self.day,
            facts=self.facts,
        )

    @property
    def _codes(self) -> list[str]:
        return [fact.code for fact in self.facts]

    def _table(
        self, period: Period, codes: Sequence[str], *, with_children: bool = True
    ) -> Table:
        wanted = open_among(codes) if self.is_for_others else list(codes)
        if not wanted:
            raise RuleBroken("presentations.nothing_to_show", unit=self.unit.name)
        return table_at(
            self.stand, period, wanted[:MOST_INDICATORS], with_children=with_children
        )

    def query(self, **changed: str) -> str:
        """Return the query that shows this again; what is the default is left out."""
        told = {
            "don-vi": str(self.unit.pk),
            "ky": self.period.code,
            "ban-do": self.day.isoformat() if self.map.is_old else "",
            "bieu": self.asked.form,
            "chi-tieu": self.asked.indicator,
            "loai": self.asked.kind,
        } | {name.replace("_", "-"): text for name, text in changed.items()}
        return urlencode({name: text for name, text in told.items() if text})


def day_of_the_merger() -> date:
    """Return the first day of the new map."""
    return date.fromordinal(LAST_OLD_DAY.toordinal() + 1)
