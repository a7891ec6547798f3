"""Programs with a token: for one post, under /api/v1/ alone, refused in one way."""

import logging
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from danchu.indicators.queries.places import Address
from danchu.kernel.audit.queries import history_of_unit, refusals_of
from danchu.kernel.people.models import AccessToken, User
from danchu.kernel.people.services import give_post
from danchu.kernel.periods.rules import Period
from danchu.registry.services.tokens import end_token
from danchu.surfaces.api.filing_deeds import save_filing
from danchu.surfaces.api.filing_shapes import SentCell, SentSheet
from danchu.surfaces.api.tests.conftest import NOW, Caller, Program
from danchu.testing.cast import Cast

DUE = "/api/v1/filings/due"
PUBLIC = "/api/v1/units?q=xa"
FIGURE = (
    "/api/v1/figures?indicator=G01&within={}&period=2026H1&floor=provisional&by=none"
)


def filing_of(unit: int) -> str:
    return f"/api/v1/filings/PL4/{unit}/2026H1"


def test_a_token_opens_what_its_post_may_read(at_work: Cast, program: Program) -> None:
    caller = program(at_work.binh)

    status, document = caller.ask("GET", filing_of(at_work.hoa_thuan.pk))

    assert (status, document["deeds"]) == (200, ["enter"])
    token = AccessToken.objects.get()
    assert token.last_used_on == date(2026, 7, 6)


@pytest.fixture
def two_posts(at_work: Cast) -> User:
    """Return Bình, clerk of Hòa Thuận, who is head of Tân Lập too."""
    give_post(
        user=at_work.binh,
        unit=at_work.tan_lap,
        role="head",
        valid_from=date(2026, 1, 1),
    )
    return at_work.binh


def test_a_token_never_acts_with_another_post_of_the_same_person(
    at_work: Cast, two_posts: User, program: Program
) -> None:
    there = filing_of(at_work.tan_lap.pk)
    _begun(at_work)
    clerk = program(two_posts, two_posts.posts.get(role="clerk"))
    head = program(two_posts, two_posts.posts.get(role="head"))

    read = [caller.ask("GET", there)[0] for caller in (clerk, head)]
    approved = [caller.ask("POST", f"{there}/approve")[0] for caller in (clerk, head)]
    listed = [
        caller.ask("GET", "/api/v1/filings")[1]["total"] for caller in (clerk, head)
    ]
    figure = [caller.ask("GET", FIGURE.format("90102"))[0] for caller in (clerk, head)]

    assert read == [404, 200]
    assert approved == [404, 409]
    assert listed == [0, 1]
    assert figure == [404, 200]


def _begun(cast: Cast) -> None:
    clerk = cast.dung
    give_post(user=clerk, unit=cast.tan_lap, role="clerk", valid_from=date(2026, 1, 1))
    save_filing(
        actor=clerk,
        where=Address("PL4", cast.tan_lap, Period.parse("2026H1")),
        sent=SentSheet(cells={"G01": SentCell()}),
        seen="",
        at=NOW,
    )


def test_what_is_due_is_of_the_post_alone(
    at_work: Cast, two_posts: User, program: Program
) -> None:
    clerk = program(two_posts, two_posts.posts.get(role="clerk"))
    head = program(two_posts, two_posts.posts.get(role="head"))

    units = [
        {one["unit"]["id"] for one in caller.ask("GET", DUE)[1]["items"]}
        for caller in (clerk, head)
    ]

    assert units == [{at_work.hoa_thuan.pk}, set()]


@pytest.mark.parametrize(
    "written",
    [
        "Bearer dc_" + "a" * 52,
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer " + "x" * 5000,
        "bearer dc_" + "2" * 52,
    ],
)
@pytest.mark.parametrize("address", [DUE, PUBLIC, "/api/v1/openapi.json"])
def test_a_wrong_token_is_refused_everywhere_with_a_way_out(
    address: str, written: str
) -> None:
    answer = Caller("").answer("GET", address, Authorization=written)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == (
        'Bearer realm="danchu", error="invalid_token"'
    )
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.json()["code"] == "people.token_refused"
    assert "cấp mã mới" in answer.json()["cure"]


