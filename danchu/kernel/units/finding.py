"""Finding a unit by what a person types: a name, an old name, a code.

Fourteen thousand names are scanned whole, in a few milliseconds: no index to keep.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.models import Succession, Unit
from danchu.kernel.units.rules import LONGEST_SEARCH, one_letter_away
from danchu.lib.vietnamese import fold

_BY_NAME = """
    SELECT n.unit_id, n.name,
           CASE WHEN n.folded_bare = %(folded)s OR n.folded = %(folded)s THEN 1
                WHEN n.folded_bare LIKE %(starts)s OR n.folded LIKE %(starts)s THEN 2
                ELSE 3 END AS rank,
           {misspelt} AS misspelt,
           u.valid_to IS NOT NULL AS ended,
           array_position(%(kinds)s::text[], u.kind::text) AS size,
           u.sort_key,
           u.kind <> ALL(%(places)s) AS is_body
    FROM units_unitname n JOIN units_unit u ON u.id = n.unit_id
    WHERE (n.folded LIKE %(starts)s OR n.folded LIKE %(holds)s) AND {alive}
    ORDER BY is_body, rank, misspelt, ended, size, u.sort_key, u.id
    LIMIT %(limit)s
"""
_BY_CODE = """
    SELECT u.id, u.name, 0 AS rank, false AS misspelt,
           u.valid_to IS NOT NULL AS ended, 0 AS size, u.sort_key,
           false AS is_body
    FROM units_unitcode c JOIN units_unit u ON u.id = c.unit_id
    WHERE c.scheme = 'gso' AND c.code = %(text)s AND {alive}
    ORDER BY ended, u.id
    LIMIT %(limit)s
"""
_DRESSED = """
    SELECT f.unit_id, f.name, c.code, p.name, f.rank < 2
    FROM ({found}) AS f(unit_id, name, rank, misspelt, ended, size, sort_key, is_body)
    LEFT JOIN LATERAL (
        SELECT code FROM units_unitcode
        WHERE unit_id = f.unit_id AND scheme = 'gso'
        ORDER BY valid_from DESC NULLS LAST LIMIT 1
    ) c ON true
    LEFT JOIN LATERAL (
        SELECT up.name FROM units_placement pl
        JOIN units_unit up ON up.id = pl.parent_id
        WHERE pl.unit_id = f.unit_id AND pl.tree = 'territory'
        ORDER BY pl.valid_from DESC NULLS LAST LIMIT 1
    ) p ON true
    ORDER BY f.is_body, f.rank, f.misspelt, f.ended, f.size, f.sort_key, f.unit_id
"""
_NEAR = """
    SELECT n.name
    FROM units_unitname n JOIN units_unit u ON u.id = n.unit_id
    WHERE u.kind = ANY(%(places)s)
        AND (length(n.folded_bare) BETWEEN %(least)s AND %(most)s
             AND n.folded_bare LIKE ANY(%(near)s)
          OR length(n.folded) BETWEEN %(least)s AND %(most)s
             AND n.folded LIKE ANY(%(near)s))
    GROUP BY n.name
    ORDER BY bool_and(u.valid_to IS NOT NULL),
        min(array_position(%(places)s::text[], u.kind::text)), n.name
    LIMIT %(limit)s
"""
_MISSPELT = "position(%(spelt)s in lower(n.name)) = 0"
_ALIVE = """(u.valid_from IS NULL OR u.valid_from <= %(on)s)
        AND (u.valid_to IS NULL OR u.valid_to >= %(on)s)"""
_KINDS = ["country", "province", "district", "commune"]
_SHORTEST_NEAR, _LONGEST_NEAR = 4, 40
_PLACES = [*_KINDS, "village"]


@dataclass(frozen=True)
class Hit:
    """One unit found: under which name, where it stands, what it became.

    `is_whole` says that the whole name was typed, with or without its label, or a code.
    """

    unit: Unit
    name: str
    code: str
    parent_name: str
    heirs: tuple[Unit, ...]
    is_whole: bool


def search_units(text: str, on: date | None = None, limit: int = 20) -> list[Hit]:
    """Return the units that a person may mean, best first.

    Places come before bodies that stand in them. Accents may be missing or wrong; a
    name with the same accents comes first. Names and codes of every map count unless
    `on` names one. An ended unit brings its heirs. Refuses with
    ``units.search_too_long`` beyond a hundred characters.
    """
    if len(text) > LONGEST_SEARCH:
        raise RuleBroken(
            "units.search_too_long", length=len(text), limit=LONGEST_SEARCH
        )
    text = text.replace("\0", " ")  # which PostgreSQL does not take
    folded = fold(text)
    if not folded:
        return []
    sought = _BY_CODE if folded.isdigit() else _BY_NAME
    spelt = text.strip().casefold()
    found = sought.format(
        alive=_ALIVE if on else "true",
        misspelt="false" if spelt == folded else _MISSPELT,
    )
    asked = {
        "text": text.strip(),
        "folded": folded,
        "starts": f"{folded}%",
        "holds": f"% {folded}%",
        "spelt": spelt,
        "on": on,
        "kinds": _KINDS,
        "places": _PLACES,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DRESSED.format(found=found), asked)
        rows = cursor.fetchall()
    return _hits(rows)


def names_near(text: str, limit: int = 3) -> list[str]:
    """Return names of places from which a text differs by one letter, largest first.

    One letter is another, missing, too many, or in the place of its neighbour. Of a
    text too short to be near anything, or too long to be a name, there are none.
    """
    folded = fold(text)
    if not _SHORTEST_NEAR <= len(folded) <= _LONGEST_NEAR:
        return []
    asked: dict[str, Any] = {
        "near": sorted(one_letter_away(folded)),
        "least": len(folded) - 1,
        "most": len(folded) + 1,
        "places": _PLACES,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, asked)
        return [name for (name,) in cursor.fetchall()]


def _hits(rows: list[tuple[int, str, str | None, str | None, bool]]) -> list[Hit]:
    units = Unit.objects.in_bulk([row[0] for row in rows])
    heirs: dict[int, list[Unit]] = {}
    links = Succession.objects.filter(predecessor__in=units).select_related("successor")
    for link in links.order_by("-is_main", "successor__sort_key"):
        heirs.setdefault(link.predecessor_id, []).append(link.successor)
    return [
        Hit(
            units[pk],
            name,
            code or "",
            parent or "",
            tuple(heirs.get(pk, ())),
            is_whole,
        )
        for pk, name, code, parent, is_whole in rows
    ]
