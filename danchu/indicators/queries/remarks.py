"""What whoever returned a filing said of its cells."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from danchu.indicators.models import Filing, Remark
from danchu.indicators.queries.asked import Asked
from danchu.indicators.queries.closed import Closed


@dataclass(frozen=True)
class RemarkView:
    """One remark as a page shows it."""

    cell: str
    text: str
    who: str
    at: datetime
    is_open: bool
    words: str = ""
    """What the part is called that it speaks of, if that is written in words."""

    @property
    def label(self) -> str:
        """What it speaks of: a part by its name, a number by its code."""
        return self.words or self.cell

    @property
    def ident(self) -> str:
        """The id of the field on the page that it speaks of."""
        start = "loi" if self.words else "o"
        return f"{start}-{self.cell.lower().replace('.', '-').replace('_', '-')}"


def remarks_of(
    asked: Asked, filing: Filing | None, closed: Closed
) -> Sequence[RemarkView]:
    """Return all that was said: what is still to be mended first, then in order."""
    if filing is None:
        return ()
    rows = Remark.objects.filter(filing=filing).order_by("-is_open", "pk")
    return _views(asked, rows, closed)


def open_remarks(
    asked: Asked, filing: Filing | None, closed: Closed
) -> Mapping[str, Sequence[RemarkView]]:
    """Return what is still to be mended, by cell, in the order in which it was said."""
    found: dict[str, list[RemarkView]] = defaultdict(list)
    if filing is None:
        return found
    rows = Remark.objects.filter(filing=filing, is_open=True).order_by("pk")
    for view in _views(asked, rows, closed):
        found[view.cell].append(view)
    return found


def _views(
    asked: Asked, rows: QuerySet[Remark], closed: Closed
) -> Sequence[RemarkView]:
    words = {text.code: text.label for text in asked.texts}
    return [
        RemarkView(
            cell=row.cell,
            text=row.text,
            who=str(row.author),
            at=row.at,
            is_open=row.is_open,
            words=words.get(row.cell, ""),
        )
        for row in rows.select_related("author")
        if not closed.hides(row.cell)
    ]
