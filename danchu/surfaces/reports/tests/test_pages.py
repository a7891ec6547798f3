"""Who reads which figures of a report, on pages and in files."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from docx import Document

from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.designs import Design, Item, with_item, with_section
from danchu.indicators.services import (
    approve_filing,
    enter_values,
    open_filing,
    submit_filing,
    withdraw_filing,
)
from danchu.indicators.services.designs import begin_form, edit_design
from danchu.indicators.services.designs_in_force import (
    publish_form,
)
from danchu.indicators.services.own_indicators import NewIndicator, define_indicator
from danchu.indicators.tests.factories import (
    close_indicator,
    make_approved,
    make_published,
)
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.periods.queries import period_from
from danchu.kernel.publication.queries import public_proof_of
from danchu.reporting.queries import Report
from danchu.reporting.ranges import Range
from danchu.reporting.rules import Kind, Status
from danchu.reporting.tests.factories import make_published_report
from danchu.surfaces.reports import pages
from danchu.surfaces.reports.cutting import cut_of
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
SINCE = date(2026, 6, 1)
TALKS = "Số cuộc tiếp xúc, đối thoại của người đứng đầu cấp ủy"
OPEN, KEPT = "Số cuộc đối thoại", "Số đơn khiếu nại"
NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}


def shown_to_all(report: Report) -> str:
    return Client().get(f"/bao-cao-cong-bo/{report.pk}/").content.decode()


def report_of(cast: Cast, *, until: Status = Status.PUBLISHED) -> Report:
    """Have the head of Hòa Thuận make a report of what is known, by its pages."""
    pk = pages.make(
        user=cast.binh,
        unit=str(cast.hoa_thuan.pk),
        period="2026H1",
        until="",
        kind=Kind.QCDC,
        at=NOW,
    )
    for to in (Status.APPROVED, Status.PUBLISHED)[: 1 + (until == Status.PUBLISHED)]:
        moved(cast, pk, to)
    return Report.objects.get(pk=pk)


def moved(cast: Cast, pk: int, to: Status) -> None:
    pages.move(user=cast.cuc, pk=pk, to=to, reason="", revision=1, at=NOW)


@pytest.mark.parametrize("was_published", [True, False])
def test_the_year_before_is_told_to_everybody_only_where_it_was_published(
    cast: Cast, *, was_published: bool
) -> None:
    before = {**NUMBERS, "G01": "3"}
    (make_published if was_published else make_approved)(cast, before, "2025H1")
    make_published(cast, NUMBERS)

    report = report_of(cast)

    sign_checkpoint(at=NOW)
    face = public_proof_of(f"report:{report.pk}").face
    assert face is not None
    for told in (shown_to_all(report), face.decode()):
        assert ("tăng 33,3%" in told) is was_published
    figures = {one["code"]: one for one in json.loads(face)["figures"]}
    assert figures["G01"]["before"] == ("3" if was_published else "")


def test_a_figure_withdrawn_since_leaves_the_public_page(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    report = report_of(cast)
    assert f"<li>{TALKS}" in shown_to_all(report)
    client = Client()
    client.force_login(cast.cuc)

    withdraw_filing(actor=cast.giang, filing=filing, reason="Nhầm biểu.", at=NOW)

    assert f"<li>{TALKS}" not in shown_to_all(report)
    assert "đã rút" in shown_to_all(report)
    at_work = client.get(f"/bao-cao/{report.pk}/").content.decode()
    assert f"không còn công khai: {TALKS}" in at_work


def test_the_year_before_leaves_the_public_page_with_its_publication(
    cast: Cast,
) -> None:
    before = make_published(cast, {**NUMBERS, "G01": "3"}, "2025H1")
    make_published(cast, NUMBERS)
    report = report_of(cast)
    assert "tăng 33,3%" in shown_to_all(report)

    withdraw_filing(actor=cast.giang, filing=before, reason="Nhầm kỳ.", at=NOW)

    assert TALKS in shown_to_all(report)
    assert "tăng 33,3%" not in shown_to_all(report)


def test_a_report_is_not_published_with_figures_closed_since_its_cut(
    cast: Cast,
) -> None:
    make_published(cast, NUMBERS)
    report = report_of(cast, until=Status.APPROVED)
    close_indicator("G01", Visibility.RESTRICTED)

    with pytest.raises(RuleBroken) as refused:
        moved(cast, report.pk, Status.PUBLISHED)

    assert refused.value.code == "reporting.closed_since"
    assert TALKS in refused.value.facts["names"]


def test_what_a_province_counts_itself_stands_in_one_chapter_and_has_an_address(
    cast: Cast,
) -> None:
    told = NewIndicator("AB01", "Tổ hòa giải", "tổ", "count", ("commune",))
    define_indicator(actor=cast.giang, unit=cast.an_binh, told=told, at=NOW)
    begin_form(actor=cast.giang, unit=cast.an_binh, code="HG1", name="Hòa giải", at=NOW)
    edit_design(
        actor=cast.giang, unit=cast.an_binh, code="HG1", turn=0, change=asked, at=NOW
    )
    publish_form(
        actor=cast.giang,
        unit=cast.an_binh,
        code="HG1",
        turn=1,
        since=SINCE,
        reason="Theo Kế hoạch số 12/KH-UBND",
        at=NOW,
    )
    filing = open_filing(
        actor=cast.binh,
        form="HG1",
        unit=cast.hoa_thuan,
        period=period_from("2026H1"),
        at=NOW,
    )
    enter_values(actor=cast.binh, filing=filing, entries={"AB01": Entry("12")}, at=NOW)
    submit_filing(actor=cast.binh, filing=filing, at=NOW)
    approve_filing(actor=cast.cuc, filing=filing, at=NOW)

    page = pages.report_page(
        user=cast.binh, on=NOW.date(), pk=report_of(cast, until=Status.APPROVED).pk
    )

    lines = {
        one.key: "".join(run.text for line in one.lines for run in line)
        for one in page.paper.sections
    }
    assert "Tổ hòa giải: 12 tổ" in lines.pop("cap-xa")
    assert not any("Tổ hòa giải" in said for said in lines.values())
    titles = [table.title for table in page.paper.annex]
    assert "Chỉ tiêu riêng của Tỉnh An Bình" in titles
    led = Client().get("/s/AB01.1.2026H1/")
    assert led.headers["Location"].startswith("/chi-tieu/AB01/")


def asked(design: Design) -> Design:
    """Ask communes for the indicator each half year."""
    design = with_section(design, "I. Hòa giải")
    design = with_item(design, 0, Item(indicator="AB01"))
    return replace(design, unit_kinds=("commune",), period_kinds=("H",), days=5)


def test_everybody_reads_open_figures_of_a_published_report_alone(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    report = make_published_report(cast, at=NOW)

    text = shown_to_all(report)

    assert OPEN in text
    assert KEPT not in text


@pytest.mark.parametrize(("who", "is_told"), [("cuc", True), ("lan", False)])
def test_of_kept_figures_only_those_who_may_read_them_are_told(
    cast: Cast, who: str, *, is_told: bool
) -> None:
    report = make_published_report(cast, at=NOW)
    client = Client()
    client.force_login(getattr(cast, who))

    text = client.get(f"/bao-cao/{report.pk}/").content.decode()
    file = client.get(f"/bao-cao/{report.pk}/tep/nha-nuoc.docx").content

    document = Document(io.BytesIO(file))
    lines = "\n".join(one.text for one in document.paragraphs)
    for told in (text, lines):
        assert OPEN in told
        assert (KEPT in told) is is_told


def test_a_figure_in_a_file_leads_to_its_page_on_this_server(cast: Cast) -> None:
    report = make_published_report(cast, at=NOW)
    client = Client()
    client.force_login(cast.khoa)

    file = client.get(f"/bao-cao/{report.pk}/tep/nha-nuoc.docx").content

    parts = Document(io.BytesIO(file)).part.rels.values()
    links = [one.target_ref for one in parts if one.is_external]
    assert "http://testserver/s/G01.1.2026H1/" in links
    led = Client().get("/s/G01.1.2026H1/")
    assert led.headers["Location"] == "/chi-tieu/G01/?don-vi=1&ky=2026H1"


@pytest.mark.parametrize("is_published", [True, False])
def test_a_figure_is_open_once_what_makes_it_is_published(
    cast: Cast, *, is_published: bool
) -> None:
    (make_published if is_published else make_approved)(cast, NUMBERS)

    cut = cut_of(
        unit_id=cast.hoa_thuan.pk,
        about=Range.between(period_from("2026H1")),
        map_on=NOW.date(),
        user=cast.giang,
        at=NOW,
    )

    figures = {one["code"]: one for one in cut["figures"]}
    assert figures["G01"]["text"] == "4"
    assert figures["G01"]["is_open"] is is_published
