"""Turning the two shipped tables into rows, or saying which line is damaged."""

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

from danchu.kernel.errors import RuleBroken
from danchu.kernel.law.rules import (
    BASE_NAMES,
    CHANNELS,
    CONFIDENCE_NAMES,
    DECIDE_FORMS,
    DIRECTION_NAMES,
    DOMAIN_NAMES,
    EFFECT_NAMES,
    ITEM_KIND_NAMES,
    MEASURE_NAMES,
    RECOGNISER_NAMES,
    RHYTHM_NAMES,
    SCOPE_NAMES,
    UNIT_KINDS,
    VISIBILITY_NAMES,
    Measure,
    citation,
)

RULE_COLUMNS = [
    "code",
    "stem",
    "variant_vi",
    "domain",
    "unit_kinds",
    "duty_vi",
    "base_vi",
    "base_code",
    "trigger_vi",
    "direction",
    "value",
    "value_fraction",
    "unit",
    "law",
    "article",
    "effective_from",
    "effective_to",
    "confidence",
    "note_vi",
    "replaces",
]
ITEM_COLUMNS = [
    "code",
    "unit_kinds",
    "kind",
    "law",
    "article",
    "title_vi",
    "title_en",
    "rhythm",
    "deadline_rule",
    "channels_required",
    "board_days",
    "loudspeaker_days",
    "visibility",
    "decide_forms",
    "threshold_rule",
    "recognised_by",
    "effect",
    "min_comment_days",
    "valid_from",
    "valid_to",
    "confidence",
    "note_vi",
    "scope",
    "channels_if_present",
    "channels_fallback",
    "fallback_forms",
    "quorum_rule",
    "recognition_rule",
]

_CODE = re.compile(r"R[0-9]{3}[a-z]?|(?:XA|CQ|DN|TN)-(?:CK|QD|YK|GS)-[0-9a-zđX]{1,3}")
_FRACTION = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")

_ROUNDING = Decimal("0.000001")


class DamagedCellError(ValueError):
    """A cell holds what its column cannot."""


@dataclass(frozen=True)
class Line:
    """One line of a table, which knows where it stands."""

    file: str
    number: int
    cells: Mapping[str, str]

    def damaged(self, why: str) -> NoReturn:
        """Refuse the line."""
        raise RuleBroken("law.damaged_row", file=self.file, line=self.number, why=why)

    def read(self, convert: "Callable[[Cells], dict[str, Any]]") -> dict[str, Any]:
        """Return the line as the values of a row, or refuse it."""
        try:
            return convert(Cells(self.cells))
        except DamagedCellError as damaged:
            self.damaged(str(damaged))


@dataclass(frozen=True)
class Cells:
    """The cells of a line, read by what their column holds."""

    raw: Mapping[str, str]

    def text(self, column: str, *, required: bool = True, longest: int = 300) -> str:
        """Return a text."""
        text = self.raw[column].strip()
        if required and not text:
            raise DamagedCellError(f"cột {column} để trống")
        if len(text) > longest or "\0" in text:
            raise DamagedCellError(f"cột {column} quá dài hoặc có ký tự lạ")
        return text

    def one_of(
        self, column: str, known: Collection[str], *, empty: bool = False
    ) -> str:
        """Return one of the known words."""
        word = self.raw[column].strip()
        if word not in known and not (empty and not word):
            raise DamagedCellError(_unknown(column, word))
        return word

    def many_of(self, column: str, known: Collection[str]) -> list[str]:
        """Return words separated by semicolons, each known."""
        words = [word for word in self.raw[column].strip().split(";") if word]
        for word in words:
            if word not in known:
                raise DamagedCellError(_unknown(column, word))
        return words

    def code(self, column: str, *, required: bool = False) -> str | None:
        """Return the code of a rule or an item."""
        code = self.text(column, required=required, longest=12)
        if code and not _CODE.fullmatch(code):
            raise DamagedCellError(f"cột {column} ghi “{code}”, không phải mã quy định")
        return code or None

    def day(self, column: str, *, required: bool = False) -> date | None:
        """Return a date."""
        text = self.text(column, required=required, longest=10)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise DamagedCellError(
                f"cột {column} ghi “{text}”, không phải ngày"
            ) from None

    def whole(self, column: str) -> int | None:
        """Return a small whole number."""
        text = self.text(column, required=False)
        if text and not re.fullmatch(r"[0-9]{1,4}", text):
            raise DamagedCellError(f"cột {column} ghi “{text[:40]}”, không phải số")
        return int(text) if text else None

    def confidence(self) -> tuple[str, str]:
        """Return how sure we are and by which source."""
        level, _, source = self.text("confidence").partition(":")
        if level not in CONFIDENCE_NAMES:
            raise DamagedCellError(f"cột confidence ghi “{level[:40]}”")
        return level, source.strip()

    def cited(self) -> tuple[str, str]:
        """Return law and article after checking that they can be cited together."""
        law, article = self.text("law"), self.text("article", required=False)
        try:
            citation(law, article)
        except ValueError:
            raise DamagedCellError(
                f"cột article ghi “{article}”, không khớp với văn bản"
            ) from None
        return law, article


