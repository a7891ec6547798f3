"""A template to begin with: it uses each kind of tag once."""

import io

from docx import Document
from docx.shared import Mm, Pt

_LINES = (
    "{{ co_quan_tren }}",
    "{{ co_quan }}",
    "BÁO CÁO",
    "{{ tieu_de }}",
    "{% if minh_hoa %}{{ minh_hoa }}{% endif %}",
    "Số cuộc đối thoại trong kỳ: {{ chi_tieu.G01.gia_tri | default('…', true) }}.",
    "{%p for chuong in phan %}",
    "{{ chuong.so }}. {{ chuong.ten }}",
    "{%p for doan in chuong.doan %}",
    "{{ doan }}",
    "{%p endfor %}",
    "{%p for dong in chuong.so_lieu %}",
    "- {{ dong }}",
    "{%p endfor %}",
    "{%p endfor %}",
    "Phụ lục",
    "{%p for nhom in bang %}",
    "{{ nhom.ten }}",
)
_HEAD = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Cùng kỳ năm trước")
_ROW = ("stt", "ten", "don_vi_tinh", "gia_tri", "cung_ky")


def example_template() -> bytes:
    """Return a template that lays a whole report out, to be changed in Word."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(30), Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    for line in _LINES:
        document.add_paragraph(line)
    table = document.add_table(rows=4, cols=len(_HEAD))
    table.style = "Table Grid"
    for place, (text, name) in enumerate(zip(_HEAD, _ROW, strict=True)):
        table.rows[0].cells[place].text = text
        table.rows[2].cells[place].text = "{{ dong." + name + " }}"
    table.rows[1].cells[0].text = "{%tr for dong in nhom.dong %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p endfor %}")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
