"""What an expression says, as a tree of plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any


class Relation(StrEnum):
    """How two numbers are compared."""

    EQUAL = "="
    DIFFERENT = "≠"
    LESS = "<"
    AT_MOST = "≤"
    MORE = ">"
    AT_LEAST = "≥"


BEFORE = "kỳ trước"
"""What behind a code makes it the number of the last period."""


@dataclass(frozen=True)
class Literal:
    """A number written in the expression itself."""

    number: Decimal


@dataclass(frozen=True)
class Cell:
    """The number of a cell, of this period or of the last one."""

    name: str
    is_before: bool = False

    @property
    def key(self) -> str:
        """Return the name as it is written.

        >>> Cell("G01").key, Cell("G01", is_before=True).key
        ('G01', 'G01 kỳ trước')
        """
        return f"{self.name} {BEFORE}" if self.is_before else self.name


@dataclass(frozen=True)
class Sum:
    """Numbers added, and numbers taken away."""

    parts: "tuple[tuple[bool, Term], ...]"
    """Whether it is taken away, and what."""


@dataclass(frozen=True)
class Product:
    """Numbers multiplied."""

    factors: "tuple[Term, ...]"


@dataclass(frozen=True)
class Choice:
    """One of two numbers."""

    condition: "Claim"
    then: "Term"
    otherwise: "Term"


@dataclass(frozen=True)
class Comparison:
    """Two numbers held against each other."""

    left: "Term"
    relation: Relation
    right: "Term"


@dataclass(frozen=True)
class Every:
    """Claims that must all hold."""

    parts: "tuple[Claim, ...]"


@dataclass(frozen=True)
class Some:
    """Claims of which one must hold."""

    parts: "tuple[Claim, ...]"


@dataclass(frozen=True)
class When:
    """A claim that must hold if another one does; else `otherwise`, if there is one."""

    condition: "Claim"
    then: "Claim"
    otherwise: "Claim | None" = None


Term = Literal | Cell | Sum | Product | Choice
"""What is a number."""
Claim = Comparison | Every | Some | When
"""What holds or does not."""
Node = Term | Claim


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below, from left to right."""
    below: tuple[Node, ...] = ()
    match node:
        case Sum():
            below = tuple(part for _, part in node.parts)
        case Product():
            below = node.factors
        case Comparison():
            below = node.left, node.right
        case Every() | Some():
            below = node.parts
        case Choice() | When():
            last = () if node.otherwise is None else (node.otherwise,)
            below = node.condition, node.then, *last
    return below


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it, as they are written."""
    yield node
    for one in children(node):
        yield from walk(one)


def depth(node: Node) -> int:
    """Return how many nodes stand above one another."""
    return 1 + max((depth(one) for one in children(node)), default=0)


def cells_in(node: Node) -> list[Cell]:
    """Return every cell that is named, once, in the order of writing."""
    return list(dict.fromkeys(one for one in walk(node) if isinstance(one, Cell)))


@dataclass(frozen=True)
class Told:
    """A claim with what is often asked of it."""

    claim: Claim

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Return every cell that is named."""
        return tuple(cells_in(self.claim))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return what must have a number before anything is decided."""
        return tuple(cell.key for cell in self.cells)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the names of the cells, of whichever period."""
        return tuple(dict.fromkeys(cell.name for cell in self.cells))


def as_lists(node: Node) -> list[Any]:
    """Return a tree as nested lists, for the script of a page.

    >>> as_lists(Comparison(Cell("G02"), Relation.AT_MOST, Cell("G01")))
    ['≤', ['cell', 'G02'], ['cell', 'G01']]
    """
    match node:
        case Literal():
            head = ["number", f"{node.number:f}"]
        case Cell():
            head = ["cell", node.key]
        case Sum():
            signs = ["−" if is_less else "+" for is_less, _ in node.parts]
            head = ["sum", "".join(signs)]
        case Comparison():
            head = [node.relation.value]
        case _:
            head = [_WORDS[type(node)]]
    return [*head, *map(as_lists, children(node))]


_WORDS: dict[type, str] = {
    Product: "product",
    Choice: "if",
    Every: "and",
    Some: "or",
    When: "if",
}


def added(names: "tuple[str, ...] | list[str]") -> Term:
    """Return the sum of cells, or the one cell there is."""
    if len(names) == 1:
        return Cell(names[0])
    return Sum(tuple((False, Cell(name)) for name in names))
