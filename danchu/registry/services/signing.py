"""Signing in and out, and changing one's own password."""

from datetime import datetime

from django.db import transaction

from danchu.kernel.audit.services import record, record_refusal
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.rules import account_subject
from danchu.kernel.people.services import (
    change_password,
    check_may_sign_in,
    note_failed_sign_in,
    note_sign_in,
    revoke_tokens_of,
)
from danchu.registry.models import Invitation
from danchu.registry.queries.accounts import account_of, home_unit
from danchu.registry.rules import CHANGE_PASSWORD, SIGN_IN, SIGN_IN_FAILED, SIGN_OUT


def let_try(*, login: str, at: datetime) -> None:
    """Refuse with ``people.wait`` while the account meant by `login` waits."""
    check_may_sign_in(login=_counted_as(login), at=at)


@transaction.atomic
def fail_sign_in(*, login: str, path: str, at: datetime) -> None:
    """Count a failure, for names that nobody has as for any other, and record it.

    What was typed is not kept: people type passwords where names belong.
    """
    note_failed_sign_in(login=_counted_as(login), at=at)
    user = account_of(login)
    if user is None:
        record_refusal(actor=None, code="registry.wrong_login", path=path, at=at)
    else:
        unit, subject = home_unit(user), account_subject(user.pk)
        record(unit=unit, verb=SIGN_IN_FAILED, actor=None, at=at, subject=subject)


@transaction.atomic
def sign_in(*, user: User, at: datetime) -> None:
    """Forget the failures of an account whose password was right, and record it."""
    note_sign_in(login=user.username)
    record(unit=home_unit(user), verb=SIGN_IN, actor=user, at=at)


def sign_out(*, user: User, at: datetime) -> None:
    """Record that somebody left."""
    record(unit=home_unit(user), verb=SIGN_OUT, actor=user, at=at)


def check_invitation(*, user: User, at: datetime) -> bool:
    """Tell whether the password of `user` serves only to set another.

    Refuses with ``registry.invitation_expired`` one that has waited too long.
    """
    invitation = Invitation.objects.filter(user=user).first()
    if invitation is None:
        return False
    if at > invitation.until:
        raise RuleBroken("registry.invitation_expired")
    return True


def replace_password(*, actor: User, old: str, new: str, at: datetime) -> None:
    """Change one's own password; guessing the old one is counted like signing in.

    Programs are shut out too: whoever knew the old password may have made tokens.
    """
    check_may_sign_in(login=actor.username, at=at)
    if not actor.check_password(old):
        note_failed_sign_in(login=actor.username, at=at)
        raise RuleBroken("registry.wrong_password")
    with transaction.atomic():
        _set(actor, new, at)


@transaction.atomic
def accept_invitation(*, actor: User, new: str, at: datetime) -> None:
    """Set a password of one's own in place of the one that served once."""
    _set(actor, new, at)
    Invitation.objects.filter(user=actor).delete()


def _set(user: User, new: str, at: datetime) -> None:
    if user.check_password(new):
        raise RuleBroken("registry.same_password")
    change_password(user=user, password=new)
    revoked = revoke_tokens_of(user=user, at=at)
    record(
        unit=home_unit(user),
        verb=CHANGE_PASSWORD,
        actor=user,
        at=at,
        revoked_tokens=revoked,
    )


def _counted_as(login: str) -> str:
    """Return what failures are counted under: one name however an account is called."""
    user = account_of(login)
    return user.username if user else login
