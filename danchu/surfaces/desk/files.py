"""Tables of the desk as files."""

from collections.abc import Iterable, Iterator, Sequence

from danchu.lib.tables_out import Row, csv_parts, xlsx_parts

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def parts_of(
    form: str, head: Sequence[str], rows: Iterable[Row], title: str
) -> Iterator[bytes]:
    """Yield a table in the format that an address names, one of `TYPES`."""
    if form == "xlsx":
        return xlsx_parts(head, rows, title)
    return csv_parts(head, rows)
