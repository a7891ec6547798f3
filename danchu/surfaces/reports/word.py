"""A report as Word keeps it, in the layout of State papers or of Party papers.

State: Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I. Party: Hướng dẫn 36-HD/VPTW. What
stands inside a content control tagged ``viet-tay:…`` is the writer's: it is read back
from the edited file by `edited`. Number, day and signature are left to be filled in.
"""

import io
from collections.abc import Collection, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Paperwork
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from danchu.surfaces.reports.layouts import (
    ANNEX_TITLE,
    ANNEX_TO,
    ANNEX_WIDTHS,
    COPIES,
    HEADING,
    ILLUSTRATED,
    LATE_LEFT,
    LATE_WIDTHS,
    LEFT_COLUMNS,
    MANNERS,
    Layout,
    Manner,
    annex_subject,
    issuers,
    number_of,
    placed,
    signing,
)
from danchu.surfaces.reports.papers import (
    ANNEX_HEAD,
    LATE_HEAD,
    AnnexTable,
    Paper,
    Run,
    Section,
    captioned,
)
from danchu.surfaces.reports.word_tables import table_of

FONT = "Times New Roman"
TAG = "viet-tay:"
PLACEHOLDER = "[Viết tay: {hint}.]"
_CENTRE, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


Element = Any
"""An element of the library's own tree; it ships no types for them."""


