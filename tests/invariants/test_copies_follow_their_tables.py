"""A page that strangers may get a copy of reads only what drops the copy."""

import inspect
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from danchu.indicators.models import Filing
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.filings import CORRECT, Status
from danchu.indicators.services import correct_values
from danchu.kernel.access.caching import Copying, Topic, cached, copying_of
from danchu.kernel.access.gates import official, public
from tests.invariants.addresses import addresses
from tests.invariants.roles import NOW, Scene, hand_up
from tests.invariants.test_every_address_as_every_role import TABLE

KEPT: Mapping[str, Copying] = {
    address: copying
    for address, view in addresses()
    if (copying := copying_of(view)) is not None
}
VIEWS = dict(addresses())
TRIGGERS = """
SELECT relname, split_part(encode(tgargs, 'escape'), '\\000', 1), tgtype, tgenabled
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname LIKE relname || '_on_pages%'
"""
TOLD_IN_PART = {"audit_event": CORRECT.name}
"""Tables of which a topic tells only rows of one kind: no page may read others."""
EVERY_CHANGE = 4 | 8 | 16 | 32
"""The bits of INSERT, DELETE, UPDATE and TRUNCATE in pg_trigger."""
OTHERWISE = ("?ban-do=2025-06-30", "?ky=2026H1", "?ban-do=2026-07-01&trang=1")


def told() -> dict[str, dict[str, int]]:
    """Return, of each topic, its tables with the changes that are told."""
    found: dict[str, dict[str, int]] = {topic: {} for topic in Topic}
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        for table, topic, kinds, enabled in cursor.fetchall():
            tables = found[topic]
            bits = kinds if enabled == "A" else 0
            tables[table] = tables.get(table, 0) | bits & EVERY_CHANGE
    return found


def untold(statements: Collection[str], touches: Collection[str]) -> list[str]:
    """List the tables that statements name and no topic of `touches` tells of."""
    known = {table for topic in touches for table in told()[topic]}
    words = {word for said in statements for word in re.findall(r"\w+", said)}
    more = {
        table
        for table, kind in TOLD_IN_PART.items()
        if any(table in said and f"'{kind}'" not in said for said in statements)
    }
    unknown = set(connection.introspection.table_names()) - (known - more)
    return sorted(words & unknown)


def undeclared(view: Callable[..., Any], copying: Copying) -> list[str]:
    """List the parameters that a view reads and does not declare."""
    source = inspect.getsource(inspect.unwrap(view))
    read = re.findall(r"""request\.GET(?:\.get\(|\[)["']([^"']+)["']""", source)
    unread = source.count("request.GET") - len(read)
    known = copying.known | copying.never
    return [name for name in read if name not in known] + ["?"] * unread


def strangers_page(asked: str) -> tuple[Any, list[str]]:
    """Open a page as a stranger; return it with the statements it took."""
    with CaptureQueriesContext(connection) as seen, time_machine.travel(NOW):
        page = Client().get(asked)
    return page, [query["sql"] for query in seen.captured_queries]


def _put_right(scene: Scene) -> None:
    """Have what is published corrected: pages then tell why."""
    correct_values(
        actor=scene.cast.giang,
        filing=Filing.objects.get(pk=scene.names["filing"]),
        entries={"G01": Entry("7")},
        reason="Đếm sót.",
        at=NOW,
    )


@pytest.mark.parametrize("address", sorted(KEPT))
def test_a_kept_page_reads_what_it_says_and_belongs_to_nobody(
    scene: Scene, address: str
) -> None:
    if Filing.objects.get(pk=scene.names["filing"]).status != Status.PUBLISHED:
        hand_up(scene, Status.PUBLISHED)
    _put_right(scene)
    asked = TABLE[address][0].format(**scene.names)

    page, statements = strangers_page(asked)
    for other in OTHERWISE:
        statements += strangers_page(asked + other)[1]

    assert page.status_code == HTTPStatus.OK
    assert not page.cookies
    assert statements != []
    assert untold(statements, KEPT[address].touches) == []


@pytest.mark.parametrize("address", sorted(KEPT))
def test_a_kept_page_reads_no_parameter_it_does_not_declare(address: str) -> None:
    assert undeclared(VIEWS[address], KEPT[address]) == []


def test_every_table_tells_of_every_change() -> None:
    tables = {
        table: kinds for topic in told().values() for table, kinds in topic.items()
    }

    assert len(tables) > len(Topic)
    assert set(tables.values()) == {EVERY_CHANGE}


def test_a_page_that_reads_more_is_found() -> None:
    statements = ['SELECT 1 FROM "units_unit" JOIN people_post p ON true']

    assert untold(statements, {Topic.UNITS}) == ["people_post"]
    assert untold(statements, {Topic.FIGURES}) == ["people_post", "units_unit"]


def test_a_page_that_reads_more_of_a_table_than_is_told_is_found() -> None:
    reason = "SELECT facts FROM \"audit_event\" WHERE verb = 'indicators.correct'"

    assert untold([reason], {Topic.FIGURES}) == []
    assert untold([reason], {Topic.UNITS}) == ["audit_event"]
    assert untold([reason, 'SELECT 1 FROM "audit_event"'], {Topic.FIGURES}) == [
        "audit_event"
    ]


def test_a_table_whose_trigger_is_off_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE units_unit DISABLE TRIGGER units_unit_on_pages")

    assert told()[Topic.UNITS]["units_unit"] == 0


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.GET.get("ky", "") + request.GET["trang"])


def test_a_parameter_that_is_not_declared_is_found() -> None:
    view = cached(touches={Topic.UNITS}, known={"ky"})(public(_page))
    said = copying_of(view)

    assert said is not None
    assert undeclared(view, said) == ["trang"]
    assert undeclared(view, replace(said, never=frozenset({"trang"}))) == []


def test_only_a_public_page_may_be_kept() -> None:
    with pytest.raises(ValueError, match="public"):
        cached(touches={Topic.UNITS})(official(_page))
