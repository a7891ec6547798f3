"""Reports of several periods, and what they say of units that are late."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from docx import Document

from danchu.indicators.tests.factories import make_published
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.services import ensure_period
from danchu.reporting.ranges import Range
from danchu.reporting.rules import Status
from danchu.reporting.services import make_report, move
from danchu.reporting.tests.factories import a_cut
from danchu.surfaces.reports.annex import annex_of
from danchu.surfaces.reports.cutting import cut_of
from danchu.surfaces.reports.layouts import Layout
from danchu.surfaces.reports.papers import paper_of
from danchu.surfaces.reports.pdf import pdf_of
from danchu.surfaces.reports.tests.reading import pages_of
from danchu.surfaces.reports.word import word_of
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


def between(first: str, last: str) -> Range:
    return Range.between(period_from(first), period_from(last))


@pytest.mark.parametrize(
    ("first", "last", "code", "label"),
    [
        ("2026Q1", "2026Q1", "2026Q1", "quý I/2026"),
        (
            "2025-11",
            "2026-02",
            "2025-11,2025-12,2026-01,2026-02",
            "từ tháng 11/2025 đến tháng 2/2026",
        ),
        ("2024", "2025", "2024,2025", "từ năm 2024 đến năm 2025"),
        ("2025H2", "2026H1", "2025H2,2026H1", None),
    ],
)
def test_periods_of_one_kind_make_a_range(
    first: str, last: str, code: str, label: str | None
) -> None:
    made = between(first, last)

    assert made.code == code
    assert label in {made.label, None}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026Q2", "2026Q1"),
        ("2026Q1", "2026H1"),
        ("2026Q1", "2026Q2a"),
        ("2025-9M", "2026-9M"),
        ("2020Q1", "2026Q4"),
    ],
)
def test_periods_that_do_not_lead_to_each_other_make_none(
    first: str, last: str
) -> None:
    with pytest.raises(RuleBroken, match="not_a_range"):
        between(first, last)


def test_a_report_of_two_halves_adds_their_figures_and_says_so(cast: Cast) -> None:
    make_published(cast, {"G01": "3"}, period="2025H2")
    make_published(cast, {"G01": "4"}, period="2026H1")
    client = Client()
    client.force_login(cast.giang)
    asked = {"don-vi": cast.an_binh.pk, "loai": "qcdc"}
    asked |= {"ky": "2025H2", "den-ky": "2026H1"}

    made = client.post("/bao-cao/", asked)
    text = client.get(made.headers["Location"]).content.decode()

    assert "từ 6 tháng cuối năm 2025 đến 6 tháng đầu năm 2026" in text
    assert "/s/G01." in text
    assert "<b>7 cuộc</b>" in text
    data = client.get(f"{made.headers['Location']}tep/nha-nuoc.pdf").content
    printed = "\n".join(pages_of(data))
    assert "Biểu đồ 1. Số cuộc" in printed
    assert client.post("/bao-cao/", asked).status_code != 302
    wrong = client.post("/bao-cao/", {**asked, "ky": "2026H1", "den-ky": "2025H2"})
    assert wrong.status_code == 422


def test_a_period_without_figures_is_named_and_the_figure_page_tells_the_range(
    cast: Cast,
) -> None:
    make_published(cast, {"G01": "4", "G02": "200", "G03": "40"}, "2025H1")
    make_published(cast, {"G01": "6", "G02": "200", "G03": "40"}, "2026H1")
    about = between("2025H1", "2026H1")

    cut = cut_of(
        unit_id=cast.hoa_thuan.pk,
        about=about,
        map_on=NOW.date(),
        user=cast.giang,
        at=NOW,
    )
    paper = paper_of(kind="qcdc", cut=cut, parts={}, day=NOW.date())
    shown = Client().get(f"/chi-tieu/G01/?don-vi={cast.hoa_thuan.pk}&ky={about.code}")

    assert paper.remarks[0] == (
        "Không có số liệu 6 tháng cuối năm 2025; các tổng trong báo cáo chỉ cộng những "
        "kỳ còn lại."
    )
    assert "6 tháng đầu năm 2025 – 6 tháng đầu năm 2026" in shown.text
    assert "độ phủ đếm nơi có số liệu ở mọi kỳ" in shown.text


def test_units_that_owe_stand_in_every_file(cast: Cast) -> None:
    cut = cut_of(
        unit_id=cast.an_binh.pk,
        about=between("2026H1", "2026H1"),
        map_on=LATER.date(),
        user=cast.giang,
        at=LATER,
    )
    paper = paper_of(kind="qcdc", cut=cut, parts={}, day=LATER.date())
    assert paper.late is not None

    word = Document(io.BytesIO(word_of(paper, Layout.STATE, "/s/")))
    cells = [cell.text for one in word.tables for cell in one.columns[1].cells]
    assert "Xã Hòa Thuận" in cells
    assert "Xã Hòa Thuận" in "\n".join(pages_of(pdf_of(paper, Layout.STATE, "/s/")))
    assert annex_of(paper).startswith(b"PK")
    (row, *_) = [one for one in paper.late.rows if one.cells[1] == "Xã Hòa Thuận"]
    assert row.cells[3] == "6 tháng đầu năm 2026"
    assert row.cells[6] == "chưa nộp"
    assert int(row.cells[5]) > 0
    empty = {**cut, "late": []}
    assert paper_of(kind="qcdc", cut=empty, parts={}, day=LATER.date()).late is None


def test_who_is_late_is_told_to_officials_alone(cast: Cast) -> None:
    late: dict[str, Any] = {
        "place": "Xã Tân Lập",
        "form": "PL4",
        "period": "quý I/2026",
    }
    late |= {"due": "5/4/2026", "days": 99, "is_returned": False}
    report = make_report(
        actor=cast.binh,
        unit=cast.hoa_thuan,
        period=ensure_period(period_from("2026H1")),
        kind="qcdc",
        cut={**a_cut(period="2026H1"), "late": [late]},
        at=NOW,
    )
    for to in (Status.APPROVED, Status.PUBLISHED):
        move(actor=cast.cuc, report=report, revision=report.revision, to=to, at=NOW)
    client = Client()
    public = client.get(f"/bao-cao-cong-bo/{report.pk}/").content.decode()
    client.force_login(cast.cuc)

    assert "Xã Tân Lập" in client.get(f"/bao-cao/{report.pk}/").content.decode()
    assert "Xã Tân Lập" not in public
