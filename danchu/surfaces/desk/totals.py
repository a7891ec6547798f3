"""Live totals of a unit and its children, from the nation to a commune's entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from danchu.indicators.queries import Table, province_table
from danchu.indicators.queries.closings import ClosingFact, closings_about
from danchu.indicators.queries.columns import FormAsked, forms_asked
from danchu.indicators.queries.entries import EntryFact, entries_behind
from danchu.indicators.queries.filings import filing_states
from danchu.indicators.queries.levels import NONE, rollup_by
from danchu.indicators.queries.levels import Asked as AtFloor
from danchu.indicators.queries.localities import (
    figures_of,
    illustrated,
    periods_with_figures,
    tellings_about,
)
from danchu.indicators.queries.plans import Asker as PlanAsker
from danchu.indicators.queries.plans import plans_of
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
    MapNote,
    default_map_day,
    located_below,
    map_date,
    map_note,
    path_of,
    unit_by_number,
)
from danchu.kernel.units.rules import LAST_OLD_DAY, UnitKind
from danchu.surfaces.desk.boards import Absent, Board, Card, Column, Line, Place
from danchu.surfaces.desk.maps import Progress, progress_map
from danchu.surfaces.desk.rules import (
    FORM,
    HALF_AND_QUARTER,
    MOST_CARDS,
    main_indicators,
)
from danchu.surfaces.sayings import Said, said_of

MOST_MISSING = 4
_KINDS = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)


@dataclass(frozen=True)
class Asked:
    """What an address asks for; empty means the reader's own."""

    unit: str
    period: str
    map_text: str
    post: object
    form: str = ""


@dataclass(frozen=True)
class Cover:
    """How many have answered, and how firmly."""

    have: int
    of: int
    provisional: int
    missing: tuple[Absent, ...]


@dataclass(frozen=True)
class Totals:
    """Everything the page of totals shows."""

    name: str
    pk: int
    period: Period
    periods: tuple[Period, ...]
    map: MapNote
    at: datetime
    trail: tuple[dict[str, str], ...]
    maps: tuple[dict[str, object], ...]
    columns: tuple[Column, ...]
    cards: tuple[Card, ...]
    cover: Cover | None
    whole: Line
    lines: tuple[Line, ...]
    absent: tuple[Absent, ...]
    entries: Sequence[EntryFact]
    said: tuple[Said, ...]
    has_illustrations: bool
    is_of_communes: bool
    forms: tuple[FormAsked, ...]
    form: FormAsked | None
    progress: Progress | None
    closings: tuple[ClosingFact, ...]


def totals_page(*, asked: Asked, user: User, now: datetime) -> Totals:
    """Return the totals asked for; what is out of reach is not there."""
    return _Scene(asked, user, now).page()


