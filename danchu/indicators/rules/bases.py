"""On what an indicator rests, in words; the catalogue keeps codes of its sources."""

import re
from functools import partial

OUTLETS = {
    r"article:000": "Thông tấn xã Việt Nam, 2023",
    r"article:001": "Báo Bắc Kạn, 26/6/2019",
    r"article:002": "Thông tấn xã Việt Nam (bài không ghi ngày)",
    r"article:003": "Báo Quảng Ninh (bài không ghi ngày)",
    r"article:004": "Thanh tra Việt Nam, 16/3/2023",
    r"(?:https://daidoanket\.vn/print/|daidoanket )\d+": "Báo Đại Đoàn Kết",
    r"baobackan post\d+": "Báo Bắc Kạn",
    r"baodongnai \d+": "Báo Đồng Nai",
    r"baokhanhhoa \d+": "Báo Khánh Hòa",
    r"(?:Lâm Đồng 2023 )?baolamdong 2023": "Báo Lâm Đồng, 2023",
    r"daknong tinhuy \d+": "Tỉnh ủy Đắk Nông",
    r"laodongthudo \d+": "Báo Lao động Thủ đô",
    r"thanhtra\.com\.vn \d+": "Thanh tra Việt Nam",
    r"tinmoi\.news p\d+": "tinmoi.news",
    r"xanghiatrung": "trang thông tin",
}
"""What is behind the codes of `data/indicators.csv`, where they stay as they are."""
_ABOUT = r"(?::?\s*(?:\((?P<about>[^\W\d][^()]*)\)|(?P<bare>[^\W\d][^();]*)))?"
_WORDS = {
    "TLĐLĐVN": "Tổng Liên đoàn Lao động Việt Nam",
    "Luật TCD": "Luật Tiếp công dân",
    "Luật MTTQ": "Luật Mặt trận Tổ quốc Việt Nam",
    "BLLĐ": "Bộ luật Lao động",
    "DNNN": "doanh nghiệp nhà nước",
    "DN": "doanh nghiệp",
    "NN": "Nhà nước",
    "NĐ": "Nghị định",
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "TT": "Thông tư",
    "CV": "Công văn",
    "6T/": "6 tháng đầu năm ",
    "R100, R101 của deadlines.csv": "các quy định R100, R101",
}
_ARTICLE = re.compile(r",? Đ(\d+(?:[-,]\d+)*)(?:\.(\d+))?([a-zđ])?(?![\w/])")


def in_words(source: str) -> str:
    """Return a source as people say it.

    >>> in_words("article:000 Bắc Giang (>19.000 lượt)")
    'Thông tấn xã Việt Nam, 2023: Bắc Giang (hơn 19.000 lượt)'
    >>> in_words("xanghiatrung (xã Nghĩa Trung) (7 người, 10 ý kiến)")
    'trang thông tin: xã Nghĩa Trung (7 người, 10 ý kiến)'
    >>> in_words("Luật 10/2022 Đ11.5, Đ12.1c; NĐ 59/2023 Đ6-8")
    'Luật 10/2022, khoản 5 Điều 11, điểm c khoản 1 Điều 12; Nghị định 59/2023, Điều 6-8'
    """
    for code, outlet in OUTLETS.items():
        source = re.sub(code + _ABOUT, partial(_told, outlet), source)
    for short, long in _WORDS.items():
        ends = "" if short.endswith("/") else r"(?![\w/-])"
        source = re.sub(rf"(?<![\w/-]){re.escape(short)}{ends}", long, source)
    source = _ARTICLE.sub(_provision, f" {source}").removeprefix(",").strip()
    source = (
        source.replace(">=", "từ ").replace("(>", "(hơn ").replace("≤", "không quá ")
    )
    return source.replace(" → ", ", suy ra ")


def _told(outlet: str, found: re.Match[str]) -> str:
    about = (found["about"] or found["bare"] or "").rstrip()
    rest = " " if found["bare"] and found[0].endswith(" ") else ""
    return f"{outlet}: {about}{rest}" if about else outlet


def _provision(found: re.Match[str]) -> str:
    article, clause, point = found.groups()
    said = f"Điều {article}"
    if clause:
        said = f"khoản {clause} {said}"
    return f", điểm {point} {said}" if point else f", {said}"
