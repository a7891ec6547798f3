"""What of a filing is closed to an official in reach who may not read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser

from danchu.indicators.models import Indicator
from danchu.indicators.queries.asked import Asked
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.checks import Finding
from danchu.indicators.rules.filings import ENTER, READ_RESTRICTED
from danchu.kernel.access.services import allowed, may
from danchu.kernel.people.models import User


@dataclass(frozen=True)
class Closed:
    """The restricted indicators of a form that somebody must not read."""

    codes: frozenset[str]

    def rows_of(self, asked: Asked) -> Asked:
        """Return what is asked without the rows that are closed."""
        rows = tuple(row for row in asked.rows if row.code not in self.codes)
        return replace(asked, rows=rows)

    def findings_of(self, found: Iterable[Finding]) -> list[Finding]:
        """Leave out what would tell a closed number by arithmetic."""
        return [one for one in found if not any(map(self.hides, one.check.codes))]

    def hides(self, cell: str) -> bool:
        """Tell whether a cell such as `I14.DUNG` belongs to a closed row."""
        return cell.partition(".")[0] in self.codes


def closed_to(user: User | AnonymousUser, asked: Asked) -> Closed:
    """Return what is closed: nothing to `READ_RESTRICTED` and to who enters it."""
    if may(user, READ_RESTRICTED, asked.unit) or may(user, ENTER, asked.unit):
        return Closed(frozenset())
    restricted = Indicator.objects.filter(visibility=Visibility.RESTRICTED)
    return Closed(frozenset(restricted.values_list("code", flat=True)))


def open_rows(user: User | AnonymousUser, every: Sequence[Asked]) -> list[Asked]:
    """Return what is asked of many units without the rows that are closed to `user`."""
    units = [asked.unit for asked in every]
    reading = allowed(user, READ_RESTRICTED, units) | allowed(user, ENTER, units)
    if all(unit.pk in reading for unit in units):
        return list(every)
    restricted = Indicator.objects.filter(visibility=Visibility.RESTRICTED)
    closed = Closed(frozenset(restricted.values_list("code", flat=True)))
    return [
        asked if asked.unit.pk in reading else closed.rows_of(asked) for asked in every
    ]
