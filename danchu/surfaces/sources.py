"""How the sources of figures are called."""

from django.utils.translation import gettext_noop

SOURCES = {
    "article:000": "“Nhiều cách làm mới, sáng tạo trong thực hiện Quy chế dân chủ "
    "cơ sở tại Bắc Giang”, Thông tấn xã Việt Nam, 2023",
    "article:001": "“Bắc Kạn: Tổng kết thực hiện Quy chế dân chủ cơ sở năm 2018”, "
    "Báo Bắc Kạn, 26/6/2019",
    "article:002": "“Đẩy mạnh thực hiện Quy chế dân chủ trong các cơ quan, đơn vị "
    "tại Bắc Giang”, Thông tấn xã Việt Nam, bài không ghi ngày",
    "article:003": "“Uông Bí: Phát huy dân chủ ở cơ sở”, Báo Quảng Ninh, "
    "bài không ghi ngày",
    "article:004": "“Gắn công tác dân vận chính quyền với thực hiện quy chế dân chủ "
    "ở cơ sở”, Thanh tra Việt Nam, 16/3/2023",
}
"""The press reports behind `article:…`, by title; dates as far as they give them."""

BASES = {
    "quoted": gettext_noop("Số có trong bài báo."),
    "inferred": gettext_noop("Bài báo không ghi số này: suy ra bằng phép tính."),
    "assumed": gettext_noop("Bài báo không ghi số này: giả định để nêu câu hỏi."),
}
"""Where a figure of a source comes from: its text, arithmetic, or a question."""


def source_name(code: str) -> str:
    """Return what a source is called; an unknown one keeps its code.

    >>> source_name("article:003").partition(",")[0], source_name("sổ tay")
    ('“Uông Bí: Phát huy dân chủ ở cơ sở”', 'sổ tay')
    """
    return SOURCES.get(code, code)
