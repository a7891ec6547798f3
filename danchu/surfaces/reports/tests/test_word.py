"""The Word file: the layout of State and Party papers, and the way back from it."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Paperwork
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from danchu.kernel.errors import RuleBroken
from danchu.reporting.rules import Kind, tidy_part
from danchu.reporting.tests.factories import a_cut
from danchu.surfaces.reports.edited import edited, lost
from danchu.surfaces.reports.layouts import Layout
from danchu.surfaces.reports.papers import figure_line, paper_of, part_keys
from danchu.surfaces.reports.word import FONT, TAG, word_of

DAY = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)


def figure(code: str, text: str, **facts: Any) -> dict[str, Any]:
    plain = {
        "code": code,
        "group": "G. Đối thoại",
        "name": "Số cuộc đối thoại",
        "unit": "cuộc",
        "period": "2026H1",
        "label": "6 tháng đầu năm 2026",
        "number": "1",
        "text": text,
        "before": "",
        "change": "",
        "standing": "",
        "have": 2,
        "of": 2,
        "is_illustration": False,
        "visibility": "public",
        "is_open": True,
        "said": (),
    }
    return {**plain, **facts}


def a_paper(layout_kind: str = "qcdc", **parts: str) -> Any:
    cut = {
        "unit": {"pk": 7, "name": "Tỉnh An Bình", "kind": "province"},
        "period": {"code": "2026H1", "label": "6 tháng đầu năm 2026"},
        "figures": [
            figure(
                *("G01", "396"),
                before="352",
                change="tăng 12,5% so với cùng kỳ năm trước",
                have=97,
                of=99,
            )
        ],
        "words": [],
        "disagreements": [],
    }
    said = {name.replace("_", "-"): text for name, text in parts.items()}
    return paper_of(kind=layout_kind, cut=cut, parts=said, day=DAY.date())


def word(layout: Layout = Layout.STATE, **parts: str) -> bytes:
    return word_of(a_paper(**parts), layout, "https://vi.du/s/", "bao-cao:1")


def opened(data: bytes) -> Paperwork:
    return Document(io.BytesIO(data))


def mm(length: int | None) -> int:
    """Word counts in twentieths of a point: a length comes back a hair off."""
    assert length is not None
    return round(length / Mm(1))


def lines(data: bytes) -> list[str]:
    return [line for line in edited(data).outside if line]


def test_nine_components_of_a_state_paper_stand_in_order() -> None:
    text = "\n".join(lines(word(tinh_hinh="Tỉnh có 2 xã.")))

    places = [
        text.index(part)
        for part in (
            "BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "/BC-BCĐ",
            "An Bình, ngày",
            "BÁO CÁO",
            "Kết quả thực hiện Quy chế dân chủ ở cơ sở 6 tháng đầu năm 2026",
            "396 cuộc",
            "Nơi nhận:",
            "TM. BAN CHỈ ĐẠO",
            "(chức vụ, chữ ký, dấu)",
        )
    ]
    assert places == sorted(places)


def test_paper_margins_font_and_page_number_follow_the_decree() -> None:
    document = opened(word())

    page = document.sections[0]
    assert (mm(page.page_width), mm(page.page_height)) == (210, 297)
    assert 20 <= mm(page.top_margin) <= 25
    assert 20 <= mm(page.bottom_margin) <= 25
    assert 30 <= mm(page.left_margin) <= 35
    assert 15 <= mm(page.right_margin) <= 20
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == (FONT, Pt(14))
    assert page.different_first_page_header_footer
    assert page.first_page_header.paragraphs[0].text == ""
    header = page.header.paragraphs[0]
    assert "PAGE" in header._p.xml  # noqa: SLF001 -- the field is in the tree only
    assert header.alignment == 1
    annex = document.sections[-1]
    assert mm(annex.page_width) == 297


def test_a_party_paper_has_its_own_head_and_signs_with_a_slash() -> None:
    text = "\n".join(lines(word(Layout.PARTY)))

    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "CỘNG HÒA" not in text
    assert "-----" in text
    assert "T/M BAN CHỈ ĐẠO" in text
    assert "-BC/BCĐ" in text


def test_a_figure_says_its_change_and_coverage_and_opens_its_page() -> None:
    document = opened(word())

    said = "Số cuộc đối thoại: 396 cuộc, tăng 12,5% so với cùng kỳ năm trước (352); "
    assert any(said in one.text for one in document.paragraphs)
    targets = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert "https://vi.du/s/G01.7.2026H1/" in targets


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("layout", list(Layout))
def test_every_part_by_hand_has_its_control_empty_until_written(
    layout: Layout, kind: str
) -> None:
    read = edited(word_of(a_paper(kind), layout, "/s/", "bao-cao:1"))

    assert (read.parts, read.frames) == ({}, len(part_keys(kind)))
    assert read.ident == "bao-cao:1"


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(part_keys("qcdc")),
        st.text(max_size=80).map(tidy_part),
        max_size=4,
    )
)
def test_what_is_written_is_read_back(said: dict[str, str]) -> None:
    paper = paper_of(
        kind="qcdc",
        cut={
            "unit": {"pk": 7, "name": "Xã A", "kind": "commune"},
            "period": {"code": "2026H1", "label": "6 tháng đầu năm 2026"},
            "figures": [],
            "words": [],
            "disagreements": [],
        },
        parts=said,
        day=DAY.date(),
    )

    read = edited(word_of(paper, Layout.STATE, "/s/")).parts

    assert {key: text for key, text in read.items() if text} == {
        key: text for key, text in said.items() if text
    }


def typed_into(data: bytes, key: str, text: str, outside: str = "") -> bytes:
    """Edit a file as somebody does in Word: inside a control, and elsewhere."""
    document = opened(data)
    for control in document.element.body.iter(qn("w:sdt")):
        if control.find(f".//{qn('w:tag')}").get(qn("w:val")) == f"{TAG}{key}":
            for one in control.iter(qn("w:showingPlcHdr")):
                one.getparent().remove(one)
            first, *others = list(control.iter(qn("w:t")))
            first.text = text
            for one in others:
                one.text = ""
    if outside:
        document.paragraphs[-1].insert_paragraph_before(outside)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_paragraph_typed_in_word_is_carried_and_what_is_outside_is_named() -> None:
    original = word(tinh_hinh="Cũ.")

    read = edited(typed_into(original, "tinh-hinh", "Mới.", "Câu để ngoài khung."))

    assert read.parts["tinh-hinh"] == "Mới."
    assert lost(read.outside, edited(original).outside) == ["Câu để ngoài khung."]


def test_nothing_is_lost_of_a_file_that_nobody_touched() -> None:
    assert lost(edited(word()).outside, edited(word()).outside) == []


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (41 * 2**20))
    return file.getvalue()


def without_document() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reporting.not_word"),
        (b"PK\x03\x04 nothing", "reporting.not_word"),
        (without_document(), "reporting.not_word"),
        (bomb(), "reporting.file_too_large"),
        (b"x" * (5 * 2**20 + 1), "reporting.file_too_large"),
    ],
    ids=["empty", "broken", "no-document", "bomb", "large"],
)
def test_a_file_that_is_no_word_file_is_refused_in_words(
    data: bytes, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        edited(data)

    assert refused.value.code == code


def test_a_frame_in_which_nobody_wrote_leaves_the_part_as_it_is() -> None:
    original = word(tinh_hinh="")

    read = edited(typed_into(original, "uu-diem", "Mới."))

    assert read.parts == {"uu-diem": "Mới."}
    assert read.frames == len(part_keys("qcdc"))


@pytest.mark.parametrize(
    ("standing", "said"),
    [("Tạm tính", "396 cuộc (số tạm tính), tăng"), ("Đã duyệt", "396 cuộc, tăng")],
)
def test_a_figure_that_may_change_is_called_provisional(
    standing: str, said: str
) -> None:
    figure = a_cut()["figures"][0]
    figure |= {"standing": standing, "before": "352", "change": "tăng 12,5%"}

    line = "".join(run.text for run in figure_line(figure, 7, ()))

    assert said in line
