"""Searching a million published things, beside hand-written SQL on the same index.

Entries are made of the words of real names of units and of indicators, the common ones
often and most of them rarely, and stand in real communes. The mix is two words without
accents, taken from one entry, within a province, district or commune that holds it;
besides, words alone, marked words, and beginnings while somebody types.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from bench.bench_search import prepare
from bench.home import own_cluster
from bench.rows import Row, percentile

ENTRIES, ROUNDS, GROUP = 1_000_000, 1_000, 20_000
LONG, WORDS_OF_TITLE, WORDS_OF_TEXT = 60, 10, 50
FIRST, DAYS = date(2021, 1, 1), 2_000
COPY = """
COPY search_entry (item, kind, unit_id, title, summary, page, day, prominence, words)
FROM STDIN
"""
INDEX = """
CREATE INDEX search_entry_words ON search_entry USING gin (words)
WITH (fastupdate = off)
"""
HAND_WRITTEN = """
SELECT item, title FROM search_entry WHERE words @@ %(q)s::tsquery
ORDER BY ts_rank(words, %(words)s::tsquery) DESC, day DESC LIMIT 20
"""


@dataclass(frozen=True)
class Asked:
    """Two words of one entry and a place that holds it."""

    text: str
    place: int


def rows() -> list[Row]:
    with own_cluster("index"):
        return measured()


def measured() -> list[Row]:
    prepare()
    from danchu.indicators.services import load_catalogue  # noqa: PLC0415 -- after setup
    from danchu.kernel.search.queries import asked, find, suggest  # noqa: PLC0415 -- same
    from danchu.lib.vietnamese import fold  # noqa: PLC0415 -- same

    load_catalogue()
    chance = random.Random(1_000_000)
    begun = time.monotonic()
    mix = fill(chance)
    print(f"  {ENTRIES} entries in {time.monotonic() - begun:.0f} s")

    def in_place(one: Asked) -> None:
        found = find(asked(fold(one.text), place=one.place))
        assert found.total

    def anywhere(one: Asked) -> None:
        assert find(asked(fold(one.text))).total

    def marked(one: Asked) -> None:
        assert find(asked(one.text, place=one.place)).total

    def typing(one: Asked) -> None:
        suggest(asked(fold(one.text)[:-2]))

    kinds: dict[str, Callable[[Asked], None]] = {
        "in_place": in_place,
        "by_hand": by_hand,
        "anywhere": anywhere,
        "marked": marked,
        "typing": typing,
    }
    taken = {name: times(ask, mix) for name, ask in kinds.items()}
    p95 = {name: percentile(some, 0.95) for name, some in taken.items()}
    median = percentile(taken["in_place"], 0.5)
    others = ", ".join(f"{name} {p95[name]:.1f}" for name in list(kinds)[2:])
    return [
        Row(
            "search.p95",
            p95["in_place"],
            "ms p95",
            p95["by_hand"],
            len(mix),
            f"{ENTRIES} entries, two words without accents in a place; median "
            f"{median:.1f} ms, slowest {max(taken['in_place']):.0f}; "
            f"p95 ms of {others}; baseline: one hand-written SELECT on the same index",
        )
    ]


def times(ask: Callable[[Asked], None], mix: Sequence[Asked]) -> list[float]:
    for one in mix[:50]:
        ask(one)
    found = []
    for one in mix:
        begun = time.perf_counter()
        ask(one)
        found.append((time.perf_counter() - begun) * 1000)
    return found


def by_hand(one: Asked) -> None:
    from django.db import connection  # noqa: PLC0415 -- after setup

    from danchu.lib.vietnamese import fold  # noqa: PLC0415 -- same

    words = " & ".join(f"'{word}'" for word in fold(one.text).split())
    with connection.cursor() as cursor:
        cursor.execute(HAND_WRITTEN, {"q": f"{words} & '@{one.place}'", "words": words})
        assert cursor.fetchall()


def fill(chance: random.Random) -> list[Asked]:
    """Write the entries; return questions that have answers."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    vocabulary = syllables(chance)
    weights = [1 / (rank + 5) for rank in range(len(vocabulary))]
    places = list(surroundings().items())
    mix: list[Asked] = []
    numbers = iter(range(ENTRIES))
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX search_entry_words")
    while group := list(islice(numbers, GROUP)):
        spoken = chance.choices(vocabulary, weights, k=len(group) * LONG)
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            for place, number in enumerate(group):
                words = spoken[place * LONG : (place + 1) * LONG]
                unit, (names, inside) = chance.choice(places)
                copy.write_row(entry(number, words, unit, names, inside))
                if number % (ENTRIES // ROUNDS) == 0:
                    two = chance.sample(sorted(set(words)), 2)
                    mix.append(Asked(" ".join(two), chance.choice(inside)))
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute(INDEX)
        cursor.execute("VACUUM ANALYZE search_entry")
    return mix


def entry(
    number: int, words: Sequence[str], unit: int, names: str, inside: Sequence[int]
) -> tuple[Any, ...]:
    from danchu.kernel.search.rules import Weighed, vector  # noqa: PLC0415 -- after setup

    day = FIRST + timedelta(days=number * DAYS // ENTRIES)
    title = " ".join(words[:WORDS_OF_TITLE])
    text = " ".join(words[WORDS_OF_TITLE:])
    lexemes = vector(
        [Weighed(title, "A"), Weighed(names, "B"), Weighed(text, "D")],
        ["#news", f"~{day.year}", *(f"@{place}" for place in inside)],
    )
    item, page = f"news:{number}", f"/tin-tuc/{number}/"
    return (item, "news", unit, title, text[:300], page, day, 1.0, lexemes)


def syllables(chance: random.Random) -> list[str]:
    """Return every word of real names, in an order that decides how common it is."""
    from danchu.indicators.queries.facts import figure_catalogue  # noqa: PLC0415 -- setup
    from danchu.kernel.units.models import UnitName  # noqa: PLC0415 -- after setup

    names = [fact.name for fact in figure_catalogue()]
    names += UnitName.objects.values_list("name", flat=True)
    found = sorted({word for name in names for word in name.lower().split()})
    chance.shuffle(found)
    return found


def surroundings() -> dict[int, tuple[str, list[int]]]:
    """Return the names and the places around every commune of today."""
    from danchu.kernel.search.queries import surroundings_of  # noqa: PLC0415 -- setup
    from danchu.kernel.units.models import Unit  # noqa: PLC0415 -- after setup

    communes = Unit.objects.alive(date(2026, 7, 15)).filter(kind="commune")
    country = Unit.objects.get(kind="country").pk
    around = surroundings_of(list(communes.values_list("pk", flat=True)))
    return {
        unit: (" ".join(one.names), sorted(one.inside - {country}))
        for unit, one in around.items()
    }
