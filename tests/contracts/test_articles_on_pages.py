"""All that the five articles say, walked through page by page."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from danchu.indicators.models import Quotation
from danchu.indicators.rules.amounts import WORDS, Qualifier, vietnamese
from danchu.indicators.services import load_articles, load_catalogue
from danchu.indicators.services.illustrations import (
    Illustration,
    record_illustration,
)
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import children_of, unit_by_code
from danchu.kernel.units.rules import LAST_OLD_DAY, UnitKind
from danchu.kernel.units.services import add_unit
from danchu.surfaces.sources import BASES, SOURCES
from danchu.ui import numerals

pytestmark = pytest.mark.usefixtures("nation")
BAC_GIANG, UONG_BI, QUANG_BINH, BAC_KAN = "24", "196", "44", "06"


@pytest.fixture(autouse=True)
def _told() -> Iterator[None]:
    """Load what the articles say, and stand still on a Monday in July."""
    load_catalogue()
    load_articles()
    with time_machine.travel(datetime(2026, 7, 13, 3, tzinfo=UTC), tick=False):
        yield


def _text(unit: Unit, **asked: str) -> str:
    page = Client().get(f"/dia-phuong/{unit.pk}/", asked)
    return re.sub(r"\s+", " ", html.unescape(page.content.decode()))


def _old(code: str) -> Unit:
    return unit_by_code(code, LAST_OLD_DAY)


def _number(row: Quotation) -> str:
    amount = row.percent if row.number is None else row.number
    assert amount is not None
    words = WORDS[Qualifier(row.qualifier)]
    if row.indicator.measure == "money":
        return (words + numerals.money(amount)).replace(numerals.NBSP, " ")
    return words + vietnamese(amount) + ("%" if row.number is None else "")


def _lines(text: str) -> list[str]:
    section = text.partition('id="bao-chi"')[2].partition("</section>")[0]
    return re.findall(r"<li .*?</li>", section)


def test_all_45_rows_stand_on_the_page_of_their_locality() -> None:
    rows = list(Quotation.objects.select_related("unit", "indicator"))
    lines = {row.unit_id: _lines(_text(row.unit)) for row in rows}

    for row in rows:
        found = [
            line
            for line in lines[row.unit_id]
            if f"<blockquote>“{row.sentence}”</blockquote>" in line
            and f": {row.indicator.name}" in line
            and f"<b>{_number(row)}" in line
            and BASES[row.basis] in line
            and row.note in line
            and f"{row.unit_name}, {row.label}. {SOURCES[row.source]}" in line
        ]
        assert len(found) == 1, row
    assert len(rows) == 45
    assert {row.basis for row in rows} == set(BASES)


def test_what_is_said_of_each_commune_stands_at_each_commune_then_and_now() -> None:
    communes = children_of(_old(UONG_BI), LAST_OLD_DAY)

    for commune in communes:
        text = _text(commune)
        assert "có 111 thủ tục thực hiện tại bộ phận" in text, commune.name
        assert "<b>111" in text, commune.name
        assert len(_lines(text)) == 3
    heir = communes[0].heirs.get(is_main=True).successor
    assert len(_lines(_text(heir))) == 3
    assert len(communes) == 10
    assert _lines(_text(_old("00001"))) == []


def test_quang_binh_shows_that_three_kinds_of_petitions_are_not_258() -> None:
    text = _text(_old(QUANG_BINH))
    clash = text.partition('<section class="dc-clash"')[2].partition("</section>")[0]

    assert re.findall(r"<b[^>]*>([^<]+)</b>", clash) == [
        "38",
        "94",
        "164",
        "296",
        "258",
    ]
    assert "94 + 164 = 258: có thể tổng chưa tính đơn khiếu nại." in clash
    assert "TT 01/2024/TT-TTCP biểu 01/XLD" in clash
    assert SOURCES["article:004"] in clash


def test_bac_giang_asks_about_one_percent_and_confirms_two() -> None:
    text = _text(_old(BAC_GIANG))
    checked = text.partition('id="doi-chieu"')[2].partition("</section>")[0]
    doubted, *agreed = re.findall(r'<li class="dc-follow">.*?</li>', checked)

    assert "552 ÷ 631 = 87,48%" in doubted
    assert "Bài báo ghi 87,4%. Nếu làm tròn thì phải là 87,5%." in doubted
    assert "Nếu cắt bớt phần lẻ mà không làm tròn thì đúng là 87,4%." in doubted
    assert "Hoặc mẫu số khác 631: bài báo không ghi mẫu số" in doubted
    assert "Không có mẫu số nguyên nào cho 87,4% khi làm tròn." in doubted
    assert "Không khớp</span>" in doubted
    known = {
        line: equation for equation in _AGREED for line in agreed if equation in line
    }
    assert sorted(known.values()) == sorted(_AGREED)
    for line, equation in known.items():
        assert _AGREED[equation] in line
        assert "Khớp</span>" in line


_AGREED = {
    "556 ÷ 631 = 88,11%": "Chỉ mẫu số 631 cho 88,1% khi làm tròn.",
    "88.587 ÷ 100.000 = 88,59%": "Mọi mẫu số từ 99.929 đến 100.041 đều cho 88,6%",
    "72 ÷ 72 = 100%": "Bài báo không ghi 72 ở tử số",
}


def test_uong_bi_declares_that_four_kinds_need_not_make_277() -> None:
    text = _text(_old(UONG_BI))
    checked = text.partition('id="doi-chieu"')[2].partition("</section>")[0]

    assert "18 + 27 + 12 + 73 = 130, trong 277" in checked
    assert "Còn 147 không thuộc các loại này. Đây không phải sai sót" in checked
    assert "Không phải phép cộng</span>" in checked
    assert "(242) không nhiều hơn" in checked
    assert "(227) không nhiều hơn" in checked
    assert "Không khớp" not in checked


def test_a_percent_stands_beside_its_parts_in_points(settings: Any) -> None:
    settings.DEMO = True
    province = _old(BAC_GIANG)
    for indicator, number in (("L03", 552), ("L15", 631), ("L08", 9), ("L14", 9)):
        firm = add_unit(kind=UnitKind.ENTERPRISE, name=indicator, parent=province)
        rows = [Illustration(firm, indicator, number)]
        record_illustration(period=Period.half(2023, 1), rows=rows)

    lines = _lines(_text(province, ky="2023H1"))

    doubted = next(line for line in lines if "<b>87,4%</b>" in line)
    agreed = next(line for line in lines if "<b>100%</b>" in line)
    assert "87,5%, chênh lệch −0,08 điểm phần trăm (minh họa)" in doubted
    assert "Không khớp</span>" in doubted
    assert "Khớp</span>" in agreed


def test_a_place_whose_parts_cannot_be_added_says_so() -> None:
    text = _text(_old("22"))

    assert "<h1>Tỉnh Quảng Ninh</h1>" in text
    assert "không cộng được với nhau" in text


def test_bac_kan_comparisons_hold_though_one_number_is_a_limit() -> None:
    text = _text(_old(BAC_KAN))

    assert "2 phép so sánh khác đều khớp" in text
    assert "(303) không nhiều hơn" in text
    assert "(hơn 1.200)" in text


def test_contradictions_follow_a_place_into_what_it_became() -> None:
    heir = _old(QUANG_BINH).heirs.get(is_main=True).successor

    text = _text(heir)

    assert "94 + 164 = 258: có thể tổng chưa tính đơn khiếu nại." in text
    assert "tỉnh Quảng Bình, tính đến tháng 2/2023" in text
