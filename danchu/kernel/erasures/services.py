"""Erasing; keeping the list outside the database; erasing again after a restore."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from danchu.kernel.erasures import journal
from danchu.kernel.erasures.kinds import eraser_of, erasers
from danchu.kernel.erasures.models import Erasure
from danchu.kernel.erasures.rules import LONGEST_GROUND, Line, number_in
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post, User


@dataclass(frozen=True)
class Replayed:
    """What was erased again: how many in all, and of which kinds nobody knows how."""

    erased: int
    already: int
    unknown: tuple[str, ...]


@transaction.atomic
def erase(
    *, kind: str, key: str, ground: str, actor: User, post: Post | None, at: datetime
) -> Erasure:
    """Destroy what is held under a key, and keep that it was, on what ground.

    Whether the actor may is decided by the caller, who also writes the history. The
    ground stays for ever and names no person.
    """
    eraser = eraser_of(kind)
    if eraser is None:
        raise RuleBroken("erasures.unknown_kind", kind=kind[:60])
    if not ground.strip() or len(ground) > LONGEST_GROUND:
        raise RuleBroken("erasures.ground_missing")
    if not eraser.destroy(key, ground=ground.strip(), actor=actor, at=at):
        raise RuleBroken("erasures.nothing_there")
    made = Erasure.objects.create(
        kind=kind, key=key, ground=ground.strip(), at=at, post=post
    )
    # One that fails is logged and loses nothing: `catch_up` writes it at night.
    transaction.on_commit(partial(journal.append, [_line(made)]), robust=True)
    return made


def catch_up() -> int:
    """Add to the file what only the table has; return how many lines that were."""
    held = journal.load()
    known = {line.mark for line in held.lines} if held else set()
    rows = Erasure.objects.exclude(mark__in=known).order_by("pk")
    missing = [_line(row) for row in rows]
    if missing or held is None:
        journal.append(missing)
    return len(missing)


@transaction.atomic
def adopt(lines: Sequence[Line]) -> int:
    """Add to the table what only the file has; return how many rows that were."""
    known = set(Erasure.objects.values_list("mark", flat=True))
    missing = [line for line in lines if line.mark not in known]
    Erasure.objects.bulk_create(
        Erasure(
            mark=line.mark,
            kind=line.kind,
            key=line.key,
            ground=line.ground,
            at=line.at,
        )
        for line in missing
    )
    return len(missing)


def replay(*, at: datetime) -> Replayed:
    """Erase again whatever was ever erased; doing it twice changes nothing.

    New rows get no number that an erased one had: else the next replay would erase
    somebody else.
    """
    erased, rows = 0, list(Erasure.objects.order_by("at", "pk"))
    unknown = {row.kind for row in rows if eraser_of(row.kind) is None}
    for row in rows:
        eraser = eraser_of(row.kind)
        if eraser is not None:
            with transaction.atomic():
                erased += eraser.destroy(row.key, ground=row.ground, actor=None, at=at)
    _leave_numbers_out()
    already = sum(row.kind not in unknown for row in rows) - erased
    return Replayed(erased, already, tuple(sorted(unknown)))


def _leave_numbers_out() -> None:
    for eraser in erasers():
        keys = Erasure.objects.filter(kind=eraser.kind).values_list("key", flat=True)
        numbers = [number for key in keys if (number := number_in(key)) is not None]
        if numbers:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT setval(s, greatest(%s, nextval(s)))"
                    " FROM pg_get_serial_sequence(%s, 'id') AS s",
                    [max(numbers), eraser.numbered_by],
                )


def _line(row: Erasure) -> Line:
    return Line(row.mark, row.kind, row.key, row.ground, row.at)
