"""How far witnesses have followed, and notes as they were signed."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.ledger.rules.notes import COSIGNATURE, Note, Signer, Tree
from danchu.witnesses.rules import WARN_AFTER, coverage_of, tidied

SINCE = datetime(2026, 11, 1, 8, tzinfo=UTC)
KEY = Signer("mttq.example", bytes(32), COSIGNATURE)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(-3, 40))
def test_what_nobody_has_witnessed_is_late_after_a_week(
    size: int, witnessed: int, days: int
) -> None:
    today = SINCE.date() + timedelta(days=days)

    found = coverage_of(size=size, witnessed=witnessed, since=SINCE, today=today)

    assert found.behind == max(0, size - witnessed)
    assert found.is_late == (witnessed < size and days >= WARN_AFTER.days)


@given(
    st.integers(0, 10**12),
    st.binary(min_size=32, max_size=32),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.text(" \t\r\n"),
)
def test_a_note_survives_a_text_field(
    size: int, root: bytes, end: str, around: str
) -> None:
    body = Tree("tinh.example/log", size, root).body
    note = f"{body}\n{KEY.cosign(body, 7)}"

    kept = tidied(around + note.replace("\n", end) + around)

    assert kept == note
    assert Note.parse(kept).cosigned_at(KEY.key) == 7


def test_a_day_before_it_began_is_no_delay() -> None:
    found = coverage_of(size=2, witnessed=1, since=SINCE, today=date(2026, 10, 1))

    assert found.days == 0
