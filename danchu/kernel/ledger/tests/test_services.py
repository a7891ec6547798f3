"""Appending, signing, burying, witnessing."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import (
    DjangoAssertNumQueries,
    DjangoCaptureOnCommitCallbacks,
)

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import signer, verifier_key
from danchu.kernel.ledger.models import Checkpoint, Leaf, Opening, Tile, Witness
from danchu.kernel.ledger.queries import latest_checkpoint, note_of, proof_of
from danchu.kernel.ledger.rules.hashing import EMPTY_ROOT, Range, leaf_hash
from danchu.kernel.ledger.rules.items import TOMBSTONE, canonical, commitment
from danchu.kernel.ledger.rules.notes import COSIGNATURE, Note, Signer, Tree
from danchu.kernel.ledger.services import (
    Entry,
    add_witness,
    append,
    append_many,
    bury,
    cosign,
    current_checkpoint,
    sign_checkpoint,
)
from danchu.kernel.ledger.tests.published import (
    DAY,
    NOW,
    as_an_insider,
    publish,
    run,
)
from danchu.testing.cast import make_cast

MIDNIGHT = datetime.fromisoformat("2026-11-23T18:00:00+00:00")
WITNESSED = 1_700_000_000


def grown_from(leaves: list[Leaf]) -> bytes:
    tree = Range()
    for leaf in leaves:
        tree.append(leaf_hash(leaf.said.data))
    return tree.root()


def test_what_is_published_is_committed_to_and_kept_beside() -> None:
    cast = make_cast()

    leaf = append(
        item="figures:1",
        kind="figure",
        unit=cast.hoa_thuan,
        day=DAY,
        face={"value": "12"},
        at=NOW,
    )

    opening = Opening.objects.get(leaf=leaf)
    assert (leaf.index, leaf.item, leaf.unit) == (0, "figures:1", cast.hoa_thuan)
    assert bytes(opening.face) == canonical({"value": "12"})
    assert leaf.commitment == commitment(bytes(opening.salt), bytes(opening.face))
    assert leaf.hash == leaf_hash(Leaf.objects.get().said.data)


@pytest.mark.parametrize("sizes", [[255, 1, 1], [300, 300], [1, 511, 512], [513]])
def test_complete_tiles_are_stored_however_leaves_arrive(sizes: list[int]) -> None:
    for size in sizes:
        publish(size, start=Leaf.objects.count())

    leaves = list(Leaf.objects.order_by("index"))
    assert [leaf.index for leaf in leaves] == list(range(sum(sizes)))
    assert [(tile.level, tile.index) for tile in Tile.objects.order_by("pk")] == [
        (0, index) for index in range(sum(sizes) // 256)
    ]
    assert sign_checkpoint(at=NOW).root == grown_from(leaves)


def test_leaves_are_written_with_a_fixed_number_of_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(4):
        publish(1)
    with django_assert_num_queries(4):
        publish(200, start=1)
    with django_assert_num_queries(6):
        publish(200, start=201)  # one tile more, and the leaves before that it holds


def test_a_tombstone_is_not_published() -> None:
    with pytest.raises(RuleBroken) as refused:
        append_many([Entry("a", TOMBSTONE, None, DAY, b"")], at=NOW)

    assert refused.value.code == "ledger.kind_taken"
    assert not Leaf.objects.exists()


def test_a_name_too_long_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        append_many([Entry("x" * 201, "figure", None, DAY, b"")], at=NOW)

    assert refused.value.code == "ledger.too_long"


def test_a_checkpoint_says_size_and_root_under_our_key() -> None:
    leaves = publish(3)

    checkpoint = sign_checkpoint(at=NOW)

    note = Note.parse(checkpoint.note)
    assert Tree.parse(note.body) == Tree(verifier_key().name, 3, grown_from(leaves))
    assert note.is_signed_by(verifier_key())
    assert sign_checkpoint(at=NOW) == checkpoint


def test_an_empty_log_can_be_signed() -> None:
    assert sign_checkpoint(at=NOW).root == EMPTY_ROOT


def test_a_publication_is_signed_once_when_it_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as deeds:
        publish(1)
        publish(2, start=1)
        assert latest_checkpoint() is None

    latest = latest_checkpoint()
    assert len(deeds) == 1
    assert latest is not None
    assert latest.size == 3


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_nothing_is_signed() -> None:
    with transaction.atomic():
        publish(1)
        with pytest.raises(RuntimeError, match="durable"):
            sign_checkpoint(at=NOW)

    assert [one.size for one in Checkpoint.objects.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_a_publication_rolled_back_leaves_no_hole() -> None:
    publish(1)
    with transaction.atomic():
        publish(300, start=1)
        transaction.set_rollback(True)
    publish(1, start=9)

    assert [(leaf.index, leaf.item) for leaf in Leaf.objects.order_by("index")] == [
        (0, "figures:0"),
        (1, "figures:9"),
    ]
    assert not Tile.objects.exists()
    assert [one.size for one in Checkpoint.objects.order_by("size")] == [1, 2]


def test_another_past_is_not_signed() -> None:
    publish(2)
    sign_checkpoint(at=NOW)
    with as_an_insider("ledger_leaf"):
        run("UPDATE ledger_leaf SET hash = %s WHERE index = 0", bytes(32))
    publish(1, start=2)

    with pytest.raises(RuleBroken) as refused:
        sign_checkpoint(at=NOW)

    assert (refused.value.code, refused.value.facts) == (
        "ledger.past_changed",
        {"size": 2},
    )


def test_who_asks_makes_up_for_a_signature_that_was_lost() -> None:
    assert current_checkpoint(at=NOW).size == 0
    publish(3)

    assert current_checkpoint(at=NOW).size == 3
    assert [one.size for one in Checkpoint.objects.order_by("size")] == [0, 3]


def test_where_the_past_was_changed_the_last_good_checkpoint_is_the_answer() -> None:
    publish(2)
    good = sign_checkpoint(at=NOW)
    with as_an_insider("ledger_leaf"):
        run("UPDATE ledger_leaf SET hash = %s WHERE index = 0", bytes(32))
    publish(1, start=2)

    assert current_checkpoint(at=NOW) == good


@pytest.mark.parametrize("last", [0, 1, 255])
def test_a_log_cut_short_is_not_signed(last: int) -> None:
    publish(257)
    sign_checkpoint(at=NOW)
    with as_an_insider("ledger_leaf", "ledger_tile", "ledger_opening"):
        run("DELETE FROM ledger_leaf WHERE index >= %s", last)
        run("DELETE FROM ledger_tile")

    with pytest.raises(RuleBroken) as refused:
        sign_checkpoint(at=NOW)

    assert refused.value.code == "ledger.past_changed"


def test_the_key_is_a_file_for_its_owner_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "home" / "ledger.key"
    with override_settings(LEDGER_KEY=path, PUBLIC_URL="https://dan-chu.example"):
        first, second = signer(), signer()

    assert first == second
    assert first.name == "dan-chu.example/api/v1/ledger"
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_key_is_nowhere_in_the_database() -> None:
    publish(1)
    sign_checkpoint(at=NOW)
    secret = settings.LEDGER_KEY.read_text().rpartition("+")[2]

    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM ledger_checkpoint")
        notes = str(cursor.fetchall())

    assert verifier_key().name in notes
    assert secret not in notes


def test_content_is_destroyed_and_a_tombstone_says_so() -> None:
    cast = make_cast()
    publish(2, unit=cast.hoa_thuan)
    publish(1, unit=cast.hoa_thuan)
    sign_checkpoint(at=NOW)

    stones = bury(
        item="figures:0", ground=" hết hạn niêm yết ", actor=cast.binh, at=MIDNIGHT
    )
    sign_checkpoint(at=NOW)

    assert [(stone.index, stone.of_id, stone.ground) for stone in stones] == [
        (3, 0, "hết hạn niêm yết"),
        (4, 2, "hết hạn niêm yết"),
    ]
    assert stones[0].day == DAY + timedelta(days=1)
    assert [opening.leaf_id for opening in Opening.objects.all()] == [1]
    proof = proof_of("figures:0")
    assert (proof.index, proof.salt, proof.face) == (2, None, None)
    assert proof.tombstone == stones[1].said.data
    lines = [line for line in history_of_unit(cast.hoa_thuan) if "bury" in line.verb]
    assert [(line.subject, line.facts["leaf"]) for line in lines] == [
        ("figures:0", 2),
        ("figures:0", 0),
    ]


def test_what_is_buried_is_not_buried_again() -> None:
    publish(1)
    bury(item="figures:0", ground="hết hạn", actor=None, at=NOW)

    with pytest.raises(RuleBroken) as refused:
        bury(item="figures:0", ground="hết hạn", actor=None, at=NOW)

    assert refused.value.code == "ledger.nothing_to_bury"


def test_nothing_is_buried_without_a_ground() -> None:
    publish(1)

    with pytest.raises(RuleBroken) as refused:
        bury(item="figures:0", ground=" ", actor=None, at=NOW)

    assert refused.value.code == "ledger.ground_missing"
    assert Opening.objects.count() == 1


def known_witness(key: Signer) -> Witness:
    cast = make_cast()
    return add_witness(key=str(key.key), actor=cast.lan, unit=cast.nation, at=NOW)


def test_a_witness_signs_below_our_checkpoint() -> None:
    key = Signer.make("mttq.example", COSIGNATURE)
    witness = known_witness(key)
    publish(1)
    checkpoint = sign_checkpoint(at=NOW)
    body = Note.parse(checkpoint.note).body

    kept = cosign(witness=witness, note=checkpoint.note + key.cosign(body, WITNESSED))
    again = cosign(witness=witness, note=f"{body}\n{key.cosign(body, WITNESSED + 9)}")

    note = Note.parse(note_of(checkpoint))
    assert again == kept
    assert kept.at.timestamp() == WITNESSED
    assert note.is_signed_by(verifier_key())
    assert note.cosigned_at(key.key) == WITNESSED
    assert proof_of("figures:0").checkpoint == note_of(checkpoint)


def test_a_witness_of_another_log_is_refused() -> None:
    key = Signer.make("mttq.example", COSIGNATURE)
    witness = known_witness(key)
    publish(1)
    sign_checkpoint(at=NOW)

    for body in [
        Tree(verifier_key().name, 1, bytes(32)).body,
        Tree(verifier_key().name, 5, bytes(32)).body,
        "nothing\n",
    ]:
        with pytest.raises(RuleBroken) as refused:
            cosign(witness=witness, note=f"{body}\n{key.cosign(body, WITNESSED)}")
        assert refused.value.code == "ledger.other_tree"


def test_a_false_cosignature_is_refused() -> None:
    key = Signer.make("mttq.example", COSIGNATURE)
    witness = known_witness(key)
    other = Signer("mttq.example", bytes(32), COSIGNATURE)
    publish(1)
    checkpoint = sign_checkpoint(at=NOW)
    body = Note.parse(checkpoint.note).body
    misused = key.cosign("something else\n", WITNESSED)

    for line in [other.cosign(body, WITNESSED), misused, key.cosign(body, 2**62)]:
        with pytest.raises(RuleBroken) as refused:
            cosign(witness=witness, note=f"{body}\n{line}")
        assert refused.value.code == "ledger.cosignature_false"


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("x", "ledger.key_damaged"),
        (str(Signer.make("mttq.example").key), "ledger.key_damaged"),
        (
            str(Signer.make("mttq.example", COSIGNATURE).key),
            "ledger.witness_known",
        ),
    ],
    ids=["damaged", "of a log", "known"],
)
def test_a_key_that_is_no_new_witness_is_refused(key: str, code: str) -> None:
    cast = make_cast()
    first = Signer.make("mttq.example", COSIGNATURE)
    add_witness(key=str(first.key), actor=cast.lan, unit=cast.nation, at=NOW)

    with pytest.raises(RuleBroken) as refused:
        add_witness(key=key, actor=cast.lan, unit=cast.nation, at=NOW)

    assert refused.value.code == code
