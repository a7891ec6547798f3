"""Adding villages and bodies to the tree."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import children_of
from danchu.kernel.units.rules import KIND_NAMES, UnitKind
from danchu.kernel.units.services import add_unit
from danchu.lib.vietnamese import fold
from danchu.registry.queries.units import governing_candidates
from danchu.registry.rules import (
    ADD_BODY,
    ADD_VILLAGE,
    BODY_PARENTS,
    VILLAGE_PARENTS,
    Body,
)


@transaction.atomic
def add_village(
    *,
    actor: User,
    parent: Unit,
    name: str,
    households: int | None,
    at: datetime,
    valid_from: date | None = None,
) -> Unit:
    """Add a thôn or tổ dân phố under a commune in reach."""
    authorize(actor, ADD_VILLAGE, parent)
    _check_place(parent, UnitKind.VILLAGE, name, timezone.localdate(at))
    village = add_unit(
        kind=UnitKind.VILLAGE,
        name=name.strip(),
        parent=parent,
        valid_from=valid_from,
        households=households,
    )
    _record(village, parent, ADD_VILLAGE.name, actor, at, households=households)
    return village


@transaction.atomic
def add_body(
    *,
    actor: User,
    parent: Unit,
    body: Body,
    at: datetime,
    governed_by: Unit | None = None,
    valid_from: date | None = None,
) -> Unit:
    """Add an agency, a public unit, an enterprise … under a unit in reach.

    It stands in the territory of `parent`; in the line it stands under `governed_by`,
    one of `governing_candidates`.
    """
    authorize(actor, ADD_BODY, parent)
    today = timezone.localdate(at)
    _check_place(parent, body.kind, body.name, today)
    if governed_by and governed_by not in governing_candidates(parent, today):
        raise RuleBroken("registry.wrong_governing_body", unit=governed_by.name)
    traits = asdict(body) | {"name": body.name.strip()}
    added = add_unit(
        parent=parent, line_parent=governed_by, valid_from=valid_from, **traits
    )
    governing = governed_by.pk if governed_by else None
    _record(added, parent, ADD_BODY.name, actor, at, governed_by=governing)
    return added


def _check_place(parent: Unit, kind: UnitKind, name: str, today: date) -> None:
    if not name.strip():
        raise RuleBroken("registry.name_missing")
    if parent.valid_to and parent.valid_to < today:
        raise RuleBroken("registry.unit_has_ended", unit=parent.name)
    fitting = VILLAGE_PARENTS if kind == UnitKind.VILLAGE else BODY_PARENTS
    if parent.kind not in fitting:
        raise RuleBroken(
            "registry.wrong_parent", what=KIND_NAMES[kind], unit=parent.name
        )
    # Two people may add the same village at once: the second must see the first.
    Unit.objects.select_for_update(no_key=True).get(pk=parent.pk)
    taken = {fold(one.name) for one in children_of(parent, today)}
    if fold(name) in taken:
        raise RuleBroken(
            "registry.name_taken_here", unit=parent.name, name=name.strip()
        )


def _record(
    added: Unit, parent: Unit, verb: str, actor: User, at: datetime, **facts: Any
) -> None:
    for unit in (parent, added):
        record(
            unit=unit,
            verb=verb,
            actor=actor,
            at=at,
            subject=added.name,
            unit_added=added.pk,
            kind=added.kind,
            **facts,
        )
