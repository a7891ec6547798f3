"""Searching both maps for a unit, beside a plain LIKE on one table.

The mix is what people type: whole names with and without accents, beginnings while
typing, names with their label, codes, the shortest and commonest words, and names that
no unit bears. Every answer has codes, parents and heirs; nothing is cached by us.
"""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence

from bench.home import own_cluster
from bench.rows import Row, percentile
from danchu.lib.vietnamese import fold

ROUNDS = 1_000
COMMON = ("xa", "phường", "tan", "an", "hoa", "a", "binh", "huyện", "thị trấn", "1")
MISSING = ("xã Khong Ai Biet", "zzz", "Lisbon", "99999")
PLAIN = "SELECT unit_id, name FROM units_unitname WHERE folded LIKE %s LIMIT 20"


def rows() -> list[Row]:
    with own_cluster("names"):
        return measured()


def measured() -> list[Row]:
    names, codes = prepare()
    from danchu.kernel.units.finding import search_units  # noqa: PLC0415 -- after setup

    typed = list(mix(names, codes))
    assert search_units("viet lap")[0].name == "Xã Việt Lập"
    found = times(search_units, typed)
    plain = times(plain_like, typed)
    slowest = typed[found.index(max(found))]
    return [
        Row(
            "units.search",
            percentile(found, 0.95),
            "ms p95",
            percentile(plain, 0.95),
            len(typed),
            f"{len(names)} names of both maps; median {percentile(found, 0.5):.1f} ms, "
            f"slowest “{slowest}” {max(found):.1f} ms; baseline: LIKE on one table, "
            "no joins, no order",
        )
    ]


def prepare() -> tuple[list[str], list[str]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.config.settings")
    import django  # noqa: PLC0415 -- after setup

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after setup

    from danchu.kernel.units.loading import load_units  # noqa: PLC0415 -- after setup
    from danchu.kernel.units.models import UnitCode, UnitName  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    load_units()
    names = UnitName.objects.order_by("pk").values_list("name", flat=True)
    codes = UnitCode.objects.order_by("pk").values_list("code", flat=True)
    return list(names), list(codes)


def mix(names: Sequence[str], codes: Sequence[str]) -> Iterator[str]:
    """Half of the questions are whole names, a third beginnings; the rest is odd."""
    chance = random.Random(2025)
    for _ in range(ROUNDS):
        name = chance.choice(names)
        kind = chance.random()
        if kind < 0.30:
            yield fold(name.split(" ", 1)[-1])
        elif kind < 0.50:
            yield name
        elif kind < 0.85:
            bare = chance.choice((name, fold(name))).split(" ", 1)[-1]
            yield bare[: chance.randint(2, max(2, len(bare)))]
        elif kind < 0.92:
            yield chance.choice(codes)
        else:
            yield chance.choice((*COMMON, *MISSING))


def plain_like(text: str) -> None:
    from django.db import connection  # noqa: PLC0415 -- after setup

    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [f"%{fold(text)}%"])
        cursor.fetchall()


def times(ask: Callable[[str], object], typed: Sequence[str]) -> list[float]:
    for text in typed[:50]:
        ask(text)
    found = []
    for text in typed:
        begun = time.perf_counter()
        ask(text)
        found.append((time.perf_counter() - begun) * 1000)
    return found
