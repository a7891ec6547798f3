"""Putting a designed form into force, and retiring it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from danchu.indicators.models import (
    Form,
    FormDesign,
    FormRow,
)
from danchu.indicators.queries.designs import (
    design_named,
    design_of,
    in_force,
    kinds_of_units,
    rows_of_design,
    units_outside,
    window_of,
)
from danchu.indicators.rules.catalogue import (
    Measure,
    RowKind,
)
from danchu.indicators.rules.designs import (
    PUBLISH_FORM,
    RETIRE_FORM,
    Design,
    DesignStatus,
)
from danchu.indicators.services.designs import advance_design, locked_draft
from danchu.kernel.access.services import authorize
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import KIND_NAMES, UnitKind

_ONE_DAY = timedelta(days=1)
LONGEST_REASON = 300


def publish_form(  # noqa: PLR0913 -- what a decision states, all by keyword
    *,
    actor: User,
    unit: Unit,
    code: str,
    turn: int,
    since: date,
    reason: str,
    at: datetime,
) -> FormDesign:
    """Put the draft into force for periods that end on `since` or later.

    What somebody has opened keeps its edition; the edition before is asked for periods
    that end earlier. An ad-hoc form runs from today.
    """
    with transaction.atomic():
        draft = locked_draft(
            actor=actor, unit=unit, code=code, turn=turn, action=PUBLISH_FORM
        )
        if not reason.strip():
            raise RuleBroken("indicators.reason_missing")
        design, today = design_of(draft), timezone.localdate(at)
        if design.is_ad_hoc:
            design, since = _dated(design, today), today
        _refuse_unready(draft, design, since)
        before = in_force(draft.form)
        if before is not None:
            if before.since and since < before.since:
                raise RuleBroken("indicators.design_too_early", since=before.since)
            advance_design(before, to=DesignStatus.REPLACED, actor=actor, at=at)
        _ask_until(draft.form, since - _ONE_DAY)
        draft.content = msgspec.to_builtins(design)
        draft.since, draft.reason = since, reason.strip()[:LONGEST_REASON]
        draft.save(update_fields=["content", "since", "reason"])
        window = window_of(draft)
        if window is not None:
            ensure_period(window)
        FormRow.objects.bulk_create(rows_of_design(draft, since=since))
        _bring_into_force(draft, design)
        advance_design(
            draft, to=DesignStatus.PUBLISHED, actor=actor, at=at, reason=draft.reason
        )
    return draft


def _bring_into_force(draft: FormDesign, design: Design) -> None:
    form = draft.form
    form.name, form.trees, form.edition = design.name, list(design.trees), draft.edition
    form.save(update_fields=["name", "trees", "edition"])


def retire_form(
    *, actor: User, unit: Unit, code: str, reason: str, at: datetime
) -> FormDesign:
    """Ask for a form no more in periods that end today or later.

    What has been opened, and what was due before, stays as it is.
    """
    with transaction.atomic():
        authorize(actor, RETIRE_FORM, unit)
        newest = design_named(unit, code)
        standing = in_force(newest.form)
        if standing is None:
            raise RuleBroken("indicators.design_not_in_force", code=newest.form.code)
        Dossier.objects.select_for_update(of=("self",)).get(pk=standing.pk)
        advance_design(
            standing, to=DesignStatus.RETIRED, actor=actor, at=at, reason=reason
        )
        _ask_until(newest.form, timezone.localdate(at) - _ONE_DAY)
    return standing


def _ask_until(form: Form, day: date) -> None:
    """End what all editions so far ask; ad-hoc ones are asked no more at all."""
    rows = FormRow.objects.filter(form=form)
    lasting = Q(asked_until=None) | Q(asked_until__gt=day)
    rows.filter(lasting, window="").update(asked_until=day)
    rows.exclude(window="").update(asked_until=date.min)


def _dated(design: Design, today: date) -> Design:
    """Return an ad-hoc design with the days of its figures, today if nobody said."""
    closes = design.closes or today
    return replace(design, opens=design.opens or closes, closes=closes)


def _refuse_unready(draft: FormDesign, design: Design, since: date) -> None:
    """Refuse what nobody could fill in, or what is asked on another form already."""
    code = draft.form.code
    if not design.indicators:
        raise RuleBroken("indicators.design_empty", code=code)
    if not (design.unit_kinds or design.units) or not design.period_kinds:
        raise RuleBroken("indicators.design_asks_nobody", code=code)
    if design.is_ad_hoc and (len(design.period_kinds) > 1 or design.administrative):
        raise RuleBroken("indicators.design_periods_clash")
    if design.opens and design.closes and design.closes < design.opens:
        raise RuleBroken("indicators.indicator_ends_before")
    kinds = set(design.unit_kinds) | kinds_of_units(design.units)
    _refuse_unfit_units(draft, design, kinds)
    _refuse_asked_twice(draft, design, kinds, since)


def _refuse_unfit_units(draft: FormDesign, design: Design, kinds: set[str]) -> None:
    assert draft.form.owner is not None  # noqa: S101 -- only a province's forms
    if outside := units_outside(draft.form.owner, design.units):
        raise RuleBroken("indicators.design_units_outside", units=", ".join(outside))
    rows = rows_of_design(draft, since=date.min, content=design)
    counted = {row.indicator_id for row in rows}
    for one in (row.indicator for row in rows if row.indicator):
        if unfit := sorted(kinds - set(one.unit_kinds)):
            raise RuleBroken(
                "indicators.design_unit_unfit", code=one.code, kinds=_names(unfit)
            )
        parts = {one.numerator_id, one.denominator_id}
        if one.measure == Measure.PERCENT and not parts <= counted:
            raise RuleBroken("indicators.design_percent_alone", code=one.code)


def _names(kinds: list[str]) -> str:
    return ", ".join(KIND_NAMES[UnitKind(kind)] for kind in kinds)


def _refuse_asked_twice(
    draft: FormDesign, design: Design, kinds: set[str], since: date
) -> None:
    """Refuse figures that other forms ask of the same units for periods from `since`.

    A figure is entered once; two forms would write over each other. An ad-hoc form asks
    for a period of its own.
    """
    if design.is_ad_hoc:
        return
    calendar = "administrative" if design.administrative else "calendar"
    others = FormRow.objects.filter(
        Q(form__owner=None) | Q(form__owner=draft.form.owner),
        Q(asked_until=None) | Q(asked_until__gte=since),
        window="",
        kind=RowKind.INDICATOR,
        indicator__code__in=design.indicators,
        period_kinds__overlap=list(design.period_kinds),
        due_rule__startswith=calendar,
    ).exclude(form=draft.form)
    facts = ("indicator__code", "form__code", "unit_kinds", "units")
    for code, form, unit_kinds, units in others.values_list(*facts):
        same = kinds & set(unit_kinds) or set(design.units) & set(units)
        if same or set(design.unit_kinds) & kinds_of_units(units):
            raise RuleBroken("indicators.design_asked_twice", code=code, form=form)