def lines(path: Path, columns: list[str]) -> Iterator[Line]:
    """Yield the lines of a table after its header, or say what is wrong with it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise RuleBroken("law.missing_file", file=path.name) from None
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        Line(path.name, number, {}).damaged("không phải chữ UTF-8")
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        if next(reader, None) != columns:
            Line(path.name, 1, {}).damaged("dòng tên cột khác với mẫu")
        for cells in reader:
            if len(cells) != len(columns):
                why = f"có {len(cells)} ô thay vì {len(columns)}"
                Line(path.name, reader.line_num, {}).damaged(why)
            yield Line(
                path.name, reader.line_num, dict(zip(columns, cells, strict=True))
            )
    except csv.Error as error:
        Line(path.name, reader.line_num, {}).damaged(f"không đọc được ({error})")


def _unknown(column: str, word: str) -> str:
    return f"cột {column} ghi “{word[:40]}”, không có trong danh mục"


def _span(cells: Cells, first: str, last: str) -> tuple[date | None, date | None]:
    start, end = cells.day(first, required=True), cells.day(last)
    if start and end and end < start:
        raise DamagedCellError(f"cột {last} đứng trước cột {first}")
    return start, end


def rule_values(cells: Cells) -> dict[str, Any]:
    """Return the columns of a `LawRule`."""
    law, article = cells.cited()
    confidence, source = cells.confidence()
    measure = cells.one_of("unit", MEASURE_NAMES)
    value, numerator, denominator = _number(cells, measure)
    effective_from, effective_to = _span(cells, "effective_from", "effective_to")
    return {
        "code": cells.code("code", required=True),
        "stem": cells.text("stem", longest=12),
        "variant": cells.text("variant_vi", longest=200),
        "domain": cells.one_of("domain", DOMAIN_NAMES),
        "unit_kinds": cells.many_of("unit_kinds", UNIT_KINDS),
        "duty": cells.text("duty_vi"),
        "base": cells.text("base_vi", required=False, longest=200),
        "base_code": cells.one_of("base_code", BASE_NAMES),
        "trigger": cells.text("trigger_vi", required=False, longest=200),
        "direction": cells.one_of("direction", DIRECTION_NAMES),
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
        "measure": measure,
        "law": law,
        "article": article,
        "effective_from": effective_from,
        "effective_to": effective_to,
        "confidence": confidence,
        "source": source,
        "note": cells.text("note_vi", required=False, longest=2000),
        "replaces_id": cells.code("replaces"),
    }


def item_values(cells: Cells) -> dict[str, Any]:
    """Return the columns of a `LawItem`."""
    law, article = cells.cited()
    confidence, source = cells.confidence()
    valid_from, valid_to = _span(cells, "valid_from", "valid_to")
    is_permanent = cells.text("board_days", required=False) == "permanent"
    return {
        "code": cells.code("code", required=True),
        "unit_kinds": cells.many_of("unit_kinds", UNIT_KINDS),
        "kind": cells.one_of("kind", ITEM_KIND_NAMES),
        "law": law,
        "article": article,
        "title": cells.text("title_vi", longest=2000),
        "title_en": cells.text("title_en", longest=2000),
        "rhythm": cells.one_of("rhythm", RHYTHM_NAMES),
        "deadline_rule_id": cells.code("deadline_rule"),
        "channels_required": cells.many_of("channels_required", CHANNELS),
        "channels_if_present": cells.many_of("channels_if_present", CHANNELS),
        "channels_fallback": cells.many_of("channels_fallback", CHANNELS),
        "board_days": None if is_permanent else cells.whole("board_days"),
        "is_permanent": is_permanent,
        "loudspeaker_days": cells.whole("loudspeaker_days"),
        "visibility": cells.one_of("visibility", VISIBILITY_NAMES),
        "decide_forms": cells.many_of("decide_forms", DECIDE_FORMS),
        "fallback_forms": cells.many_of("fallback_forms", DECIDE_FORMS),
        "threshold_rule_id": cells.code("threshold_rule"),
        "quorum_rules": _codes(cells, "quorum_rule"),
        "recognised_by": cells.one_of("recognised_by", RECOGNISER_NAMES, empty=True),
        "recognition_rule_id": cells.code("recognition_rule"),
        "effect": cells.one_of("effect", EFFECT_NAMES, empty=True),
        "min_comment_days": cells.whole("min_comment_days"),
        "scope": cells.one_of("scope", SCOPE_NAMES),
        "valid_from": valid_from,
        "valid_to": valid_to,
        "confidence": confidence,
        "source": source,
        "note": cells.text("note_vi", required=False, longest=2000),
    }


def _number(cells: Cells, measure: str) -> tuple[Decimal, int | None, int | None]:
    text = cells.text("value", longest=12)
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise DamagedCellError(f"cột value ghi “{text}”, không phải số") from None
    if not (value.is_finite() and 0 <= value < 10**6):
        raise DamagedCellError(f"cột value ghi “{text}”, ngoài khoảng cho phép")
    fraction = cells.text("value_fraction", required=False)
    if measure != Measure.SHARE:
        if fraction:
            raise DamagedCellError("cột value_fraction chỉ dành cho tỷ lệ")
        return value, None, None
    found = _FRACTION.fullmatch(fraction)
    if found is None:
        raise DamagedCellError(
            f"cột value_fraction ghi “{fraction[:40]}”, không phải phân số"
        )
    numerator, denominator = int(found[1]), int(found[2])
    if abs(value - Decimal(numerator) / denominator) > _ROUNDING:
        raise DamagedCellError(f"cột value ghi “{text}”, không bằng {fraction}")
    return value, numerator, denominator


def _codes(cells: Cells, column: str) -> list[str]:
    words = [word for word in cells.text(column, required=False).split(";") if word]
    for word in words:
        if not _CODE.fullmatch(word):
            raise DamagedCellError(f"cột {column} ghi “{word}”, không phải mã quy định")
    return words
