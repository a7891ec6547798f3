"""Many publish at once, some fail: numbers have neither gap nor double."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from danchu.kernel.ledger.models import Checkpoint, Leaf
from danchu.kernel.ledger.rules.hashing import Range
from danchu.kernel.ledger.services import self_check
from danchu.kernel.ledger.tests.published import NOW, publish

WRITERS, TURNS, EACH = 6, 8, 11


@pytest.mark.django_db(transaction=True)
def test_appending_at_once_leaves_no_gap() -> None:
    gate = Barrier(WRITERS)

    def write(writer: int) -> int:
        kept = 0
        gate.wait()
        for turn in range(TURNS):
            fails = (writer + turn) % 4 == 0
            with transaction.atomic():
                publish(EACH, start=writer * 1_000 + turn * 100)
                transaction.set_rollback(fails)
            kept += 0 if fails else EACH
        connection.close()
        return kept

    with ThreadPoolExecutor(WRITERS) as threads:
        kept = sum(threads.map(write, range(WRITERS)))

    leaves = list(Leaf.objects.order_by("index"))
    assert 0 < kept < WRITERS * TURNS * EACH
    assert [leaf.index for leaf in leaves] == list(range(kept))
    grown, roots = Range(), {}
    for leaf in leaves:
        grown.append(bytes(leaf.hash))
        roots[grown.size] = grown.root()
    for checkpoint in Checkpoint.objects.all():
        assert bytes(checkpoint.root) == roots[checkpoint.size]
    assert Checkpoint.objects.filter(size=kept).exists()
    assert self_check(at=NOW).findings == []
