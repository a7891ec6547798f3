"""The log only grows: triggers refuse everybody, the server has not even the right."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, ProgrammingError

from danchu.kernel.ledger import APPEND_ONLY, ERASABLE
from danchu.kernel.ledger.keys import signer
from danchu.kernel.ledger.models import Leaf, Opening
from danchu.kernel.ledger.rules.notes import COSIGNATURE, Note, Signer, Tree
from danchu.kernel.ledger.services import (
    add_witness,
    bury,
    cosign,
    keep_contradiction,
    self_check,
    sign_checkpoint,
)
from danchu.kernel.ledger.tests.published import NOW, publish, run
from danchu.testing.cast import make_cast

COLUMN = {
    "ledger_leaf": "item = 'x'",
    "ledger_tile": "root = 'x'",
    "ledger_checkpoint": "note = 'x'",
    "ledger_selfcheck": "size = 0",
    "ledger_witness": "name = 'x'",
    "ledger_cosignature": "line = 'x'",
    "ledger_contradiction": "note = 'x'",
    "ledger_opening": "face = 'x'",
}
REFUSED_TO_ALL = [
    *(f"UPDATE {table} SET {to}" for table, to in COLUMN.items()),  # noqa: S608 -- ours
    *(f"DELETE FROM {table}" for table in APPEND_ONLY),  # noqa: S608 -- ours
    *(f"TRUNCATE {table} CASCADE" for table in COLUMN),
]


@pytest.fixture(name="_as_server")
def as_server() -> Iterator[None]:
    """Act as a role with the grants the server has (config/database.py)."""
    run("CREATE ROLE danchu_probe")
    run("GRANT USAGE ON SCHEMA public TO danchu_probe")
    run(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public "
        "TO danchu_probe"
    )
    run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO danchu_probe")
    run(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(APPEND_ONLY)} FROM danchu_probe"
    )
    run(f"REVOKE UPDATE, TRUNCATE ON {', '.join(ERASABLE)} FROM danchu_probe")
    run("SET LOCAL ROLE danchu_probe")
    yield
    run("RESET ROLE")


def with_everything() -> None:
    cast = make_cast()
    publish(257)
    checkpoint = sign_checkpoint(at=NOW)
    witness = Signer.make("mttq.example", COSIGNATURE)
    known = add_witness(key=str(witness.key), actor=cast.lan, unit=cast.nation, at=NOW)
    body = Note.parse(checkpoint.note).body
    cosign(witness=known, note=f"{body}\n{witness.cosign(body, 1_700_000_000)}")
    other = Tree(signer().name, 300, bytes(32)).body
    note = Note.parse(f"{other}\n{witness.cosign(other, 1_700_000_000)}")
    keep_contradiction(note=note, witness=known, at=NOW)
    self_check(at=NOW)
    run("SET CONSTRAINTS ALL IMMEDIATE")  # else a table in use cannot be truncated


def test_every_table_is_tried() -> None:
    assert set(COLUMN) == {*APPEND_ONLY, *ERASABLE}


@pytest.mark.parametrize("statement", REFUSED_TO_ALL)
def test_even_the_owner_of_the_tables_may_not_change_the_log(statement: str) -> None:
    with_everything()

    with pytest.raises(ProgrammingError, match="the ledger only grows"):
        run(statement)


def test_playing_a_replica_opens_no_side_door() -> None:
    publish(1)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET LOCAL session_replication_role = replica")

    with pytest.raises(ProgrammingError, match="the ledger only grows"):
        run("DELETE FROM ledger_leaf")
    with pytest.raises(ProgrammingError, match="leaf 0 has no tombstone"):
        run("DELETE FROM ledger_opening")


@pytest.mark.parametrize("statement", REFUSED_TO_ALL)
@pytest.mark.usefixtures("_as_server")
def test_the_server_has_no_right_to_change_the_log(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(statement)


def test_content_without_a_tombstone_stays() -> None:
    publish(2)
    bury(item="figures:0", ground="hết hạn", actor=None, at=NOW)

    with pytest.raises(ProgrammingError, match="leaf 1 has no tombstone"):
        run("DELETE FROM ledger_opening")

    assert [opening.leaf_id for opening in Opening.objects.all()] == [1]


COPY = (
    "INSERT INTO ledger_leaf (index, item, kind, day, commitment, ground, hash, at)"
    " SELECT index + %s, item, kind, day, commitment, ground, hash, at"
    " FROM ledger_leaf"
)


@pytest.mark.parametrize("shift", [2, -1, 0])
def test_nobody_numbers_a_leaf_otherwise(shift: int) -> None:
    publish(1)

    with pytest.raises(IntegrityError):
        run(COPY, shift)

    assert Leaf.objects.count() == 1


def test_who_numbers_a_leaf_rightly_is_let_in() -> None:
    publish(1)

    run(COPY, 1)

    assert Leaf.objects.count() == 2


@pytest.mark.usefixtures("_as_server")
def test_the_server_may_do_all_that_the_log_needs() -> None:
    publish(257)
    sign_checkpoint(at=NOW)
    bury(item="figures:3", ground="hết hạn", actor=None, at=NOW)
    sign_checkpoint(at=NOW)

    assert self_check(at=NOW).findings == []
    assert Leaf.objects.count() == 258
    assert Opening.objects.count() == 256
