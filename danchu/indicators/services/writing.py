"""Putting cells into the table of values, many in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import Key
from danchu.indicators.rules.catalogue import Origin, Scope
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.filings import ENTER
from danchu.kernel.audit.services import Line, record_all
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User

# One statement for all cells of all filings: a clerk waits for it at every cell.
_UPSERT = """
INSERT INTO indicators_value (unit_id, period_id, scope, filing_id, stage, origin,
    entered_by_id, entered_at, indicator_id, member_id, state, number, qualifier, note)
SELECT filing.unit_id, filing.period_id, %(scope)s, filing.dossier_id, filing.status,
    %(origin)s, %(actor)s, %(at)s, cell.indicator, cell.member, cell.state,
    cell.number, cell.qualifier, coalesce(cell.note, '')
FROM unnest(%(filings)s::bigint[], %(indicators)s::bigint[], %(members)s::bigint[],
        %(states)s::text[], %(numbers)s::numeric[], %(qualifiers)s::text[],
        %(notes)s::text[])
    AS cell (filing, indicator, member, state, number, qualifier, note)
JOIN indicators_filing AS filing ON filing.dossier_id = cell.filing
ON CONFLICT (unit_id, period_id, indicator_id, member_id) WHERE scope = 'own'
DO UPDATE SET filing_id = excluded.filing_id, stage = excluded.stage,
    origin = excluded.origin, entered_by_id = excluded.entered_by_id,
    entered_at = excluded.entered_at, state = excluded.state,
    number = excluded.number, qualifier = excluded.qualifier, note = excluded.note,
    quotation_id = NULL, source = ''
WHERE indicators_value.filing_id IS NULL
    OR indicators_value.filing_id = excluded.filing_id
"""


class Change(NamedTuple):
    """One cell that says something else than before."""

    name: str
    key: Key
    old: Cell
    new: Cell


@dataclass(frozen=True)
class Entered:
    """What one deed writes into one filing."""

    filing: Filing
    changes: Sequence[Change]


def record_entry(*, actor: User, filing: Filing, at: datetime, **said: Any) -> None:
    """Write one line of history for what was saved together; nothing for nothing.

    `said` is the old and the new words by name, as `changes` of cells or `texts`.
    """
    if any(said.values()):
        _record(actor, [(filing, said)], at)


def write_entries(*, actor: User, entered: Iterable[Entered], at: datetime) -> None:
    """Write the cells of many filings, and one line of history for each.

    Refuses with ``indicators.held_elsewhere`` a figure that stands in another filing.
    """
    told = [one for one in entered if one.changes]
    if told:
        _write(actor, told, at)
        said = [(one.filing, {"changes": words_of(one.changes)}) for one in told]
        _record(actor, said, at)


def _record(
    actor: User, said: Sequence[tuple[Filing, dict[str, Any]]], at: datetime
) -> None:
    for filing, _ in said:
        filing.entered_by = actor
    Filing.objects.filter(pk__in=[filing.pk for filing, _ in said]).update(
        entered_by=actor
    )
    lines = [
        Line(filing.unit, ENTER.name, filing.dossier, facts=facts)
        for filing, facts in said
    ]
    record_all(actor=actor, at=at, lines=lines)


def words_of(changes: Iterable[Change]) -> dict[str, list[str]]:
    """Return what cells said and say now, in words, for history."""
    return {change.name: [change.old.words, change.new.words] for change in changes}


def write_changes(
    *, actor: User, filing: Filing, changes: Sequence[Change], at: datetime
) -> None:
    """Write what cells say now as typed values of this filing, at its stage."""
    if changes:
        _write(actor, [Entered(filing, changes)], at)


def _write(actor: User, entered: Sequence[Entered], at: datetime) -> None:
    every = [(one.filing.pk, change) for one in entered for change in one.changes]
    news = [change.new for _, change in every]
    facts: dict[str, Any] = {
        "scope": Scope.OWN.value,
        "origin": Origin.TYPED.value,
        "actor": actor.pk,
        "at": at,
        "filings": _listed(filing for filing, _ in every),
        "indicators": _listed(change.key[0] for _, change in every),
        "members": _listed(change.key[1] for _, change in every),
        "states": _listed(new.state.value for new in news),
        "numbers": _listed(new.number for new in news),
        "qualifiers": _listed(new.qualifier.value for new in news),
        # Of many cells few have a note: none at all are sent as no list.
        "notes": notes if any(notes := [new.note for new in news]) else [],
    }
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, facts)
        if cursor.rowcount < len(every):
            raise RuleBroken("indicators.held_elsewhere")


def _listed(values: Iterable[int | Decimal | str | None]) -> str:
    """Write numbers and words of ours as an array, which needs no escapes."""
    return f"{{{','.join('NULL' if one is None else str(one) for one in values)}}}"
