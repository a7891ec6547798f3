from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import current_posts
from danchu.kernel.people.services import give_post
from danchu.registry.models import Invitation
from danchu.registry.rules import Person, Terms
from danchu.registry.services.accounts import (
    add_account,
    add_first_administrator,
    end_post,
    grant_post,
    reset_password,
)
from danchu.testing.cast import SINCE, Cast, hire

NOW = datetime(2026, 7, 13, 2, 0, tzinfo=UTC)
TODAY = date(2026, 7, 13)
OANH = Person("oanh", "Ngô Thị Oanh", "oanh@hoathuan.vn")
CLERK = Terms("clerk", TODAY)
LONG = "mot-mat-khau-dai"

pytestmark = pytest.mark.usefixtures("_frozen")


@pytest.fixture
def _frozen() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def code_of(refused: pytest.ExceptionInfo[RuleBroken]) -> str:
    return refused.value.code


def test_an_administrator_opens_an_account_with_a_post_in_reach(cast: Cast) -> None:
    user, password = add_account(
        actor=cast.lan, person=OANH, unit=cast.hoa_thuan, terms=CLERK, at=NOW
    )

    posts = [(post.unit, post.role) for post in current_posts(user, TODAY)]
    assert posts == [(cast.hoa_thuan, "clerk")]
    assert user.check_password(password)
    assert Invitation.objects.get().until == NOW + timedelta(days=7)


def test_history_tells_of_an_account_without_naming_anybody(cast: Cast) -> None:
    user, password = add_account(
        actor=cast.lan, person=OANH, unit=cast.hoa_thuan, terms=CLERK, at=NOW
    )

    granted, added = history_of_unit(cast.hoa_thuan)[:2]
    assert (added.verb, granted.verb) == ("registry.add_account", "registry.grant_post")
    assert added.personal.facts == {"username": "oanh", "full_name": "Ngô Thị Oanh"}
    told = f"{added.facts} {added.subject} {granted.facts} {granted.subject}"
    assert "oanh" not in told.casefold()
    assert password not in f"{told} {added.personal.facts}"
    assert f"#{user.pk}" in added.subject


@pytest.mark.parametrize("name", ["an", "binh", "cuc", "giang", "khoa", "minh"])
def test_nobody_but_an_administrator_opens_accounts(cast: Cast, name: str) -> None:
    actor: User = getattr(cast, name)

    with pytest.raises(RuleBroken) as refused:
        add_account(actor=actor, person=OANH, unit=cast.hoa_thuan, terms=CLERK, at=NOW)

    assert code_of(refused) == "access.forbidden"
    assert not User.objects.filter(username="oanh").exists()


