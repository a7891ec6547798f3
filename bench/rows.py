"""What one measurement is."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A measured value beside what it is compared with.

    `ratio` is value over baseline; without a baseline both are None.
    """

    name: str
    value: float
    unit: str
    baseline: float | None = None
    n: int = 1
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.baseline if self.baseline else None

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "baseline": None if self.baseline is None else round(self.baseline, 4),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "n": self.n,
            "note": self.note,
        }


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of all lie.

    >>> percentile([1, 2, 3, 4], 0.5)
    2
    """
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 100) // 100) - 1)]


def rows_of(module: str) -> list[Row]:
    """Measure what one `bench_*.py` measures."""
    measured: list[Row] = importlib.import_module(f"bench.{module}").rows()
    return measured
