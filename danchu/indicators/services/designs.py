"""A province designs its own forms: begins, edits, puts into force, retires."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from django.db import IntegrityError, transaction

from danchu.indicators.models import Form, FormDesign
from danchu.indicators.queries.designs import (
    copied_design,
    design_named,
    design_of,
    strange_indicators,
    words_for,
)
from danchu.indicators.rules.designs import (
    DESIGN,
    DESIGNING,
    DROP_FORM,
    LONGEST_NAME,
    MOST_DAYS,
    MOST_ITEMS,
    MOST_SECTIONS,
    Design,
    DesignStatus,
    Difference,
    differences,
)
from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Kind
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.kernel.workflow.services import advance

_CODE = re.compile(r"(?!PL)[A-Z]{2,6}[0-9]{1,3}")
MOST_FORMS = 100
"""Of one province, with those it has retired."""


def begin_form(
    *, actor: User, unit: Unit, code: str, name: str, like: str = "", at: datetime
) -> FormDesign:
    """Begin a form of a province, empty or as a copy of the form `like`.

    A copy takes lines and sections; whom it asks and when is taken where all agree.
    """
    authorize(actor, DESIGN, unit)
    code, name = code.strip().upper(), _tidy(name)
    if not _CODE.fullmatch(code):
        raise RuleBroken("indicators.design_bad_code", code=code[:20])
    if not name:
        raise RuleBroken("indicators.design_unnamed")
    content = replace(copied_design(like, unit), name=name) if like else Design(name)
    try:
        with transaction.atomic():
            Unit.objects.select_for_update().get(pk=unit.pk)
            if Form.objects.filter(owner=unit).count() >= MOST_FORMS:
                raise RuleBroken("indicators.too_many_forms", most=MOST_FORMS)
            form = Form.objects.create(code=code, name=name, owner=unit, edition=0)
            return _begun(actor, form, content, at)
    except IntegrityError:
        raise RuleBroken("indicators.design_code_taken", code=code) from None


def begin_edition(*, actor: User, unit: Unit, code: str, at: datetime) -> FormDesign:
    """Begin the next edition of a province's form from its latest one.

    One that somebody has begun already is refused, not begun twice.
    """
    authorize(actor, DESIGN, unit)
    latest = design_named(unit, code)
    try:
        with transaction.atomic():
            return _begun(actor, latest.form, design_of(latest), at)
    except IntegrityError:
        raise RuleBroken("indicators.design_begun", code=latest.form.code) from None


def _begun(actor: User, form: Form, content: Design, at: datetime) -> FormDesign:
    assert form.owner is not None  # noqa: S101 -- only a province's forms are designed
    draft = FormDesign.objects.create(
        dossier=open_dossier(kind="form", unit=form.owner, at=at),
        form=form,
        edition=form.edition + 1,
        content=msgspec.to_builtins(content),
    )
    _record(actor, draft, at, begun=content.name)
    return draft


def edit_design(
    *,
    actor: User,
    unit: Unit,
    code: str,
    turn: int,
    change: Callable[[Design], Design],
    at: datetime,
) -> FormDesign:
    """Change the draft of a form, as the page of that `turn` showed it.

    Refuses with ``indicators.design_moved_on`` what was seen before another's change.
    """
    with transaction.atomic():
        draft = locked_draft(actor=actor, unit=unit, code=code, turn=turn)
        before = design_of(draft)
        try:
            after = change(before)
        except IndexError:
            raise RuleBroken("indicators.design_moved_on", code=code[:10]) from None
        _refuse_nonsense(after)
        if strange := strange_indicators(unit, after):
            raise RuleBroken("indicators.unknown_indicator", code=strange[0][:40])
        changes = differences(before, after, words_for(before, after))
        if before != after:
            draft.content = msgspec.to_builtins(after)
            draft.turn += 1
            draft.save(update_fields=["content", "turn"])
            _record(actor, draft, at, changes=_told(changes))
    return draft


def drop_design(
    *, actor: User, unit: Unit, code: str, turn: int, at: datetime
) -> FormDesign:
    """Give a draft up; the edition in force stays in force."""
    with transaction.atomic():
        draft = locked_draft(
            actor=actor, unit=unit, code=code, turn=turn, action=DROP_FORM
        )
        advance_design(draft, to=DesignStatus.DROPPED, actor=actor, at=at)
    return draft


def locked_draft(
    *, actor: User, unit: Unit, code: str, turn: int, action: Any = DESIGN
) -> FormDesign:
    """Hold the draft of a form until the transaction ends, as of `turn`."""
    authorize(actor, action, unit)
    draft = design_named(unit, code)
    Dossier.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    draft.refresh_from_db(fields=["status", "content", "turn"])
    if draft.status != DesignStatus.DRAFT:
        raise RuleBroken("indicators.design_not_draft", code=draft.form.code)
    if draft.turn != turn:
        raise RuleBroken("indicators.design_moved_on", code=draft.form.code)
    return draft


def advance_design(
    design: FormDesign, *, to: str, actor: User, at: datetime, reason: str = ""
) -> None:
    """Move an edition along its life."""
    advance(design, along=DESIGNING, to=to, actor=actor, at=at, reason=reason)


def _refuse_nonsense(design: Design) -> None:
    """Refuse words that no form may hold; what is still missing may come later."""
    unknown = [kind for kind in design.unit_kinds if kind not in set(UnitKind)]
    unknown += [kind for kind in design.period_kinds if kind not in set(Kind)]
    unknown += [tree for tree in design.trees if tree not in set(Tree)]
    if unknown:
        raise RuleBroken(
            "indicators.design_unknown_word", words=", ".join(unknown)[:80]
        )
    if not _tidy(design.name) or not all(one.name for one in design.sections):
        raise RuleBroken("indicators.design_unnamed")
    if not 0 < design.days <= MOST_DAYS:
        raise RuleBroken("indicators.design_bad_days", most=MOST_DAYS)
    if len(design.items) > MOST_ITEMS or len(design.sections) > MOST_SECTIONS:
        raise RuleBroken(
            "indicators.design_too_long", items=MOST_ITEMS, sections=MOST_SECTIONS
        )
    if not all(item.indicator or item.label for item in design.items):
        raise RuleBroken("indicators.design_unnamed")
    doubles = {code for code in design.indicators if design.indicators.count(code) > 1}
    if doubles:
        raise RuleBroken("indicators.design_double", codes=", ".join(sorted(doubles)))


def _record(actor: User, design: FormDesign, at: datetime, **facts: Any) -> None:
    assert design.form.owner is not None  # noqa: S101 -- as above
    record(
        unit=design.form.owner,
        dossier=design.dossier,
        verb=DESIGN.name,
        actor=actor,
        at=at,
        subject=f"{design.form.code}/{design.edition}",
        **facts,
    )


def _told(changes: tuple[Difference, ...]) -> list[str]:
    return [f"{one.label}: {one.before or '–'} → {one.after or '–'}" for one in changes]


def _tidy(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:LONGEST_NAME]