@pytest.mark.parametrize("place", ["elsewhere", "elsewhere_province", "nation"])
def test_outside_reach_no_post_is_given(cast: Cast, place: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        grant_post(
            actor=cast.lan, user=cast.an, unit=getattr(cast, place), terms=CLERK, at=NOW
        )

    assert code_of(refused) == "access.forbidden"


def test_a_user_name_serves_once_whatever_its_case(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refused:
        add_account(
            actor=cast.lan,
            person=Person("BINH", "Trần Văn Bính"),
            unit=cast.hoa_thuan,
            terms=CLERK,
            at=NOW,
        )

    assert code_of(refused) == "people.user_name_taken"


def test_an_e_mail_address_serves_once(cast: Cast) -> None:
    add = partial(add_account, actor=cast.lan, unit=cast.hoa_thuan, terms=CLERK, at=NOW)
    add(person=OANH)

    with pytest.raises(RuleBroken) as refused:
        add(person=Person("oanh2", "Oanh", "Oanh@HoaThuan.vn"))

    assert code_of(refused) == "people.email_taken"


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (Terms("head", TODAY, TODAY - timedelta(days=1)), "post_ends_before_it_begins"),
        (Terms("head", TODAY, is_acting=True), "acting_needs_an_end"),
        (Terms("clerk", TODAY), "post_held_already"),
    ],
)
def test_posts_that_make_no_sense_are_refused(
    cast: Cast, terms: Terms, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        grant_post(
            actor=cast.lan, user=cast.binh, unit=cast.hoa_thuan, terms=terms, at=NOW
        )

    assert code_of(refused) == f"people.{code}"


def test_a_post_at_a_unit_that_has_ended_is_refused(cast: Cast) -> None:
    cast.tan_lap.valid_to = date(2025, 6, 30)
    cast.tan_lap.save()

    with pytest.raises(RuleBroken) as refused:
        grant_post(
            actor=cast.lan, user=cast.binh, unit=cast.tan_lap, terms=CLERK, at=NOW
        )

    assert code_of(refused) == "people.unit_ends"


def test_nobody_gives_or_ends_a_post_of_his_own(cast: Cast) -> None:
    mine = cast.lan.posts.get()

    with pytest.raises(RuleBroken) as given:
        grant_post(
            actor=cast.lan, user=cast.lan, unit=cast.an_binh, terms=CLERK, at=NOW
        )
    with pytest.raises(RuleBroken) as ended:
        end_post(actor=cast.lan, post=mine, last_day=TODAY, at=NOW)

    assert {code_of(given), code_of(ended)} == {"registry.not_for_oneself"}


def test_an_ended_post_gives_nothing_the_day_after(cast: Cast) -> None:
    post = cast.binh.posts.get()

    end_post(actor=cast.lan, post=post, last_day=TODAY, at=NOW)

    held = [len(current_posts(cast.binh, TODAY + timedelta(days=n))) for n in (0, 1)]
    assert held == [1, 0]
    line = history_of_unit(cast.hoa_thuan)[0]
    assert (line.verb, line.facts["valid_to"]) == ("registry.end_post", "2026-07-13")


def test_a_post_does_not_end_before_it_began(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refused:
        end_post(
            actor=cast.lan,
            post=cast.binh.posts.get(),
            last_day=SINCE - timedelta(days=1),
            at=NOW,
        )

    assert code_of(refused) == "people.post_ends_before_it_begins"


def test_a_post_that_has_ended_is_not_prolonged_by_ending_it(cast: Cast) -> None:
    post = cast.binh.posts.get()
    end_post(actor=cast.lan, post=post, last_day=TODAY, at=NOW)

    with pytest.raises(RuleBroken) as refused:
        end_post(actor=cast.lan, post=post, last_day=TODAY + timedelta(days=9), at=NOW)

    assert code_of(refused) == "people.post_ended_already"


def test_a_lost_password_is_replaced_by_one_that_serves_once(cast: Cast) -> None:
    password = reset_password(actor=cast.lan, user=cast.binh, at=NOW)

    cast.binh.refresh_from_db()
    assert cast.binh.check_password(password)
    assert Invitation.objects.get().user == cast.binh


@pytest.mark.parametrize("ends", [None, date(2099, 12, 31)])
def test_who_also_has_a_post_out_of_reach_keeps_the_password(
    cast: Cast, ends: date | None
) -> None:
    give_post(
        user=cast.binh,
        unit=cast.nation,
        role="secretary",
        valid_from=TODAY,
        valid_to=ends,
    )
    before = cast.binh.password

    with pytest.raises(RuleBroken) as refused:
        reset_password(actor=cast.lan, user=cast.binh, at=NOW)

    cast.binh.refresh_from_db()
    assert (code_of(refused), cast.binh.password) == ("access.forbidden", before)


@pytest.mark.parametrize("name", ["dung", "minh", "an"])
def test_passwords_out_of_reach_stay(cast: Cast, name: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        reset_password(actor=cast.lan, user=getattr(cast, name), at=NOW)

    assert code_of(refused) == "access.forbidden"


def test_the_first_administrator_is_made_once(cast: Cast) -> None:
    Post.objects.filter(role="administrator").delete()
    add = partial(
        add_first_administrator, full_name="Đinh Văn Phú", password=LONG, at=NOW
    )

    first = add(username="phu")
    with pytest.raises(RuleBroken) as refused:
        add(username="phu2")

    assert [post.unit for post in current_posts(first, TODAY)] == [cast.nation]
    assert code_of(refused) == "registry.administrator_exists"


def test_a_weak_first_password_is_refused(cast: Cast) -> None:
    cast.lan.posts.all().delete()
    asked = {"username": "phu", "full_name": "Đinh Văn Phú", "password": "12345678"}

    with pytest.raises(RuleBroken) as refused:
        add_first_administrator(**asked, at=NOW)

    assert code_of(refused) == "people.weak_password"


def test_a_hired_hand_has_no_rights_at_first() -> None:
    user = hire("quyen", "Lý Thị Quyên")

    assert current_posts(user, TODAY) == []
