"""Sample content for `/kieu/`: what real pages would hand to the parts.

Wording is that of real pages; figures are illustrations.
"""

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator

from danchu.ui.icons import ICONS
from danchu.ui.province import Spot, draw_places
from danchu.ui.shapes import TableCell

TEMPLATES = {
    "cong": "ui/kit.html",
    "ban-viec": "ui/kit_desk.html",
    "dang-nhap": "ui/kit_sign.html",
}
"""Value of `?khung=` to the page that shows that frame."""

Sample = dict[str, Any]

PROVINCES = (
    (21.0001, 105.698),
    (22.7456, 106.083),
    (22.4897, 105.099),
    (21.4766, 103.232),
    (22.3181, 103.185),
    (21.1947, 104.069),
    (22.0605, 104.347),
    (22.0239, 105.824),
    (21.7736, 106.728),
    (21.2642, 107.223),
    (21.2428, 106.167),
    (20.7065, 105.333),
    (20.8759, 106.47),
    (20.4528, 106.463),
    (20.3122, 106.046),
    (20.0468, 105.317),
    (19.2374, 104.944),
    (18.2912, 105.735),
    (17.2405, 106.527),
    (16.3316, 107.517),
    (15.631, 107.966),
    (14.7688, 108.143),
    (13.8902, 108.438),
    (12.069, 108.961),
    (12.7067, 108.47),
    (11.6739, 107.968),
    (11.4369, 107.034),
    (10.9926, 106.638),
    (10.6941, 106.123),
    (10.4293, 105.999),
    (9.99545, 106.292),
    (10.1791, 105.096),
    (9.74372, 105.757),
    (9.1362, 105.182),
)
"""Middles of the 34 provinces; pages with data draw all 3,321 communes."""

SPOTS = (
    Spot("Xã Tân Yên", 21.3653, 106.127, 48.1, "in_time"),
    Spot("Phường Kinh Bắc", 21.1861, 106.0741, 9.0, "in_time"),
    Spot("Phường Bắc Giang", 21.281, 106.197, 27.0, "provisional"),
    Spot("Xã Nhã Nam", 21.4451, 106.1013, 46.0, "due"),
    Spot("Phường Từ Sơn", 21.1181, 105.9601, 8.8, "in_time"),
    Spot("Xã Sa Lý", 21.4403, 106.7381, 118.0, "missing"),
)
"""A few communes with the states that filings have."""

IN_TIME, LATE, MISSING = "in_time", "late", "missing"
RULER = (
    *(IN_TIME, IN_TIME, LATE, MISSING, IN_TIME, IN_TIME, IN_TIME),
    *("not_arising", IN_TIME, MISSING, "due", IN_TIME, IN_TIME, LATE),
)

COLOURS = {
    "Giấy": ("paper", "surface", "sunken", "line"),
    "Mực": ("ink", "ink-2", "ink-3", "control"),
    "Chàm, son": ("cham", "cham-strong", "cham-soft", "son"),
    "Trạng thái": ("intime", "due", "late", "missing", "pencil"),
    "Biểu đồ": ("viz-1", "viz-2", "viz-3", "viz-4", "viz-5", "viz-6"),
    "Tuần tự": ("seq-1", "seq-2", "seq-3", "seq-4", "seq-5"),
}


def _frame() -> Sample:
    path = [
        {"name": "Việt Nam", "href": "#dau"},
        {"name": "Tỉnh Bắc Ninh", "href": "#dau"},
        {"name": "Xã Tân Yên"},
    ]
    maps = [
        {"label": "trước 01/7/2025", "href": "?ban-do=2025-06-30"},
        {"label": "hiện nay", "href": "?", "current": True},
    ]
    tabs = [
        {"label": "Công khai", "href": "#trang-thai", "current": True},
        {"label": "Con số", "href": "#con-so", "count": None},
        {"label": "Ý kiến, trả lời", "href": "#danh-sach", "count": 44},
        {"label": "Công trình", "href": "#danh-sach", "count": None},
        {"label": "Lịch họp", "href": "#danh-sach", "count": None},
    ]
    return {"trail": path, "maps": maps, "tabs": tabs}


