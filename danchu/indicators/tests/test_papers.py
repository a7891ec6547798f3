from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from danchu.indicators.models import Filing, Indicator
from danchu.indicators.queries.asked import asked_of, form_by_code
from danchu.indicators.queries.contents import numbers_this_year, previous_totals
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import (
    approve_filing,
    enter_values,
    open_filing,
    submit_filing,
)
from danchu.indicators.tests.factories import (
    NOW,
    make_approved,
    make_draft,
    make_published,
    make_value,
)
from danchu.indicators.tests.test_views import page, signed_in
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast, hire

TODAY = date(2026, 7, 3)


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def sheet(user: User, address: str) -> str:
    text = signed_in(user).get(f"{address}in/").content.decode()
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_draft_is_stamped_and_has_no_day(cast: Cast) -> None:
    make_draft(cast, {"G01": "4", "G02": "K", "G03": "C"})

    text = sheet(cast.binh, page(cast))

    assert "DỰ THẢO – chưa duyệt" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    assert "ỦY BAN NHÂN DÂN" in text
    assert "XÃ HÒA THUẬN" in text
    assert "Hòa Thuận, ngày …… tháng" in text
    assert "BIỂU PL4" in text
    assert "Không áp dụng" in text
    assert "Chưa có số" in text


def test_an_approved_one_has_day_names_and_no_stamp(cast: Cast) -> None:
    with time_machine.travel("2026-02-05 09:00+07:00", tick=False):
        at = datetime(2026, 2, 5, 2, tzinfo=UTC)
        draft = make_draft(cast, {"G01": "4"}, period="2025H2")
        submit_filing(actor=cast.binh, filing=draft, at=at)
        approve_filing(actor=cast.cuc, filing=draft, at=at)

    text = sheet(cast.giang, page(cast, "2025H2"))

    assert "DỰ THẢO" not in text
    assert "Xã Hòa Thuận, ngày 05 tháng 02 năm 2026" not in text
    assert "Hòa Thuận, ngày 05 tháng 02 năm 2026" in text
    assert "NGƯỜI LẬP BIỂU" in text
    assert "Trần Thị Bình" in text
    assert "CHỦ TỊCH UBND XÃ" in text
    assert "Lê Thị Cúc" in text
    assert "tự duyệt" not in text


def test_who_approved_alone_is_said_on_paper(cast: Cast) -> None:
    cast.cuc.posts.create(
        unit=cast.hoa_thuan, role="clerk", valid_from=date(2020, 1, 1)
    )
    cast.binh.posts.update(valid_to=date(2026, 7, 1))
    draft = make_draft(cast, {"G01": "4"}, actor=cast.cuc)
    submit_filing(actor=cast.cuc, filing=draft, at=NOW)
    approve_filing(actor=cast.cuc, filing=draft, at=NOW)

    assert "tự duyệt" in sheet(cast.giang, page(cast))


def test_a_party_organisation_has_its_own_heading(cast: Cast) -> None:
    above = add_unit(kind=UnitKind.PARTY_ORG, name="Tỉnh ủy An Bình", parent=None)
    party = add_unit(
        kind=UnitKind.PARTY_ORG,
        name="Đảng ủy xã Hòa Thuận",
        parent=cast.hoa_thuan,
        line_parent=above,
    )
    clerk = hire("tu", "Ngô Văn Tú", party, "clerk")

    text = sheet(clerk, f"/so-lieu/PL1/{party.pk}/2026H1/")

    assert "CỘNG HÒA" not in text
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "TỈNH ỦY AN BÌNH" in text
    assert "<p>*</p>" in text
    assert "T/M ĐẢNG ỦY XÃ HÒA THUẬN" in text
    assert "Hòa Thuận, ngày" in text


def test_an_agency_stands_under_its_province_on_paper(cast: Cast) -> None:
    agency = add_unit(kind=UnitKind.AGENCY, name="Sở Nội vụ", parent=cast.an_binh)
    clerk = hire("uyen", "Đỗ Thị Uyên", agency, "clerk")

    text = sheet(clerk, f"/so-lieu/PL1/{agency.pk}/2026H1/")

    assert "<p>ỦY BAN NHÂN DÂN TỈNH AN BÌNH</p> <p><b>SỞ NỘI VỤ</b></p>" in text


def file_quarter(cast: Cast, number: int, cells: dict[str, str]) -> Filing:
    filing = open_filing(
        actor=cast.binh,
        form="PL4",
        unit=cast.hoa_thuan,
        period=Period.quarter(2026, number),
        at=NOW,
    )
    typed = {name: Entry(text) for name, text in cells.items()}
    enter_values(actor=cast.binh, filing=filing, entries=typed, at=NOW)
    return filing


def test_the_year_to_date_is_added_where_every_quarter_is_known(cast: Cast) -> None:
    first = file_quarter(cast, 1, {"G01": "4", "G02": "9", "G03": "K"})
    submit_filing(actor=cast.binh, filing=first, at=NOW)
    file_quarter(cast, 2, {"G01": "5", "G03": "7", "G04": "1"})
    asked = asked_of(form_by_code("PL4"), cast.hoa_thuan, Period.quarter(2026, 2))

    assert numbers_this_year(asked) == {"G01": Decimal(9), "G03": Decimal(7)}


def test_what_only_a_draft_says_of_an_earlier_quarter_is_not_added(cast: Cast) -> None:
    file_quarter(cast, 1, {"G01": "4"})
    file_quarter(cast, 2, {"G01": "5"})
    asked = asked_of(form_by_code("PL4"), cast.hoa_thuan, Period.quarter(2026, 2))

    assert numbers_this_year(asked) == {}


def test_the_change_is_against_the_same_period_of_the_year_before(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 6, period="2025H1")
    make_published(cast, {"G01": "4"})

    text = sheet(cast.binh, page(cast))

    row = '<td class="num">4</td><td class="num">6</td><td class="num">4</td>'
    assert f'{row}<td class="num">−2</td>' in text


def test_a_province_is_compared_with_itself_not_with_its_communes(cast: Cast) -> None:
    make_value(cast.an_binh, 10, period="2025H1")
    make_value(cast.hoa_thuan, 6, period="2025H1")
    asked = asked_of(form_by_code("PL4"), cast.an_binh, Period.half(2026, 1))

    assert previous_totals(asked, TODAY)["G01"].number == 10


def test_illustrations_are_not_compared_with_outside_the_demonstration(
    cast: Cast,
) -> None:
    make_value(cast.hoa_thuan, 6, period="2025H1", origin="illustration")
    asked = asked_of(form_by_code("PL4"), cast.hoa_thuan, Period.half(2026, 1))

    assert previous_totals(asked, TODAY) == {}


def test_closed_rows_are_not_on_the_sheet(cast: Cast) -> None:
    make_approved(cast, {"I06": "94"}, "2026H1a")
    closed = Indicator.objects.filter(code="I14").values_list("name", flat=True).get()

    mine, other = (sheet(user, page(cast, "2026H1a")) for user in (cast.cuc, cast.lan))

    assert closed in mine
    assert closed not in other
