"""A link lives a day at most, is counted, is taken back, and shows what was frozen."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.presentations.models import Drawing, LinkOpening, Presentation
from danchu.presentations.queries import drawings_of, links_of
from danchu.presentations.rules import hash_of
from danchu.presentations.services import (
    keep_drawing,
    open_presentation,
    present,
    revoke,
)
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
SLIDES = [{"title": "Đối thoại tăng"}]


def made(
    cast: Cast, *, actor: User | None = None, hours: int = 2, unit: Unit | None = None
) -> str:
    return present(
        actor=actor or cast.giang,
        unit=unit or cast.an_binh,
        title="Tỉnh An Bình, quý II/2026",
        slides=SLIDES,
        hours=hours,
        at=NOW,
    )


def is_found(token: str, at: datetime) -> bool:
    try:
        open_presentation(token=token, at=at, is_counted=False)
    except RuleBroken as broken:
        return broken.code != "presentations.not_found"
    return True


def test_a_token_has_128_bits_and_is_kept_nowhere(cast: Cast) -> None:
    first, second = made(cast), made(cast)

    assert len(first) == len(second) == 22
    assert first != second
    kept = Presentation.objects.values_list("token_hash", flat=True)
    assert set(kept) == {hash_of(first), hash_of(second)}


@pytest.mark.parametrize("hours", [2, 8, 24])
def test_a_link_ends_to_the_moment(cast: Cast, hours: int) -> None:
    token, end = made(cast, hours=hours), NOW + timedelta(hours=hours)

    assert is_found(token, end - timedelta(seconds=1))
    assert not is_found(token, end)


@pytest.mark.parametrize("hours", [0, 1, 25, 48, -2])
def test_no_link_lives_longer_than_a_day(cast: Cast, hours: int) -> None:
    with pytest.raises(RuleBroken, match="too_long"):
        made(cast, hours=hours)


def test_nor_does_the_database_keep_one_that_does(cast: Cast) -> None:
    row = Presentation(
        token_hash="x" * 64,
        title="x",
        unit=cast.an_binh,
        made_by=cast.giang,
        made_at=NOW,
        ends_at=NOW + timedelta(hours=24, seconds=1),
        slides=SLIDES,
    )
    with pytest.raises(DatabaseError, match="lasts_a_day"), transaction.atomic():
        row.save()


def test_who_has_no_post_above_presents_nothing(cast: Cast) -> None:
    for actor in (cast.an, cast.binh, cast.dung, cast.khoa, cast.lan):
        with pytest.raises(RuleBroken, match=r"access\.forbidden"):
            made(cast, actor=actor)
    assert Presentation.objects.count() == 0


def test_a_leader_takes_back_what_others_left_open(cast: Cast) -> None:
    token = made(cast, actor=cast.binh, unit=cast.hoa_thuan)
    row = Presentation.objects.get()
    for stranger in (cast.dung, cast.khoa, cast.an, cast.lan):
        assert links_of(stranger, NOW) == []
        with pytest.raises(RuleBroken, match="not_found"):
            revoke(actor=stranger, pk=row.pk, at=NOW)
    for leader in (cast.cuc, cast.giang):
        (link,) = links_of(leader, NOW)
        assert (link.pk, link.by) == (row.pk, cast.binh.full_name)

    revoke(actor=cast.giang, pk=row.pk, at=NOW)

    assert not is_found(token, NOW)
    assert links_of(cast.cuc, NOW) == []
    assert [one.by for one in links_of(cast.binh, NOW)] == [""]


def test_a_link_is_taken_back_by_its_maker(cast: Cast) -> None:
    token = made(cast)
    row = Presentation.objects.get()

    with pytest.raises(RuleBroken, match="not_found"):
        revoke(actor=cast.binh, pk=row.pk, at=NOW)
    assert is_found(token, NOW)

    revoke(actor=cast.giang, pk=row.pk, at=NOW)
    assert not is_found(token, NOW)
    revoke(actor=cast.giang, pk=row.pk, at=NOW + timedelta(hours=1))
    assert Presentation.objects.get().revoked_at == NOW


def test_each_opening_is_told_to_the_maker(cast: Cast) -> None:
    token, later = made(cast), NOW + timedelta(minutes=5)
    for at in (NOW, later):
        open_presentation(token=token, at=at, is_counted=True)
    open_presentation(token=token, at=later, is_counted=False)

    (link,) = links_of(cast.giang, NOW)
    assert (link.openings, link.last_at, link.is_open) == (2, later, True)
    assert links_of(cast.binh, NOW) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE presentations_linkopening SET at = now()",
        "DELETE FROM presentations_linkopening",
        "DELETE FROM presentations_presentation",
        "UPDATE presentations_presentation SET slides = '[]'",
        "UPDATE presentations_presentation SET ends_at = ends_at + interval '1 hour'",
    ],
)
def test_what_was_shown_and_opened_stays_as_it_was(cast: Cast, statement: str) -> None:
    token = made(cast)
    open_presentation(token=token, at=NOW, is_counted=True)

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert LinkOpening.objects.count() == 1


@pytest.mark.django_db
def test_drawings_are_kept_once_and_let_go_when_old() -> None:
    for days in (0, 0, 30, 50):
        at = NOW + timedelta(days=days)
        keep_drawing(digest=f"{days:064}", svg=f"<svg>{days}</svg>", at=at)

    assert Drawing.objects.count() == 2
    assert drawings_of([f"{50:064}", f"{0:064}"]) == {f"{50:064}": "<svg>50</svg>"}
