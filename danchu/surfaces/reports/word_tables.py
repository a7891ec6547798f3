"""Tables of many rows in Word, written at once: cell by cell takes seconds."""

from collections.abc import Collection, Sequence
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from danchu.surfaces.reports.papers import AnnexTable

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_HALF_POINTS = 22


def table_of(
    head: Sequence[str],
    table: AnnexTable,
    widths: Sequence[float],
    left: Collection[int],
) -> object:
    """Return a ruled table as an element; its head is repeated on each page.

    `widths` are in centimetres; columns in `left` hold words, the others are centred.
    """
    sizes = [int(Cm(width).twips) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    rows = [_row(head, sizes, frozenset(), is_head=True)]
    rows += [_row(row.cells, sizes, left, is_head=False) for row in table.rows]
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblBorders>{_BORDERS}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: Sequence[str],
    sizes: Sequence[int],
    left: Collection[int],
    *,
    is_head: bool,
) -> str:
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    bold = "<w:b/>" if is_head else ""
    made = [
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:after="0"/>{"" if place in left else _CENTRED}</w:pPr>'
        f'<w:r><w:rPr>{bold}<w:sz w:val="{_HALF_POINTS}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(" ".join(text.split()))}</w:t></w:r></w:p>'
        "</w:tc>"
        for place, (text, size) in enumerate(zip(cells, sizes, strict=True))
    ]
    return f"<w:tr>{repeated}{''.join(made)}</w:tr>"


_CENTRED = '<w:jc w:val="center"/>'
