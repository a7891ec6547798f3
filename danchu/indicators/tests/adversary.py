"""An attacker who writes down every answer and solves for what was kept from him.

Unknown are the numbers of single units; every answer is a sum of some of them. What
the rows of answers span is known to him, exactly and for certain.
"""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

Factors = dict[Hashable, Fraction]
Row = Mapping[Hashable, int]


class Solver:
    """Linear equations over unknown numbers, reduced as they come."""

    _rows: dict[Hashable, Factors]

    def __init__(self, told: "Solver | None" = None) -> None:
        self._rows = dict(told._rows) if told else {}  # noqa: SLF001 -- of the same class

    def learn(self, row: Row) -> None:
        """Take down one answer: which unknown numbers it adds up, and how often."""
        rest = self._reduced(row)
        if not rest:
            return
        pivot, factor = next(iter(rest.items()))
        self._rows[pivot] = {key: value / factor for key, value in rest.items()}

    def knows(self, row: Row) -> bool:
        """Tell whether this sum follows from what was taken down."""
        return not self._reduced(row)

    def _reduced(self, row: Row) -> Factors:
        rest = {key: Fraction(value) for key, value in row.items() if value}
        while True:
            pivot = next((key for key in rest if key in self._rows), None)
            if pivot is None:
                return rest
            factor = rest[pivot]
            for key, value in self._rows[pivot].items():
                left = rest.get(key, Fraction(0)) - factor * value
                rest.pop(key, None)
                if left:
                    rest[key] = left


def added(keys: Iterable[Hashable], less: Iterable[Hashable] = ()) -> Row:
    """Return the row that adds up unknown numbers, each once, without some others."""
    return dict.fromkeys(keys, 1) | dict.fromkeys(less, -1)
