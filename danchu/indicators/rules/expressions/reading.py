"""Reading an expression: a text becomes a tree, or a sentence says why not."""

import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedToken

from danchu.indicators.rules.amounts import parse_vietnamese
from danchu.indicators.rules.expressions.refusals import (
    DEEPEST,
    TOO_DEEP,
    BadExpression,
    out_of_place,
    strange,
    unbalanced,
    unknown,
)
from danchu.indicators.rules.expressions.trees import (
    Cell,
    Choice,
    Claim,
    Comparison,
    Every,
    Literal,
    Node,
    Product,
    Relation,
    Some,
    Sum,
    Term,
    When,
    cells_in,
    children,
    depth,
    walk,
)

LONGEST, MOST_NODES, MOST_DIGITS = 1000, 200, 100
"""Characters, numbers and deeds, digits of any number between."""
_RELATIONS = {"<=": "≤", ">=": "≥", "<>": "≠", "!=": "≠"}
_CLAIMS = (Comparison, Every, Some, When)
_CELL = (18, 4)
"""The digits a cell holds, before the comma and behind."""


def read_claim(text: str, known: Collection[str]) -> Claim:
    """Read what must hold, of cells whose names are `known`.

    Raises `BadExpression` with place and reason.

    >>> read_claim("G02 <= G01", {"G01", "G02"}).relation.value
    '≤'
    >>> read_claim("G02 / G01 > 1", {"G01", "G02"})
    Traceback (most recent call last):
        ...
    danchu.indicators.rules.expressions.refusals.BadExpression: ký tự 5: không có phép chia, vì số chia có thể bằng 0; thay cho A ÷ B ≥ 0,8 hãy ghi 10 × A ≥ 8 × B
    """  # noqa: E501 -- the sentence is one line
    text = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST:
        raise BadExpression(f"biểu thức dài quá {LONGEST} ký tự", LONGEST)
    if not text.strip():
        raise BadExpression("chưa có biểu thức", 0)
    tokens = _tokens(text)
    for token in tokens:
        _refuse_word(token, known)
    alone = unbalanced(tokens)
    if alone:
        raise alone
    node = _node(_parsed(text))
    if not isinstance(node, _CLAIMS):
        why = "mới là một số, chưa so sánh với gì; hãy thêm dấu so sánh như ≤, ="
        raise BadExpression(why, len(text))
    _refuse_large(node)
    if all(cell.is_before for cell in cells_in(node)):
        raise BadExpression("không nhắc đến mã nào của kỳ này", 0)
    return node


@lru_cache(maxsize=2048)
def kept_claim(text: str) -> Claim:
    """Read again what was accepted once; its names are not asked about."""
    node = _node(_parsed(text))
    assert isinstance(node, _CLAIMS)  # noqa: S101 -- accepted when it was kept
    return node


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("claims.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", propagate_positions=True)


def _tokens(text: str) -> list[Token]:
    try:
        return list(_parser().lex(text))
    except UnexpectedCharacters as one:
        at: Any = one.pos_in_stream  # its class declares None
        raise strange(text, at) from None


def _parsed(text: str) -> Tree[Token]:
    try:
        found = _parser().parse(text).children[0]
    except UnexpectedToken as one:
        raise out_of_place(text, one.token, one.expected) from None
    assert isinstance(found, Tree)  # noqa: S101 -- `start` has one rule below it
    return found


def _refuse_word(token: Token, known: Collection[str]) -> None:
    at = token.start_pos or 0
    if token.type == "CODE" and token not in known:
        raise unknown(str(token), known, at)
    if token.type == "NUMBER":
        try:
            parse_vietnamese(str(token))
        except ValueError as why:
            raise BadExpression(f"“{token}”: {why}", at) from None


def _refuse_large(claim: Claim) -> None:
    if depth(claim) > DEEPEST:
        raise BadExpression(TOO_DEEP, 0)
    nodes = list(walk(claim))
    if len(nodes) > MOST_NODES:
        raise BadExpression(f"nhiều hơn {MOST_NODES} số và phép tính; hãy tách ra", 0)
    if any(sum(_digits(one)) > MOST_DIGITS for one in nodes if _is_number(one)):
        raise BadExpression("nhân quá nhiều số với nhau; kết quả quá dài", 0)


def _is_number(node: Node) -> bool:
    return not isinstance(node, _CLAIMS)


def _digits(node: Node) -> tuple[int, int]:
    """Return how many digits a number may have before the comma and behind it."""
    if isinstance(node, Literal):
        whole, _, rest = f"{node.number:f}".partition(".")
        return len(whole), len(rest)
    if isinstance(node, Cell):
        return _CELL
    sizes = [_digits(one) for one in children(node) if _is_number(one)]
    if isinstance(node, Product):
        return sum(size[0] for size in sizes), sum(size[1] for size in sizes)
    carried = len(str(len(sizes)))
    return max(sizes)[0] + carried, max(size[1] for size in sizes)


def _node(tree: Tree[Token]) -> Node:
    below = [one for one in tree.children if isinstance(one, Tree)]
    match tree.data:
        case "number":
            return Literal(parse_vietnamese(str(tree.children[0])))
        case "cell":
            return Cell(str(tree.children[0]), tree.children[1] is not None)
        case "product":
            return Product(tuple(map(_number, below)))
        case "sum":
            signs = ["+", *(str(o) for o in tree.children if isinstance(o, Token))]
            parts = zip(signs, map(_number, below), strict=True)
            return Sum(tuple((sign != "+", part) for sign, part in parts))
    return _claim_or_choice(tree, below)


def _claim_or_choice(tree: Tree[Token], below: list[Tree[Token]]) -> Node:
    match tree.data:
        case "comparison":
            sign = str(tree.children[1])
            relation = Relation(_RELATIONS.get(sign, sign))
            return Comparison(_number(below[0]), relation, _number(below[1]))
        case "every":
            return Every(tuple(map(_claim, below)))
        case "some":
            return Some(tuple(map(_claim, below)))
    return _when(tree, *below)


def _when(
    tree: Tree[Token],
    condition: Tree[Token],
    then: Tree[Token],
    otherwise: Tree[Token] | None = None,
) -> Node:
    met, node = _claim(condition), _node(then)
    if isinstance(node, _CLAIMS):
        return When(met, node, _claim(otherwise) if otherwise else None)
    if otherwise is None:
        why = "“nếu … thì” một số cần cả “không thì” một số khác"
        raise BadExpression(why, tree.meta.start_pos)
    return Choice(met, node, _number(otherwise))


def _number(tree: Tree[Token]) -> Term:
    node = _node(tree)
    if isinstance(node, _CLAIMS):
        why = "ở đây cần một số, không phải một điều kiện"
        raise BadExpression(why, tree.meta.start_pos)
    return node


def _claim(tree: Tree[Token]) -> Claim:
    node = _node(tree)
    if not isinstance(node, _CLAIMS):
        why = "ở đây cần một điều kiện có dấu so sánh, không phải một số"
        raise BadExpression(why, tree.meta.start_pos)
    return node
