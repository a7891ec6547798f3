"""Finding a unit by what a person types: a name, an old name, a code.

Fourteen thousand names are scanned whole: four milliseconds, and no index to keep.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.models import Succession, Unit
from danchu.kernel.units.rules import LONGEST_SEARCH
from danchu.lib.vietnamese import fold

_FOUND = """
    SELECT n.unit_id, n.name, c.code, p.name,
           CASE WHEN c.code = %(text)s THEN 0
                WHEN n.folded_bare = %(folded)s OR n.folded = %(folded)s THEN 1
                WHEN n.folded_bare LIKE %(starts)s OR n.folded LIKE %(starts)s THEN 2
                ELSE 3 END AS rank,
           CASE WHEN position(%(spelt)s in lower(n.name)) > 0 THEN 0 ELSE 1 END
    FROM units_unitname n
    JOIN units_unit u ON u.id = n.unit_id
    LEFT JOIN units_unitcode c ON c.unit_id = u.id AND c.scheme = 'gso'
    LEFT JOIN LATERAL (
        SELECT pu.name FROM units_placement pl JOIN units_unit pu ON pu.id = pl.parent_id
        WHERE pl.unit_id = u.id AND pl.tree = 'territory'
        ORDER BY pl.valid_from DESC NULLS LAST LIMIT 1
    ) p ON true
    WHERE (' ' || n.folded LIKE %(holds)s OR c.code = %(text)s)
      AND (%(on)s::date IS NULL
           OR ((u.valid_from IS NULL OR u.valid_from <= %(on)s)
               AND (u.valid_to IS NULL OR u.valid_to >= %(on)s)))
    ORDER BY rank, 6, u.valid_to IS NOT NULL,
             array_position(%(kinds)s::text[], u.kind::text), u.sort_key, u.id
    LIMIT %(limit)s
"""
_KINDS = ["country", "province", "district", "commune"]


@dataclass(frozen=True)
class Hit:
    """One unit found: under which name, where it stands, what it became."""

    unit: Unit
    name: str
    code: str
    parent_name: str
    heirs: tuple[Unit, ...]


def search_units(text: str, on: date | None = None, limit: int = 20) -> list[Hit]:
    """Return the units that a person may mean, best first.

    Accents may be missing or wrong; a name with the same accents comes first. Names
    and codes of every map count unless `on` names one. An ended unit brings its
    heirs. Refuses with ``units.search_too_long`` beyond a hundred characters.
    """
    if len(text) > LONGEST_SEARCH:
        raise RuleBroken(
            "units.search_too_long", length=len(text), limit=LONGEST_SEARCH
        )
    folded = fold(text)
    if not folded:
        return []
    asked = {
        "text": text.strip(),
        "folded": folded,
        "starts": f"{folded}%",
        "holds": f"% {folded}%",
        "spelt": text.strip().casefold(),
        "on": on,
        "kinds": _KINDS,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, asked)
        rows = cursor.fetchall()
    return _hits(rows)


def _hits(rows: list[tuple[int, str, str | None, str | None, int, int]]) -> list[Hit]:
    units = Unit.objects.in_bulk([row[0] for row in rows])
    heirs: dict[int, list[Unit]] = {}
    links = Succession.objects.filter(predecessor__in=units).select_related("successor")
    for link in links.order_by("-is_main", "successor__sort_key"):
        heirs.setdefault(link.predecessor_id, []).append(link.successor)
    return [
        Hit(units[pk], name, code or "", parent or "", tuple(heirs.get(pk, ())))
        for pk, name, code, parent, _rank, _spelt in rows
    ]
