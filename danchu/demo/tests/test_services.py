from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as current
from django.db.models import Count, Sum
from django.test import Client

from danchu.demo.accounts import CAST, demo_password
from danchu.demo.bodies import COUNTED, PARTY_COMMITTEE
from danchu.demo.breakdown import SURVEYED, TOTALS, break_down
from danchu.demo.filings import REASON, numbers_of
from danchu.demo.services import load_demo
from danchu.indicators.models import Filing, Quotation, Value
from danchu.indicators.queries import rollup
from danchu.indicators.queries.asked import check_rules
from danchu.indicators.rules.amounts import Amount, Qualifier
from danchu.indicators.rules.checks import Verdict, agreement, broken, findings
from danchu.indicators.rules.filings import Status
from danchu.indicators.services import load_articles, load_catalogue, open_filing
from danchu.kernel.audit.queries import history_of
from danchu.kernel.people.models import Post, User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.finding import search_units
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import (
    children_of,
    country,
    kinds_below,
    unit_by_code,
    units_selected,
)
from danchu.kernel.units.rules import Tree

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


def test_every_breakdown_makes_what_the_articles_say_however_often_it_is_made() -> None:
    made = [break_down(), break_down()]

    shown = Value.objects.filter(origin="illustration")
    kept = {
        row["indicator__code"]: (row["units"], row["total"])
        for row in shown.values("indicator__code").annotate(
            units=Count("unit"), total=Sum("number")
        )
    }
    assert kept == {
        **{code: (192, total) for code, total in (TOTALS | SURVEYED).items()},
        **{code: (631, total) for code, total in COUNTED.items()},
        "A14": (72, 72),
        "A15": (72, 72),
        "A17": (72, 4706),
    }
    assert made == [shown.count()] * 2
    assert Unit.objects.filter(kind="enterprise").count() == 631
    assert Unit.objects.filter(kind="party_org").count() == 1 + 72


def test_the_breakdown_says_what_the_articles_say() -> None:
    break_down()
    told = Quotation.objects.filter(source__in=["article:000", "article:002"])
    rows = {row.indicator.code: row for row in told.filter(number__isnull=False)}

    for code, row in rows.items():
        made = Value.objects.filter(
            indicator=row.indicator, period=row.period, origin="illustration"
        ).aggregate(total=Sum("number"))["total"]
        said = Amount(row.number or Decimal(0), Qualifier(row.qualifier))
        assert agreement(said, Amount(made)) is not Verdict.BROKEN, code
        assert row.qualifier != "exact" or made == row.number, code
    assert len(rows) == 15


def test_no_unit_breaks_a_check_of_the_catalogue() -> None:
    break_down()
    held: dict[tuple[int, int], dict[str, Amount]] = defaultdict(dict)
    for value in Value.objects.filter(origin="illustration").select_related(
        "indicator"
    ):
        assert value.unit.kind in value.indicator.unit_kinds
        cell = held[value.unit_id, value.period_id]
        cell[value.indicator.code] = Amount(value.number or Decimal(0))
    rules = check_rules()

    found = [one for cells in held.values() for one in findings(rules, cells)]

    assert len(found) > 2000
    assert broken(found) == []


@pytest.mark.parametrize(("on", "root"), [(OLD, "Tỉnh Bắc Giang"), (TODAY, "Bắc Ninh")])
def test_invented_bodies_stand_on_both_maps_and_say_what_they_are(
    on: date, root: str
) -> None:
    break_down()
    province = unit_by_code("24", on)

    firms = units_selected(on, within=province, kind="enterprise")

    assert root in province.name
    assert firms.count() == 631
    assert all("minh họa" in firm.name for firm in firms)
    assert {firm.has_union for firm in firms} == {True}
    assert firms.filter(has_party_org=True).count() == COUNTED["L08"]
    committee = Unit.objects.get(name=PARTY_COMMITTEE)
    assert children_of(committee, on, tree=Tree.LINE).count() == 72
    assert firms.filter(placements__tree=Tree.LINE).count() == 0


@pytest.mark.parametrize("typed", ["minh hoa", "minh họa", "doanh"])
def test_invented_bodies_come_after_every_place_of_a_search(typed: str) -> None:
    break_down()
    places = {"country", "province", "district", "commune"}

    found = [hit.unit.kind in places for hit in search_units(typed, limit=40)]

    assert True not in found[found.index(False) :]


def test_both_maps_still_add_up() -> None:
    break_down()
    counted = {
        day: kinds_below(country(), day) for day in (OLD, date(2025, 7, 1), TODAY)
    }

    assert [one.pop("enterprise") for one in counted.values()] == [631] * 3
    assert [one.pop("party_org") for one in counted.values()] == [73] * 3
    assert counted[OLD] == {"province": 63, "district": 696, "commune": 10_035}
    assert counted[TODAY] == {"province": 34, "commune": 3_321}


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
    numbers = dict(User.objects.values_list("username", "pk"))
    assert [one.number for one in accounts] == [numbers[one.username] for one in CAST]
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


def test_one_filing_came_back_and_says_why() -> None:
    load_demo()

    (filing,) = Filing.objects.filter(unit=unit_by_code("07420", TODAY))
    told = history_of(filing.dossier).filter(verb="indicators.return")

    assert filing.status == "draft"
    assert [event.actor.username for event in told if event.actor] == ["giang"]
    assert [REASON in str(event.facts) for event in told] == [True]


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
