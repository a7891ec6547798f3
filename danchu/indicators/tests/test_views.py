from collections.abc import Iterator
from typing import Protocol

import pytest
import time_machine
from django.test import Client

from danchu.indicators.models import Filing, Value
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import (
    approve_filing,
    enter_values,
    return_filing,
    submit_filing,
)
from danchu.indicators.tests.factories import (
    NOW,
    make_approved,
    make_published,
    make_submitted,
    make_value,
)
from danchu.kernel.people.models import User
from danchu.testing.cast import Cast


class Answer(Protocol):
    """What is read of an answer."""

    status_code: int
    content: bytes


CLASH = {"so-I04": "258", "so-I05": "38", "so-I06": "94", "so-I07": "164"}


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(cast: Cast, period: str = "2026H1", form: str = "PL4") -> str:
    return f"/so-lieu/{form}/{cast.hoa_thuan.pk}/{period}/"


def seen(client: Client, address: str) -> str:
    """Open a page, and say what its forms will send about it."""
    text = client.get(address).content.decode()
    return text.partition('name="phien-ban" value="')[2].partition('"')[0]


def press(client: Client, address: str, said: dict[str, str]) -> Answer:
    """Open the page afresh and press something on it."""
    return client.post(address, said | {"phien-ban": seen(client, address)})


def test_a_clerk_types_is_refused_by_the_equation_corrects_and_hands_up(
    cast: Cast,
) -> None:
    clerk, address = signed_in(cast.binh), page(cast, "2026H1a")
    empty = clerk.get(address)

    refused = clerk.post(address, CLASH | {"viec": "indicators.submit"})
    mended = press(clerk, address, CLASH | {"sua": "I04=296"})
    press(clerk, address, {"viec": "indicators.submit"})
    handed = clerk.get(address)

    assert empty.status_code == 200
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "38 + 94 + 164 = 296, không phải 258" in text
    assert 'href="#o-i04"' in text
    assert 'aria-invalid="true"' in text
    assert "Ghi I04 là 296" in text
    assert mended.status_code == 302
    assert "Đã trình lãnh đạo duyệt" in handed.content.decode()
    assert Filing.objects.get().status == "submitted"


def test_what_cannot_be_read_stays_on_the_page_with_its_reason(cast: Cast) -> None:
    clerk = signed_in(cast.binh)

    answer = clerk.post(page(cast), {"so-G01": "4", "so-G02": "1.5"})

    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="1.5"' in text
    assert "dấu chấm chỉ dùng để tách hàng nghìn" in text
    assert not Value.objects.exists()


def test_the_head_approves_and_the_province_accepts_and_publishes(cast: Cast) -> None:
    make_submitted(cast, {"G01": "4"})
    head, province = signed_in(cast.cuc), signed_in(cast.giang)

    press(head, page(cast), {"viec": "indicators.approve"})
    press(province, page(cast), {"viec": "indicators.accept"})
    press(province, page(cast), {"viec": "indicators.publish"})
    slip = {"viec": "indicators.correct", "o": "G01", "so-moi": "5", "ly-do": "Sót"}
    press(province, page(cast), slip)

    assert Filing.objects.get().status == "published"
    assert Value.objects.get().number == 5


def test_a_refused_correction_says_that_it_is_not_corrected(cast: Cast) -> None:
    make_published(cast, {"G03": "4", "G04": "4"})
    slip = {"viec": "indicators.correct", "o": "G04", "ly-do": "Sót"}

    answers = [
        press(signed_in(cast.giang), page(cast), slip | {"so-moi": number})
        for number in ("abc", "1.5", "9")
    ]

    for answer in answers:
        assert "Chưa đính chính được" in answer.content.decode()
        assert "Chưa nộp được" not in answer.content.decode()
    assert "Dấu chấm chỉ dùng" in answers[1].content.decode()


def test_returning_without_a_reason_says_what_is_missing(cast: Cast) -> None:
    make_approved(cast, {"G01": "4"})

    answer = press(
        signed_in(cast.giang), page(cast), {"viec": "indicators.return", "ly-do": ""}
    )

    assert answer.status_code == 422
    assert "lý do" in answer.content.decode()
    assert Filing.objects.get().status == "approved"


def test_the_buttons_are_those_of_the_reader(cast: Cast) -> None:
    make_approved(cast, {"G01": "4"})

    seen = {
        who: signed_in(getattr(cast, who)).get(page(cast)).content.decode()
        for who in ("binh", "cuc", "giang", "khoa")
    }

    assert "indicators.accept" in seen["giang"]
    assert "indicators.reopen_own" in seen["cuc"]
    for who in ("binh", "khoa"):
        assert 'name="viec"' not in seen[who]


def test_an_official_elsewhere_finds_nothing(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})

    codes = [
        signed_in(user).get(page(cast)).status_code
        for user in (cast.binh, cast.dung, cast.an)
    ]

    assert codes == [200, 404, 404]