def word_of(
    paper: Paper,
    layout: Layout,
    base: str,
    ident: str = "",
    pictures: Sequence[bytes] = (),
) -> bytes:
    """Return the report as a .docx, with the pictures of its charts if they are given.

    `base` is what short addresses begin with; `ident` says in the file of which report
    it is a copy.
    """
    document = Document()
    document.core_properties.identifier = ident
    writer = _Writer(document, paper, MANNERS[layout], layout, base)
    writer.write(pictures)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _Writer:
    """One paper while it is written."""

    def __init__(
        self,
        document: Paperwork,
        paper: Paper,
        manner: Manner,
        layout: Layout,
        base: str,
    ) -> None:
        self.document, self.paper, self.manner = document, paper, manner
        self.layout, self.base = layout, base

    def write(self, pictures: Sequence[bytes] = ()) -> None:
        """Write all of it."""
        self._set_page()
        self._head()
        self._title()
        if self.paper.has_illustrations:
            self._body(ILLUSTRATED, italic=True)
        for section in self.paper.sections:
            self._section(section)
        self._charts(pictures)
        if self.paper.remarks:
            self._heading("Số liệu cần lưu ý", level=1)
            for remark in self.paper.remarks:
                self._body(f"- {remark}")
        if self.paper.sources:
            self._heading("Nguồn đối chiếu", level=1)
            for place, source in enumerate(self.paper.sources, 1):
                self._body(f"[{place}] {source}.")
        self._foot()
        self._annex()

    def _set_page(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.top_margin = page.bottom_margin = Mm(20)
        page.left_margin, page.right_margin = Mm(30), Mm(20)
        page.header_distance = Mm(10)
        page.different_first_page_header_footer = True
        number = page.header.paragraphs[0]
        number.alignment = _CENTRE
        _add_field(number, "PAGE", self.manner.body)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(self.manner.body)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = 1.15
        self.document.core_properties.title = self.paper.title
        self.document.core_properties.author = self.paper.unit
        self.document.core_properties.language = "vi-VN"

    def _head(self) -> None:
        table = self.document.add_table(rows=2, cols=2)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for row in table.rows:
            row.cells[0].width, row.cells[1].width = Cm(6.6), Cm(9.4)
        left, right = table.rows[0].cells
        self._issuer(left)
        self._motto(right)
        number, day = table.rows[1].cells
        _lined(number, number_of(self.paper, self.layout), 13)
        _lined(day, placed(self.paper), 14, italic=True)

    def _issuer(self, cell: _Cell) -> None:
        upper, own = issuers(self.paper, self.layout)
        _lined(cell, upper, 13, is_first=True)
        _lined(cell, own, 13, bold=True)
        if self.manner.under_issuer:
            _lined(cell, self.manner.under_issuer, 13)
        else:
            _rule_below(cell.paragraphs[-1], inset=Cm(2))

    def _motto(self, cell: _Cell) -> None:
        for place, line in enumerate(self.manner.motto):
            size = 13 if self.layout is Layout.STATE and place == 0 else 14
            _lined(cell, line, size, bold=True, is_first=place == 0)
        _rule_below(cell.paragraphs[-1], inset=Cm(1.6))

    def _title(self) -> None:
        title = self._centred(HEADING, self.manner.title)
        title.paragraph_format.space_before = Pt(18)
        self._centred(self.paper.title, self.manner.subject)
        if self.layout is Layout.STATE:
            _rule_below(self.document.paragraphs[-1], inset=Cm(5.5))
        else:
            self._centred("-----", self.manner.subject)

    def _centred(self, text: str, size: float) -> Paragraph:
        made = self.document.add_paragraph()
        made.alignment = _CENTRE
        run = made.add_run(text)
        run.bold, run.font.size = True, Pt(size)
        return made

    def _section(self, section: Section) -> None:
        self._heading(f"{section.number}. {section.title}", level=section.level)
        if section.takes_hand:
            self._by_hand(section)
        for line in section.lines:
            self._figure(line)

    def _heading(self, text: str, *, level: int) -> None:
        made = self.document.add_heading(level=level)
        made.paragraph_format.first_line_indent = Cm(1.27)
        made.paragraph_format.space_before = Pt(12 if level == 1 else 6)
        run = made.add_run(text)
        run.bold, run.font.name, run.font.size = True, FONT, Pt(self.manner.body)
        run.font.color.rgb = None
        _only_font(run._element)  # noqa: SLF001 -- the library has no word for it

    def _body(self, text: str, *, italic: bool = False) -> Paragraph:
        made = self.document.add_paragraph()
        _as_body(made)
        made.add_run(text).italic = italic
        return made

    def _figure(self, line: tuple[Run, ...]) -> None:
        made = self._body("- ")
        for run in line:
            if run.short:
                _add_link(made, run.text, f"{self.base}{run.short}/")
            else:
                made.add_run(run.text)

    def _by_hand(self, section: Section) -> None:
        control = _control(f"{TAG}{section.key}", f"Phần viết tay: {section.title}")
        content = control.find(qn("w:sdtContent"))
        is_empty = not section.hand
        text = section.hand or PLACEHOLDER.format(hint=section.hint)
        if is_empty:
            shown = OxmlElement("w:showingPlcHdr")
            control.find(qn("w:sdtPr")).append(shown)
        for one in text.split("\n"):
            made = self.document.add_paragraph()
            _as_body(made)
            made.add_run(one).italic = is_empty
            content.append(made._p)  # noqa: SLF001 -- moved into the control
        body = self.document.element.body
        body.insert(len(body) - 1, control)

    def _charts(self, pictures: Sequence[bytes]) -> None:
        """Write captions, above each the picture if there is one."""
        for place, (_, caption) in enumerate(captioned(self.paper.charts)):
            if place < len(pictures):
                made = self.document.add_paragraph()
                made.alignment, made.paragraph_format.keep_with_next = _CENTRE, True
                file = io.BytesIO(pictures[place])
                shape = made.add_run().add_picture(file, width=Cm(16))
                shape._inline.docPr.set("descr", caption)  # noqa: SLF001 -- no word for it
            self._body(caption, italic=True).alignment = _CENTRE

    def _foot(self) -> None:
        self.document.add_paragraph()
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        left, right = table.rows[0].cells
        left.width, right.width = Cm(8), Cm(8)
        _lined(left, "Nơi nhận:", 12, bold=True, italic=True, is_first=True, left=True)
        for line in COPIES:
            _lined(left, line, 11, left=True)
        signed = signing(self.paper, self.layout)
        _lined(right, signed, 14, bold=True, is_first=True)
        _lined(right, "(chức vụ, chữ ký, dấu)", 13, italic=True)
        for _ in range(3):
            _lined(right, "", 14)
        _lined(right, "(họ và tên)", 14, bold=True)

    def _annex(self) -> None:
        if not self.paper.annex and not self.paper.late:
            return
        page = self.document.add_section(WD_SECTION.NEW_PAGE)
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Mm(297), Mm(210)
        page.left_margin = page.right_margin = Mm(20)
        page.different_first_page_header_footer = False
        self._centred(ANNEX_TITLE, 14)
        self._centred(annex_subject(self.paper), 14)
        made = self._centred("", 13)
        run = made.add_run(ANNEX_TO)
        run.italic, run.bold, run.font.size = True, False, Pt(13)
        for table in self.paper.annex:
            self._table(ANNEX_HEAD, table, ANNEX_WIDTHS, LEFT_COLUMNS)
        if self.paper.late:
            self._table(LATE_HEAD, self.paper.late, LATE_WIDTHS, LATE_LEFT)

    def _table(
        self,
        head: Sequence[str],
        table: AnnexTable,
        widths: Sequence[float],
        left: Collection[int],
    ) -> None:
        self._centred(table.title, 13)
        body = self.document.element.body
        body.insert(len(body) - 1, table_of(head, table, widths, left))
        self.document.add_paragraph()


def _as_body(made: Paragraph) -> None:
    made.alignment = _BOTH
    made.paragraph_format.first_line_indent = Cm(1.27)


def _lined(  # noqa: PLR0913 -- a line of a head has these manners
    cell: _Cell,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    is_first: bool = False,
    left: bool = False,
) -> None:
    """Write one line into a cell; the first takes the paragraph every cell has."""
    has_room = is_first or cell.paragraphs[-1].text == ""
    made = cell.paragraphs[-1] if has_room and not cell.text else cell.add_paragraph()
    if not left:
        made.alignment = _CENTRE
    made.paragraph_format.space_after = Pt(0)
    run = made.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _rule_below(made: Paragraph, *, inset: int) -> None:
    """Draw a line under the next empty paragraph, shorter than the text by `inset`."""
    line = OxmlElement("w:p")
    made._p.addnext(line)  # noqa: SLF001 -- the library cannot insert after
    below = Paragraph(line, made._parent)  # noqa: SLF001 -- as above
    below.paragraph_format.left_indent = below.paragraph_format.right_indent = inset
    below.paragraph_format.space_after = Pt(6)
    below.paragraph_format.line_spacing = Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1")):
        top.set(qn(f"w:{name}"), value)
    top.set(qn("w:color"), "000000")
    borders.append(top)
    below._p.get_or_add_pPr().append(borders)  # noqa: SLF001 -- as above


def _control(tag: str, title: str) -> Element:
    made: Element = OxmlElement("w:sdt")
    properties: Element
    properties, content = OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    for name, value in (("w:alias", title[:64]), ("w:tag", tag)):
        one = OxmlElement(name)
        one.set(qn("w:val"), value)
        properties.append(one)
    made.append(properties)
    made.append(content)
    return made


def _add_field(made: Paragraph, code: str, size: float) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = made.add_run()
        run.font.size, run.font.name = Pt(size), FONT
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 -- fields have no word in the library


def _add_link(made: Paragraph, text: str, address: str) -> None:
    """Write a figure that opens its page; it looks like the text around it."""
    ident = made.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), ident)
    run = made.add_run(text)
    run.bold = True
    link.append(run._r)  # noqa: SLF001 -- moved into the link
    made._p.append(link)  # noqa: SLF001 -- as above


def _only_font(element: Element) -> None:
    """Write headings in the same letters as everything else."""
    fonts = element.rPr.rFonts
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), "000000")
    element.rPr.append(colour)
