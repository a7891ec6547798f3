"""Requests about personal data stand in the inbox of those who answer them."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from danchu.kernel.law.services import load_law
from danchu.kernel.people.models import User
from danchu.privacy.rules import Contents, Kind
from danchu.privacy.services import receive_request
from danchu.surfaces.desk.tests.conftest import NOW
from danchu.surfaces.desk.tests.test_home import _groups
from danchu.testing.cast import Cast


def ask(cast: Cast, at: datetime) -> int:
    asked, _ = receive_request(
        actor=AnonymousUser(),
        kind=Kind.CORRECT,
        unit=cast.hoa_thuan,
        contents=Contents("Nguyễn Thị Mơ", "0900 000 001", "Sửa tên tôi"),
        at=at,
    )
    return int(asked.pk)


def home_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/ban-viec/").content.decode()


@pytest.fixture
def before(cast: Cast) -> dict[str, int]:
    load_law()
    return _groups(home_of(cast.cuc))


@pytest.mark.parametrize(
    ("days", "group"), [(0, "sap-den"), (4, "hom-nay"), (5, "qua-han")]
)
def test_a_request_stands_where_it_presses(
    cast: Cast, before: dict[str, int], days: int, group: str
) -> None:
    asked = ask(cast, NOW - timedelta(days=days))

    page = home_of(cast.cuc)

    assert _groups(page) == {**before, group: before.get(group, 0) + 1}
    assert f'href="/ban-viec/du-lieu-ca-nhan/{asked}/"' in page
    assert "Trả lời yêu cầu sửa dữ liệu cá nhân" in page
    assert "Nguyễn Thị Mơ" not in page
    clerk = home_of(cast.binh)
    assert "yêu cầu sửa dữ liệu" not in clerk
