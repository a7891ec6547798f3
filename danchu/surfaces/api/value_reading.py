"""Many values as programs send them, JSON or CSV, read as a clerk would type them."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, get_args

from ninja.errors import ValidationError
from pydantic import ValidationError as Misfit

from danchu.indicators.rules.cells import LONGEST_NOTE, Entry, read_entry
from danchu.indicators.services.saving import Typed
from danchu.surfaces.api.bodies import TABLE, UNFIT, bad_document, read_document
from danchu.surfaces.api.filing_reading import NOT_A_NUMBER, entry_of
from danchu.surfaces.api.filing_shapes import CellSaid, Limit, SentCell, State
from danchu.surfaces.api.value_shapes import SentValues

MOST_VALUES = 60_000
NEEDED, OFFERED = (
    ("form", "unit", "period", "cell"),
    (
        "number",
        "state",
        "qualifier",
        "note",
    ),
)
_STATES, _LIMITS = frozenset(get_args(State)), frozenset(get_args(Limit))
_PARTS = re.compile(r"(\d{1,18})\.(\d{1,9})", re.ASCII)
_TWOFOLD = re.compile(r"\d{1,3}\.\d{3}", re.ASCII)
Address = tuple[str, str, str]


@dataclass
class SentPart:
    """What is sent for one filing: its cells, and those that cannot be read."""

    cells: dict[str, Typed] = field(default_factory=dict)
    faults: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, name: str, typed: Typed) -> None:
        """Take a cell; a second time it can be neither."""
        if name in self.cells or name in self.faults:
            self.faults[name] = ("api.sent_twice", "được gửi hai lần")
            self.cells.pop(name, None)
        else:
            self.cells[name] = typed

    def refuse(self, name: str, why: str) -> None:
        """Take a cell that cannot be read."""
        self.cells.pop(name, None)
        self.faults[name] = (NOT_A_NUMBER, why)


def parts_sent(kind: str, raw: bytes) -> dict[Address, SentPart]:
    """Return what is sent, by form, unit and period in the order of the body."""
    return _from_table(raw) if kind == TABLE else _from_document(raw)


def _from_document(raw: bytes) -> dict[Address, SentPart]:
    try:
        sent = SentValues.model_validate(read_document(raw))
    except Misfit as misfit:
        told: list[dict[str, Any]] = [
            {**error, "loc": ("body", "document", *error["loc"])}
            for error in misfit.errors(include_url=False)
        ]
        raise ValidationError(told) from None
    parts: dict[Address, SentPart] = {}
    _check_count(sum(len(filing.cells) for filing in sent.filings))
    for filing in sent.filings:
        part = parts.setdefault((filing.form, filing.unit, filing.period), SentPart())
        for name, said in filing.cells.items():
            _take(part, name, said or SentCell())
    return parts


def _take(part: SentPart, name: str, said: SentCell) -> None:
    try:
        seen = None if said.seen is None else read_entry(entry_of(said.seen)).face
        part.add(name, Typed(entry_of(said), seen))
    except ValueError as why:
        part.refuse(name, str(why))


def _from_table(raw: bytes) -> dict[Address, SentPart]:
    lines = _lines(raw)
    head = next(lines, [])
    columns = {name.strip(): at for at, name in enumerate(head)}
    unknown = columns.keys() - {*NEEDED, *OFFERED}
    missing = [name for name in NEEDED if name not in columns]
    if missing or unknown or len(columns) != len(head):
        listed = ", ".join((*NEEDED, *OFFERED))
        raise bad_document(f"dòng đầu phải gồm các cột {listed}, mỗi cột một lần")
    form, unit, period, cell = (columns[name] for name in NEEDED)
    # A column that is left out is read as the empty text put behind each line.
    number, state, limit, note = (columns.get(name, len(head)) for name in OFFERED)
    parts: dict[Address, SentPart] = {}
    count = 0
    for count, line in enumerate(lines, start=1):
        if len(line) != len(head):
            raise bad_document(
                f"dòng {count + 1} có {len(line)} cột, không phải {len(head)}"
            )
        line.append("")
        where = (line[form], line[unit], line[period])
        part = parts.get(where) or parts.setdefault(where, SentPart())
        try:
            entry = _entry(line[number], line[state], line[limit], line[note])
        except ValueError as why:
            part.refuse(line[cell], str(why))
        else:
            part.add(line[cell], Typed(entry, None))
    _check_count(count)
    return parts


def _lines(raw: bytes) -> Iterator[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise bad_document("không phải bảng mã UTF-8") from None
    if UNFIT.search(text):
        raise bad_document("có ký tự không lưu được (NUL)")
    first = text.partition("\n")[0]
    comma = ";" if ";" in first and "," not in first else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        yield from (line for line in lines if line)
    except csv.Error as wrong:
        raise bad_document(f"dòng {lines.line_num} không phải là CSV") from wrong


def _check_count(count: int) -> None:
    if not count:
        raise bad_document("không có ô nào")
    if count > MOST_VALUES:
        raise bad_document(f"có nhiều hơn {MOST_VALUES} ô; hãy chia ra nhiều lần")


def _entry(number: str, state: str, qualifier: str, note: str) -> Entry:
    """Read one line; raise `ValueError` with the reason.

    >>> _entry("1234.5", "", "", "").text, _entry("12", "", "", "").text
    ('1234,50', '12')
    """
    if number.isascii() and number.isdigit() and not (state or qualifier or note):
        return Entry(number)
    if len(note) > LONGEST_NOTE:
        raise ValueError(f"ghi chú dài hơn {LONGEST_NOTE} ký tự")
    if (state and state not in _STATES) or (qualifier and qualifier not in _LIMITS):
        raise ValueError(f"không có {state or qualifier}"[:100])
    said: Mapping[str, Any] = {
        "state": state or None,
        "number": _number(number.strip()),
        "qualifier": qualifier or "exact",
        "note": note,
    }
    return entry_of(CellSaid.model_construct(**said))


def _number(text: str) -> Decimal | None:
    if not text:
        return None
    if _TWOFOLD.fullmatch(text):
        raise ValueError(
            f"{text} có thể hiểu hai cách; hãy ghi {text.replace('.', '')} nếu là hàng "
            f"nghìn, ghi {text}0 nếu là phần lẻ"
        )
    if not (text.isascii() and text.isdigit()) and not _PARTS.fullmatch(text):
        raise ValueError(
            "không phải là số như 1234 hoặc 1234.5: không tách hàng nghìn, phần lẻ ghi "
            "sau dấu chấm"
        )
    return Decimal(text)


def addresses(parts: Sequence[Address]) -> dict[tuple[str, str], list[str]]:
    """Return the units sent for each form and period."""
    found: dict[tuple[str, str], list[str]] = {}
    for form, unit, period in parts:
        found.setdefault((form, period), []).append(unit)
    return found
