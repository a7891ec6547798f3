"""What a search finds of news: articles that stand published."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from danchu.kernel.search.kinds import Findable, Kind
from danchu.news.public.faces import ARTICLE, face_of_row, standing, text_of

_GROUP = 200


def _articles(keys: Sequence[str] | None) -> Iterator[Findable]:
    rows = standing().order_by("pk")
    if keys is not None:
        numbers = [int(key) for key in keys if key.isascii() and key.isdecimal()]
        rows = rows.filter(pk__in=numbers)
    for row in rows.iterator(chunk_size=_GROUP):
        face = face_of_row(row)
        yield Findable(
            key=str(row.pk),
            title=face.title,
            page=reverse("news:article", args=[row.pk, row.slug]),
            unit=face.unit,
            summary=face.summary,
            text=text_of(face),
            day=face.day,
        )


FINDABLE = Kind(ARTICLE.name, "Tin, bài", _articles)
