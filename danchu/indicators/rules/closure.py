"""Which further numbers to keep, so that those kept do not follow from the rest."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from danchu.indicators.rules.privacy import SMALLEST_CELL
from danchu.kernel.periods.rules import Period

Cell = tuple[int, int]
"""An indicator and a period, of one place."""
Partition = tuple[Sequence[str], Sequence[str]]
"""The codes of two sides of the catalogue's checks that are equal."""


@dataclass(frozen=True)
class Equation:
    """A whole, and the parts that make it; what is public stands in neither."""

    whole: frozenset[Cell]
    parts: frozenset[Cell]

    @property
    def cells(self) -> frozenset[Cell]:
        """Return every cell of it that could be kept."""
        return self.whole | self.parts


def equations(
    partitions: Iterable[Partition],
    closed: Mapping[str, int],
    adding: Collection[int],
    periods: Mapping[int, Period],
) -> list[Equation]:
    """Return what the catalogue and the calendar say of the indicators `closed`.

    By code and id; those in `adding` add up over `periods`.
    """
    found = [
        Equation(
            frozenset((closed[code], one) for code in left if code in closed),
            frozenset((closed[code], one) for code in right if code in closed),
        )
        for left, right in partitions
        if {*left, *right} & closed.keys()
        for one in periods
    ]
    found += [
        Equation(
            frozenset({(indicator, whole)}),
            frozenset((indicator, part) for part in parts),
        )
        for whole, parts in _tilings(periods)
        for indicator in adding
    ]
    return found


def kin_of(partitions: Iterable[Partition], codes: Iterable[str]) -> set[str]:
    """Return the codes that partitions join to these, near or far."""
    sides = [{*left, *right} for left, right in partitions]
    found, size = set(codes), -1
    while size != len(found):
        size = len(found)
        found.update(*(side for side in sides if side & found))
    return found


def widened(
    kept: Collection[Cell],
    known: Sequence[Equation],
    places: Sequence[Mapping[Cell, Decimal]],
) -> set[Cell]:
    """Return the cells to keep in all of some places, where `kept` must be kept.

    Nothing kept follows from what is told, and what an equation leaves open comes to
    five or more in each place. The smallest part that is told goes first.
    """
    found = set(kept)
    while True:
        needed = _followed(found, known) | _small(found, known, places)
        options = {
            cell: equation
            for cell in needed
            for equation in known
            if cell in equation.cells
            for cell in equation.cells - found
        }
        if not options:
            return found
        found.add(min(options, key=lambda one: _rank(one, options[one], places)))


def _rank(
    cell: Cell, equation: Equation, places: Sequence[Mapping[Cell, Decimal]]
) -> tuple[bool, bool, Decimal, Cell]:
    number = sum((place.get(cell, Decimal(0)) for place in places), Decimal(0))
    return cell in equation.whole, not number, number, cell


def _small(
    kept: set[Cell],
    known: Sequence[Equation],
    places: Sequence[Mapping[Cell, Decimal]],
) -> set[Cell]:
    found: set[Cell] = set()
    for equation in known:
        open_ = kept & equation.parts
        if not open_ or kept & equation.whole:
            continue
        for place in places:
            numbers = [place[cell] for cell in open_ if cell in place]
            if numbers and sum(numbers) < SMALLEST_CELL:
                found |= open_
    return found


def _followed(kept: set[Cell], known: Sequence[Equation]) -> set[Cell]:
    """Return the kept cells that follow from what is told, by exact elimination."""
    rows: dict[Cell, dict[Cell, Fraction]] = {}
    for equation in known:
        row = {cell: Fraction(-1) for cell in equation.whole & kept}
        row |= {cell: Fraction(1) for cell in equation.parts & kept}
        for pivot in row.keys() & rows.keys():
            row = _less(row, rows[pivot], row[pivot])
        if row:
            pivot = min(row)
            row = _less({}, row, -1 / row[pivot])
            rows = {
                cell: _less(other, row, other.get(pivot, Fraction(0)))
                for cell, other in rows.items()
            }
            rows[pivot] = row
    return {cell for cell, row in rows.items() if len(row) == 1}


def _less(
    row: Mapping[Cell, Fraction], other: Mapping[Cell, Fraction], factor: Fraction
) -> dict[Cell, Fraction]:
    cells = dict.fromkeys([*row, *other])
    left = {
        cell: row.get(cell, Fraction(0)) - factor * other.get(cell, Fraction(0))
        for cell in cells
    }
    return {cell: value for cell, value in left.items() if value}


def _tilings(periods: Mapping[int, Period]) -> Iterator[tuple[int, list[int]]]:
    """Yield each period with any shorter ones that cover it, each day once."""
    known = {pk: one for pk, one in periods.items() if not one.is_window}
    for pk, whole in known.items():
        shorter = {
            other: one
            for other, one in known.items()
            if other != pk
            and one.calendar is whole.calendar
            and whole.start <= one.start
            and one.end <= whole.end
        }
        for parts in _covers(whole, shorter, []):
            yield pk, parts


def _covers(
    whole: Period, shorter: Mapping[int, Period], begun: list[int]
) -> Iterator[list[int]]:
    done = [shorter[pk] for pk in begun]
    if done and whole.is_made_of(done):
        yield begun
        return
    last = max((one.end for one in done), default=None)
    for pk, one in shorter.items():
        follows = (
            one.start == whole.start if last is None else (one.start - last).days == 1
        )
        if follows:
            yield from _covers(whole, shorter, [*begun, pk])
