"""Whether what is computed is, in the end, computed from itself."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def loop_in(made_of: Mapping[str, Iterable[str]]) -> list[str]:
    """Return a way from a code back to itself, or nothing.

    >>> loop_in({"L02": ["L01", "L13"], "L13": ["L02"]})
    ['L02', 'L13', 'L02']
    >>> loop_in({"L02": ["L01", "L13"]})
    []
    """
    try:
        TopologicalSorter(made_of).prepare()
    except CycleError as one:
        way = one.args[1][::-1]
        first = way.index(min(way))
        return [*way[first:-1], *way[:first], min(way)]
    return []
