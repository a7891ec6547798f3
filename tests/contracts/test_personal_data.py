"""What the desk of personal data shows and destroys, across all capabilities."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from danchu.kernel.law.services import load_law
from danchu.kernel.people.models import User
from danchu.registry.rules import Person, Terms
from danchu.registry.services.accounts import add_account
from danchu.testing.cast import Cast, make_cast

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
ASK = "/du-lieu-ca-nhan/yeu-cau/"
SAID = {
    "kind": "erase",
    "unit_text": "xa hoa thuan",
    "name": "Đặng Thị Hoa",
    "contact": "0900 000 001",
    "wish": "Xóa tài khoản của tôi",
}


@pytest.fixture
def cast() -> Iterator[Cast]:
    load_law()
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_whoever_has_an_account_sees_all_that_is_held_about_him_at_once(
    cast: Cast,
) -> None:
    person = Person("hoa.hoathuan", "Đặng Thị Hoa", "hoa@example.vn")
    terms = Terms("clerk", NOW.date(), title="Công chức Văn phòng")
    user, _ = add_account(
        actor=cast.lan, person=person, unit=cast.hoa_thuan, terms=terms, at=NOW
    )
    client = browser_of(user)
    client.post(ASK, SAID)

    page = client.get("/du-lieu-ca-nhan/cua-toi/").content.decode()
    file = client.get("/du-lieu-ca-nhan/cua-toi.json")

    told = ("hoa.hoathuan", "Đặng Thị Hoa", "hoa@example.vn", "Công chức Văn phòng")
    assert [one for one in (*told, SAID["wish"]) if one not in page] == []
    held = json.loads(file.content)["dữ liệu đang giữ"]
    assert {title: len(rows) for title, rows in held.items()} == {
        "Tài khoản": 1,
        "Chức vụ": 1,
        "Mã truy cập cho chương trình": 0,
        "Phần riêng tư của lịch sử": 1,
        "Lời mời": 1,
        "Yêu cầu về dữ liệu cá nhân": 1,
    }
    assert file.headers["Content-Disposition"] == (
        'attachment; filename="du-lieu-cua-toi.json"'
    )
