"""Who reads which figures of a report, on pages and in files."""

import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from docx import Document

from danchu.indicators.tests.factories import make_approved, make_published
from danchu.kernel.periods.queries import period_from
from danchu.reporting.ranges import Range
from danchu.reporting.tests.factories import make_published_report
from danchu.surfaces.reports.cutting import cut_of
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
OPEN, KEPT = "Số cuộc đối thoại", "Số đơn khiếu nại"
NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}


def test_everybody_reads_open_figures_of_a_published_report_alone(cast: Cast) -> None:
    report = make_published_report(cast, at=NOW)

    text = Client().get(f"/bao-cao-cong-bo/{report.pk}/").content.decode()

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
