import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.models import Filing, Narrative, Remark, Value
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.narratives import LONGEST_NARRATIVE, Said
from danchu.indicators.services import (
    enter_values,
    open_filing,
    return_filing,
    submit_filing,
    write_narratives,
)
from danchu.indicators.tests.factories import (
    HALF_ADMINISTRATIVE,
    NOW,
    make_approved,
    make_draft,
    make_published,
)
from danchu.indicators.tests.test_recipients import make_line, make_of_agency
from danchu.indicators.tests.test_views import page, press, seen, signed_in
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.testing.cast import Cast

REPORT = "PL2"


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(user: User, address: str) -> str:
    return signed_in(user).get(address).content.decode()


def make_words(cast: Cast, text: str, year: int = 2026) -> Filing:
    """Have the clerk of Hòa Thuận write a shortcoming on PL2."""
    filing = open_filing(
        actor=cast.binh,
        form=REPORT,
        unit=cast.hoa_thuan,
        period=Period.half(year, 1),
        at=NOW,
    )
    said = {"HAN_CHE": Said(text)}
    write_narratives(actor=cast.binh, filing=filing, texts=said, at=NOW)
    return filing


def test_a_secretary_returns_with_comments_on_two_cells_and_the_clerk_reads_them(
    cast: Cast,
) -> None:
    make_approved(cast, {"G01": "4", "G02": "9"})
    secretary, clerk = signed_in(cast.giang), signed_in(cast.binh)
    offered = secretary.get(page(cast)).content.decode()
    said = {"nhan-xet-G01": "Thiếu cuộc tháng 5", "nhan-xet-G02": "Lệch biên bản"}

    press(
        secretary, page(cast), said | {"viec": "indicators.return", "ly-do": "Xem lại"}
    )
    returned = clerk.get(page(cast)).content.decode()
    press(clerk, page(cast), {"so-G01": "5", "viec": "indicators.submit"})
    handed = clerk.get(page(cast)).content.decode()

    assert 'form="tra-lai" name="nhan-xet-G01"' in offered
    assert 'id="tra-lai"' in offered
    assert "2 ý kiến cần xem khi sửa" in returned
    assert 'href="#o-g01"' in returned
    assert returned.count("Thiếu cuộc tháng 5") == 3  # listed, at the cell, in history
    assert "ý kiến cần xem" not in handed
    assert handed.count("Thiếu cuộc tháng 5") == 1
    assert "nhan-xet-" not in handed


def test_comments_stay_on_the_page_when_the_reason_is_missing(cast: Cast) -> None:
    make_approved(cast, {"G01": "4"})
    said = {"nhan-xet-G01": "Thiếu cuộc tháng 5", "viec": "indicators.return"}

    answer = press(signed_in(cast.giang), page(cast), said)

    assert answer.status_code == 422
    assert 'value="Thiếu cuộc tháng 5"' in answer.content.decode()
    assert not Remark.objects.exists()


def test_the_page_says_who_has_accepted_and_who_is_awaited(cast: Cast) -> None:
    line = make_line(cast)
    make_of_agency(line)
    address = f"/so-lieu/PL1/{line.agency.pk}/2026H1/"

    press(signed_in(line.lam), address, {"viec": "indicators.accept"})
    text = " ".join(text_of(line.mai, address).split())

    assert "Tỉnh An Bình (đang chờ nhận); Đảng bộ Các cơ quan tỉnh (đã nhận" in text
    assert "còn chờ Tỉnh An Bình" in text


def test_a_secretary_extends_a_day_before_anybody_has_begun(cast: Cast) -> None:
    secretary = signed_in(cast.giang)
    said = {
        "viec": "indicators.extend",
        "han-moi": "2026-07-20",
        "ly-do": "Bão số 5",
        "phien-ban": seen(secretary, page(cast)),
    }

    answer = secretary.post(page(cast), said)

    assert answer.status_code == 302
    text = text_of(cast.binh, page(cast))
    assert "Đã gia hạn đến 20/7/2026 vì: Bão số 5" in text
    assert "indicators.extend" not in text


