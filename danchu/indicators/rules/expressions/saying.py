"""Expressions in words: what a claim demands, and by which numbers it is broken."""

from collections.abc import Mapping

from danchu.indicators.rules.amounts import vietnamese
from danchu.indicators.rules.expressions.deciding import Amounts, decide, value_of
from danchu.indicators.rules.expressions.trees import (
    BEFORE,
    Cell,
    Choice,
    Claim,
    Comparison,
    Every,
    Literal,
    Product,
    Relation,
    Some,
    Sum,
    Term,
    When,
)

_HOLDS = {
    Relation.EQUAL: "bằng",
    Relation.DIFFERENT: "khác",
    Relation.LESS: "nhỏ hơn",
    Relation.AT_MOST: "không lớn hơn",
    Relation.MORE: "lớn hơn",
    Relation.AT_LEAST: "không nhỏ hơn",
}
_OPPOSITE = {
    Relation.EQUAL: Relation.DIFFERENT,
    Relation.DIFFERENT: Relation.EQUAL,
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_MOST: Relation.MORE,
    Relation.MORE: Relation.AT_MOST,
    Relation.AT_LEAST: Relation.LESS,
}


def demand_of(claim: Claim, names: Mapping[str, str]) -> str:
    """Say what a claim demands, with the names of indicators.

    >>> names = {"G01": "Số cuộc đối thoại", "G08": "Đối thoại đột xuất"}
    >>> demand_of(Comparison(Cell("G08"), Relation.AT_MOST, Cell("G01")), names)
    'Đối thoại đột xuất (G08) phải không lớn hơn Số cuộc đối thoại (G01).'
    """
    said = _Saying(None, names).demanded(claim)
    return f"{said[0].upper()}{said[1:]}."


def contradiction_of(claim: Claim, amounts: Amounts) -> str:
    """Say by which numbers a broken claim is broken; the browser says it alike.

    >>> from decimal import Decimal
    >>> from danchu.indicators.rules.amounts import Amount
    >>> numbers = {"G01": Amount(Decimal(10)), "G08": Amount(Decimal(12))}
    >>> claim = Comparison(Cell("G08"), Relation.AT_MOST, Cell("G01"))
    >>> contradiction_of(claim, numbers)
    '12 lớn hơn 10'
    """
    return _told(claim, amounts, truth=False)


def _told(claim: Claim, amounts: Amounts, *, truth: bool) -> str:
    """Say why a claim is decided as it is."""
    match claim:
        case Comparison():
            fact = claim.relation if truth else _OPPOSITE[claim.relation]
            left, right = _side(claim.left, amounts), _side(claim.right, amounts)
            return f"{left} {_HOLDS[fact]} {right}"
        case Every() | Some():
            deciding = [one for one in claim.parts if decide(one, amounts) is truth]
            return " và ".join(_told(one, amounts, truth=truth) for one in deciding)
        case When():
            return _told_when(claim, amounts, truth=truth)


def _told_when(claim: When, amounts: Amounts, *, truth: bool) -> str:
    met = decide(claim.condition, amounts)
    branch = claim.otherwise if met is False else claim.then
    if branch is None:
        return _told(claim.condition, amounts, truth=False)
    said = _told(branch, amounts, truth=truth)
    if met is None:
        return said
    link = "nên" if truth else "nhưng"
    return f"{_told(claim.condition, amounts, truth=met)} {link} {said}"


def _side(term: Term, amounts: Amounts) -> str:
    said = _Saying(amounts, {}).number(term)
    settled = value_of(term, amounts).settled
    if isinstance(term, (Cell, Literal)) or settled is None:
        return said
    return f"{said} = {vietnamese(settled)}"


class _Saying:
    """Writes terms with their numbers, or with names where there are no numbers."""

    def __init__(self, amounts: Amounts | None, names: Mapping[str, str]) -> None:
        self._amounts = amounts
        self._names = names

    def number(self, term: Term) -> str:
        match term:
            case Literal():
                return vietnamese(term.number)
            case Cell():
                return self._cell(term)
            case Sum():
                (_, first), *others = term.parts
                rest = (f" {'−' if less else '+'} {self._in(o)}" for less, o in others)
                return self._in(first) + "".join(rest)
            case Product():
                return " × ".join(self._in(one) for one in term.factors)
            case Choice():
                chosen = self._chosen(term)
                return self._choice(term) if chosen is None else self.number(chosen)

    def demanded(self, claim: Claim) -> str:
        return self._claim(claim, "phải ")

    def _claim(self, claim: Claim, must: str) -> str:
        match claim:
            case Comparison():
                left, right = self.number(claim.left), self.number(claim.right)
                return f"{left} {must}{_HOLDS[claim.relation]} {right}"
            case Every():
                return " và ".join(self._part(one, must) for one in claim.parts)
            case Some():
                return " hoặc ".join(self._part(one, must) for one in claim.parts)
            case When():
                return self._when(claim, must)

    def _when(self, claim: When, must: str) -> str:
        condition = self._claim(claim.condition, "")
        said = f"nếu {condition} thì {self._claim(claim.then, must)}"
        if claim.otherwise is None:
            return said
        return f"{said}, nếu không thì {self._claim(claim.otherwise, must)}"

    def _part(self, claim: Claim, must: str) -> str:
        said = self._claim(claim, must)
        return said if isinstance(claim, Comparison) else f"({said})"

    def _cell(self, cell: Cell) -> str:
        if self._amounts is not None:
            return str(self._amounts[cell.key])
        name = self._names.get(cell.name)
        said = f"{name} ({cell.name})" if name else cell.name
        return f"{said} {BEFORE}" if cell.is_before else said

    def _choice(self, term: Choice) -> str:
        then, otherwise = self.number(term.then), self.number(term.otherwise)
        if self._amounts is None:
            condition = self._claim(term.condition, "")
            return f"(nếu {condition} thì {then}, nếu không thì {otherwise})"
        return f"({then} hoặc {otherwise})"

    def _chosen(self, term: Choice) -> Term | None:
        if self._amounts is None:
            return None
        truth = decide(term.condition, self._amounts)
        return None if truth is None else term.then if truth else term.otherwise

    def _in(self, term: Term) -> str:
        if isinstance(term, Sum):
            return f"({self.number(term)})"
        chosen = self._chosen(term) if isinstance(term, Choice) else None
        return self.number(term) if chosen is None else self._in(chosen)
