"""Counting readers by the day; when it is over its salt is destroyed."""

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from danchu.news.models import Article, Reading, ReadingSalt
from danchu.news.rules.articles import Status
from danchu.news.rules.readers import EMPTY, SALT_BYTES, estimate, mark_of, raised


def note_reading(*, article: int, address: str, agent: str, at: datetime) -> None:
    """Count somebody among the readers of an article today, once.

    Address and agent are used for this moment and kept nowhere. What is not published
    is not counted.
    """
    if not Article.objects.filter(pk=article, status=Status.PUBLISHED).exists():
        return
    day = timezone.localdate(at)
    with transaction.atomic():
        mark = mark_of(_salt_of(day), article, address, agent)
        row, _ = Reading.objects.get_or_create(
            article_id=article, day=day, defaults={"sketch": EMPTY}
        )
        if _has(row, mark):
            return
        row = Reading.objects.select_for_update().get(pk=row.pk)
        row.sketch = raised(bytes(row.sketch or EMPTY), mark)
        row.save(update_fields=["sketch"])


def close_days(*, before: date) -> int:
    """Make numbers of the sketches of past days and destroy their salts."""
    with transaction.atomic():
        rows = Reading.objects.select_for_update().filter(
            day__lt=before, sketch__isnull=False
        )
        open_rows = list(rows)
        for row in open_rows:
            row.readers, row.sketch = estimate(bytes(row.sketch or EMPTY)), None
        Reading.objects.bulk_update(open_rows, ["readers", "sketch"])
        ReadingSalt.objects.filter(day__lt=before).delete()
    return len(open_rows)


def _has(row: Reading, mark: bytes) -> bool:
    sketch = bytes(row.sketch or EMPTY)
    return raised(sketch, mark) == sketch


def _salt_of(day: date) -> bytes:
    row, is_new = ReadingSalt.objects.get_or_create(
        day=day, defaults={"salt": secrets.token_bytes(SALT_BYTES)}
    )
    if is_new:
        close_days(before=day)
    return bytes(row.salt)
