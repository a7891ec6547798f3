"""A report as another program reads it: the same text in LibreOffice, page by page.

`make guide` runs this; it needs LibreOffice and poppler, which other tests do not.
"""

import re
import subprocess
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.journeys.site import Site

FEWEST_LINES = 30
LAYOUTS = {"nha-nuoc": "Word, thể thức Nhà nước", "dang": "Word, thể thức Đảng"}


def run(*words: str | Path) -> str:
    done = subprocess.run(  # noqa: S603 -- our own words
        words, check=True, capture_output=True, text=True
    )
    return done.stdout


def squeezed(text: str) -> str:
    """Take away what only the line breaks of a page put into a text."""
    return re.sub(r"\s+", "", text)


def lines_of(paper: Path) -> list[str]:
    document = Document(str(paper))
    cells = (
        cell.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    )
    texts = (*(one.text for one in document.paragraphs), *cells)
    return [line for text in texts for line in text.split("\n") if line.strip()]


def lost_in_libreoffice(paper: Path) -> list[str]:
    """Have LibreOffice set a paper, and list the lines that its PDF has not."""
    words = ("--headless", "--convert-to", "pdf", "--outdir", paper.parent)
    run("soffice", *words, paper)
    pdf = paper.with_suffix(".pdf")
    by_line, by_column = (
        squeezed(run("pdftotext", *how, pdf, "-")) for how in (("-layout",), ())
    )
    lines = lines_of(paper)
    assert len(lines) > FEWEST_LINES
    return [one for one in lines if squeezed(one) not in by_line + "|" + by_column]


def test_libreoffice_sets_the_same_text(
    site: Site, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page = site.window("giang")
    page.goto("/bao-cao/")
    page.get_by_role("button", name="Lập báo cáo").click()
    expect(page).to_have_url(re.compile(r"/bao-cao/\d+/$"))
    folder: Path | None = request.config.getoption("--pictures")
    for layout, link in LAYOUTS.items():
        with page.expect_download() as waiting:
            page.get_by_role("link", name=link).first.click()
        paper = tmp_path / f"{layout}.docx"
        waiting.value.save_as(paper)

        assert lost_in_libreoffice(paper) == []

        if folder is not None:
            pdf = paper.with_suffix(".pdf")
            shown = ("-png", "-r", "70", "-singlefile")
            run("pdftoppm", *shown, pdf, folder / f"report-{layout}")
