"""What whoever returned a filing said of its cells."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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


def open_remarks(
    asked: Asked, filing: Filing | None, closed: Closed
) -> Mapping[str, Sequence[RemarkView]]:
    """Return what is still to be mended, by cell, in the order in which it was said."""
    found: dict[str, list[RemarkView]] = defaultdict(list)
    if filing is None:
        return found
    rows = Remark.objects.filter(filing=filing, is_open=True).select_related("author")
    words = {text.code: text.label for text in asked.texts}
    for row in rows.order_by("pk"):
        if not closed.hides(row.cell):
            found[row.cell].append(
                RemarkView(
                    cell=row.cell,
                    text=row.text,
                    who=str(row.author),
                    at=row.at,
                    is_open=row.is_open,
                    words=words.get(row.cell, ""),
                )
            )
    return found
