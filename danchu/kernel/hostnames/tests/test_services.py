import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.hostnames.models import HostName
from danchu.kernel.hostnames.queries import (
    keeper_of,
    names_given_to,
    standing_name,
    standing_names,
)
from danchu.kernel.hostnames.rules import host_name
from danchu.kernel.hostnames.services import give_name, take_back_name
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast, hire, make_cast

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
NAME = "danchu.hoathuan.example"
Deed = Callable[[], object]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def refused(deed: Deed) -> str:
    with pytest.raises(RuleBroken) as broken:
        deed()
    return broken.value.code


def test_a_name_stands_until_it_is_taken_back(cast: Cast) -> None:
    name = give_name(actor=cast.lan, unit=cast.hoa_thuan, name=NAME.upper(), at=NOW)
    standing = standing_names()
    take_back_name(actor=cast.lan, name=name.pk, at=NOW + timedelta(hours=1))

    assert standing == {NAME: cast.hoa_thuan.pk}
    assert standing_names() == {}
    assert [one.until for one in names_given_to(cast.hoa_thuan)] == [
        NOW + timedelta(hours=1)
    ]
    assert [event.verb for event in history_of_unit(cast.hoa_thuan)] == [
        "hostnames.take_back_name",
        "hostnames.give_name",
    ]
    again = lambda: take_back_name(actor=cast.lan, name=name.pk, at=NOW)  # noqa: E731 -- one deed, tried
    assert refused(again) == "hostnames.not_there"
    assert refused(lambda: standing_name(name.pk)) == "hostnames.not_there"


def test_only_administrators_of_the_province_and_above_name_a_place(
    cast: Cast,
) -> None:
    def give(actor: object) -> str:
        try:
            with transaction.atomic():
                give_name(actor=actor, unit=cast.hoa_thuan, name=NAME, at=NOW)  # type: ignore[arg-type]  # -- one of the cast
                transaction.set_rollback(True)
        except RuleBroken as broken:
            return broken.code
        return ""

    own = hire("quan", "Trần Văn Quân", cast.hoa_thuan, "administrator")
    other = hire("phu", "Lê Văn Phú", cast.elsewhere_province, "administrator")
    national = hire("quoc", "Lê Văn Quốc", cast.nation, "administrator")
    asked = (cast.lan, national, own, other, cast.binh, cast.cuc, cast.giang, cast.an)

    assert [give(one) for one in asked] == ["", ""] + ["access.forbidden"] * 6
    assert keeper_of(cast.hoa_thuan, NOW.date()) == cast.an_binh
    assert keeper_of(cast.an_binh, NOW.date()) == cast.an_binh
    assert keeper_of(cast.nation, NOW.date()) == cast.nation


def test_a_name_means_one_place_until_it_is_given_back(cast: Cast) -> None:
    first = give_name(actor=cast.lan, unit=cast.hoa_thuan, name=NAME, at=NOW)

    again = refused(
        lambda: give_name(actor=cast.lan, unit=cast.tan_lap, name=NAME + ".", at=NOW)
    )
    take_back_name(actor=cast.lan, name=first.pk, at=NOW)
    give_name(actor=cast.lan, unit=cast.tan_lap, name=NAME, at=NOW)

    assert again == "hostnames.taken"
    assert standing_names() == {NAME: cast.tan_lap.pk}


def test_our_own_name_and_what_cannot_bear_one_are_refused(
    cast: Cast, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://danchu.example:8443"
    village = add_unit(
        kind=UnitKind.VILLAGE, name="Thôn Đông", parent=cast.hoa_thuan, code=""
    )

    codes = [
        refused(lambda: give_name(actor=cast.lan, unit=unit, name=name, at=NOW))  # noqa: B023 -- called at once
        for unit, name in (
            (cast.hoa_thuan, "DANCHU.example"),
            (cast.hoa_thuan, "127.0.0.1"),
            (village, NAME),
        )
    ]

    assert codes == ["hostnames.ours", "hostnames.not_a_name", "hostnames.not_a_bearer"]


@pytest.mark.parametrize("host", ["HOA.example", "hoa", "hoa.example.", "a.1", "a b.c"])
def test_the_database_keeps_no_name_that_no_browser_sends(
    cast: Cast, host: str
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        HostName.objects.create(unit=cast.hoa_thuan, host=host, since=NOW)


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "localhost", "127.0.0.1", "[::1]", "a..b", "-a.vn", "a-.vn"),
        *("a_b.vn", "a.vn:80", "http://a.vn", "a.vn/", "a b.vn", "a.vn\n.b", "*.vn"),
        *("a" * 64 + ".vn", ".".join(["a" * 60] * 5) + ".vn", "a.vn\0", "@.vn"),
    ],
)
def test_what_is_no_host_name_is_refused(text: str) -> None:
    assert refused(lambda: host_name(text)) == "hostnames.not_a_name"


@given(st.text(max_size=40))
def test_what_is_read_as_a_name_is_read_the_same_again(text: str) -> None:
    try:
        name = host_name(text)
    except RuleBroken:
        return

    assert host_name(name) == name == name.lower()
    assert name.isascii()


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_give_the_same_name_at_once_one_succeeds() -> None:
    cast = make_cast()
    said: list[str] = []
    ready = threading.Barrier(8)

    def give() -> None:
        ready.wait()
        try:
            give_name(actor=cast.lan, unit=cast.hoa_thuan, name=NAME, at=NOW)
        except RuleBroken as broken:
            said.append(broken.code)
        else:
            said.append("")
        finally:
            connection.close()

    threads = [threading.Thread(target=give) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == [""] + ["hostnames.taken"] * 7
