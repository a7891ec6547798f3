"""Putting cells into the table of values, many in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import Key
from danchu.indicators.rules.catalogue import Origin, Scope
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.filings import ENTER
from danchu.kernel.audit.services import record
from danchu.kernel.people.models import User

# One statement for the whole form: a clerk waits for it at every cell.
_UPSERT = """
INSERT INTO indicators_value (unit_id, period_id, scope, filing_id, stage, origin,
    entered_by_id, entered_at, indicator_id, member_id, state, number, qualifier, note)
SELECT %(unit)s, %(period)s, %(scope)s, %(filing)s, %(stage)s, %(origin)s,
    %(actor)s, %(at)s, *
FROM unnest(%(indicators)s::bigint[], %(members)s::bigint[], %(states)s::text[],
    %(numbers)s::numeric[], %(qualifiers)s::text[], %(notes)s::text[])
ON CONFLICT (unit_id, period_id, indicator_id, member_id) WHERE scope = 'own'
DO UPDATE SET filing_id = excluded.filing_id, stage = excluded.stage,
    origin = excluded.origin, entered_by_id = excluded.entered_by_id,
    entered_at = excluded.entered_at, state = excluded.state,
    number = excluded.number, qualifier = excluded.qualifier, note = excluded.note,
    quotation_id = NULL, source = ''
"""


@dataclass(frozen=True)
class Change:
    """One cell that says something else than before."""

    name: str
    key: Key
    old: Cell
    new: Cell


def record_entry(*, actor: User, filing: Filing, at: datetime, **said: Any) -> None:
    """Write one line of history for what was saved together; nothing for nothing.

    `said` is the old and the new words by name, as `changes` of cells or `texts`.
    """
    if not any(said.values()):
        return
    filing.entered_by = actor
    filing.save(update_fields=["entered_by"])
    record(
        unit=filing.unit,
        dossier=filing.dossier,
        verb=ENTER.name,
        actor=actor,
        at=at,
        **said,
    )


def words_of(changes: Iterable[Change]) -> dict[str, list[str]]:
    """Return what cells said and say now, in words, for history."""
    return {change.name: [change.old.words, change.new.words] for change in changes}


def write_changes(
    *, actor: User, filing: Filing, changes: Sequence[Change], at: datetime
) -> None:
    """Write what cells say now as typed values of this filing, at its stage."""
    if not changes:
        return
    news = [change.new for change in changes]
    facts = {
        "unit": filing.unit_id,
        "period": filing.period_id,
        "scope": Scope.OWN.value,
        "filing": filing.pk,
        "stage": str(filing.status),
        "origin": Origin.TYPED.value,
        "actor": actor.pk,
        "at": at,
        "indicators": [change.key[0] for change in changes],
        "members": [change.key[1] for change in changes],
        "states": [new.state.value for new in news],
        "numbers": [new.number for new in news],
        "qualifiers": [new.qualifier.value for new in news],
        "notes": [new.note for new in news],
    }
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, facts)
