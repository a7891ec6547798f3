"""Publishing a million lines and verifying them, beside bare rows and bare hashing.

Leaves are appended in publications of 100, each its own transaction with its checkpoint
signed after commit; the baseline puts the same rows into two tables without triggers,
indexes or hashes. What is verified is a whole downloaded log, file by file.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from bench.home import own_cluster
from bench.rows import Row, percentile

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
EACH, TURNS, WARM = 100, 200, 20
MILLION = 1_000_000
BULK = 20_000
PROOFS = 200
BARE = """
CREATE TABLE bare_leaf (LIKE ledger_leaf);
CREATE TABLE bare_opening (LIKE ledger_opening)
"""


def rows() -> list[Row]:
    with own_cluster("ledger") as home:
        prepare()
        return [*appended(), *verified(home / "log")]


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.config.settings")
    import django  # noqa: PLC0415 -- after setup

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after setup
    from django.db import connection  # noqa: PLC0415 -- after setup

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(BARE)


def appended() -> list[Row]:
    together, bare = rate(publish, EACH), rate(bare_rows, EACH)
    one, bare_one = rate(publish, 1), rate(bare_rows, 1)
    return [
        Row(
            "ledger.append",
            together,
            "leaves/s",
            bare,
            EACH * TURNS,
            f"publications of {EACH}, one commit and one signed checkpoint each; "
            "baseline: the same rows inserted without hashes, keys or triggers",
        ),
        Row(
            "ledger.append_single",
            one,
            "leaves/s",
            bare_one,
            TURNS,
            "one leaf, one commit, one signed checkpoint; baseline: the same rows bare",
        ),
    ]


def rate(deed: Callable[[int, int], None], each: int) -> float:
    for turn in range(WARM):
        deed(turn, each)
    begun = time.perf_counter()
    for turn in range(TURNS):
        deed(turn, each)
    return each * TURNS / (time.perf_counter() - begun)


def publish(turn: int, count: int) -> None:
    from danchu.kernel.ledger.services import Entry, append_many  # noqa: PLC0415 -- after setup

    append_many(
        [
            Entry(f"figures:{turn}-{n}", "figure", None, DAY, {"value": str(n)})
            for n in range(count)
        ],
        at=AT,
    )


def bare_rows(turn: int, count: int) -> None:
    from django.db import connection, transaction  # noqa: PLC0415 -- after setup

    some = bytes(32)
    numbers = range(count)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bare_leaf (index, item, kind, day, commitment, ground, hash,"
            " at) SELECT n, i, 'figure', %s, %s, '', %s, %s"
            " FROM unnest(%s::int[], %s::text[]) AS t(n, i)",
            [
                DAY,
                some,
                some,
                AT,
                list(numbers),
                [f"figures:{turn}-{n}" for n in numbers],
            ],
        )
        cursor.execute(
            "INSERT INTO bare_opening (leaf_id, salt, face)"
            ' SELECT n, %s, \'{"value":"12"}\' FROM unnest(%s::int[]) AS t(n)',
            [some, list(numbers)],
        )


def verified(folder: Path) -> list[Row]:
    from danchu.kernel.ledger.exporting import export_log  # noqa: PLC0415 -- after setup
    from danchu.kernel.ledger.keys import verifier_key  # noqa: PLC0415 -- after setup
    from danchu.kernel.ledger.rules.bundles import Trust  # noqa: PLC0415 -- after setup
    from danchu.kernel.ledger.rules.tiles import entries_in  # noqa: PLC0415 -- as above
    from danchu.kernel.ledger.rules.whole import verify_log  # noqa: PLC0415 -- as above
    from danchu.kernel.ledger.services import self_check, sign_checkpoint  # noqa: PLC0415 -- as above

    size = filled()
    export_log(sign_checkpoint(at=AT), folder)
    trust = Trust(verifier_key())
    bundles = sorted((folder / "tile/entries").rglob("*"))
    entries = [
        entry
        for path in bundles
        if path.is_file()
        for entry in entries_in(path.read_bytes())
    ]
    with stopwatch() as hashing:
        for entry in entries:
            sha256(b"\0" + entry).digest()
        for _ in range(size - 1):
            sha256(b"\1" + bytes(64)).digest()
    assert len(entries) == size
    with stopwatch() as offline:
        tree = verify_log(lambda path: content(folder / path), trust)
    assert tree.size == size
    with stopwatch() as looked:
        assert self_check(at=AT).findings == []
    return [
        Row(
            "ledger.verify",
            offline[0],
            "s",
            hashing[0],
            size,
            "a whole downloaded log, offline; baseline: its hashes alone",
        ),
        Row(
            "ledger.self_check",
            looked[0],
            "s",
            hashing[0],
            size,
            "every leaf, its content, every tile and checkpoint in the database; "
            "baseline: the hashes of the log alone",
        ),
        proved(size),
    ]


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def filled() -> int:
    """Append until there are a million leaves; return how many there are."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    from danchu.kernel.ledger.tree import stored_size  # noqa: PLC0415 -- after setup

    turn = 1_000_000
    while (missing := MILLION - stored_size()) > 0:
        publish(turn, min(BULK, missing))
        turn += 1
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return stored_size()


def proved(size: int) -> Row:
    from danchu.kernel.ledger.queries import proof_of  # noqa: PLC0415 -- after setup

    taken = []
    for turn in range(PROOFS):
        with stopwatch() as once:
            proof_of(f"figures:{1_000_000 + turn % 40}-{turn * 91}")
        taken.append(once[0] * 1000)
    return Row(
        "ledger.proof",
        percentile(taken, 0.95),
        "ms p95",
        n=PROOFS,
        note=f"item to proof under the newest checkpoint, among {size} leaves",
    )


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """Yield a list that holds the seconds once the block has ended."""
    taken: list[float] = []
    begun = time.perf_counter()
    yield taken
    taken.append(time.perf_counter() - begun)