@pytest.mark.parametrize("day", ["", "mai", "2026-02-30", "30/2/2026", "1/2", "\0"])
def test_what_is_no_day_extends_nothing(cast: Cast, day: str) -> None:
    make_draft(cast, {"G01": "4"})
    said = {"viec": "indicators.extend", "han-moi": day, "ly-do": "Bão"}

    answer = press(signed_in(cast.giang), page(cast), said)

    assert answer.status_code == 422
    assert "không phải là một ngày" in answer.content.decode()


def test_words_are_saved_with_the_form_and_read_above(cast: Cast) -> None:
    make_words(cast, "Năm ngoái.", 2025)
    with time_machine.travel("2026-01-05 09:00+07:00", tick=False):
        before = open_filing(
            actor=cast.binh,
            form=REPORT,
            unit=cast.hoa_thuan,
            period=Period.half(2025, 2),
            at=datetime(2026, 1, 5, tzinfo=UTC),
        )
        said = {"HAN_CHE": Said("Một thôn họp muộn.")}
        write_narratives(actor=cast.binh, filing=before, texts=said, at=NOW)
    clerk, address = signed_in(cast.binh), page(cast, form=REPORT)

    press(clerk, address, {"loi-HAN_CHE": "Hai thôn <họp> muộn.", "so-C03": "7"})

    assert Narrative.objects.get(filing__period__code="2026H1").text == (
        "Hai thôn <họp> muộn."
    )
    mine, above = (text_of(user, address) for user in (cast.binh, cast.giang))
    for text in (mine, above):
        assert "Hai thôn &lt;họp&gt; muộn." in text
        assert "Một thôn họp muộn." in text
        assert "Năm ngoái." not in text
    assert 'name="loi-HAN_CHE"' in mine
    assert 'name="loi-HAN_CHE"' not in above


def test_words_too_long_lose_nothing_that_was_typed(cast: Cast) -> None:
    long = "x" * (LONGEST_NARRATIVE + 1)
    said = {"loi-HAN_CHE": long, "so-C03": "7"}

    answer = press(signed_in(cast.binh), page(cast, form=REPORT), said)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert long in text
    assert 'value="7"' in text
    assert not Value.objects.exists()


def test_words_from_an_old_page_stand_beside_what_another_wrote(cast: Cast) -> None:
    clerk, address = signed_in(cast.binh), page(cast, form=REPORT)
    make_words(cast, "Cũ.")
    old = seen(clerk, address)
    make_words(cast, "Của người khác.")

    answer = clerk.post(address, {"loi-HAN_CHE": "Của tôi.", "phien-ban": old})

    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 409
    assert ">Của người khác.</textarea>" in text
    assert "<b>Vừa viết, chưa ghi:</b> Của tôi." in text
    assert Narrative.objects.get().text == "Của người khác."


def test_several_cells_are_corrected_on_one_slip(cast: Cast) -> None:
    parts = {"I04": "296", "I05": "38", "I06": "94", "I07": "164"}
    make_published(cast, parts, HALF_ADMINISTRATIVE)
    province, address = signed_in(cast.giang), page(cast, HALF_ADMINISTRATIVE)
    slip = {
        "viec": "indicators.correct",
        "o": ["I04", "I05", ""],
        "so-moi": ["297", "39", ""],
        "ly-do": "Sót",
        "phien-ban": seen(province, address),
    }

    answer = province.post(address, slip)

    assert answer.status_code == 302
    numbers = dict(Value.objects.values_list("indicator__code", "number"))
    assert numbers == {"I04": 297, "I05": 39, "I06": 94, "I07": 164}


def cell_address(cast: Cast, cell: str, period: str = "2026H1") -> str:
    return f"{page(cast, period)}o/{cell}/"


def test_a_cell_tells_every_change_and_nothing_of_others(cast: Cast) -> None:
    make_published(cast, {"G01": "4", "G02": "9"})
    slip = {"viec": "indicators.correct", "o": "G01", "so-moi": "5", "ly-do": "Sót"}
    press(signed_in(cast.giang), page(cast), slip)

    text = " ".join(text_of(cast.khoa, cell_address(cast, "G01")).split())

    assert "đính chính G01: <ins>5</ins>, trước đó <del>4</del>. Lý do: Sót" in text
    assert "ghi G01: <ins>4</ins>, trước đó <del>chưa nhập</del>" in text
    assert "Nhập tay" in text
    assert "G02" not in text
    assert f'href="{page(cast)}"' in text


