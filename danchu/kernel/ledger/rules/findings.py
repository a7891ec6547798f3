"""What a self-check can find, when it must have happened, and how people are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Any


class Result(StrEnum):
    """How a self-check ended."""

    SOUND = "sound"
    CHANGED = "changed"


class What(StrEnum):
    """What no longer fits."""

    CONTENT = "content_changed"
    LEAF = "leaf_changed"
    MISSING = "leaf_missing"
    UNOPENED = "opening_missing"
    UNDEAD = "content_kept"
    TILE = "tile_changed"
    ROOT = "root_changed"
    SHORT = "log_shortened"
    FORGED = "checkpoint_forged"
    SHOWN = "shown_changed"


@dataclass(frozen=True)
class Finding:
    """Something that no longer fits; `index` is its first leaf, `at` when it was added.

    `first`, `last` and `size` tell of a stretch that was rewritten as a whole.
    """

    what: What
    index: int | None = None
    item: str = ""
    at: datetime | None = None
    tile: str = ""
    first: int | None = None
    last: int | None = None
    size: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what a self-check keeps of it."""
        facts = {
            "what": self.what.value,
            "index": self.index,
            "item": self.item,
            "tile": self.tile,
            "first": self.first,
            "last": self.last,
            "size": self.size,
        }
        return {name: fact for name, fact in facts.items() if fact not in {None, ""}}


Seen = tuple[datetime, int, Sequence[Mapping[str, Any]]]
"""An earlier self-check: when, up to which size, and what it found."""


def dated(
    findings: Sequence[Finding], *, before: Seen | None, at: datetime
) -> list[dict[str, Any]]:
    """Say of each finding after and before which moment it must have happened."""
    known: list[Mapping[str, Any]] = list(before[2]) if before else []
    told = []
    for finding in findings:
        facts = finding.as_json()
        first = next((one for one in known if _same(one, facts)), None)
        if first is None:
            since = _since(finding, before)
            after = since.isoformat() if since else None
            first = {"after": after, "before": at.isoformat()}
        told.append({**facts, "after": first["after"], "before": first["before"]})
    return told


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(
        one.get(name) == other.get(name) for name in ("what", "index", "tile", "size")
    )


def _since(finding: Finding, before: Seen | None) -> datetime | None:
    """Return when all was still well: the last self-check, if it covered the leaf."""
    if before is not None and (finding.index is None or finding.index < before[1]):
        return before[0]
    return finding.at


_TOLD = {
    What.CONTENT: "nội dung đã công bố của mục “{item}” (dòng thứ {line}) đã bị sửa",
    What.LEAF: "dòng thứ {line} của sổ cái (mục “{item}”) đã bị sửa",
    What.MISSING: "dòng thứ {line} của sổ cái đã bị xóa",
    What.UNOPENED: "nội dung của mục “{item}” (dòng thứ {line}) đã bị xóa mà không có "
    "dòng ghi căn cứ hủy",
    What.UNDEAD: "nội dung của mục “{item}” (dòng thứ {line}) đã có dòng hủy nhưng vẫn "
    "còn trong cơ sở dữ liệu",
    What.TILE: "mảnh cây băm {tile} đã bị sửa hoặc xóa",
    What.ROOT: "các dòng từ thứ {first} đến thứ {last} của sổ cái đã bị viết lại "
    "(bản chốt ở cỡ {size} không còn khớp)",
    What.SHORT: "sổ cái chỉ còn {index} dòng, ít hơn bản chốt đã ký ở cỡ {size}",
    What.SHOWN: "số liệu đang hiển thị của mục “{item}” (dòng thứ {line}) khác với nội "
    "dung đã công bố",
    What.FORGED: "bản chốt ở cỡ {size} không mang chữ ký đúng của hệ thống",
}
_VIETNAM = timezone(timedelta(hours=7))


def told(finding: Mapping[str, Any]) -> str:
    """Return a finding as a sentence: what, and between which two moments.

    >>> told({"what": "leaf_missing", "index": 3, "after": None,
    ...       "before": "2026-11-24T02:00:00+00:00"})
    'Dòng thứ 4 của sổ cái đã bị xóa, trước 09:00 ngày 24/11/2026.'
    """
    what = _TOLD[What(finding["what"])].format_map(_counted(finding))
    when = f"trước {_moment(finding['before'])}"
    if finding["after"]:
        when = f"sau {_moment(finding['after'])} và {when}"
    return f"{what[0].upper()}{what[1:]}, {when}."


def _counted(finding: Mapping[str, Any]) -> dict[str, Any]:
    """Count lines from one, as people do; the facts count from nought."""
    index = finding.get("index")
    lines = {} if index is None else {"line": index + 1}
    ends = {
        name: finding[name] + 1
        for name in ("first", "last")
        if finding.get(name) is not None
    }
    return {**finding, **lines, **ends}


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(_VIETNAM):%H:%M ngày %d/%m/%Y}"
