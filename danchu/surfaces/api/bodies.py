"""What programs send: JSON in UTF-8, of a sane size, that says each thing once."""

import json
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any, Never

from django.http import HttpRequest
from ninja.parser import Parser

from danchu.kernel.errors import RuleBroken

MOST_BYTES = 262_144
"""The largest form has 78 rows; with long notes in every cell it stays below. Five long
parts in words fit as well, though not both at once."""
MOST_VALUE_BYTES = 2_500_000
"""Of many values at once: some 60,000 lines, what Django holds of a body."""
LONGEST_NUMBER = 40
UNFIT = re.compile("[\0\ud800-\udfff]")
"""What no text column holds: NUL, and halves of characters."""


TABLE = "text/csv"


def check_document(request: HttpRequest) -> None:
    """Refuse a body by what is said of it, before it is read."""
    _check(request, MOST_BYTES, ("application/json",), "api.not_json")


def check_values(request: HttpRequest) -> None:
    """Refuse a body of many values by what is said of it: JSON, or CSV."""
    kinds = ("application/json", TABLE)
    _check(request, MOST_VALUE_BYTES, kinds, "api.not_values")


def _check(request: HttpRequest, most: int, kinds: Collection[str], wrong: str) -> None:
    if "Transfer-Encoding" in request.headers:
        raise RuleBroken("api.no_length")
    length = request.headers.get("Content-Length") or "0"
    if length == "0":
        return  # nothing is sent: the operation says what is missing
    if length.isdigit() and int(length[:20]) > most:
        raise RuleBroken("api.too_large", limit=most)
    charset = (request.content_params or {}).get("charset", "utf-8")
    is_utf8 = charset.casefold() in {"utf-8", "utf8", "us-ascii"}
    if request.content_type not in kinds or not is_utf8:
        raise RuleBroken(wrong)


class Documents(Parser):
    """Reads JSON more strictly than Python does: nothing is guessed or dropped."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the document, numbers as exact decimals."""
        return read_document(request.body)


def read_document(raw: bytes) -> Any:
    """Return what a body says; refuse what two readers might read differently.

    Refuses with ``api.bad_document`` a name written twice, NaN, numbers of absurd
    length, endless nesting, and characters that nothing can store.
    """
    try:
        found = json.loads(
            raw.decode("utf-8"),
            parse_int=_number,
            parse_float=_number,
            parse_constant=_no_constant,
            object_pairs_hook=_once_each,
        )
    except UnicodeDecodeError:
        raise bad_document("không phải bảng mã UTF-8") from None
    except json.JSONDecodeError as wrong:
        where = f"dòng {wrong.lineno}, cột {wrong.colno}"
        raise bad_document(f"không phải là JSON ({where})") from None
    except RecursionError:
        raise bad_document("lồng nhau quá sâu") from None
    if any(UNFIT.search(text) for text in _texts(found)):
        raise bad_document("có ký tự không lưu được (NUL hoặc nửa ký tự)")
    return found


def bad_document(why: str) -> RuleBroken:
    """Return the refusal of a body that cannot be read."""
    return RuleBroken("api.bad_document", why=why)


def _number(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER:
        raise bad_document(f"có số dài hơn {LONGEST_NUMBER} ký tự")
    return Decimal(text)


def _no_constant(text: str) -> Never:
    raise bad_document(f"{text} không phải là số")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise bad_document(f"“{UNFIT.sub('', twice)[:40]}” được ghi hai lần")
    return made


def _texts(found: Any) -> Iterator[str]:
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
