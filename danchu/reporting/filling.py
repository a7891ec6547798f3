"""Filling a unit's own template, in a process that may fall without harm."""

import json
from collections.abc import Mapping
from typing import Any

from danchu.kernel.errors import RuleBroken
from danchu.lib.apart import Apart, BusyError, FailedError, FelledError
from danchu.reporting import child

MOST_BYTES = 5 * 2**20
"""Of a template, packed."""
_CHILD = Apart(child.__file__, patience=40, at_once=2)
"""Of its seconds by the clock the process has half to reckon."""
_STATUSES = {
    child.NOT_WORD: "reporting.template_not_word",
    child.TOO_HEAVY: "reporting.template_too_heavy",
    child.UNREADABLE: "reporting.template_unreadable",
}
_SAID = {
    "syntax": "thẻ viết sai: thiếu hoặc thừa dấu trong {{ … }} hay {% … %}",
    "unclosed": "có thẻ mở mà không có thẻ đóng (endif, endfor)",
    "unopened": "thẻ “{what}” đóng một thẻ chưa mở",
    "unknown_tag": "không có thẻ “{what}”; chỉ dùng if và for",
    "unknown_name": "không có tên “{what}”",
    "unknown_filter": "không có bộ lọc “{what}”",
    "not_a_list": "“{what}” không lặp được: sau “in” phải là một danh sách",
    "forbidden": "mẫu không được dùng “{what}”: chỉ được in, lặp và xét điều kiện",
    "active": "tệp chứa macro hoặc đối tượng nhúng ({what})",
    "fetches": "tệp có trường hoặc phần lấy nội dung từ nơi khác ({what})",
    "external": "tệp dẫn ra ngoài: {what}",
    "doctype": "phần {what} của tệp có khai báo không được phép",
}


def faults_in(
    data: bytes, names: Mapping[str, Any], sample: Mapping[str, Any]
) -> list[str]:
    """Say what is wrong with a template, in sentences; nothing where it can be filled.

    `names` tells what it may name, `sample` is filled in to try it. Refuses as `filled`
    does what cannot be looked at.
    """
    faults, _ = _ask(data, names, sample)
    return [_sentence(one) for one in faults]


def filled(data: bytes, names: Mapping[str, Any], context: Mapping[str, Any]) -> bytes:
    """Return a template filled in from plain values.

    Refuses with ``reporting.template_…``, and with ``exchange.busy`` while others are
    filled in.
    """
    faults, made = _ask(data, names, context)
    if faults:
        raise RuleBroken("reporting.template_faulty", what=_sentence(faults[0]))
    return made


def _ask(
    data: bytes, names: Mapping[str, Any], context: Mapping[str, Any]
) -> tuple[list[child.Fault], bytes]:
    if len(data) > MOST_BYTES:
        raise RuleBroken("reporting.template_too_large", most=MOST_BYTES // 2**20)
    asked = json.dumps({"names": names, "context": context}).encode()
    told = _run(asked + b"\n" + data)
    faults, _, made = told.partition(b"\n")
    return json.loads(faults), made


def _run(given: bytes) -> bytes:
    try:
        return _CHILD.ask(given)
    except BusyError:
        raise RuleBroken("exchange.busy") from None
    except FelledError:
        raise RuleBroken("reporting.template_too_heavy") from None
    except FailedError as failed:
        raise RuleBroken(
            _STATUSES.get(failed.code, "reporting.template_unreadable")
        ) from None


def _sentence(one: child.Fault) -> str:
    said = _SAID[one["code"]].replace("{what}", one["what"])
    where = one["place"]
    if one["line"]:
        where = f"{where}, đoạn {one['line']}" if where else f"Đoạn {one['line']}"
    if one["text"]:
        where = f"{where}, “{one['text']}”"
    return f"{where}: {said}." if where else f"{said[:1].upper()}{said[1:]}."
