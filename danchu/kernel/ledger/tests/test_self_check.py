"""An insider who owns the tables changes rows; the next look names what and when."""

from collections.abc import Callable

import pytest

from danchu.kernel.ledger.models import Leaf, SelfCheck
from danchu.kernel.ledger.queries import latest_self_check
from danchu.kernel.ledger.rules.findings import told
from danchu.kernel.ledger.rules.hashing import leaf_hash
from danchu.kernel.ledger.rules.items import commitment
from danchu.kernel.ledger.services import bury, self_check, sign_checkpoint
from danchu.kernel.ledger.tests.published import (
    HOUR,
    NOW,
    as_an_insider,
    publish,
    run,
)

FIRST, SECOND, THIRD = NOW + HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR


def whats(check: SelfCheck) -> list[tuple[str, int | None]]:
    return [(found["what"], found.get("index")) for found in check.findings]


def edit_content() -> None:
    run("UPDATE ledger_opening SET face = 'x' WHERE leaf_id = 5")


def edit_salt() -> None:
    run("UPDATE ledger_opening SET salt = 'x' WHERE leaf_id = 5")


def edit_day() -> None:
    run("UPDATE ledger_leaf SET day = '2020-01-01' WHERE index = 5")


def edit_hash() -> None:
    run("UPDATE ledger_leaf SET hash = 'x' WHERE index = 5")


def remove_leaf() -> None:
    run("DELETE FROM ledger_opening WHERE leaf_id = 5")
    run("DELETE FROM ledger_leaf WHERE index = 5")


def remove_content() -> None:
    run("DELETE FROM ledger_opening WHERE leaf_id = 5")


def edit_tile() -> None:
    run("UPDATE ledger_tile SET root = %s", bytes(32))


def remove_tile() -> None:
    run("DELETE FROM ledger_tile")


def rewrite_leaf() -> None:
    """Change content, commitment and hash so that they fit one another."""
    leaf = Leaf.objects.get(index=5)
    leaf.commitment = commitment(bytes(leaf.opening.salt), b"x")
    run("UPDATE ledger_opening SET face = 'x' WHERE leaf_id = 5")
    run(
        "UPDATE ledger_leaf SET commitment = %s, hash = %s WHERE index = 5",
        leaf.commitment,
        leaf_hash(leaf.said.data),
    )


def forge_checkpoint() -> None:
    run("UPDATE ledger_checkpoint SET note = replace(note, '257', '258')")


@pytest.mark.parametrize(
    ("deed", "found"),
    [
        (edit_content, [("content_changed", 5)]),
        (edit_salt, [("content_changed", 5)]),
        (edit_day, [("leaf_changed", 5)]),
        (edit_hash, [("leaf_changed", 5)]),
        (remove_leaf, [("leaf_missing", 5)]),
        (remove_content, [("opening_missing", 5)]),
        (edit_tile, [("tile_changed", 0)]),
        (remove_tile, [("tile_changed", 0)]),
        (rewrite_leaf, [("leaf_changed", 5)]),
        (forge_checkpoint, [("checkpoint_forged", None)]),
    ],
)
def test_a_change_is_named_with_the_looks_between_which_it_happened(
    deed: Callable[[], None], found: list[tuple[str, int | None]]
) -> None:
    publish(257)
    sign_checkpoint(at=NOW)
    assert self_check(at=FIRST).findings == []

    with as_an_insider(
        "ledger_leaf", "ledger_opening", "ledger_tile", "ledger_checkpoint"
    ):
        deed()
    second, third = self_check(at=SECOND), self_check(at=THIRD)

    assert whats(second) == whats(third) == found
    assert second.result == third.result == "changed"
    between = {"after": FIRST.isoformat(), "before": SECOND.isoformat()}
    for check in (second, third):
        assert [{**found, **between} for found in check.findings] == check.findings
    assert latest_self_check() == third


def test_the_sentence_names_the_item_and_both_looks() -> None:
    publish(257)
    self_check(at=FIRST)
    with as_an_insider("ledger_opening"):
        edit_content()

    [finding] = self_check(at=SECOND).findings

    assert told(finding) == (
        "Nội dung đã công bố của mục “figures:5” (dòng thứ 6) đã bị sửa, "
        "sau 10:00 ngày 23/11/2026 và trước 11:00 ngày 23/11/2026."
    )


