"""Reports as those who write them see them, and as everybody does once published."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import may
from danchu.kernel.audit.queries import history_of, reason_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import path_of
from danchu.reporting.models import Report, Template
from danchu.reporting.ranges import Range
from danchu.reporting.rules import (
    ACTIONS,
    APPROVE,
    PUBLISH,
    RETURN,
    TEMPLATE,
    WITHDRAW,
    WRITE,
    Status,
)

__all__ = [
    "Change",
    "Report",
    "Template",
    "Unit",
    "deeds_of",
    "history",
    "parts_of",
    "published_report",
    "range_of",
    "report_in_reach",
    "reports_in_reach",
    "template_for",
    "units_to_report_for",
    "units_to_set_templates_for",
]
MOST_LISTED = 100
_DEEDS = {action.name: action.label[0].lower() + action.label[1:] for action in ACTIONS}
_OFFERED = {
    Status.DRAFT: (WRITE, APPROVE),
    Status.APPROVED: (RETURN, PUBLISH),
    Status.PUBLISHED: (WITHDRAW,),
    Status.WITHDRAWN: (),
}


@dataclass(frozen=True)
class Change:
    """One line of a report's history, as `ui/parts/history.html` shows it."""

    at: datetime
    who: str
    deed: str
    why: str


def units_to_report_for(user: User, on: date) -> list[Unit]:
    """Return the units for which somebody may write reports, in the order of posts."""
    posts = reach(user, on).posts
    return [post.unit for post in posts if may(user, WRITE, post.unit)]


def reports_in_reach(user: User, on: date) -> list[Report]:
    """Return the newest reports of the units in somebody's reach."""
    held = reach(user, on)
    rows = Report.objects.filter(unit__in=held.unit_ids())
    rows = rows.select_related("unit", "period", "until", "written_by")
    return list(rows.order_by("-written_at", "-pk")[:MOST_LISTED])


def report_in_reach(user: User, on: date, pk: int) -> Report:
    """Return one report; out of reach it is not there."""
    row = _rows().filter(pk=pk).first()
    if row is None or not reach(user, on).contains(row.unit):
        raise RuleBroken("access.forbidden", report=pk)
    return row


def published_report(pk: int) -> Report:
    """Return a report that everybody may read."""
    row = _rows().filter(pk=pk, status=Status.PUBLISHED).first()
    if row is None:
        raise RuleBroken("reporting.not_found")
    return row


def range_of(report: Report) -> Range:
    """Return the time that a report is about."""
    until = report.until.period if report.until else None
    return Range.between(report.period.period, until)


def parts_of(report: Report) -> dict[str, str]:
    """Return what was written by hand, by chapter."""
    return dict(report.parts.values_list("key", "text"))


def units_to_set_templates_for(user: User, on: date) -> list[Unit]:
    """Return the units whose own templates somebody may set."""
    posts = reach(user, on).posts
    return [post.unit for post in posts if may(user, TEMPLATE, post.unit)]


def template_for(unit: Unit, kind: str, on: date) -> Template | None:
    """Return the template of a unit's reports: its own, or the nearest above."""
    above = [one.pk for one in path_of(unit, on)]
    rows = Template.objects.filter(unit__in=[unit.pk, *above], kind=kind)
    found = {row.unit_id: row for row in rows.defer("data")}
    order = [unit.pk, *reversed(above)]
    return next((found[pk] for pk in order if pk in found), None)


def deeds_of(user: User, report: Report) -> frozenset[str]:
    """Return the names of what somebody may do with a report now."""
    offered = _OFFERED[Status(report.status)]
    return frozenset(one.name for one in offered if may(user, one, report.unit))


def history(report: Report) -> tuple[Change, ...]:
    """Return what happened to a report, the newest first."""
    return tuple(
        Change(
            at=event.at,
            who=event.actor.full_name if event.actor else "Hệ thống",
            deed=str(event.facts.get("what", "")) or _DEEDS.get(event.verb, event.verb),
            why=reason_of(event),
        )
        for event in history_of(report.dossier)
    )


def _rows() -> QuerySet[Report]:
    return Report.objects.select_related(
        "unit", "period", "until", "written_by", "dossier"
    )
