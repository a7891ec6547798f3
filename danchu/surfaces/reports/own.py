"""The page of units' own templates, and reports filled into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.reporting import queries, services
from danchu.reporting.filling import filled
from danchu.reporting.queries import Report, Unit
from danchu.reporting.rules import KIND_NAMES, Kind
from danchu.surfaces.reports.layouts import ILLUSTRATED
from danchu.surfaces.reports.names import DESCRIBED, names_of, sample_of, values_of
from danchu.surfaces.reports.papers import Paper, part_keys


@dataclass(frozen=True)
class Slot:
    """One kind of report, and the template that its reports have now."""

    kind: str
    title: str
    name: str
    at: datetime | None
    by: str
    is_own: bool
    """Whether it is of this unit, and not of one above."""
    hands: tuple[str, ...]


@dataclass(frozen=True)
class TemplatesPage:
    """The templates of a unit, what they may name, and what is wrong with a new one."""

    unit_pk: int
    unit: str
    units: tuple[Unit, ...]
    slots: tuple[Slot, ...]
    names: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    refused: str


def templates_page(
    *, user: User, on: date, unit: str, faults: Sequence[str] = (), kind: str = ""
) -> TemplatesPage:
    """Return the templates of a unit whose templates somebody may set."""
    units = queries.units_to_set_templates_for(user, on)
    chosen = _chosen(units, unit) if unit else next(iter(units), None)
    if chosen is None:
        raise RuleBroken("access.forbidden", unit=unit[:20])
    return TemplatesPage(
        unit_pk=chosen.pk,
        unit=chosen.name,
        units=tuple(units),
        slots=tuple(_slot(chosen, one, on) for one in Kind),
        names=DESCRIBED,
        faults=tuple(faults),
        refused=KIND_NAMES[Kind(kind)] if kind in set(Kind) else "",
    )


def keep(  # noqa: PLR0913 -- a template with where it goes
    *, user: User, on: date, unit: str, kind: str, data: bytes, name: str, at: datetime
) -> list[str]:
    """Keep a template, or return what is wrong with it."""
    chosen = _chosen(queries.units_to_set_templates_for(user, on), unit)
    if chosen is None:
        raise RuleBroken("access.forbidden", unit=unit[:20])
    if kind not in set(Kind):
        raise RuleBroken("reporting.unknown_kind")
    if not data:
        raise RuleBroken("reporting.no_file")
    return services.keep_template(
        actor=user,
        unit=chosen,
        kind=kind,
        data=data,
        name=name,
        names=names_of(kind),
        sample=sample_of(kind),
        at=at,
    )


def drop(*, user: User, on: date, unit: str, kind: str, at: datetime) -> None:
    """Let a unit's own template of a kind go."""
    chosen = _chosen(queries.units_to_set_templates_for(user, on), unit)
    if chosen is None:
        raise RuleBroken("access.forbidden", unit=unit[:20])
    services.drop_template(actor=user, unit=chosen, kind=kind, at=at)


def has_template(row: Report, on: date) -> bool:
    """Tell whether a report may be had in a template of its unit or of one above."""
    return queries.template_for(row.unit, row.kind, on) is not None


def own_of(row: Report, paper: Paper, on: date) -> bytes:
    """Return a report filled into the template of its unit, or of the nearest above."""
    template = queries.template_for(row.unit, row.kind, on)
    if template is None:
        raise RuleBroken("reporting.no_template")
    return filled(
        bytes(template.data), names_of(row.kind), values_of(paper, ILLUSTRATED)
    )


def _chosen(units: Sequence[Unit], asked: str) -> Unit | None:
    return next((one for one in units if str(one.pk) == asked), None)


def _slot(unit: Unit, kind: Kind, on: date) -> Slot:
    row = queries.template_for(unit, kind, on)
    return Slot(
        kind=kind.value,
        title=KIND_NAMES[kind],
        name=row.name if row else "",
        at=row.added_at if row else None,
        by=row.added_by.full_name if row else "",
        is_own=row is not None and row.unit_id == unit.pk,
        hands=tuple(key.replace("-", "_") for key in part_keys(kind)),
    )
