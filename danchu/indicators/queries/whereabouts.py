"""Where the own values of each unit count, small enough to be sent with a question.

Reading millions of values, the database would join each with the span of its unit.
One byte a unit, sent along, tells the same in a tenth of the time. No figures are in
it, so it is kept for as long as no span of the register is newer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

_BYTE = 256
_ON_MAP = "tree = %(tree)s AND until > %(on)s AND since <= %(on)s"
_SPOTS = f"""
WITH child AS MATERIALIZED (
    SELECT unit_id, ancestor_id FROM units_ancestry
    WHERE {_ON_MAP} AND ancestor_id = ANY(%(children)s)
), spot AS (
    SELECT child.ancestor_id, unit_kind::text, unit_born, unit_died,
        array_agg(whole.unit_id)
    FROM units_ancestry whole LEFT JOIN child USING (unit_id)
    WHERE {_ON_MAP} AND whole.ancestor_id = %(root)s
    GROUP BY 1, 2, 3, 4
)
SELECT now.newest, spot.*
FROM (SELECT max(id) AS newest FROM units_ancestry) now LEFT JOIN spot ON true
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody


class Spot(NamedTuple):
    """What units have in common: in which child they count, their kind, their life."""

    child: int | None
    kind: str
    born: date
    died: date


class Asked(NamedTuple):
    """Of which unit, told apart by which children, on the map of `on`."""

    tree: str
    on: date
    root: int
    children: tuple[int, ...]


@dataclass(frozen=True)
class Whereabouts:
    """The spot of every unit: its number is in `low`, and above 255 also in `high`.

    Spot 0 is elsewhere; so is any unit beyond the last byte. `units` are all the
    others. `newest` is the newest span of the register when this was read.
    """

    newest: int | None
    spots: tuple[Spot | None, ...]
    low: bytes
    high: bytes
    units: tuple[int, ...]

    @property
    def last(self) -> int:
        """The number of the last byte, which is no unit's."""
        return len(self.low) - 1


_kept: dict[Asked, Whereabouts] = {}
_MOST = 256


def whereabouts(asked: Asked, *, anew: bool = False) -> Whereabouts:
    """Return where units count as it was last read.

    Who finds that the register is not as old as that asks `anew`.
    """
    known = None if anew else _kept.get(asked)
    if known is None:
        known = _read(asked)
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[asked] = known
    return known


def _read(asked: Asked) -> Whereabouts:
    facts: dict[str, Any] = asked._asdict() | {"children": list(asked.children)}
    with connection.cursor() as cursor:
        cursor.execute(_SPOTS, facts)
        rows = cursor.fetchall()
    return _packed(rows[0][0], [row[1:] for row in rows if row[-1] is not None])


def _packed(newest: int | None, rows: Sequence[Sequence[Any]]) -> Whereabouts:
    units = tuple(sorted(unit for *_, some in rows for unit in some))
    size = units[-1] + 2 if units else 1
    low, high = bytearray(size), bytearray(size if len(rows) >= _BYTE else 0)
    spots: list[Spot | None] = [None]
    for number, (child, kind, born, died, some) in enumerate(rows, start=1):
        spots.append(Spot(child, kind, born, died))
        above, below = divmod(number, _BYTE)
        for unit in some:
            low[unit] = below
            if above:
                high[unit] = above
    return Whereabouts(newest, tuple(spots), bytes(low), bytes(high), units)
