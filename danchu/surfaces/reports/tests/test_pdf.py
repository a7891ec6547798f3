"""The PDF file: the layout of State and Party papers, and text that stays text."""

import io
from dataclasses import replace

import pytest
from docx import Document

from danchu.surfaces.reports.charting import Bar, Chart
from danchu.surfaces.reports.layouts import Layout
from danchu.surfaces.reports.pdf import pdf_of, pictures_of
from danchu.surfaces.reports.tests.reading import links_of, pages_of, sizes_of
from danchu.surfaces.reports.tests.test_word import a_paper
from danchu.surfaces.reports.word import word_of


def pdf(layout: Layout = Layout.STATE, **parts: str) -> bytes:
    return pdf_of(a_paper(**parts), layout, "https://vi.du/s/")


def test_nine_components_of_a_state_paper_stand_in_order() -> None:
    text = "\n".join(pages_of(pdf(tinh_hinh="Tỉnh có 2 xã.")))

    places = [
        text.index(part)
        for part in (
            *("BAN CHỈ ĐẠO THỰC HIỆN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            *("Độc lập - Tự do - Hạnh phúc", "/BC-BCĐ", "An Bình, ngày"),
            *("BÁO CÁO", "Kết quả thực hiện Quy chế dân chủ ở cơ sở 6 tháng"),
            *("Tỉnh có 2 xã.", "396 cuộc", "Nơi nhận:", "TM. BAN CHỈ ĐẠO"),
            *("(chức vụ, chữ ký, dấu)", "(họ và tên)", "PHỤ LỤC", "G01"),
        )
    ]
    assert places == sorted(places)


def test_a_party_paper_has_its_own_head_and_signs_with_a_slash() -> None:
    text = "\n".join(pages_of(pdf(Layout.PARTY)))

    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "CỘNG HÒA" not in text
    assert "-----" in text
    assert "T/M BAN CHỈ ĐẠO" in text


def test_pages_are_a4_and_numbered_from_the_second_at_the_top() -> None:
    data = pdf(tinh_hinh="Một đoạn dài. " * 400)

    first, *others = pages_of(data)
    assert not first.startswith("1\n")
    assert [page.split("\n")[0] for page in others] == [
        str(place) for place in range(2, len(others) + 2)
    ]
    assert sizes_of(data) == [(210, 297)] * len(others) + [(297, 210)]


def test_a_figure_opens_its_page() -> None:
    assert links_of(pdf()) == ["https://vi.du/s/G01.7.2026H1/"]


@pytest.mark.parametrize(
    "said",
    [
        '#read("/etc/passwd")',
        '#import "@preview/cetz:0.3.0": *',
        "$ x^2 $ và *đậm* và _nghiêng_ `mã`",
        '"ngoặc" \\ gạch \\u{41} [ngoặc] {nhọn} <nhãn> @nguồn',
        "= Đề mục // ghi chú /* hết */ ~ --- ...",
        "ẤẦẨẪẬ ỐỒỔỖỘ ỨỪỬỮỰ ằẳẵặ ươ đĐ – “”",
    ],
)
def test_what_is_written_is_printed_as_it_is_written(said: str) -> None:
    text = "\n".join(pages_of(pdf(tinh_hinh=said)))

    assert said in text


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf(tinh_hinh="Một.") == pdf(tinh_hinh="Một.")


def test_charts_stand_in_the_paper_with_their_captions_and_as_pictures() -> None:
    bars = (Bar("quý I/2026", "1.200", 1.0), Bar("quý II/2026", "600", 0.5))
    trend = Chart("Số cuộc #đối thoại qua các kỳ", is_trend=True, bars=bars)
    ranking = Chart("Số cuộc đối thoại theo đơn vị", is_trend=False, bars=bars)
    paper = replace(a_paper(), charts=(trend, ranking))

    text = "\n".join(pages_of(pdf_of(paper, Layout.STATE, "/s/")))
    pictures = pictures_of(paper.charts)
    document = Document(io.BytesIO(word_of(paper, Layout.STATE, "/s/", "", pictures)))

    assert "Biểu đồ 1. Số cuộc #đối thoại qua các kỳ" in text
    assert "1.200" in text
    assert len(document.inline_shapes) == 2
    lines = [one.text for one in document.paragraphs]
    assert "Biểu đồ 2. Số cuộc đối thoại theo đơn vị" in lines
