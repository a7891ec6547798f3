"""Which clocks run, for whom, and how soon they are due."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from danchu.kernel.deadlines.models import Clock, DayOff
from danchu.kernel.deadlines.rules import DayKind, WorkingCalendar
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.queries import dossiers_in_reach
from danchu.kernel.people.models import User


def working_calendar() -> WorkingCalendar:
    """Return the calendar of working days with people's corrections."""
    rows = DayOff.objects.values_list("day", "kind")
    return WorkingCalendar({day: DayKind(kind) for day, kind in rows})


def open_clocks(user: User | AnonymousUser, on: date) -> QuerySet[Clock]:
    """Return the clocks that run in `user`'s reach on `on`, the most pressing first."""
    return open_clocks_of(dossiers_in_reach(user, on))


def open_clocks_of(dossiers: QuerySet[Dossier]) -> QuerySet[Clock]:
    """Return the clocks of these dossiers that have not stopped, soonest first."""
    return (
        Clock.objects.filter(dossier__in=dossiers, stopped_on__isnull=True)
        .select_related("dossier__unit")
        .order_by("due_on", "pk")
    )


def due_within(dossiers: QuerySet[Dossier], until: date) -> QuerySet[Clock]:
    """Return those that count down, are not paused, and are due on `until` or before.

    Overdue ones are among them: nothing is more due.
    """
    return open_clocks_of(dossiers).filter(due_on__lte=until, paused_on__isnull=True)


def days_off_between(first: date, last: date) -> QuerySet[DayOff]:
    """Return people's corrections between two days, in order."""
    return DayOff.objects.filter(day__range=(first, last)).order_by("day")
