"""Why an expression cannot be read, in sentences for whoever wrote it."""

import re
from collections.abc import Collection
from difflib import get_close_matches

from lark import Token

OPERAND = {"NUMBER", "CODE", "LPAR"}
END = "$END"
_OUT_OF_PLACE = {
    "RELATION": "mỗi phép so sánh chỉ có hai vế; hãy tách ra và nối bằng “và”",
    "_AND": "có cả “và” lẫn “hoặc”; hãy đặt ngoặc để rõ vế nào đi với nhau",
    "_OR": "có cả “và” lẫn “hoặc”; hãy đặt ngoặc để rõ vế nào đi với nhau",
    "_IF": "hãy đặt cả câu “nếu … thì …” này trong ngoặc",
    "_THEN": "“thì” phải đi sau “nếu …”, mỗi “nếu” một lần",
    "_ELSE": "“không thì” phải đi sau “nếu … thì …”, mỗi “nếu” một lần",
}
DEEPEST = 12
"""How many brackets, or sentences with “nếu”, may stand within one another."""
TOO_DEEP = f"lồng nhau quá {DEEPEST} tầng; hãy tách ra"
_DIVISION = re.compile(r"[/÷:]")
_WORD = re.compile(r"\w+|.", re.DOTALL)
_OWN = {
    "and": "và", "or": "hoặc", "if": "nếu", "then": "thì", "else": "không thì",
    "va": "và", "hoac": "hoặc", "neu": "nếu", "thi": "thì", "truoc": "kỳ trước",
    "bằng": "=", "&": "và", "|": "hoặc", "nhân": "×", "cộng": "+", "trừ": "−",
    "[": "(", "{": "(", "]": ")", "}": ")", "·": "×",
}  # fmt: skip


class BadExpression(ValueError):  # noqa: N818 -- reads as a sentence where raised
    """An expression that cannot be read: where, counted from nought, and why."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(f"ký tự {at + 1}: {why}")
        self.why = why
        self.at = at


def strange(text: str, at: int) -> BadExpression:
    """Refuse what is no word of the language."""
    if _DIVISION.match(text, at):
        return division(at)
    if text[at] == "%":
        why = "không dùng %; thay cho A ≥ 80% của B hãy ghi 100 × A ≥ 80 × B"
        return BadExpression(why, at)
    seen = _WORD.match(text, at)
    word = seen.group() if seen else text[at]
    own = _OWN.get(word.casefold())
    if own:
        return BadExpression(f"“{word}” không dùng ở đây; hãy ghi “{own}”", at)
    if word.isdigit():
        return BadExpression(f"“{word}” không phải là số viết bằng chữ số 0–9", at)
    return BadExpression(f"“{word}” không phải là mã, số hay phép tính", at)


def division(at: int) -> BadExpression:
    """Refuse to divide: what is divided by may be nought."""
    return BadExpression(
        "không có phép chia, vì số chia có thể bằng 0; "
        "thay cho A ÷ B ≥ 0,8 hãy ghi 10 × A ≥ 8 × B",
        at,
    )


def unknown(name: str, known: Collection[str], at: int) -> BadExpression:
    """Refuse a code that stands in no catalogue, naming the nearest one."""
    own = _OWN.get(name.casefold())
    if own:
        return BadExpression(f"“{name}” không dùng ở đây; hãy ghi “{own}”", at)
    near = get_close_matches(name.upper(), sorted(known), n=1, cutoff=0.6)
    cure = f"; có phải là {near[0]}?" if near else ""
    return BadExpression(f"không có mã {name} trong danh mục{cure}", at)


def unbalanced(tokens: Collection[Token]) -> BadExpression | None:
    """Refuse brackets that do not pair, at the one that is alone, and too many."""
    opened: list[int] = []
    for one in tokens:
        if one.type == "LPAR":
            opened.append(_at(one))
            if len(opened) > DEEPEST:
                return BadExpression(TOO_DEEP, _at(one))
        elif one.type == "RPAR":
            if not opened:
                return BadExpression("dấu “)” này không có dấu “(” ở trước", _at(one))
            opened.pop()
    if opened:
        return BadExpression("dấu “(” này không có dấu “)” ở sau", opened[-1])
    return None


def out_of_place(text: str, token: Token, expected: Collection[str]) -> BadExpression:
    """Refuse a word that may not stand where it stands."""
    if token.type == END:
        return BadExpression(_unfinished(expected), len(text))
    if OPERAND & set(expected) and token.type != "_IF":
        why = f"trước “{token}” còn thiếu một số hoặc một mã"
    else:
        why = _OUT_OF_PLACE.get(token.type, "") or (
            f"trước “{token}” còn thiếu một phép tính hoặc so sánh"
        )
    return BadExpression(why, _at(token))


def _unfinished(expected: Collection[str]) -> str:
    if "_THEN" in expected:
        return "biểu thức hết giữa chừng: “nếu …” còn thiếu “thì …”"
    return "biểu thức hết giữa chừng: còn thiếu một số hoặc một mã"


def _at(token: Token) -> int:
    return token.start_pos or 0
