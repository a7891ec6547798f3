"""What each press report states stands in the report of its unit and period."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from pytest_django import Settings

from danchu.indicators.queries.localities import tellings_about
from danchu.indicators.services import load_articles, load_catalogue
from danchu.indicators.services.tables import DATA
from danchu.kernel.people.models import User
from danchu.kernel.people.services import give_post, open_account
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.queries import country
from danchu.kernel.units.rules import LAST_OLD_DAY
from danchu.reporting.ranges import Range
from danchu.surfaces.reports.cutting import cut_of
from danchu.surfaces.reports.edited import edited
from danchu.surfaces.reports.layouts import Layout
from danchu.surfaces.reports.papers import paper_of
from danchu.surfaces.reports.word import word_of

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
REPORTS = {
    "000": ("Tỉnh Bắc Giang", "2023H1"),
    "001": ("Tỉnh Bắc Kạn", "2018"),
    "002": ("Đảng bộ Các cơ quan tỉnh Bắc Giang", "2022"),
    "003": ("Thành phố Uông Bí", "2023"),
    "004": ("Tỉnh Quảng Bình", "2023Q1"),
}
pytestmark = pytest.mark.usefixtures("nation")


@pytest.fixture
def secretary(settings: Settings) -> User:
    settings.DEMO = True
    load_catalogue()
    load_articles()
    user = open_account(username="tw", full_name="Lê Thị Tư", password="x" * 12)
    give_post(user=user, unit=country(), role="secretary", valid_from=date(2015, 1, 1))
    return user


def printed(user: User, article: str, kind: str = "qcdc") -> str:
    name, period = REPORTS[article]
    found = tellings_about(unit=country(), map_on=LAST_OLD_DAY, user=user)
    pk = next(one.place.pk for one in found if one.place.name == name)
    cut = cut_of(
        unit_id=pk,
        about=Range.between(period_from(period)),
        map_on=LAST_OLD_DAY,
        user=user,
        at=NOW,
    )
    paper = paper_of(kind=kind, cut=cut, parts={}, day=NOW.date())
    return "\n".join(edited(word_of(paper, Layout.STATE, "/s/")).outside)


def quoted(article: str) -> list[dict[str, str]]:
    text = (DATA / "figures.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return [row for row in rows if row["article"] == article]


@pytest.mark.parametrize("article", list(REPORTS))
def test_every_quantity_of_an_article_stands_in_its_report(
    secretary: User, article: str
) -> None:
    text = printed(secretary, article)

    missing = [
        row["quote_vi"]
        for row in quoted(article)
        if row["applies_to"] == "self" and row["quote_vi"] not in text
    ]
    assert missing == []


def test_bac_giang_is_told_with_its_windows_and_where_we_differ(
    secretary: User,
) -> None:
    text = printed(secretary, "000")

    for words in (
        *("396 cuộc", "hơn 19.000 lượt", "hơn 4.000 lượt ý kiến", "250 cuộc"),
        *("240 cuộc", "556 doanh nghiệp", "đạt 88,1%", "552 doanh nghiệp"),
        "(đợt khảo sát 26-30/6/2023): hơn 16.000 phiếu",
        "(đợt lấy ý kiến 8-11/7/2023): 88.587 ý kiến",
        "88,6%",
        "Bài báo ghi 87,4%. Nếu làm tròn thì phải là 87,5%.",
    ):
        assert words in text, words


def test_quang_binh_says_that_258_is_not_296_and_why(secretary: User) -> None:
    text = printed(secretary, "004", kind="dan_van")

    assert "38 + 94 + 164 = 296, nguồn ghi 258." in text
    assert "94 + 164 = 258" in text
