"""Everybody who may ask the site for something, and what their asking names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import resolve_url
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import version_of
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.filings import Status
from danchu.indicators.services import (
    accept_filing,
    approve_filing,
    enter_values,
    load_catalogue,
    open_filing,
    publish_filing,
    submit_filing,
)
from danchu.indicators.services.designs import begin_form
from danchu.indicators.services.own_checks import Draft, write_check
from danchu.indicators.services.own_indicators import NewIndicator, define_indicator
from danchu.kernel.files.queries import files_of
from danchu.kernel.files.tests.samples import a_pdf
from danchu.kernel.hostnames.services import give_name
from danchu.kernel.law.services import load_law
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.ledger.tests.published import publish
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.news.rules.files import SentFile
from danchu.news.services import Said, attach_file, comment_on
from danchu.news.tests.factories import make_draft, make_published, make_submitted
from danchu.privacy.rules import Contents, Kind
from danchu.privacy.services import receive_request
from danchu.registry.services.tokens import add_token
from danchu.reporting.tests.factories import (
    make_approved_report,
    make_draft_report,
    make_published_report,
)
from danchu.testing.cast import Cast, make_cast

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
ROLES = (
    *("stranger", "citizen", "clerk", "head", "elsewhere"),
    *("secretary", "auditor", "administrator", "nation"),
)
_STATES = tuple(Status)


class Answered(Protocol):
    """What is read of an answer."""

    status_code: int
    headers: Any


@dataclass(frozen=True)
class Scene:
    """The cast, and what an address may name."""

    cast: Cast
    names: Mapping[str, int]

    def client(self, role: str) -> Client:
        """Return a browser in which that role has signed in."""
        cast, client = self.cast, Client()
        players: dict[str, User] = {
            "citizen": cast.an,
            "clerk": cast.binh,
            "head": cast.cuc,
            "elsewhere": cast.dung,
            "secretary": cast.giang,
            "auditor": cast.khoa,
            "administrator": cast.lan,
            "nation": cast.minh,
        }
        if role in players:
            client.force_login(players[role])
        return client

    def get(self, asked: str, role: str) -> str:
        """Ask an address as somebody."""
        response = self.client(role).get(asked.format(**self.names))
        if response.streaming:
            response.getvalue()  # a file that nobody reads keeps its turn
        return written(response)

    def post(self, asked: str, said: str, role: str) -> str:
        """Post to an address as somebody, and take back whatever that did."""
        client = self.client(role)
        filing = Filing.objects.get(pk=self.names["filing"])
        names = {**self.names, "version": version_of(filing)}
        data = QueryDict(said.format(**names))
        before = transaction.savepoint()
        response = client.post(asked.format(**self.names), data.dict())
        transaction.savepoint_rollback(before)
        return written(response)

    def send(self, method: str, asked: str, said: str, role: str) -> str:
        """Send a document to the API as somebody, and take back what that did."""
        before = transaction.savepoint()
        response = self.client(role).generic(
            method,
            asked.format(**self.names),
            said,
            content_type="application/json",
        )
        transaction.savepoint_rollback(before)
        return written(response)


def written(response: Answered) -> str:
    """Return an answer as tables write it: `in` sign in first, `go` elsewhere."""
    if response.status_code not in {301, 302, 303}:
        return str(response.status_code)
    sign_in = resolve_url(settings.LOGIN_URL)
    return "in" if response.headers["Location"].startswith(sign_in) else "go"


@pytest.fixture(scope="module")
def scene(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[Scene]:
    """Hire the cast, load the catalogue, and have Hòa Thuận begin PL4.

    Once for a file, in a transaction around those of its tests.
    """
    request.getfixturevalue("django_db_setup")
    around = transaction.atomic()
    # What insists on being committed, such as a signature, is content with a test.
    around._from_testcase = True  # type: ignore[attr-defined]  # Django sets it too
    with django_db_blocker.unblock(), around:
        cast = make_cast()
        load_catalogue()
        begin_form(
            actor=cast.giang, unit=cast.an_binh, code="HG1", name="Hòa giải", at=NOW
        )
        told = NewIndicator("AB01", "Tổ hòa giải", "tổ", "count", ("commune",))
        define_indicator(actor=cast.giang, unit=cast.an_binh, told=told, at=NOW)
        publish(1)
        sign_checkpoint(at=NOW)
        names = {
            "unit": cast.hoa_thuan.pk,
            "province": cast.an_binh.pk,
            "account": cast.binh.pk,
            "post": cast.binh.posts.get().pk,
            "filing": _begin(cast).pk,
            "token": _token(cast),
            "check": _check(cast),
            "request": _request(cast),
            "host_name": _host_name(cast),
            **_write(cast),
            "report": make_draft_report(cast, at=NOW).pk,
            "approved": make_approved_report(cast, at=NOW, value=None).pk,
            "stood": make_published_report(cast, at=NOW).pk,
        }
        yield Scene(cast, names)
        transaction.set_rollback(True)


def _write(cast: Cast) -> dict[str, int]:
    """Have Hòa Thuận write: a draft, one that waits, one that stands with a comment."""
    stands, draft = make_published(cast, at=NOW), make_draft(cast, at=NOW)
    file = SentFile(a_pdf(), "Phương án.pdf", "")
    attach_file(
        actor=cast.cuc, article=stands, sent=file, correction="Thêm tệp.", at=NOW
    )
    attach_file(actor=cast.binh, article=draft, sent=file, correction="", at=NOW)
    comment = comment_on(article=stands.pk, said=Said("Hoa", "Đồng ý."), at=NOW)
    return {
        "draft": draft.pk,
        "file": files_of(draft.pk)[0].pk,
        "waiting": make_submitted(cast, at=NOW).pk,
        "article": stands.pk,
        "comment": comment.pk,
    }


def _host_name(cast: Cast) -> int:
    name = "danchu.hoathuan.example"
    return give_name(actor=cast.lan, unit=cast.hoa_thuan, name=name, at=NOW).pk


def _token(cast: Cast) -> int:
    post = cast.binh.posts.get()
    made, _ = add_token(actor=cast.binh, post=post, name="Phần mềm", days=90, at=NOW)
    return made.pk


def _check(cast: Cast) -> int:
    """Have the province demand what the figures of Hòa Thuận hold to."""
    draft = Draft("G02 ≥ 2 × G01")
    return write_check(actor=cast.giang, unit=cast.an_binh, draft=draft, at=NOW).pk


def _request(cast: Cast) -> int:
    load_law()
    asked, _ = receive_request(
        actor=cast.an,
        kind=Kind.ERASE,
        unit=cast.hoa_thuan,
        contents=Contents("Nguyễn Văn An", "an@example.vn", "Xóa tài khoản của tôi"),
        at=NOW,
    )
    return int(asked.pk)


def _begin(cast: Cast) -> Filing:
    filing = open_filing(
        actor=cast.binh,
        form="PL4",
        unit=cast.hoa_thuan,
        period=Period.parse("2026H1"),
        at=NOW,
    )
    entries = {"G01": Entry("4"), "G02": Entry("1.612")}
    return enter_values(actor=cast.binh, filing=filing, entries=entries, at=NOW)


def hand_up(scene: Scene, state: Status) -> None:
    """Have the filing moved on by those who may, until it stands there."""
    filing = Filing.objects.get(pk=scene.names["filing"])
    cast = scene.cast
    deeds = (
        (submit_filing, cast.binh),
        (approve_filing, cast.cuc),
        (accept_filing, cast.giang),
        (publish_filing, cast.giang),
    )
    for deed, actor in deeds[: _STATES.index(state)]:
        deed(actor=actor, filing=filing, at=NOW)
