"""The names that a unit's own template may use, and what they stand for in a report."""

from collections.abc import Mapping
from typing import Any

from danchu.surfaces.reports.layouts import Layout, issuers, place_of
from danchu.surfaces.reports.papers import AnnexRow, Paper, Section, part_keys

_CELLS = (
    *("stt", "ten", "ma", "don_vi_tinh", "gia_tri"),
    *("cung_ky", "tang_giam", "ghi_chu"),
)
_LATE = ("stt", "don_vi", "bieu", "ky", "han", "so_ngay", "tinh_trang")
_FIGURE = dict.fromkeys(_CELLS, "")
_CHAPTER = {
    **dict.fromkeys(("so", "ten", "cap", "viet_tay"), ""),
    "doan": [""],
    "so_lieu": [""],
}
_OF_FIGURE = (
    "Một chỉ tiêu, ví dụ chi_tieu.G01.gia_tri; có stt, ten, ma, don_vi_tinh, gia_tri, "
    "cung_ky, tang_giam, ghi_chu"
)
DESCRIBED = (
    ("don_vi", "Tên đơn vị lập báo cáo"),
    ("ky", "Kỳ báo cáo, ví dụ “6 tháng đầu năm 2026”"),
    ("tieu_de", "Trích yếu của báo cáo"),
    ("nam", "Năm chốt số liệu"),
    ("ngay_chot", "Ngày chốt số liệu, ví dụ “13/7/2026”"),
    ("dia_danh", "Địa danh đứng trước ngày tháng"),
    ("co_quan_tren", "Cơ quan cấp trên, viết hoa"),
    ("co_quan", "Cơ quan ban hành, viết hoa"),
    ("minh_hoa", "Lời ghi chú nếu có số minh họa; không có thì để trống"),
    ("phan", "Danh sách các chương: so, ten, cap, viet_tay, doan, so_lieu"),
    ("viet_tay.<khóa>", "Phần viết tay của một chương, ví dụ viet_tay.tinh_hinh"),
    ("chi_tieu.<mã>", _OF_FIGURE),
    ("bang", "Danh sách các bảng phụ lục: ten, dong; mỗi dòng như một chỉ tiêu"),
    ("cham", "Danh sách đơn vị chậm, chưa nộp: " + ", ".join(_LATE)),
    ("luu_y", "Danh sách các điều cần lưu ý về số liệu"),
    ("nguon", "Danh sách nguồn đối chiếu"),
)
"""Each name as the page tells it."""


def names_of(kind: str) -> Mapping[str, Any]:
    """Return the shape of what a template of a kind may name.

    A text is "", a list holds the shape of what is in it, ``*`` stands for every key
    that its expression matches.
    """
    return {
        **dict.fromkeys(("don_vi", "ky", "tieu_de", "nam", "ngay_chot"), ""),
        **dict.fromkeys(("dia_danh", "co_quan_tren", "co_quan", "minh_hoa"), ""),
        "phan": [_CHAPTER],
        "viet_tay": {_plain(key): "" for key in part_keys(kind)},
        "chi_tieu": {"*": ["[A-Z]{1,4}[0-9]{2,4}", _FIGURE]},
        "bang": [{"ten": "", "dong": [_FIGURE]}],
        "cham": [dict.fromkeys(_LATE, "")],
        "luu_y": [""],
        "nguon": [""],
    }


def values_of(paper: Paper, note: str) -> Mapping[str, Any]:
    """Return what the names stand for in a report: texts, and lists of texts."""
    upper, own = issuers(paper, Layout.STATE)
    late = paper.late.rows if paper.late else ()
    rows = [row for table in paper.annex for row in table.rows]
    return {
        "don_vi": paper.unit,
        "ky": paper.period,
        "tieu_de": paper.title,
        "nam": str(paper.day.year),
        "ngay_chot": f"{paper.day.day}/{paper.day.month}/{paper.day.year}",
        "dia_danh": place_of(paper),
        "co_quan_tren": upper,
        "co_quan": own,
        "minh_hoa": note if paper.has_illustrations else "",
        "phan": [_chapter(one) for one in paper.sections],
        "viet_tay": {_plain(one.key): one.hand for one in paper.sections},
        "chi_tieu": {row.cells[2]: _figure(row) for row in reversed(rows)},
        "bang": [
            {"ten": table.title, "dong": [_figure(row) for row in table.rows]}
            for table in paper.annex
        ],
        "cham": [dict(zip(_LATE, row.cells, strict=True)) for row in late],
        "luu_y": list(paper.remarks),
        "nguon": list(paper.sources),
    }


def sample_of(kind: str) -> Mapping[str, Any]:
    """Return values as long as those of a large report, to try a template with."""
    names, text = names_of(kind), "Nội dung mẫu"
    figure = dict.fromkeys(_CELLS, text)
    chapter = {**dict.fromkeys(_CHAPTER, text), "doan": [text] * 5}
    return {
        **{name: text for name, shape in names.items() if shape == ""},
        "phan": [{**chapter, "so_lieu": [text] * 20}] * 18,
        "viet_tay": dict.fromkeys(names["viet_tay"], text),
        "chi_tieu": {f"G{number:02}": figure for number in range(1, 20)},
        "bang": [{"ten": text, "dong": [figure] * 15}] * 12,
        "cham": [dict.fromkeys(_LATE, text)] * 100,
        "luu_y": [text] * 5,
        "nguon": [text] * 5,
    }


def _chapter(one: Section) -> Mapping[str, Any]:
    return {
        "so": one.number,
        "ten": one.title,
        "cap": str(one.level),
        "viet_tay": one.hand,
        "doan": [line for line in one.hand.split("\n") if line],
        "so_lieu": ["".join(run.text for run in line) for line in one.lines],
    }


def _figure(row: AnnexRow) -> Mapping[str, str]:
    return dict(zip(_CELLS, row.cells, strict=True))


def _plain(key: str) -> str:
    return key.replace("-", "_")
