"""What the home page tells first, and how sources are called."""

from dataclasses import dataclass

from danchu.kernel.motto import Part


@dataclass(frozen=True)
class Told:
    """A real figure that stands for one part of the motto."""

    part: Part
    indicator: str
    caption: str


TOLD = (
    Told(Part.KNOW, "J01", "Thủ tục thực hiện tại Trung tâm Hành chính công"),
    Told(Part.DISCUSS, "G01", "Cuộc tiếp xúc, đối thoại với Nhân dân"),
    Told(Part.DO, "M02", "Mô hình Dân vận khéo được công nhận"),
    Told(Part.INSPECT, "I04", "Đơn khiếu nại, tố cáo, kiến nghị, phản ánh"),
    Told(Part.SUPERVISE, "F03", "Cuộc giám sát của Ban Thanh tra nhân dân"),
    Told(Part.BENEFIT, "N02", "Ý kiến thu qua Tổ dân vận cộng đồng"),
)

CLASH_WHOLE, CLASH_PARTS = "I04", ("I05", "I06", "I07")
"""Article 004 gives a total that its parts do not make (checks.csv, V001)."""

PART_NAMES = {"I05": "khiếu nại", "I06": "tố cáo", "I07": "kiến nghị, phản ánh"}

SOURCES = {
    "article:000": "“Nhiều cách làm mới, sáng tạo trong thực hiện Quy chế dân chủ "
    "cơ sở tại Bắc Giang”, Thông tấn xã Việt Nam, 2023",
    "article:001": "“Bắc Kạn: Tổng kết thực hiện Quy chế dân chủ cơ sở năm 2018”, 2019",
    "article:002": "“Đẩy mạnh thực hiện Quy chế dân chủ trong các cơ quan, đơn vị "
    "tại Bắc Giang”, Thông tấn xã Việt Nam",
    "article:003": "“Uông Bí: Phát huy dân chủ ở cơ sở”",
    "article:004": "“Gắn công tác dân vận chính quyền với thực hiện quy chế dân chủ "
    "ở cơ sở”, Thanh tra Việt Nam, 16/3/2023",
}
"""The press reports behind `article:…`, by title; dates as far as they give them."""

BASES = {
    "inferred": "Bài báo không ghi số này: suy ra bằng phép tính.",
    "assumed": "Bài báo không ghi số này: giả định để nêu câu hỏi.",
}
"""What a reader must know of a figure that is not in the text itself."""


def source_name(code: str) -> str:
    """Return what a source is called; an unknown one keeps its code.

    >>> source_name("article:003"), source_name("sổ tay")
    ('“Uông Bí: Phát huy dân chủ ở cơ sở”', 'sổ tay')
    """
    return SOURCES.get(code, code)
