"""What all checks say of a filing: those of the catalogue, and against last period."""

from collections.abc import Iterator, Mapping
from datetime import date

from danchu.indicators.queries.asked import Asked, filing_findings
from danchu.indicators.queries.contents import last_totals
from danchu.indicators.rules.amounts import Amount
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import Finding, copied_of, jump_of


def all_findings(asked: Asked, cells: dict[str, Cell], today: date) -> list[Finding]:
    """Return every finding: what contradicts, then what differs from last period."""
    before = amounts_before(asked, today)
    return [*filing_findings(asked, cells, before), *_oddities(asked, cells, before)]


def amounts_before(asked: Asked, today: date) -> dict[str, Amount]:
    """Return the numbers of the last period by the name of the cell."""
    last = last_totals(asked, today)
    return {name: total.amount for name, total in last.items() if total.amount}


def sections_in(asked: Asked) -> dict[str, list[str]]:
    """Return the names of the cells that may be typed into, by section."""
    found: dict[str, list[str]] = {}
    for row in asked.rows:
        if not row.is_percent:
            found.setdefault(row.section, []).extend(name for name, _ in row.keys)
    return found


def _oddities(
    asked: Asked, cells: Mapping[str, Cell], before: Mapping[str, Amount]
) -> Iterator[Finding]:
    if not before:
        return
    for place, names in enumerate(sections_in(asked).values(), start=1):
        now = {
            name: amount
            for name in names
            if "." not in name and (amount := cells[name].amount)
        }
        copied = copied_of(place, now, before)
        if copied is not None:
            yield copied
        jumps = (
            jump_of(name, amount, before[name])
            for name, amount in now.items()
            if name in before
        )
        yield from (jump for jump in jumps if jump is not None)
