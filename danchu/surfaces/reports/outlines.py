"""The chapters of each kind of report, and what of a data cut stands in them.

The order is that of the outlines by which steering committees and People's Committees
report (`domain.md` 5.2); a group of indicators stands in exactly one chapter.
"""

import re
from dataclasses import dataclass

from danchu.reporting.rules import Kind

OWN = "+"
"""Stands for all indicators that a province has defined, whose codes have no group."""
_OF_A_GROUP = re.compile(r"([A-Z])[0-9]{2}")


@dataclass(frozen=True)
class Chapter:
    """One heading: groups of indicators, parts in words, and a part written by hand.

    `key` names the part written by hand; it never changes, since edited papers carry
    it. `level` 1 is I, II, …; 2 is 1, 2, … below it.
    """

    key: str
    title: str
    groups: str = ""
    narratives: tuple[str, ...] = ()
    level: int = 1
    hint: str = ""


_WAYS, _LIMITS, _CAUSES = ("CACH_LAM_HAY",), ("HAN_CHE",), ("NGUYEN_NHAN",)
_HARD, _WISHES = ("VUONG_MAC",), ("KIEN_NGHI",)

QCDC = (
    Chapter(
        "tinh-hinh",
        "Đặc điểm, tình hình",
        hint="đặc điểm của địa phương, số đơn vị theo loại hình, thuận lợi, khó khăn",
    ),
    Chapter(
        "lanh-dao",
        "Công tác lãnh đạo, chỉ đạo",
        groups="A",
        hint="văn bản, kế hoạch, kiện toàn Ban Chỉ đạo, kiểm tra",
    ),
    Chapter(
        "tuyen-truyen",
        "Công tác tuyên truyền, quán triệt, tập huấn",
        groups="B",
        hint="hình thức tuyên truyền, đối tượng, kết quả",
    ),
    Chapter("ket-qua", "Kết quả thực hiện dân chủ ở cơ sở theo loại hình"),
    Chapter(
        "cap-xa",
        "Ở xã, phường, đặc khu và thôn, tổ dân phố",
        groups="CDEFGOP" + OWN,
        level=2,
        hint="điểm nổi bật, nơi làm tốt, nơi làm chưa tốt",
    ),
    Chapter(
        "co-quan",
        "Trong cơ quan, đơn vị",
        groups="K",
        level=2,
        hint="công khai nội bộ, hội nghị cán bộ, công chức, viên chức",
    ),
    Chapter(
        "doanh-nghiep",
        "Trong doanh nghiệp",
        groups="L",
        level=2,
        hint="quy chế, hội nghị người lao động, đối thoại tại nơi làm việc",
    ),
    Chapter(
        "gan-voi",
        "Gắn với cải cách hành chính, tiếp công dân, giải quyết khiếu nại, tố cáo và "
        "lấy ý kiến Nhân dân",
        groups="JHIN",
        hint="cải cách hành chính, tiếp công dân, dân vận chính quyền, chuyển đổi số",
    ),
    Chapter(
        "doan-the",
        "Vai trò của Mặt trận Tổ quốc, các đoàn thể",
        hint="giám sát, phản biện xã hội, tham gia xây dựng Đảng, chính quyền",
    ),
    Chapter("dan-van-kheo", "Phong trào thi đua “Dân vận khéo”", groups="M"),
    Chapter("cach-lam", "Cách làm mới, mô hình hay", narratives=_WAYS),
    Chapter("danh-gia", "Đánh giá chung"),
    Chapter("uu-diem", "Ưu điểm", groups="Q", level=2, hint="kết quả nổi bật"),
    Chapter("han-che", "Hạn chế, khó khăn", narratives=_LIMITS + _HARD, level=2),
    Chapter("nguyen-nhan", "Nguyên nhân", narratives=_CAUSES, level=2),
    Chapter("bai-hoc", "Bài học kinh nghiệm", level=2, hint="bài học rút ra"),
    Chapter(
        "phuong-huong",
        "Phương hướng, nhiệm vụ",
        hint="nhiệm vụ, giải pháp trong thời gian tới",
    ),
    Chapter("kien-nghi", "Kiến nghị, đề xuất", narratives=_WISHES),
)
"""Quy chế dân chủ ở cơ sở, by a steering committee."""

DAN_VAN = (
    Chapter("tinh-hinh", "Tình hình chung", hint="bối cảnh, thuận lợi, khó khăn"),
    Chapter("ket-qua", "Kết quả công tác dân vận chính quyền"),
    Chapter(
        "lanh-dao",
        "Lãnh đạo, chỉ đạo, tuyên truyền",
        groups="AB",
        level=2,
        hint="văn bản, kế hoạch, phối hợp với Mặt trận và đoàn thể",
    ),
    Chapter(
        "cai-cach",
        "Cải cách hành chính, giải quyết thủ tục cho người dân và doanh nghiệp",
        groups="JN",
        level=2,
        hint="một cửa, dịch vụ công trực tuyến, mức độ hài lòng",
    ),
    Chapter(
        "tiep-dan",
        "Tiếp công dân, giải quyết đơn thư, thanh tra",
        groups="HI",
        level=2,
        hint="vụ việc đông người, kéo dài; kết quả xử lý",
    ),
    Chapter(
        "dan-chu",
        "Thực hiện dân chủ ở cơ sở",
        groups="CDEFGKLOP" + OWN,
        level=2,
        hint="công khai, đối thoại, giám sát, trong cơ quan và doanh nghiệp",
    ),
    Chapter(
        "dan-van-kheo", "Thi đua “Dân vận khéo”", groups="MQ", narratives=_WAYS, level=2
    ),
    Chapter("danh-gia", "Đánh giá chung"),
    Chapter("uu-diem", "Ưu điểm", level=2, hint="kết quả nổi bật"),
    Chapter("han-che", "Hạn chế, khó khăn", narratives=_LIMITS + _HARD, level=2),
    Chapter("nguyen-nhan", "Nguyên nhân", narratives=_CAUSES, level=2),
    Chapter("phuong-huong", "Nhiệm vụ, giải pháp thời gian tới", hint="nhiệm vụ chính"),
    Chapter("kien-nghi", "Kiến nghị, đề xuất", narratives=_WISHES),
)
"""Dân vận chính quyền, by a People's Committee."""

OUTLINES = {Kind.QCDC: QCDC, Kind.DAN_VAN: DAN_VAN}
_ROMAN = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"),
    *("XIII", "XIV", "XV"),
)


def numbered(chapters: tuple[Chapter, ...]) -> list[tuple[str, Chapter]]:
    """Return each chapter with its number: Roman, and Arabic below it.

    >>> [number for number, _ in numbered(DAN_VAN)][:4]
    ['I', 'II', '1', '2']
    """
    found, first, second = [], 0, 0
    for one in chapters:
        if one.level == 1:
            first, second = first + 1, 0
            found.append((_ROMAN[first - 1], one))
        else:
            second += 1
            found.append((str(second), one))
    return found


def letter_of(code: str) -> str:
    """Return the group of an indicator by its code.

    >>> letter_of("G01"), letter_of("AB01")
    ('G', '+')
    """
    found = _OF_A_GROUP.fullmatch(code)
    return found[1] if found else OWN


def is_headed_only(one: Chapter, following: Chapter | None) -> bool:
    """Tell whether a chapter only heads those below it."""
    return following is not None and following.level > one.level
