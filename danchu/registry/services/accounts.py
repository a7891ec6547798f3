"""Opening accounts, giving and ending posts, replacing lost passwords.

History keeps references to accounts; names stand apart, where they may be erased.
"""

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.rules import account_subject
from danchu.kernel.people.services import (
    change_password,
    close_post,
    give_post,
    note_sign_in,
    open_account,
    revoke_tokens_of,
)
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import country
from danchu.registry.models import Invitation
from danchu.registry.queries.accounts import (
    administered,
    home_unit,
    is_wholly_within,
)
from danchu.registry.rules import (
    ADD_ACCOUNT,
    END_POST,
    FIRST_ADMINISTRATOR,
    GRANT_POST,
    INVITATION_LASTS,
    RESET_PASSWORD,
    Person,
    Terms,
    one_time_password,
)


@transaction.atomic
def add_account(
    *, actor: User, person: Person, unit: Unit, terms: Terms, at: datetime
) -> tuple[User, str]:
    """Open an account with its first post; return it and its one-time password.

    The password is told once and kept nowhere; it serves for a week, to set another.
    """
    authorize(actor, ADD_ACCOUNT, unit)
    password = one_time_password(secrets.choice)
    user = open_account(
        username=person.username,
        full_name=person.full_name,
        email=person.email,
        password=password,
    )
    Invitation.objects.create(user=user, until=at + INVITATION_LASTS)
    record(
        unit=unit,
        verb=ADD_ACCOUNT.name,
        actor=actor,
        at=at,
        subject=_named(user),
        personal={"username": user.username, "full_name": user.full_name},
    )
    grant_post(actor=actor, user=user, unit=unit, terms=terms, at=at)
    return user, password


@transaction.atomic
def grant_post(
    *, actor: User, user: User, unit: Unit, terms: Terms, at: datetime
) -> Post:
    """Give somebody else a post in reach of one's own."""
    authorize(actor, GRANT_POST, unit)
    _not_oneself(actor, user)
    post = give_post(
        user=user,
        unit=unit,
        role=terms.role,
        title=terms.title,
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        is_acting=terms.is_acting,
    )
    record(
        unit=unit,
        verb=GRANT_POST.name,
        actor=actor,
        at=at,
        subject=_named(user),
        post=post.pk,
        role=post.role,
        title=post.title,
        valid_from=post.valid_from,
        valid_to=post.valid_to,
        is_acting=post.is_acting,
    )
    return post


@transaction.atomic
def end_post(*, actor: User, post: Post, last_day: date, at: datetime) -> Post:
    """Let somebody else's post end with `last_day`."""
    authorize(actor, END_POST, post.unit)
    _not_oneself(actor, post.user)
    before = post.valid_to
    ended = close_post(post=post, last_day=last_day)
    record(
        unit=post.unit,
        verb=END_POST.name,
        actor=actor,
        at=at,
        subject=_named(post.user),
        post=post.pk,
        role=post.role,
        before=before,
        valid_to=last_day,
    )
    return ended


@transaction.atomic
def reset_password(*, actor: User, user: User, at: datetime) -> str:
    """Replace a lost password by one that serves once; return it, to be read out.

    Programs of the account are shut out too: whoever has the password may have tokens.
    Only where all that the account may do lies in reach of the actor: otherwise a
    commune's administrator could enter as a secretary of the province.
    """
    unit = home_unit(user)
    authorize(actor, RESET_PASSWORD, unit)
    if not is_wholly_within(administered(actor, timezone.localdate(at)), user):
        raise RuleBroken("access.forbidden", action=RESET_PASSWORD.name)
    _not_oneself(actor, user)
    password = one_time_password(secrets.choice)
    change_password(user=user, password=password)
    note_sign_in(login=user.username)
    revoked = revoke_tokens_of(user=user, at=at)
    Invitation.objects.update_or_create(
        user=user, defaults={"until": at + INVITATION_LASTS}
    )
    record(
        unit=unit,
        verb=RESET_PASSWORD.name,
        actor=actor,
        at=at,
        subject=_named(user),
        revoked_tokens=revoked,
    )
    return password


@transaction.atomic
def add_first_administrator(
    *, username: str, full_name: str, password: str, at: datetime
) -> User:
    """Open the account that opens all others, on a server that has no administrator."""
    nation = Unit.objects.select_for_update().get(pk=country().pk)
    if Post.objects.filter(role="administrator").exists():
        raise RuleBroken("registry.administrator_exists")
    user = open_account(username=username, full_name=full_name, password=password)
    give_post(
        user=user,
        unit=nation,
        role="administrator",
        title="Quản trị hệ thống",
        valid_from=timezone.localdate(at),
    )
    record(
        unit=nation, verb=FIRST_ADMINISTRATOR, actor=None, at=at, subject=_named(user)
    )
    return user


def _not_oneself(actor: User, user: User) -> None:
    if actor.pk == user.pk:
        raise RuleBroken("registry.not_for_oneself")


def _named(user: User) -> str:
    return account_subject(user.pk)
