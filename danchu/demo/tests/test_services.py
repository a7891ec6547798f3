from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as current
from django.test import Client

from danchu.demo.accounts import CAST, demo_password
from danchu.demo.breakdown import TOTALS, break_down
from danchu.demo.filings import numbers_of
from danchu.demo.services import load_demo
from danchu.indicators.models import Filing, Value
from danchu.indicators.queries import rollup
from danchu.indicators.rules.filings import Status
from danchu.indicators.services import load_articles, load_catalogue, open_filing
from danchu.kernel.people.models import Post, User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import unit_by_code

pytestmark = pytest.mark.usefixtures("nation")
NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
OLD, TODAY = date(2024, 12, 31), date(2026, 7, 13)


@pytest.fixture(autouse=True)
def shown(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Load what the demonstration stands on; stand still on a Monday in July."""
    settings.DEMO, settings.HOME = True, tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_catalogue()
    load_articles()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("map_on", [OLD, TODAY])
def test_the_communes_of_bac_giang_make_396_on_either_map(map_on: date) -> None:
    break_down()

    shown = rollup(
        indicator="G01", unit=unit_by_code("24", map_on), period="2023H1", map_on=map_on
    )

    assert shown.value == 396
    assert [(str(one.amount), one.difference) for one in shown.reported] == [
        ("396", Decimal(0))
    ]
    assert shown.total.coverage.have == 192


@pytest.mark.parametrize(("indicator", "total"), TOTALS.items())
def test_every_breakdown_makes_what_the_article_says(
    indicator: str, total: int
) -> None:
    break_down()
    break_down()

    kept = Value.objects.filter(indicator__code=indicator, origin="illustration")
    assert kept.count() == 192
    assert sum(value.number or 0 for value in kept) == total


def test_without_a_demo_nothing_of_it_counts(settings: Any) -> None:
    break_down()
    settings.DEMO = False

    shown = rollup(
        indicator="G01", unit=unit_by_code("24", OLD), period="2023H1", map_on=OLD
    )

    assert shown.value is None
    assert [str(one.amount) for one in shown.reported] == ["396"]


def test_loading_again_keeps_what_visitors_did_and_resets_passwords() -> None:
    first = load_demo()
    tan_yen, an = unit_by_code("07339", TODAY), User.objects.get(username="an")
    open_filing(
        actor=User.objects.get(username="binh"),
        form="PL4",
        unit=tan_yen,
        period=Period.half(2026, 1),
        at=NOW,
    )
    an.set_password("mot-mat-khau-khac-9")
    an.save(update_fields=["password"])
    before = _counts()

    second = load_demo()

    an.refresh_from_db()
    assert second == first
    assert _counts() == before
    assert [one.status for one in Filing.objects.filter(unit=tan_yen)] == ["draft"]
    assert an.check_password(demo_password(current.HOME))


def test_the_cast_stands_ready_with_filings_in_every_state(tmp_path: Path) -> None:
    accounts = load_demo()

    kept = tmp_path / "demo.password"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert demo_password(tmp_path) == kept.read_text()
    assert User.objects.get(username="binh").check_password(kept.read_text())
    assert [account.username for account in accounts] == [one.username for one in CAST]
    assert _posts_of("an") == set()
    assert _posts_of("binh") == {("Xã Tân Yên", "clerk", False)}
    assert _posts_of("cuc") == {("Xã Tân Yên", "head", False)}
    assert _posts_of("hanh") == {
        ("Xã Nhã Nam", "clerk", False),
        ("Xã Phúc Hòa", "head", True),
    }
    begun = Filing.objects.values_list("status", "period__code", "unit__name")
    assert {status for status, _, _ in begun} == set(Status)
    assert {period for _, period, _ in begun} == {"2026H1", "2026H1a"}
    assert "Xã Tân Yên" not in {name for _, _, name in begun}
    assert _answer("giang", "24") == HTTPStatus.OK
    assert _answer("dung", "24") == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("period", [Period.half(2026, 1), Period.quarter(2026, 3)])
def test_invented_numbers_never_count_more_answers_than_opinions(
    period: Period,
) -> None:
    for code in ("07210", "07375", "09187"):
        cells = numbers_of(code, period)

        assert cells["G04"] + cells["G05"] <= cells["G03"]


def _counts() -> dict[str, int]:
    return {
        "users": User.objects.count(),
        "posts": Post.objects.count(),
        "filings": Filing.objects.count(),
        "values": Value.objects.count(),
    }


def _posts_of(username: str) -> set[tuple[str, str, bool]]:
    posts = Post.objects.filter(user__username=username)
    return {(post.unit.name, post.role, post.is_acting) for post in posts}


def _answer(username: str, code: str) -> int:
    client = Client()
    client.force_login(User.objects.get(username=username))
    address = f"/tong-hop/?don-vi={unit_by_code(code, TODAY).pk}"
    return client.get(address).status_code
