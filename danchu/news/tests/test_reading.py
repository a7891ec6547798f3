"""Readers are counted by the day; afterwards nobody can be found in the count."""

from datetime import date, timedelta

import pytest
from django.db import connection

from danchu.news.models import Reading, ReadingSalt
from danchu.news.services.nights import pass_night
from danchu.news.services.reading import close_days, note_reading
from danchu.news.tests.factories import NOW, make_draft, make_published
from danchu.testing.cast import Cast

TODAY = date(2026, 7, 3)
DAY = timedelta(days=1)


def read(article: int, who: int, at: object = NOW) -> None:
    note_reading(
        article=article,
        address=f"203.0.113.{who}",
        agent="Firefox",
        at=at,  # type: ignore[arg-type]  # a moment
    )


def test_a_reader_counts_once_a_day(cast: Cast) -> None:
    article = make_published(cast)

    for who in (1, 2, 3, 1, 2, 1):
        read(article.pk, who)
    close_days(before=TODAY + DAY)

    assert list(Reading.objects.values_list("day", "readers")) == [(TODAY, 3)]


def test_who_reads_two_articles_reads_two(cast: Cast) -> None:
    one, two = make_published(cast), make_published(cast)

    for article in (one, two):
        read(article.pk, 1)
    close_days(before=TODAY + DAY)

    assert [row.readers for row in Reading.objects.all()] == [1, 1]


def test_the_salt_of_a_day_is_destroyed_by_the_next_reading(cast: Cast) -> None:
    article = make_published(cast)
    read(article.pk, 1)
    before = bytes(ReadingSalt.objects.get().salt)

    read(article.pk, 1, NOW + DAY)

    (left,) = ReadingSalt.objects.all()
    assert left.day == TODAY + DAY
    assert bytes(left.salt) != before
    assert Reading.objects.get(day=TODAY).sketch is None
    assert Reading.objects.get(day=TODAY).readers == 1


def test_the_salt_of_a_day_is_destroyed_by_the_night(cast: Cast) -> None:
    article = make_published(cast)
    read(article.pk, 1)

    pass_night(at=NOW)
    assert ReadingSalt.objects.count() == 1
    pass_night(at=NOW + DAY)

    assert not ReadingSalt.objects.exists()
    assert Reading.objects.get().readers == 1


def test_what_is_not_published_is_not_counted(cast: Cast) -> None:
    read(make_draft(cast).pk, 1)
    read(0, 1)

    assert not Reading.objects.exists()
    assert not ReadingSalt.objects.exists()


def test_nothing_of_a_reader_is_stored(cast: Cast) -> None:
    article = make_published(cast)
    read(article.pk, 77)

    kept = str(list(Reading.objects.values())) + str(list(ReadingSalt.objects.values()))

    assert "203.0.113.77" not in kept
    assert "Firefox" not in kept


@pytest.mark.usefixtures("db")
def test_the_salt_is_in_no_copy_of_the_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpersistence FROM pg_class WHERE relname = 'news_readingsalt'"
        )

        assert cursor.fetchone() == ("u",)
