"""What the home page tells first."""

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