def test_another_scheme_is_asked_to_sign_in() -> None:
    answer = Caller("").answer("GET", PUBLIC, Authorization="Basic YWJjOmRlZg==")

    assert (answer.status_code, answer.json()["code"]) == (401, "api.sign_in")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="danchu"'


def test_strangers_are_asked_for_a_token(client: Client) -> None:
    answer = client.get(DUE)

    assert (answer.status_code, answer.json()["code"]) == (401, "api.sign_in")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="danchu"'


def test_dead_tokens_are_refused_alike(at_work: Cast, program: Program) -> None:
    revoked, expired, without_post, closed = (
        program(user)
        for user in (at_work.binh, at_work.cuc, at_work.dung, at_work.giang)
    )
    last = date(2026, 7, 5)
    end_token(
        actor=at_work.binh,
        token=AccessToken.objects.get(post__user=at_work.binh),
        at=NOW,
    )
    AccessToken.objects.filter(post__user=at_work.cuc).update(expires_on=last)
    at_work.dung.posts.update(valid_to=last)
    User.objects.filter(pk=at_work.giang.pk).update(is_active=False)

    answers = [
        caller.ask("GET", DUE) for caller in (revoked, expired, without_post, closed)
    ]

    assert answers[0][0] == 401
    assert [answer == answers[0] for answer in answers] == [True] * 4


def test_a_wrong_token_costs_one_look_up(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    caller = Caller("dc_" + "a" * 52)

    with django_assert_num_queries(1):
        assert caller.ask("GET", DUE)[0] == 401


def test_a_wrong_token_is_not_helped_by_a_session(at_work: Cast) -> None:
    client = Client()
    client.force_login(at_work.binh)

    alone = client.get(DUE)
    both = client.get(DUE, headers={"Authorization": "Bearer dc_" + "a" * 52})

    assert (alone.status_code, both.status_code) == (200, 401)


@pytest.mark.parametrize("address", ["/ban-viec/", "/tong-hop/", "/mat-khau/"])
def test_a_token_opens_no_page(at_work: Cast, program: Program, address: str) -> None:
    answer = program(at_work.binh).answer("GET", address)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap/")


def test_a_token_in_an_address_is_nothing(at_work: Cast, program: Program) -> None:
    secret = program(at_work.binh).secret
    client = Client()

    asked = client.get(f"{DUE}?access_token={secret}")
    public = client.get(f"{PUBLIC}&access_token={secret}")

    assert (asked.status_code, public.status_code) == (401, 400)
    assert secret not in asked.content.decode() + public.content.decode()


def test_answers_to_a_token_are_kept_by_nobody(at_work: Cast, program: Program) -> None:
    caller = program(at_work.binh)
    for address in (PUBLIC, DUE, FIGURE.format("90101")):
        answer = caller.answer("GET", address)

        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "ETag" not in answer.headers


def test_what_strangers_share_says_that_it_depends_on_the_token(
    client: Client,
) -> None:
    answer = client.get("/api/v1/units?as_of=2026-01-01&q=khong-co")

    assert "Authorization" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_history_names_the_token_by_which_something_was_done(
    at_work: Cast, program: Program
) -> None:
    caller = program(at_work.binh)

    caller.ask("PUT", filing_of(at_work.hoa_thuan.pk), '{"cells":{"G01":{"number":4}}}')

    events = history_of_unit(at_work.hoa_thuan).filter(verb="indicators.enter")
    [event] = events
    assert event.actor == at_work.binh
    assert event.facts["token"] == AccessToken.objects.get().pk


def test_a_refusal_is_kept_without_the_secret(
    at_work: Cast, program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    caller = program(at_work.binh)
    caplog.set_level(logging.DEBUG)

    status, _ = caller.ask("GET", filing_of(at_work.tan_lap.pk))

    assert status == 404
    [event] = refusals_of(at_work.binh)
    assert event.facts["token"] == AccessToken.objects.get().pk
    told = f"{event.facts} {event.subject} {caplog.text}"
    assert caller.secret not in told


def test_a_day_later_the_day_of_use_moves_on(at_work: Cast, program: Program) -> None:
    caller = program(at_work.binh)
    AccessToken.objects.update(last_used_on=date(2026, 7, 6) - timedelta(days=1))

    caller.ask("GET", DUE)

    assert AccessToken.objects.get().last_used_on == date(2026, 7, 6)