def _states() -> Sample:
    legend = [
        {"state": "in_time", "word": "Đúng hạn", "count": 8},
        {"state": "late", "word": "Muộn", "count": 2},
        {"state": "due", "word": "Chưa đến hạn", "count": 1},
        {"state": "missing", "word": "Chưa có", "count": 2},
        {"state": "not_arising", "word": "Không phát sinh", "count": 1},
    ]
    absent = [{"name": "Sa Lý", "href": "#dau"}, {"name": "An Lạc"}]
    label = (
        "Xã Tân Yên, quý II/2026: 8 đúng hạn, 2 muộn, 2 thiếu, "
        "1 chưa đến hạn, 1 không phát sinh"
    )
    return {
        "legend": legend,
        "absent": absent,
        "ruler_states": RULER,
        "ruler_label": label,
        "colours": COLOURS,
        "icon_names": sorted(ICONS),
    }


def _figures() -> Sample:
    return {
        "trend_rows": [
            {"label": label, "text": text, "share": share, "is_provisional": last}
            for label, text, share, last in (
                ("6 tháng đầu năm 2024", "324", "81.8", False),
                ("6 tháng đầu năm 2025", "359", "90.7", False),
                ("6 tháng đầu năm 2026", "396", "100", True),
            )
        ],
        "turns_rows": ["48,5 lượt mỗi cuộc", "97 người nữ trong 212 lượt gần nhất"],
        "team_rows": ["Từ 08/7 đến 11/7/2026"],
        "provinces": PROVINCES,
        "late_points": PROVINCES[4:6],
        "named_points": [("Xã Tân Yên", 21.3653, 106.127)],
        "place_drawn": draw_places(SPOTS),
        "day": date(2026, 7, 8),
        "short_month": date(2026, 2, 5),
        "moment": datetime(2026, 7, 13, 9, 40),  # noqa: DTZ001 -- printed as it stands
        "period_start": date(2025, 12, 15),
        "period_end": date(2026, 6, 14),
    }


def _table() -> Sample:
    columns = [
        {"label": "Chỉ tiêu"},
        {"label": "6\N{NO-BREAK SPACE}tháng 2026", "css": "num"},
        {"label": "6\N{NO-BREAK SPACE}tháng 2025", "css": "num"},
        {"label": "Đạt kế hoạch", "css": "num"},
    ]
    figures = (
        ("Cuộc đối thoại với Nhân dân", "4", "3", "50,0%"),
        ("Lượt người dự đối thoại", "612", "540", "–"),
        ("Ý kiến đã trả lời / đã nhận", "41/44", "33/37", "–"),
        ("Vốn Nhân dân đóng góp (triệu đồng)", "1.246,5", "980,0", "–"),
    )
    rows: list[Sample] = [{"group": "Tiếp xúc, đối thoại"}]
    for name, *texts in figures:
        kinds = ["num key", "num", "num none" if texts[2] == "–" else "num"]
        cells = [
            TableCell(text, column["label"], css)
            for text, css, column in zip(texts, kinds, columns[1:], strict=True)
        ]
        rows.append({"name": name, "href": "#bang", "cells": cells})
    page = Paginator(range(99), 20).page(2)
    return {"columns": columns, "rows": rows, "page": page}


