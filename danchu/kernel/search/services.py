"""Keeping the index level with what stands published."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from django.db import connection, transaction

from danchu.kernel.search.kinds import Findable, Kind, kind_named, kinds
from danchu.kernel.search.models import Entry
from danchu.kernel.search.queries import Surroundings, surroundings_of
from danchu.kernel.search.rules import (
    Weighed,
    kind_token,
    place_token,
    vector,
    year_token,
)

_GROUP = 500
_WRITE = """
    INSERT INTO search_entry
        (item, kind, unit_id, title, summary, page, day, prominence, words)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector)
    ON CONFLICT (item) DO UPDATE SET
        unit_id = excluded.unit_id, title = excluded.title,
        summary = excluded.summary, page = excluded.page, day = excluded.day,
        prominence = excluded.prominence, words = excluded.words
    WHERE (search_entry.unit_id, search_entry.title, search_entry.summary,
           search_entry.page, search_entry.day, search_entry.prominence,
           search_entry.words)
        IS DISTINCT FROM (excluded.unit_id, excluded.title, excluded.summary,
           excluded.page, excluded.day, excluded.prominence, excluded.words)
"""


@transaction.atomic
def refresh(item: str) -> None:
    """Find an item (``kind:key``) as it stands now, or no longer; in one transaction.

    An item of a kind that nobody may search for is passed over.
    """
    name, _, key = item.partition(":")
    kind = kind_named(name)
    if kind is not None:
        _keep(kind, [key])


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew from its owners; return how many entries it has.

    Places move and names change without anything being published: it is done at the
    start when the data changed, and every night. Entries that stay the same are not
    written.
    """
    Entry.objects.exclude(kind__in=[kind.name for kind in kinds()]).delete()
    return sum(_keep(kind, None) for kind in kinds())


def _keep(kind: Kind, keys: Sequence[str] | None) -> int:
    kept: set[str] = set()
    found = iter(kind.findable(keys))
    while group := list(islice(found, _GROUP)):
        kept.update(_write(kind, group))
    gone = Entry.objects.filter(kind=kind.name)
    if keys is not None:
        gone = gone.filter(item__in=[_item(kind, key) for key in keys])
    stale = set(gone.values_list("item", flat=True)) - kept
    Entry.objects.filter(item__in=stale).delete()
    return len(kept)


def _write(kind: Kind, group: Sequence[Findable]) -> Iterator[str]:
    around = surroundings_of({one.unit for one in group if one.unit is not None})
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, [_row(kind, one, around) for one in group])
    return (_item(kind, one.key) for one in group)


def _row(
    kind: Kind, one: Findable, around: dict[int, Surroundings]
) -> tuple[str | int | float | date | None, ...]:
    where = around.get(one.unit or 0, Surroundings())
    words = vector(_pieces(one, where), _tokens(kind, one, where))
    return (
        _item(kind, one.key),
        kind.name,
        one.unit,
        one.title[:500],
        one.summary[:1000],
        one.page,
        one.day,
        one.prominence,
        words,
    )


def _pieces(one: Findable, where: Surroundings) -> Iterable[Weighed]:
    return (
        Weighed(one.title, "A"),
        Weighed(" ".join(where.names), "B"),
        Weighed(one.summary, "C"),
        Weighed(one.text, "D"),
        Weighed(" ".join(where.names_around), "D"),
    )


def _tokens(kind: Kind, one: Findable, where: Surroundings) -> Iterable[str]:
    yield kind_token(kind.name)
    if one.day is not None:
        yield year_token(one.day.year)
    for unit in sorted(where.inside):
        yield place_token(unit)


def _item(kind: Kind, key: str) -> str:
    return f"{kind.name}:{key}"
