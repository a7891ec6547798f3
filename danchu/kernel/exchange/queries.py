"""Finding again what was sent."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.models import Upload
from danchu.kernel.exchange.rules.books import Book, Found
from danchu.kernel.people.models import User

KEPT = timedelta(hours=1)


def upload_of(
    *, user: User, ident: UUID, kind: str, at: datetime, hold: bool = False
) -> Upload:
    """Return what this person sent within the last hour.

    Refuses with ``exchange.gone`` what is older, applied by nobody else, or another's.
    `hold` keeps others from applying it until the transaction ends.
    """
    rows = Upload.objects.select_for_update() if hold else Upload.objects
    found = rows.filter(
        pk=ident, sent_by=user, kind=kind, sent_at__gt=at - KEPT
    ).first()
    if found is None:
        raise RuleBroken("exchange.gone")
    return found


def book_in(upload: Upload) -> Book:
    """Return the workbook that was kept."""
    cells, seen = {}, {}
    for line, column, ref, number, text, fault, face in upload.content["cells"]:
        exact = None if number is None else Decimal(number)
        cells[line, column] = Found(exact, text, fault, ref)
        seen[line, column] = face
    return Book(upload.content["facts"], cells, seen)
