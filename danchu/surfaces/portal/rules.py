"""What the home page tells first: where the words of the motto lead, and figures."""

from dataclasses import dataclass

from danchu.kernel.motto import Part


@dataclass(frozen=True)
class Lead:
    """A page that exists: by the name of its address, or an indicator's by its code."""

    label: str
    page: str = ""
    at: str = ""
    indicator: str = ""


@dataclass(frozen=True)
class Word:
    """One word of the motto: what it is about, where it leads, which figures it has.

    Of the figures the first of which anything is published stands beside the word.
    """

    part: Part
    text: str
    leads: tuple[Lead, ...]
    figures: tuple[str, ...]


WORDS = (
    Word(
        Part.KNOW,
        "Xã đã công khai những gì, con số của từng nơi",
        (
            Lead("Tin, bài, thông báo", "news:news"),
            Lead("Số liệu cả nước", "portal:locality"),
            Lead("Dữ liệu mở", "portal:open_data"),
        ),
        ("C01", "C04", "B05", "J01"),
    ),
    Word(
        Part.DISCUSS,
        "Họp dân, lấy ý kiến, đối thoại với người đứng đầu",
        (
            Lead("Đối thoại", indicator="G01"),
            Lead("Họp dân", indicator="D01"),
            Lead("Lấy ý kiến", indicator="E01"),
        ),
        ("G01", "D01", "E01"),
    ),
    Word(
        Part.DO,
        "Công trình, khoản đóng góp dân quyết định; mô hình, hương ước",
        (
            Lead("Công trình, đóng góp", indicator="D09"),
            Lead("Dân vận khéo", indicator="M02"),
            Lead("Hương ước", indicator="O01"),
        ),
        ("D09", "M02", "D06", "O01"),
    ),
    Word(
        Part.INSPECT,
        "Tiếp công dân, giải quyết đơn thư; số công bố có đúng không",
        (
            Lead("Kiểm chứng số công bố", "portal:proofs"),
            Lead("Đơn thư", indicator="I02"),
            Lead("Tiếp công dân", indicator="H01"),
        ),
        ("I02", "H01", "I04"),
    ),
    Word(
        Part.SUPERVISE,
        "Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng",
        (
            Lead("Cuộc giám sát", indicator="F03"),
            Lead("So sánh các nơi", "portal:comparison"),
            Lead("Theo dõi công bố (Atom)", "portal:feed"),
        ),
        ("F03", "F16", "F11"),
    ),
    Word(
        Part.BENEFIT,
        "Ý kiến đã được giải quyết, mức độ hài lòng",
        (
            Lead("Ý kiến được giải quyết", indicator="G05"),
            Lead("Kiến nghị được trả lời", indicator="I16"),
            Lead("Mức độ hài lòng", indicator="N04"),
        ),
        ("G05", "I16", "N04"),
    ),
)


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
