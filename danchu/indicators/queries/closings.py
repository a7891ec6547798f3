"""Totals that were taken over although some were missing: the coverage they state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danchu.indicators.models import Closing, ClosingLine, FormRow
from danchu.indicators.rules.closings import CLOSE, REOPEN_CLOSING, ClosingState
from danchu.indicators.rules.completeness import HANDED_UP, HANDING_NAMES, Handing
from danchu.kernel.access.services import may
from danchu.kernel.audit.queries import history_of
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit


@dataclass(frozen=True)
class MissingThen:
    """A unit that was missing when the total was closed."""

    unit: int
    name: str
    word: str
    reason: str


@dataclass(frozen=True)
class ClosingFact:
    """A closing as pages tell it."""

    pk: int
    form_code: str
    period_code: str
    have: int
    of: int
    closed_on: date
    reason: str
    is_standing: bool

    @property
    def coverage(self) -> str:
        """Say how many of how many were in: “97/99”."""
        return f"{self.have}/{self.of}"

    @property
    def is_full(self) -> bool:
        """Whether nobody was missing."""
        return self.have == self.of


@dataclass(frozen=True)
class PastClosing:
    """A closing that was taken back, and why."""

    fact: ClosingFact
    reopened_because: str


def standing_closing(unit: Unit, form: str, period: Period) -> ClosingFact | None:
    """Return how the total of a form and period was closed, if it stands closed."""
    return next(iter(_facts(unit, [period], form)), None)


def closings_standing(
    unit: Unit, form: str, periods: Iterable[Period]
) -> dict[str, ClosingFact]:
    """Return the closings of a form that stand, by the codes of their periods."""
    return {fact.period_code: fact for fact in _facts(unit, periods, form)}


def closings_about(
    unit: Unit, indicators: Iterable[str], period: Period
) -> list[ClosingFact]:
    """Return the closings under which any of these indicators was taken over."""
    closed = _facts(unit, [period])
    if not closed:
        return []
    forms = FormRow.objects.filter(indicator__code__in=list(indicators))
    asking = set(forms.values_list("form__code", flat=True).distinct())
    return [fact for fact in closed if fact.form_code in asking]


def past_closings(unit: Unit, form: str, period: Period) -> list[PastClosing]:
    """Return the closings that were taken back, the latest first."""
    rows = Closing.objects.filter(
        unit=unit,
        form__code=form,
        period__code=period.code,
        status=ClosingState.REOPENED,
    ).select_related("dossier", "form", "period")
    return [PastClosing(_fact(row), _why(row)) for row in rows.order_by("-pk")]


def missing_then(closing: ClosingFact) -> list[MissingThen]:
    """Return who was missing, by name."""
    lines = ClosingLine.objects.filter(closing=closing.pk).exclude(
        handing__in=sorted(HANDED_UP)
    )
    return [
        MissingThen(pk, name, HANDING_NAMES[Handing(handing)], reason)
        for pk, name, handing, reason in lines.order_by("unit__sort_key").values_list(
            "unit", "unit__name", "handing", "reason"
        )
    ]


def may_close(user: User, unit: Unit, on: date) -> bool:
    """Tell whether `user` closes the totals of `unit`."""
    return may(user, CLOSE, unit, on)


def may_reopen(user: User, unit: Unit, on: date) -> bool:
    """Tell whether `user` takes closings of `unit` back."""
    return may(user, REOPEN_CLOSING, unit, on)


def _facts(unit: Unit, periods: Iterable[Period], form: str = "") -> list[ClosingFact]:
    rows = Closing.objects.filter(
        unit=unit,
        period__code__in=[one.code for one in periods],
        status=ClosingState.CLOSED,
    )
    if form:
        rows = rows.filter(form__code=form)
    ordered = rows.select_related("form", "period").order_by("form__code")
    return [_fact(row) for row in ordered]


def _fact(row: Closing) -> ClosingFact:
    return ClosingFact(
        pk=row.pk,
        form_code=row.form.code,
        period_code=row.period.code,
        have=row.have,
        of=row.of,
        closed_on=row.closed_on,
        reason=row.reason,
        is_standing=row.status == ClosingState.CLOSED,
    )


def _why(row: Closing) -> str:
    event = history_of(row.dossier).filter(verb=REOPEN_CLOSING.name).first()
    return str(event.facts.get("reason", "")) if event else ""