def test_a_cell_remembers_comments_that_are_closed(cast: Cast) -> None:
    filing = make_approved(cast, {"G01": "4"})
    return_filing(
        actor=cast.giang, filing=filing, reason="x", remarks={"G01": "Sai"}, at=NOW
    )
    submit_filing(actor=cast.binh, filing=filing, at=NOW)

    assert "nêu ý kiến về G01: Sai" in text_of(cast.cuc, cell_address(cast, "G01"))


def test_words_have_a_history_of_their_own(cast: Cast) -> None:
    make_words(cast, "Một.")
    make_words(cast, "Hai.")

    text = text_of(cast.giang, f"{page(cast, form=REPORT)}o/HAN_CHE/")

    assert "<del>Một.</del>" in text
    assert "Hạn chế" in text


@pytest.mark.parametrize("changes", [1, 3])
def test_the_history_of_a_cell_costs_the_same_with_one_and_three_changes(
    cast: Cast, changes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    filing = make_draft(cast, {"G02": "9"})
    for number in range(changes):
        typed = {"G01": Entry(str(number + 1))}
        enter_values(actor=cast.binh, filing=filing, entries=typed, at=NOW)
    auditor = signed_in(cast.khoa)

    with django_assert_num_queries(19):
        text = auditor.get(cell_address(cast, "G01")).content.decode()

    assert text.count("ghi G01:") == changes


@pytest.mark.parametrize("cell", ["Z99", "G01.NAM", "%00", "HAN_CHE"])
def test_a_cell_the_form_does_not_have_is_not_there(cast: Cast, cell: str) -> None:
    make_draft(cast, {"G01": "4"})

    answer = signed_in(cast.binh).get(cell_address(cast, cell))

    assert answer.status_code == 404


def test_the_history_of_a_closed_cell_is_for_who_may_read_it(cast: Cast) -> None:
    make_approved(cast, {"I06": "94"}, HALF_ADMINISTRATIVE)
    address = cell_address(cast, "I14", HALF_ADMINISTRATIVE)

    codes = [
        signed_in(user).get(address).status_code
        for user in (cast.binh, cast.giang, cast.khoa, cast.lan)
    ]

    assert codes == [200, 200, 200, 404]


def test_the_forms_say_whom_they_ask_when_and_up_to_whom(cast: Cast) -> None:
    del cast
    listed, form, missing = (
        Client().get(address) for address in ("/bieu/", "/bieu/PL6/", "/bieu/PL99/")
    )

    assert [answer.status_code for answer in (listed, form, missing)] == [200, 200, 404]
    text = form.content.decode()
    assert "theo lãnh thổ và cơ quan quản lý trực tiếp theo ngành dọc" in text
    assert "trong 3 ngày sau khi hết kỳ" in text
    assert "Luật 10/2022" in text
    assert "(phần lời)" in text
    assert listed.content.decode().count('href="/bieu/PL') == 9


def test_an_indicator_says_who_is_asked_and_since_when_it_means_that(
    cast: Cast,
) -> None:
    del cast
    text = Client().get("/chi-tieu/A22/").content.decode()
    text = text.replace("\N{NO-BREAK SPACE}", " ")

    assert 'href="/bieu/PL6/"' in text
    assert "Từ 01/7/2023" in text
    assert "định nghĩa được ghi lần đầu" in text


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("address", ["/bieu/PL4/", "/bieu/PL8/", "/chi-tieu/G02/"])
def test_public_pages_say_sources_in_words(address: str) -> None:
    text = Client().get(address).content.decode()

    assert not re.search(r"article:|xanghia|baokhanh|daidoan|QCDC|TTND", text)
    assert "(m²) (m²)" not in text
    if address != "/bieu/PL8/":
        assert "Thông tấn xã Việt Nam, 2023: Bắc Giang (hơn 19.000 lượt)" in text
