"""What a proof proves, in words: figures and articles read from their bytes alone.

Names of forms and indicators come from the catalogue beside the program; the ledger
commits to their codes. Nothing but the standard library is needed.
"""

import csv
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from danchu.indicators.rules.amounts import STATE_NAMES, Amount, Qualifier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.rules import Period

_CATALOGUE = Path(__file__).resolve().parent.parent / "indicators" / "data"
_NOTE = (
    "  Tên biểu, chỉ tiêu lấy từ danh mục đi kèm chương trình; sổ cam kết mã và số. "
    "Số đơn vị: xem tên ở trang /dia-phuong/SỐ/ của hệ thống."
)


def told(kind: object, face: bytes) -> list[str]:
    """Return the lines that say what was published; none of what is not known."""
    say = _KINDS.get(str(kind))
    try:
        return [] if say is None else [_shown(line) for line in say(json.loads(face))]
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation):
        return []


def _figures(said: Mapping[str, Any]) -> Iterator[str]:
    form, cells = str(said["form"]), dict(said["cells"])
    name = _names("forms", "form_code", "form_vi").get(form)
    yield f"  Biểu    {form}. {name}" if name else f"  Biểu    {form}"
    yield f"  Đơn vị  số {said['unit']}"
    yield f"  Kỳ      {_period(str(said['period']))}"
    texts = {code: _number(cell) for code, cell in cells.items()}
    wide = max(map(len, texts), default=0)
    long = max(map(len, texts.values()), default=0)
    for code in sorted(texts):
        yield f"  {code:<{wide}}  {texts[code]:>{long}}  {_called(code)}".rstrip()
    yield _NOTE


def _article(said: Mapping[str, Any]) -> Iterator[str]:
    yield f"  Tiêu đề  {said['title']}"
    yield f"  Ngày     {said['published_on']}"
    yield f"  Đơn vị   số {said['unit']}"
    if said["summary"]:
        yield f"  Tóm tắt  {said['summary']}"
    if said["correction"]:
        yield f"  Đính chính  {said['correction']}"
    for file in said.get("files", ()):
        yield f"  Tệp      {file['name']}, SHA-256 {file['sha256']}"


_KINDS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "filing": _figures,
    "article": _article,
}


def _number(cell: Mapping[str, Any]) -> str:
    if cell["number"] is None:
        return STATE_NAMES[cell["state"]]
    return str(Amount(Decimal(cell["number"]), Qualifier(cell["qualifier"])))


def _period(code: str) -> str:
    try:
        return f"{Period.parse(code).label} ({code})"
    except RuleBroken:
        return code


def _called(cell: str) -> str:
    code, _, member = cell.partition(".")
    name = _names("indicators", "code", "name_vi").get(code, "")
    if not member:
        return name
    part = _members(_names("indicators", "code", "dimension").get(code, ""))
    return ": ".join(one for one in (name, part.get(member, "")) if one)


@cache
def _rows(table: str) -> list[dict[str, str]]:
    path = _CATALOGUE / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _names(table: str, key: str, value: str) -> dict[str, str]:
    return {row[key]: row[value] for row in _rows(table)}


def _members(dimension: str) -> dict[str, str]:
    rows = _rows("dimensions")
    return {
        one["member_code"]: one["member_vi"] for one in rows if one["code"] == dimension
    }


def _shown(line: str) -> str:
    r"""Take out what would steer the terminal.

    >>> _shown("4\x1b[2J")
    '4[2J'
    """
    return "".join(one for one in line if unicodedata.category(one)[0] != "C")