def test_what_came_after_the_last_look_was_changed_after_it_was_published() -> None:
    self_check(at=NOW - HOUR)
    publish(6)
    with as_an_insider("ledger_opening"):
        edit_content()

    [finding] = self_check(at=SECOND).findings

    assert (finding["after"], finding["before"]) == (
        NOW.isoformat(),
        SECOND.isoformat(),
    )


def rewrite_everything() -> None:
    """Change a leaf at the edge of the tree, where no tile remembers it."""
    leaf = Leaf.objects.get(index=5)
    leaf.commitment = commitment(bytes(leaf.opening.salt), b"x")
    with as_an_insider("ledger_leaf", "ledger_opening"):
        run("UPDATE ledger_opening SET face = 'x' WHERE leaf_id = 5")
        run(
            "UPDATE ledger_leaf SET commitment = %s, hash = %s WHERE index = 5",
            leaf.commitment,
            leaf_hash(leaf.said.data),
        )


def test_who_rewrites_everything_that_fits_is_caught_by_the_checkpoints() -> None:
    publish(4)
    sign_checkpoint(at=NOW)
    publish(3, start=4)
    sign_checkpoint(at=NOW)
    publish(3, start=7)
    sign_checkpoint(at=NOW)
    self_check(at=FIRST)

    rewrite_everything()
    [finding] = self_check(at=SECOND).findings

    assert told(finding) == (
        "Các dòng từ thứ 5 đến thứ 7 của sổ cái đã bị viết lại (bản chốt ở cỡ 7 "
        "không còn khớp), sau 10:00 ngày 23/11/2026 và trước 11:00 ngày 23/11/2026."
    )


def test_an_earlier_look_remembers_the_root_even_without_a_checkpoint() -> None:
    publish(6)
    self_check(at=FIRST)

    rewrite_everything()

    assert whats(self_check(at=SECOND)) == [("root_changed", 0)]


def test_a_log_cut_short_is_found() -> None:
    publish(7)
    sign_checkpoint(at=NOW)
    self_check(at=FIRST)
    with as_an_insider("ledger_leaf", "ledger_opening"):
        run("DELETE FROM ledger_opening WHERE leaf_id >= 5")
        run("DELETE FROM ledger_leaf WHERE index >= 5")

    check = self_check(at=SECOND)

    assert whats(check) == [("log_shortened", 5)]
    assert told(check.findings[0]).startswith(
        "Sổ cái chỉ còn 5 dòng, ít hơn bản chốt đã ký ở cỡ 7, sau 10:00"
    )


def test_content_kept_in_spite_of_its_tombstone_is_found() -> None:
    publish(6)
    with as_an_insider("ledger_opening"):
        run("CREATE TEMPORARY TABLE kept AS SELECT * FROM ledger_opening")
        bury(item="figures:5", ground="hết hạn", actor=None, at=NOW)
        run("INSERT INTO ledger_opening SELECT * FROM kept WHERE leaf_id = 5")

    assert whats(self_check(at=SECOND)) == [("content_kept", 5)]


def test_burying_is_no_fault() -> None:
    publish(300)
    self_check(at=FIRST)
    bury(item="figures:5", ground="hết hạn", actor=None, at=NOW)
    sign_checkpoint(at=NOW)

    check = self_check(at=SECOND)

    assert (check.result, check.findings, check.size) == ("sound", [], 301)


def test_a_whole_log_over_two_groups_is_sound() -> None:
    publish(4_096 + 300)
    checkpoint = sign_checkpoint(at=NOW)

    check = self_check(at=FIRST)

    assert check.findings == []
    assert bytes(check.root) == bytes(checkpoint.root)


def test_a_log_wholly_rewritten_does_not_drown_the_finding() -> None:
    publish(600)
    with as_an_insider("ledger_leaf"):
        run("UPDATE ledger_leaf SET day = '2020-01-01'")

    assert len(self_check(at=FIRST).findings) == 500