class _Scene:
    """One question about totals: whose, when, on which map, asked by whom."""

    def __init__(self, asked: Asked, user: User, now: datetime) -> None:
        self.user, self.now, self.today = user, now, timezone.localdate(now)
        self.reach = reach(user, self.today)
        post = active_post(list(self.reach.posts), asked.post)
        self.unit = unit_by_number(asked.unit or str(post.unit_id if post else 0))
        if not self.reach.contains(self.unit):
            raise RuleBroken("access.forbidden", unit=self.unit.name)
        self.day = map_date(asked.map_text, default_map_day(self.unit, self.today))
        self.map = map_note(self.day, self.today)
        self.periods = self._periods()
        self.period = self._period(asked.period)
        self.forms = tuple(forms_asked(_KINDS, self.period, self.unit, self.day))
        self.form = self._form(asked.form)
        self.is_leaf = self.unit.kind == UnitKind.COMMUNE

    def page(self) -> Totals:
        board, code = self._board(), self.period.code
        entries = (
            entries_behind(unit=self.unit, period=code, map_on=self.day, user=self.user)
            if self.is_leaf
            else ()
        )
        told = tellings_about(
            unit=self.unit, map_on=self.day, user=self.user, period=code
        )
        return Totals(
            name=self.unit.name,
            pk=self.unit.pk,
            period=self.period,
            periods=self.periods,
            map=self.map,
            at=self.now,
            trail=self._trail(),
            maps=self._maps(),
            columns=board.columns,
            cards=board.cards(),
            cover=None if self.is_leaf else self._cover(board),
            whole=board.whole(),
            lines=board.lines(),
            absent=board.absent(),
            entries=entries,
            said=tuple(said_of(one) for one in told),
            has_illustrations=board.has_illustrations,
            is_of_communes=board.is_of_communes,
            forms=self.forms,
            form=self.form,
            progress=self._progress(),
            closings=self._closings(board),
        )

    def _closings(self, board: Board) -> tuple[ClosingFact, ...]:
        """Return under which coverage the unit took these totals over."""
        if self.map.is_old or self.is_leaf:
            return ()
        codes = [column.code for column in board.columns]
        return tuple(closings_about(self.unit, codes, self.period))

    def _form(self, code: str) -> FormAsked | None:
        """Return the form wanted in full; refuse one that asks nothing."""
        if not code:
            return None
        for form in self.forms:
            if form.code == code:
                return form
        raise RuleBroken("indicators.unknown_form", code=code[:10])

    def _progress(self) -> Progress | None:
        if self.map.is_old or self.period.end <= LAST_OLD_DAY or self.is_leaf:
            return None
        places = located_below(self.unit, self.day)
        return progress_map(self.unit.name, places, self.states)

    def _periods(self) -> tuple[Period, ...]:
        """Return the periods that units are asked for now, and those with figures."""
        owed = (
            latest_ended(HALF_AND_QUARTER, self.today, administrative=False),
            latest_ended(
                (*HALF_AND_QUARTER, Kind.NINE_MONTHS), self.today, administrative=True
            ),
        )
        known = periods_with_figures(unit=self.unit, map_on=self.day, user=self.user)
        offered = {one.code: one for one in (*owed, *known) if one is not None}
        return tuple(
            sorted(
                offered.values(),
                key=lambda one: (one.is_window, -one.end.toordinal(), one.code),
            )
        )

    def _period(self, code: str) -> Period:
        """Return the period asked for; nothing asked is the one owed last."""
        if code:
            return period_from(code)
        if self.map.is_old:
            past = [one for one in self.periods if one.end <= LAST_OLD_DAY]
            return next(iter(past), self.periods[0])
        owed = latest_ended(HALF_AND_QUARTER, self.today, administrative=False)
        return owed or self.periods[0]

    def _board(self) -> Board:
        code = self.period.code
        wanted: Sequence[str] = main_indicators(self.period)
        if self.form is not None:
            wanted = self.form.indicators
        table = self._table(wanted, code)
        if self.form is None and not any(total.units for total in table.totals):
            table = self._table(self._others() or wanted, code)
        shown = illustrated(
            unit=self.unit, period=code, map_on=self.day, facts=table.indicators
        )
        links = Place(
            code,
            self.day.isoformat() if self.map.is_old else "",
            self.form.code if self.form else "",
            plans_of(
                PlanAsker(self.user, self.unit, self.day),
                code,
                [fact.code for fact in table.indicators],
            ),
        )
        return Board(table, shown, self.states, links, self._year_before(table))

    def _table(
        self, indicators: Sequence[str], period: str, *, with_children: bool = True
    ) -> Table:
        return province_table(
            unit=self.unit,
            period=period,
            indicators=indicators,
            map_on=self.day,
            user=self.user,
            with_children=with_children,
        )

    def _year_before(self, table: Table) -> dict[str, Total]:
        """Return the unit's totals of a year before, for the cards alone."""
        before = year_before(self.period)
        first = [fact.code for fact in table.indicators][: MOST_CARDS * 2]
        if before is None:
            return {}
        past = self._table(first, before.code, with_children=False)
        return {
            fact.code: total
            for fact, total in zip(past.indicators, past.totals, strict=True)
        }

    @cached_property
    def states(self) -> Mapping[int, Status]:
        """How far the children are; before 1 July 2025 nobody was asked."""
        if self.map.is_old or self.period.end <= LAST_OLD_DAY:
            return {}
        return filing_states(
            form=self.form.code if self.form else FORM,
            period=self.period.code,
            unit=self.unit,
            on=self.day,
            user=self.user,
        )

    def _others(self) -> list[str]:
        """Return the indicators that have figures where the main ones have none."""
        found = figures_of(
            unit=self.unit,
            period=self.period.code,
            map_on=self.day,
            user=self.user,
        )
        return [one.indicator.code for one in found]

    def _cover(self, board: Board) -> Cover | None:
        total = board.first
        if not total.coverage.of:
            return None
        firm = rollup_by(
            AtFloor(
                indicator=board.columns[0].code,
                unit=self.unit,
                period=self.period.code,
                map_on=self.day,
                by=NONE,
                floor="approved",
            ),
            user=self.user,
        )
        absent = board.absent()
        missing = absent[:MOST_MISSING]
        if len(absent) > MOST_MISSING:
            rest = len(absent) - MOST_MISSING
            missing += (Absent(f"và {rest} đơn vị khác", "#chua-co", ""),)
        return Cover(
            have=total.coverage.have,
            of=total.coverage.of,
            provisional=total.coverage.have - firm.total.coverage.have,
            missing=missing,
        )

    def _trail(self) -> tuple[dict[str, str], ...]:
        """Return the path, with links from the highest unit in reach downwards."""
        roots = {root.pk for root in self.reach.roots}
        links = Place(self.period.code, self.day.isoformat() if self.map.is_old else "")
        steps, is_in_reach = [], False
        for one in path_of(self.unit, self.day):
            is_in_reach = is_in_reach or one.pk in roots
            href = links.of(one.pk) if is_in_reach else ""
            steps.append({"name": one.name, "href": href})
        return tuple(steps) or ({"name": self.unit.name, "href": ""},)

    def _maps(self) -> tuple[dict[str, object], ...]:
        days = (
            ("trước 01/7/2025", LAST_OLD_DAY, True),
            ("hiện nay", self.today, False),
        )
        return tuple(
            {
                "label": label,
                "href": Place(self.period.code, day.isoformat()).of(self.unit.pk),
                "current": is_old == self.map.is_old,
            }
            for label, day, is_old in days
        )
