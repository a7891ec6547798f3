"""What fits a question, best first; and where the things stand that may be found."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from danchu.kernel.errors import RuleBroken
from danchu.kernel.search.kinds import kind_named
from danchu.kernel.search.models import Entry
from danchu.kernel.search.rules import (
    LONGEST_QUESTION,
    Question,
    question,
    ranked,
    sought,
    spelt,
)
from danchu.kernel.units.models import Ancestry, Succession, UnitName
from danchu.kernel.units.rules import Tree, UnitKind

MOST_RANKED = 5_000
"""What fits is ranked up to this many; of more the newest come first."""
DEEPEST = 1_000
"""Hits that may be paged through."""

_COUNT = """
    SELECT count(*) FROM (
        SELECT FROM search_entry WHERE words @@ %(sought)s::tsquery LIMIT %(cap)s
    ) AS fitting
"""
_RANKED = """
    SELECT item, kind, unit_id, title, summary, page, day FROM search_entry
    WHERE words @@ %(sought)s::tsquery
    ORDER BY {spelt} ts_rank('{{0.1, 0.2, 0.6, 1.0}}', words, %(ranked)s::tsquery)
             * prominence DESC, day DESC NULLS LAST, id DESC
    LIMIT %(limit)s OFFSET %(offset)s
"""
_SPELT = "words @@ %(spelt)s::tsquery DESC,"
_NEWEST = """
    SELECT item, kind, unit_id, title, summary, page, day FROM search_entry
    WHERE words @@ %(sought)s::tsquery
    ORDER BY day DESC NULLS LAST, id DESC
    LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    item: str
    kind: str
    unit: int | None
    title: str
    summary: str
    page: str
    day: date | None

    @property
    def kind_label(self) -> str:
        """What its kind is called."""
        kind = kind_named(self.kind)
        return kind.label if kind else ""


@dataclass(frozen=True)
class Found:
    """A page of hits; `total` is exact unless there are `is_more`.

    Then they are too many to be ranked, and come newest first.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_more: bool = False


NOTHING = Found()


def asked(
    text: str, *, place: int | None = None, kind: str = "", year: int | None = None
) -> Question:
    """Return the question of a typed text.

    Refuses with ``search.too_long`` beyond two hundred characters and with
    ``search.unknown_kind``.
    """
    if len(text) > LONGEST_QUESTION:
        raise RuleBroken("search.too_long", length=len(text), limit=LONGEST_QUESTION)
    if kind and kind_named(kind) is None:
        raise RuleBroken("search.unknown_kind", kind=kind[:60])
    return question(text.replace("\0", " "), place=place, kind=kind, year=year)


def find(asked: Question, *, offset: int = 0, limit: int = 20) -> Found:
    """Return what holds every word of a question, best first.

    Marks may be missing or of either style; what has the same marks comes first, then
    what is called so, then the newest. If nothing holds the last word, it is taken as
    the beginning of one. Beyond the thousandth hit there is nothing.
    """
    if asked.is_empty or offset >= DEEPEST:
        return NOTHING
    found = _find(asked, is_beginning=False, offset=offset, limit=limit)
    if found.total:
        return found
    return _find(asked, is_beginning=True, offset=offset, limit=limit)


def suggest(asked: Question, *, limit: int = 8) -> Found:
    """Return what a person who is still typing the last word may mean."""
    if asked.is_empty:
        return NOTHING
    return _find(asked, is_beginning=True, offset=0, limit=limit)


def _find(asked: Question, *, is_beginning: bool, offset: int, limit: int) -> Found:
    told: dict[str, str | int] = {
        "sought": sought(asked, is_beginning=is_beginning),
        "ranked": ranked(asked, is_beginning=is_beginning),
        "spelt": spelt(asked),
        "limit": min(limit, DEEPEST - offset),
        "offset": offset,
        "cap": MOST_RANKED + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, told)
        total: int = cursor.fetchone()[0]
        if not total:
            return NOTHING
        is_more = total > MOST_RANKED
        order = _RANKED.format(spelt=_SPELT if asked.marked else "")
        cursor.execute(_NEWEST if is_more else order, told)
        hits = tuple(Hit(*row) for row in cursor.fetchall())
    return Found(hits, min(total, MOST_RANKED), is_more)


@dataclass
class Surroundings:
    """What a unit is and was called, and the places that hold it on any map."""

    names: list[str] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)
    names_around: list[str] = field(default_factory=list)


def surroundings_of(units: Collection[int]) -> dict[int, Surroundings]:
    """Return the surroundings of units, by their ids.

    The names around a unit are those of the places that hold it, save the country's,
    and those of the units it was made of.
    """
    around = {unit: Surroundings(inside={unit}) for unit in units}
    above = Ancestry.objects.filter(tree=Tree.TERRITORY, unit__in=units)
    for unit, ancestor in above.values_list("unit", "ancestor").distinct():
        around[unit].inside.add(ancestor)
    origins: dict[int, set[int]] = {}
    links = Succession.objects.filter(successor__in=units)
    for successor, predecessor in links.values_list("successor", "predecessor"):
        origins.setdefault(successor, set()).add(predecessor)
    near = {
        unit: (one.inside - {unit}) | origins.get(unit, set())
        for unit, one in around.items()
    }
    names = _names_of(set(units).union(*near.values()))
    for unit, one in around.items():
        one.names.extend(names.get(unit, ()))
        for other in sorted(near[unit]):
            one.names_around.extend(names.get(other, ()))
    return around


def _names_of(units: Collection[int]) -> dict[int, list[str]]:
    rows = UnitName.objects.filter(unit__in=units)
    named = rows.exclude(unit__kind=UnitKind.COUNTRY).order_by("unit", "pk")
    names: dict[int, list[str]] = {}
    for unit, bare in named.values_list("unit", "bare"):
        names.setdefault(unit, []).append(bare)
    return names


def years() -> list[int]:
    """Return the years to which findable things belong, latest first."""
    days = Entry.objects.filter(day__isnull=False)
    first = days.order_by("day").values_list("day", flat=True).first()
    last = days.order_by("-day").values_list("day", flat=True).first()
    return list(range(last.year, first.year - 1, -1)) if first and last else []
