"""Open data: tables that anybody may take away, and the catalogue that names them."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.urls import reverse

from danchu.indicators.queries.facts import indicator_fact
from danchu.indicators.queries.open_data import (
    FIGURES,
    INDICATORS,
    Part,
    are_more_open_figures,
    open_figures,
    open_indicators,
)
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.lines import heirs_of_all, place_lines
from danchu.kernel.units.queries import unit_by_code, unit_by_number
from danchu.lib.tables_out import MOST_ROWS, Row, csv_parts, json_parts, xlsx_parts

MOST_AT_ONCE = 2
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/VIE"
_MEDIA = "http://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class Narrowed:
    """Which part of a table is asked for; empty means all of it."""

    unit: str = ""
    code: str = ""
    """The official code of a unit, for who does not know its number."""
    period: str = ""
    indicator: str = ""
    on: date = date.max


@dataclass(frozen=True)
class DataSet:
    """One table: what it holds, what its columns mean, how its rows are read."""

    name: str
    title: str
    about: str
    columns: Mapping[str, str]
    rows: Callable[[Narrowed], Iterator[Row]]
    is_narrowed: bool = False

    @property
    def files(self) -> tuple[dict[str, str], ...]:
        """Return the addresses of the whole table in each format."""
        return tuple(
            {
                "form": form.upper(),
                "href": reverse("portal:dataset", args=[self.name, form]),
            }
            for form in TYPES
        )


def _units(_asked: Narrowed) -> Iterator[Row]:
    heirs = heirs_of_all()
    for one in place_lines().values():
        yield (
            one.pk, one.code, one.kind, one.name, one.parent, one.valid_from,
            one.valid_to, " ".join(map(str, heirs.get(one.pk, ()))),
        )  # fmt: skip


def _figures(asked: Narrowed) -> Iterator[Row]:
    return open_figures(_meant(asked))


def _meant(asked: Narrowed) -> Part:
    unit = unit_by_number(asked.unit) if asked.unit else None
    if unit is None and asked.code:
        unit = unit_by_code(asked.code.replace("\0", " "), asked.on)
    return Part(
        unit=unit,
        on=asked.on,
        period=period_from(asked.period).code if asked.period else "",
        indicator=indicator_fact(asked.indicator).code if asked.indicator else "",
    )


_UNIT_COLUMNS = {
    "id": "số của đơn vị trong hệ thống, không đổi khi đổi tên hoặc đổi mã",
    "ma": "mã đơn vị hành chính, mã cuối cùng nếu đã đổi",
    "cap": "country, province, district, commune, village hoặc loại cơ quan",
    "ten": "tên gọi",
    "thuoc": "id của đơn vị cấp trên, nơi cuối cùng nếu đã chuyển",
    "tu_ngay": "ngày thành lập, để trống nếu có trước bản đồ cũ",
    "den_ngay": "ngày cuối cùng còn tồn tại, để trống nếu đang tồn tại",
    "ke_thua": "id các đơn vị kế thừa, đơn vị chính đứng đầu",
}
_FIGURE_MEANINGS = (
    "id của đơn vị", "tên đơn vị", "cấp", "mã đơn vị hành chính", "mã chỉ tiêu",
    "tên chỉ tiêu", "mã phân tổ, để trống là tổng", "mã kỳ, ví dụ 2026Q2, 2026H1",
    "số; dấu chấm là dấu thập phân; để trống nếu không có số",
    "number, zero, not_applicable hoặc not_yet",
    "exact, more_than, fewer_than hoặc approximate",
    "own: của chính đơn vị; whole: nguồn nêu cho cả địa bàn, không cộng",
    "typed, counted, imported, press; illustration là số minh họa",
    "văn bản hoặc bài báo nêu số ấy", "mã mục để kiểm chứng",
)  # fmt: skip
_INDICATOR_MEANINGS = (
    "mã chỉ tiêu", "tên", "tên tiếng Anh", "nhóm", "count, people, money, percent…",
    "đơn vị tính", "cách cộng qua các đơn vị", "cách cộng qua các kỳ",
    "có hiệu lực từ ngày", "đến hết ngày", "căn cứ, nguồn",
)  # fmt: skip
DATA_SETS = {
    one.name: one
    for one in (
        DataSet(
            "so-lieu",
            "Số liệu đã công bố",
            "Từng giá trị đã công bố của chỉ tiêu công khai, theo đơn vị và kỳ.",
            dict(zip(FIGURES, _FIGURE_MEANINGS, strict=True)),
            _figures,
            is_narrowed=True,
        ),
        DataSet(
            "don-vi",
            "Đơn vị trên hai bản đồ",
            "Đơn vị hành chính trước và từ ngày 01/7/2025, cơ quan và tổ chức trong hệ "
            "thống, kèm quan hệ kế thừa.",
            _UNIT_COLUMNS,
            _units,
        ),
        DataSet(
            "chi-tieu",
            "Danh mục chỉ tiêu công khai",
            "Chỉ tiêu mà mọi số liệu đều mở; chỉ tiêu hạn chế không có ở đây.",
            dict(zip(INDICATORS, _INDICATOR_MEANINGS, strict=True)),
            lambda _asked: open_indicators(),
        ),
    )
}


class Leaving:
    """A file on its way out; a worker sends a few at once, so that pages go on.

    Refuses with ``portal.too_many_downloads`` while there is no turn.
    """

    _turns = threading.BoundedSemaphore(MOST_AT_ONCE)

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._is_over = True
        if not self._turns.acquire(blocking=False):
            raise RuleBroken("portal.too_many_downloads")
        self._parts, self._is_over = parts, False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._parts)

    def close(self) -> None:
        """Give the turn back, however far it came; Django calls it at the end."""
        if not self._is_over:
            self._is_over = True
            self._turns.release()

    def __del__(self) -> None:
        """Give back what an answer that nobody read has taken."""
        self.close()


def parts_of(name: str, form: str, asked: Narrowed) -> Iterator[bytes]:
    """Return a table as a file, part by part.

    Refuses with ``portal.unknown_dataset`` another name or format, and with
    ``portal.too_many_rows`` a workbook that would have no room, before anything leaves.
    """
    found = DATA_SETS.get(name)
    if found is None or form not in TYPES:
        raise RuleBroken("portal.unknown_dataset", name=f"{name}.{form}"[:60])
    is_bounded = form == "xlsx" and found.is_narrowed
    if is_bounded and are_more_open_figures(MOST_ROWS, _meant(asked)):
        raise RuleBroken("portal.too_many_rows", most=MOST_ROWS)
    head, rows = list(found.columns), found.rows(asked)
    if form == "csv":
        return csv_parts(head, rows)
    return json_parts(head, rows) if form == "json" else xlsx_parts(head, rows, name)


def catalogue(site: str) -> str:
    """Return the catalogue of the data sets in DCAT 3, as Turtle."""
    root = f"<{site}{reverse('portal:open_data')}>"
    lines = [
        "@prefix dcat: <http://www.w3.org/ns/dcat#> .",
        "@prefix dct: <http://purl.org/dc/terms/> .",
        "",
        f"{root} a dcat:Catalog ;",
        f"  dct:title {_words('Dữ liệu mở về thực hiện dân chủ ở cơ sở')} ;",
        f"  dct:language <{_LANGUAGE}> ;",
    ]
    ids = [f"<{site}{reverse('portal:open_data')}#{name}>" for name in DATA_SETS]
    lines.append(f"  dcat:dataset {', '.join(ids)} .")
    for ident, one in zip(ids, DATA_SETS.values(), strict=True):
        lines += _told(ident, one, site)
    return "\n".join(lines) + "\n"


def _told(ident: str, one: DataSet, site: str) -> Iterator[str]:
    yield f"\n{ident} a dcat:Dataset ;"
    yield f"  dct:title {_words(one.title)} ;"
    yield f"  dct:description {_words(one.about)} ;"
    files = [f"<{site}{file['href']}>" for file in one.files]
    yield f"  dcat:distribution {', '.join(files)} ."
    for file, media in zip(files, TYPES.values(), strict=True):
        yield f"{file} a dcat:Distribution ; dcat:downloadURL {file} ;"
        yield f"  dcat:mediaType <{_MEDIA}{quote(media.partition(';')[0])}> ."


def _words(text: str) -> str:
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"@vi'
