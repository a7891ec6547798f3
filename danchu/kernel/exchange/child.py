"""Opens one workbook of a stranger: run by `reading`, as a process of its own.

It reads the file from its input and tells the sheets as JSON. It takes its limits upon
itself before it looks: memory, time, and the size of what is packed. Ends with a status
of `STATUSES` when the file is refused.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

NOT_A_WORKBOOK, MACROS, TOO_HEAVY, UNREADABLE = 11, 12, 13, 14
STATUSES = {
    NOT_A_WORKBOOK: "exchange.not_a_workbook",
    MACROS: "exchange.macros",
    TOO_HEAVY: "exchange.too_heavy",
    UNREADABLE: "exchange.unreadable",
}
MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 10
MOST_UNPACKED = 48 * 1024 * 1024
MOST_PARTS, MOST_SHEETS, MOST_CELLS = 200, 12, 600_000
_TAGS = re.compile(rb"<(?:\w+:)?(c|f)(?=[\s>/])([^>]*)>")
_REF = re.compile(rb"\br=[\"']([A-Z]{1,3}[0-9]{1,7})[\"']")
_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*?)/?>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*?)/?>")
_FIELD = re.compile(r"([\w:]+)=[\"']([^\"']*)[\"']")


class Refused(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The file is refused with one of `STATUSES`."""


def main() -> int:
    """Read the input, tell its sheets, and return the status."""
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    try:
        told = sheets_of(sys.stdin.buffer.read())
    except Refused as refused:
        return int(refused.args[0])
    except MemoryError:
        return TOO_HEAVY
    except Exception:  # noqa: BLE001 -- whatever a stranger's file does, it is unreadable
        return UNREADABLE
    sys.stdout.write(json.dumps(told))
    return 0


def sheets_of(raw: bytes) -> list[dict[str, Any]]:
    """Return every sheet: name, rows, merged areas, formulas and errors by cell."""
    with _opened(raw) as packed:
        parts = _parts_of(packed)
        from python_calamine import CalamineWorkbook  # noqa: PLC0415 -- after the limits

        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        if len(book.sheet_names) > MOST_SHEETS:
            raise Refused(TOO_HEAVY)
        told, left = [], MOST_CELLS
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            left -= sheet.total_height * sheet.total_width
            if left < 0:
                raise Refused(TOO_HEAVY)
            rows = sheet.to_python(skip_empty_area=False)
            told.append(
                {
                    "name": name,
                    "rows": [_shortened(list(map(_cell, row))) for row in rows],
                    "merged": [[*a, *b] for a, b in sheet.merged_cell_ranges or ()],
                    "marks": dict(_marks(packed.read(parts[name])))
                    if name in parts
                    else {},
                }
            )
    return told


def _opened(raw: bytes) -> zipfile.ZipFile:
    try:
        packed = zipfile.ZipFile(io.BytesIO(raw))
    except zipfile.BadZipFile:
        raise Refused(NOT_A_WORKBOOK) from None
    parts = packed.infolist()
    names = {part.filename.lower() for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(TOO_HEAVY)
    if any("vbaproject" in name or "macrosheets" in name for name in names):
        raise Refused(MACROS)
    if "xl/workbook.xml" not in names:
        raise Refused(NOT_A_WORKBOOK)
    return packed


def _parts_of(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return in which part each sheet stands, by its name."""
    book = packed.read("xl/workbook.xml").decode()
    relations = packed.read("xl/_rels/workbook.xml.rels").decode()
    targets = {}
    for found in _RELATION.finditer(relations):
        said = dict(_FIELD.findall(found[1]))
        target = said.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[said.get("Id", "")] = path
    parts = {}
    for found in _SHEET.finditer(book):
        said = dict(_FIELD.findall(found[1]))
        ident = next((said[name] for name in said if name.endswith(":id")), "")
        parts[_plain(said.get("name", ""))] = targets.get(ident, "")
    return {name: part for name, part in parts.items() if part in packed.namelist()}


def _plain(text: str) -> str:
    for mark, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, letter)
    return text


def _marks(part: bytes) -> Iterator[tuple[str, str]]:
    """Yield the cells that hold a formula or an error, by their names."""
    ref = ""
    for found in _TAGS.finditer(part):
        if found[1] == b"c":
            named = _REF.search(found[2])
            ref = named[1].decode() if named else ""
            if ref and _ERROR.search(found[2]):
                yield ref, "e"
        elif ref:
            yield ref, "f"


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        told: Any = value or None
    elif isinstance(value, bool):
        told = ["b", str(value).upper()]
    elif isinstance(value, int | float):
        told = ["n", f"{value:.15g}"]
    elif isinstance(value, datetime | date):
        told = ["d", value.strftime("%d/%m/%Y")]
    else:
        told = ["d", str(value)]
    return told


def _shortened(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row.pop()
    return row


if __name__ == "__main__":
    sys.exit(main())