def _entry() -> Sample:
    terms = [
        {"value": 38, "name": "khiếu nại"},
        {"value": 94, "name": "tố cáo"},
        {"value": 164, "name": "kiến nghị, phản ánh"},
    ]
    cures = [
        {"label": "Ghi tổng số là 296", "name": "sua", "value": "I04=296"},
        {"label": "Sửa từng loại đơn", "href": "#i05"},
    ]
    errors = [
        {
            "href": "#i04",
            "name": "I04 Tổng số đơn",
            "why": "phải bằng tổng ba loại đơn: 296, không phải 258.",
        },
        {
            "href": "#g01",
            "name": "G01 Cuộc đối thoại",
            "why": "khác sổ đối thoại; cần nêu lý do.",
        },
    ]
    changes = [
        {
            "at": datetime(2026, 7, 13, 9, 38),  # noqa: DTZ001 -- as it stands
            "who": "Nguyễn Thị Hạnh",
            "deed": "ghi",
            "after": "258",
            "before": "chưa nhập",
        },
        {
            "at": datetime(2026, 7, 10, 16, 5),  # noqa: DTZ001 -- as it stands
            "who": "Hệ thống",
            "deed": "mở biểu, lấy số cùng kỳ 241 từ bốn đơn vị cũ",
        },
    ]
    return {
        "terms": terms,
        "sum": {"value": 296},
        "stated": {"value": 258, "name": "tổng số đã ghi"},
        "cures": cures,
        "faults": errors,
        "changes": changes,
    }


def _lists() -> Sample:
    counts = [
        {"href": "#viec", "count": 2, "word": "quá hạn", "heat": "hot"},
        {"href": "#viec", "count": 2, "word": "hôm nay", "heat": "warm"},
        {"href": "#viec", "count": 3, "word": "trong 5 ngày tới"},
        {"href": "#viec", "count": 0, "word": "chờ bạn duyệt"},
    ]
    facts = [
        {"name": "Đơn vị", "value": "Xã Tân Yên"},
        {"name": "Văn bản", "value": "Báo cáo 127/BC-UBND"},
        {"name": "Công khai", "value": "08/7/2026 14:20", "css": "num"},
        {"name": "Mã băm", "value": "3238adb4 67c99987 e77314fa", "css": "mono"},
    ]
    results = [
        {
            "href": "#dau",
            "title": "Xã Tân Yên",
            "detail": "Tỉnh Bắc Ninh, mã 07339",
            "note": "Thành lập ngày 01/7/2025",
        },
        {
            "href": "#dau",
            "title": "Xã Việt Lập",
            "detail": "Huyện Tân Yên, tỉnh Bắc Giang",
            "note": "Nay thuộc xã Tân Yên",
            "state": "not_arising",
            "word": "đến 30/6/2025",
        },
    ]
    files = [
        {
            "title": "Phương án lấy ý kiến về đường thôn Đồng Cờ",
            "kind": "PDF",
            "size": 1_240_000,
        },
        {
            "title": "Dự toán, phần Nhân dân đóng góp",
            "kind": "XLSX",
            "size": 38_400,
        },
    ]
    return {"counts": counts, "facts": facts, "results": results, "files": files}


class _Unit:
    name = "Xã Tân Yên"


class _Post:
    """Stands for a post, which lives a floor above."""

    def __init__(self, pk: int, title: str) -> None:
        self.pk, self.title = pk, title
        self.unit = _Unit()
        self.valid_to = date(2027, 6, 30)


class _Clerk:
    """Stands for the person signed in."""

    is_authenticated = True
    full_name = "Nguyễn Thị Hạnh"


def _desk() -> Sample:
    posts = [_Post(1, "Cán bộ nhập liệu"), _Post(2, "Phó Chủ tịch UBND xã")]
    entries = (
        ("Bàn việc", "desk", 9),
        ("Nhập số liệu", "grid", 2),
        ("Tổng hợp", "chart", None),
        ("Công khai", "board", 3),
        ("Ý kiến, trả lời", "chat", 4),
        ("Đơn thư", "mail", 1),
        ("Giám sát", "eye", None),
        ("Báo cáo", "report", None),
        ("Đơn vị, chức vụ", "tree", None),
    )
    nav = [
        {"label": label, "href": f"#{icon}", "icon": icon, "count": count}
        for label, icon, count in entries
    ]
    nav[1]["current"] = True
    return {"user": _Clerk(), "post": posts[0], "posts": posts, "desk_nav": nav}


def samples() -> Sample:
    """Give every part something true to show."""
    return {
        **_frame(),
        **_states(),
        **_figures(),
        **_table(),
        **_entry(),
        **_lists(),
        **_desk(),
    }