def test_a_stranger_is_asked_to_sign_in(cast: Cast) -> None:
    answer = Client().get(page(cast))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize(
    ("form", "period"), [("PL99", "2026H1"), ("PL4", "2026-05"), ("PL4", "x")]
)
def test_a_form_that_is_not_asked_is_not_there(
    cast: Cast, form: str, period: str
) -> None:
    answer = signed_in(cast.binh).get(page(cast, period, form))

    assert answer.status_code in {400, 404}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"so-G01": "4", "ghi-chu-G01": "Một\0hai"}, 302),
        ({"so-G01": "4\0"}, 400),
        ({"so-G01\0": "4"}, 400),
        ({"viec": "\0"}, 400),
    ],
)
def test_a_null_byte_is_no_accident(
    cast: Cast, typed: dict[str, str], code: int
) -> None:
    answer = signed_in(cast.binh).post(page(cast), typed)

    assert answer.status_code == code
    assert "\0" not in "".join(Value.objects.values_list("note", flat=True))


def test_a_reason_with_a_null_byte_is_kept_without_it(cast: Cast) -> None:
    make_approved(cast, {"G01": "4"})
    reason = {"viec": "indicators.return", "ly-do": "Thiếu\0số"}

    answer = press(signed_in(cast.giang), page(cast), reason)

    assert answer.status_code == 302
    assert Filing.objects.get().status == "draft"


def test_an_old_page_does_not_overwrite_what_another_clerk_typed(cast: Cast) -> None:
    clerk, address = signed_in(cast.binh), page(cast)
    before_all = seen(clerk, address)
    press(clerk, address, {"so-G01": "4", "so-G02": "7"})
    old = {"so-G01": "", "so-G02": "1.612", "phien-ban": before_all}

    answers = [
        clerk.post(address, old),
        clerk.post(address, {"so-G01": "9"}),
        clerk.post(address, old | {"viec": "indicators.submit"}),
    ]

    text = answers[0].content.decode()
    assert before_all == "0"
    assert [answer.status_code for answer in answers] == [409] * 3
    assert "vừa được người khác thay đổi" in text
    assert 'value="7"' in text
    assert "Vừa nhập, chưa ghi: 1.612" in text
    assert set(Value.objects.values_list("number", flat=True)) == {4, 7}
    assert Filing.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("deed", "who", "reached"),
    [
        ("approve", "cuc", "submitted"),
        ("return_own", "cuc", "submitted"),
        ("return", "giang", "approved"),
        ("accept", "giang", "approved"),
        ("reopen_own", "cuc", "approved"),
    ],
)
def test_nobody_signs_figures_they_have_not_seen(
    cast: Cast, deed: str, who: str, reached: str
) -> None:
    filing = make_submitted(cast, {"G01": "4"})
    client = signed_in(getattr(cast, who))
    said = {"viec": f"indicators.{deed}", "ly-do": "Sót"}
    said["phien-ban"] = seen(client, page(cast))
    return_filing(actor=cast.cuc, filing=filing, reason="Sót", at=NOW)
    enter_values(actor=cast.binh, filing=filing, entries={"G01": Entry("9")}, at=NOW)
    submit_filing(actor=cast.binh, filing=filing, at=NOW)
    if reached == "approved":
        approve_filing(actor=cast.cuc, filing=filing, at=NOW)

    answer = client.post(page(cast), said)

    assert answer.status_code == 409
    assert "vừa được người khác thay đổi" in answer.content.decode()
    assert Filing.objects.get().status == reached


def test_an_old_page_corrects_nothing(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})
    province = signed_in(cast.giang)
    slip = {"viec": "indicators.correct", "o": "G01", "so-moi": "5", "ly-do": "Sót"}
    slip["phien-ban"] = seen(province, page(cast))
    province.post(page(cast), slip)

    again = province.post(page(cast), slip | {"so-moi": "6"})

    assert again.status_code == 409
    assert Value.objects.get().number == 5


def test_an_unknown_deed_is_refused(cast: Cast) -> None:
    make_submitted(cast, {"G01": "4"})

    answer = signed_in(cast.cuc).post(page(cast), {"viec": "x"})

    assert answer.status_code == 400


def test_the_catalogue_is_found_with_and_without_accents(cast: Cast) -> None:
    del cast

    both = [
        Client().get("/chi-tieu/", {"q": text}).content.decode()
        for text in ("tiếp công dân đột xuất", "luot tiep dot xuat", "zzz")
    ]

    assert "H07" in both[1]
    assert "Không có chỉ tiêu nào phù hợp" in both[2]


def test_an_indicator_shows_its_total_to_strangers_when_published(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 1234)
    make_value(cast.tan_lap, 5000, stage="submitted")

    answer = Client().get("/chi-tieu/G01/", {"don-vi": cast.an_binh.pk})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "1.234" in text
    assert "6.234" not in text
    assert "Xã Hòa Thuận" in text


@pytest.mark.parametrize(
    "address",
    [
        "/chi-tieu/Z99/",
        "/chi-tieu/G01/?don-vi=999999",
        "/chi-tieu/G01/?don-vi=99999999999999999999999",
        "/chi-tieu/G01/?don-vi=x",
        "/chi-tieu/G01/?ky=2026-99",
        "/chi-tieu/G01/?ban-do=hom-qua",
        "/chi-tieu/G01/?ky=2026Q1,2026H2",
        "/chi-tieu/G01/?ky=2024-9M,2025-9M",
        "/chi-tieu/G01/?ky=" + ",".join(str(year) for year in range(2010, 2023)),
        "/chi-tieu/%00/",
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(cast: Cast, address: str) -> None:
    del cast

    assert Client().get(address).status_code in {400, 404}
