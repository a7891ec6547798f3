"""Which filings are due or wait for somebody, and how they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from danchu.indicators.models import Filing, FormRow
from danchu.indicators.queries.asked import is_asked
from danchu.indicators.queries.demands import asking
from danchu.indicators.queries.facts import PlaceFact
from danchu.indicators.queries.waiting import (
    accepted_by,
    waiting_above,
    waits_since,
    with_since,
)
from danchu.indicators.rules.catalogue import RowKind
from danchu.indicators.rules.filings import (
    ACCEPT,
    APPROVE,
    ENTER,
    PUBLISH,
    STATUS_NAMES,
    DueRule,
    Status,
)
from danchu.indicators.rules.times import latest_ended, soon_ending
from danchu.kernel.access.queries import reach
from danchu.kernel.deadlines.models import Clock
from danchu.kernel.deadlines.queries import working_calendar
from danchu.kernel.deadlines.rules import (
    Standing,
    Term,
    TermUnit,
    WorkingCalendar,
    due_day,
    runs_out,
    standing,
)
from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import current_posts
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Calendar, Kind, Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import children_of

MOST_WAITING = 200


@dataclass(frozen=True)
class FilingFact:
    """One filing of one unit: opened, or still owed."""

    form_code: str
    form_name: str
    place: PlaceFact
    period: Period
    status: Status | None
    self_approved: bool
    due_on: date | None
    standing: Standing | None
    deed: str = ""
    accepted_by: tuple[str, ...] = ()
    """The recipients that have accepted it while others are still awaited."""
    is_returned: bool = False
    since: date | None = None
    """Since which day it waits for its next deed, where that was asked."""

    @property
    def status_name(self) -> str:
        """How it stands, in words."""
        if self.is_returned:
            return "Được trả lại để sửa"
        return STATUS_NAMES[self.status] if self.status else "Chưa nhập"

    @property
    def aside(self) -> str:
        """What whoever receives it must know beforehand; often nothing."""
        said = ["tự duyệt"] if self.self_approved else []
        said += [f"{name} đã nhận" for name in self.accepted_by]
        return "; ".join(said)


def filings_due(user: User | AnonymousUser, today: date) -> list[FilingFact]:
    """Return what waits for `user` today: to enter, approve, accept or publish.

    Most pressing first. Filings nobody has opened yet are computed from the forms.
    """
    found: dict[tuple[str, int, str], FilingFact] = {}
    for post in current_posts(user, today):
        for fact in _waiting(post, today):
            found[fact.form_code, fact.place.pk, fact.period.code] = fact
    return sorted(
        found.values(), key=lambda one: (one.due_on or date.max, one.form_code)
    )


def filings_of(unit: Unit, today: date, user: User | AnonymousUser) -> list[FilingFact]:
    """Return the filings of a unit in `user`'s reach: owed now, then the latest.

    Out of reach there are none.
    """
    if not reach(user, today).contains(unit):
        return []
    opened = list(
        Filing.objects.filter(unit=unit)
        .select_related("dossier", "form", "unit", "period")
        .order_by("-period__end_on", "form__code")[:MOST_WAITING]
    )
    facts = opened_facts(opened, today)
    return [*_not_begun(unit, today), *facts]


def filing_states(
    *, form: str, period: str, unit: Unit, on: date, user: User | AnonymousUser
) -> dict[int, Status]:
    """Return how far the units directly under `unit` are, by id; absent: not begun.

    Out of reach nothing is told.
    """
    if not reach(user, on).contains(unit):
        return {}
    rows = Filing.objects.filter(
        form__code=form, period__code=period, unit__in=_below(unit, on)
    ).values_list("unit_id", "status")
    return {pk: Status(status) for pk, status in rows}


def _waiting(post: Post, today: date) -> Iterable[FilingFact]:
    if post.role in ENTER.roles:
        return _to_enter(post.unit, today)
    if post.role in APPROVE.roles:
        rows = Filing.objects.filter(unit=post.unit, status=Status.SUBMITTED)
        return opened_facts(_fetched(rows), today)
    if post.role in ACCEPT.roles | PUBLISH.roles:
        return opened_facts(waiting_above(post.unit, today, MOST_WAITING), today)
    return []


def _to_enter(unit: Unit, today: date) -> list[FilingFact]:
    drafts = _fetched(Filing.objects.filter(unit=unit, status=Status.DRAFT))
    return [*opened_facts(drafts, today), *_not_begun(unit, today)]


def _not_begun(unit: Unit, today: date) -> list[FilingFact]:
    """Return what is owed and nobody has opened, however much was filed before."""
    begun = Filing.objects.filter(unit=unit).values_list("form__code", "period__code")
    known = set(begun)
    return [
        fact
        for fact in _owed(unit, today)
        if (fact.form_code, fact.period.code) not in known
    ]


def _fetched(rows: QuerySet[Filing]) -> list[Filing]:
    return list(
        with_since(rows)
        .select_related("dossier", "form", "unit", "period")
        .order_by("period__end_on", "unit__sort_key")[:MOST_WAITING]
    )


def _below(unit: Unit, on: date) -> QuerySet[Unit]:
    return children_of(unit, on)


_DEEDS = {
    Status.DRAFT: "Nhập số liệu",
    Status.SUBMITTED: "Duyệt số liệu",
    Status.APPROVED: "Nhận số liệu",
    Status.ACCEPTED: "Công bố số liệu",
    Status.PUBLISHED: "",
}


def opened_facts(filings: Sequence[Filing], today: date) -> list[FilingFact]:
    """Return filings that somebody has begun as facts, read with their dossiers."""
    clocks = {
        clock.dossier_id: clock
        for clock in Clock.objects.filter(
            dossier__in=[one.pk for one in filings]
        ).order_by("pk")
    }
    accepted = accepted_by(filings)
    return [
        replace(
            _opened_fact(one, clocks.get(one.pk), today),
            accepted_by=accepted.get(one.pk, ()),
        )
        for one in filings
    ]


def _opened_fact(filing: Filing, clock: Clock | None, today: date) -> FilingFact:
    return FilingFact(
        form_code=filing.form.code,
        form_name=filing.form.name,
        place=PlaceFact.of(filing.unit),
        period=filing.period.period,
        status=Status(filing.status),
        self_approved=filing.self_approved,
        due_on=clock.due_on if clock else None,
        standing=clock.standing(today) if clock else None,
        deed=_DEEDS[Status(filing.status)],
        is_returned=filing.dossier.phase == Phase.RETURNED,
        since=waits_since(filing),
    )


def _owed(unit: Unit, today: date) -> list[FilingFact]:
    """Return the latest filing owed on each form and calendar, and those close by."""
    rows = list(
        FormRow.objects.filter(asking(unit, today), kind=RowKind.INDICATOR)
        .order_by("form", "edition", "position")
        .select_related("form", "indicator")
    )
    windows = _windows(rows, today)
    calendar = working_calendar()
    found: dict[tuple[str, str], FilingFact] = {}
    for (code, of_calendar), group in _grouped(rows).items():
        kinds = {Kind(kind) for row in group for kind in row.period_kinds}
        own = [windows[row.window] for row in group if row.window in windows]
        for period in (*_periods(kinds, of_calendar, today), *dict.fromkeys(own)):
            asked = [row for row in group if is_asked(row, unit, period)]
            if asked and _stood(unit, period):
                fact = _owed_fact(asked[0], unit, period, calendar, today)
                found[code, period.code] = fact
    return sorted(
        found.values(), key=lambda one: (one.due_on or date.max, one.form_code)
    )


def _windows(rows: Iterable[FormRow], today: date) -> dict[str, Period]:
    codes = {row.window for row in rows if row.window}
    if not codes:
        return {}
    begun = ReportingPeriod.objects.filter(code__in=codes, start_on__lte=today)
    return {row.code: row.period for row in begun}


def _grouped(rows: Iterable[FormRow]) -> dict[tuple[str, Calendar], list[FormRow]]:
    groups: dict[tuple[str, Calendar], list[FormRow]] = {}
    for row in rows:
        calendar = Calendar(DueRule.parse(row.due_rule).calendar)
        groups.setdefault((row.form.code, calendar), []).append(row)
    return groups


def _periods(kinds: set[Kind], calendar: Calendar, today: date) -> list[Period]:
    administrative = calendar is Calendar.ADMINISTRATIVE
    ended = latest_ended(kinds, today, administrative=administrative)
    close = soon_ending(kinds, today, administrative=administrative)
    return [period for period in (ended, close) if period is not None]


def _stood(unit: Unit, period: Period) -> bool:
    begins, ends = unit.valid_from, unit.valid_to
    return (not begins or begins <= period.end) and (not ends or ends >= period.end)


def due_on(rule: DueRule, period: Period, calendar: WorkingCalendar) -> date:
    """Return the last day for a filing that nobody has opened yet."""
    term = Term(rule.days, TermUnit.DAY)
    return due_day(term, runs_out(term, period.end, calendar), calendar)


def _owed_fact(
    row: FormRow, unit: Unit, period: Period, calendar: WorkingCalendar, today: date
) -> FilingFact:
    last_day = due_on(DueRule.parse(row.due_rule), period, calendar)
    return FilingFact(
        form_code=row.form.code,
        form_name=row.form.name,
        place=PlaceFact.of(unit),
        period=period,
        status=None,
        self_approved=False,
        due_on=last_day,
        standing=standing(due_on=last_day, paused=False, stopped_on=None, today=today),
        deed=_DEEDS[Status.DRAFT],
    )
