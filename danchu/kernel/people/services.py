"""Accounts, posts, tokens, and counting failed sign-ins.

Failures are counted per account and never per address: a whole commune may sit behind
one address, and a wait concerns one account only. Who may open accounts and give posts
is asked, and recorded, by `registry.services`, which stands above access and audit.
"""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils import timezone

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import AccessToken, Post, SignInCounter, User
from danchu.kernel.people.queries import tokens_of
from danchu.kernel.people.rules import (
    ERASED_NAME,
    FORGOTTEN_AFTER,
    MOST_TOKEN_DAYS,
    MOST_TOKENS,
    SECRET_BYTES,
    digest_of,
    erased_user_name,
    is_user_name,
    remaining_wait,
    secret_of,
    wait_after,
)
from danchu.kernel.units.models import Unit

_MOST_DROPPED = 500


@transaction.atomic
def open_account(
    *, username: str, full_name: str, password: str | None, email: str = ""
) -> User:
    """Open an account that, until it holds a post, may do nothing.

    Without a password nobody can sign in to it yet. User names are kept in small
    letters and hold no @, so that none reads as the e-mail address of somebody else.
    """
    name, address = username.strip().casefold(), email.strip().casefold()
    if not is_user_name(name):
        raise RuleBroken("people.bad_user_name", name=username[:40])
    if not full_name.strip():
        raise RuleBroken("people.full_name_missing")
    if address and User.objects.filter(email__iexact=address).exists():
        raise RuleBroken("people.email_taken", email=address)
    user = User(username=name, full_name=full_name.strip(), email=address)
    if password is not None:
        _check_password(user, password)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as taken:
        if "email" in str(taken):
            raise RuleBroken("people.email_taken", email=address) from None
        raise RuleBroken("people.user_name_taken", name=name) from None
    return user


def change_password(*, user: User, password: str) -> None:
    """Give an account a new password; sessions of the old one end."""
    _check_password(user, password)
    user.set_password(password)
    user.save(update_fields=["password"])


def _check_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise RuleBroken("people.weak_password", why=" ".join(weak.messages)) from None


@transaction.atomic
def give_post(  # noqa: PLR0913 -- a post is given with all of these
    *,
    user: User,
    unit: Unit,
    role: str,
    valid_from: date,
    valid_to: date | None = None,
    title: str = "",
    is_acting: bool = False,
) -> Post:
    """Give somebody a role at a unit between two days, both included."""
    if unit.valid_to and (valid_to is None or valid_to > unit.valid_to):
        raise RuleBroken("people.unit_ends", unit=unit.name, day=unit.valid_to)
    if valid_to and valid_to < valid_from:
        raise RuleBroken("people.post_ends_before_it_begins", begins=valid_from)
    if is_acting and valid_to is None:
        raise RuleBroken("people.acting_needs_an_end")
    # Two administrators may give the same post at once: the second sees the first.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = Post.objects.filter(user=user, unit=unit, role=role)
    if any(_overlap(post, valid_from, valid_to) for post in held):
        raise RuleBroken("people.post_held_already", unit=unit.name)
    return Post.objects.create(
        user=user,
        unit=unit,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        title=title.strip(),
        is_acting=is_acting,
    )


def _overlap(post: Post, begins: date, ends: date | None) -> bool:
    starts_before_end = ends is None or post.valid_from <= ends
    return starts_before_end and (post.valid_to is None or post.valid_to >= begins)


@transaction.atomic
def close_post(*, post: Post, last_day: date) -> Post:
    """Let a post end with `last_day`; never before it began."""
    held = Post.objects.select_for_update().select_related("unit").get(pk=post.pk)
    if last_day < held.valid_from:
        raise RuleBroken("people.post_ends_before_it_begins", begins=held.valid_from)
    if held.valid_to and last_day > held.valid_to:
        raise RuleBroken("people.post_ended_already", ended=held.valid_to)
    held.valid_to = last_day
    held.save(update_fields=["valid_to"])
    return held


def is_email(text: str) -> bool:
    """Tell whether letters could be sent to an address.

    >>> is_email("hoa@example.vn"), is_email("hoa")
    (True, False)
    """
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def account_mark(login: str) -> str:
    """Return the key of a counter: names nobody has are counted like any other."""
    return hashlib.sha256(login.strip().casefold().encode()).hexdigest()


def check_may_sign_in(*, login: str, at: datetime) -> None:
    """Refuse with ``people.wait`` while the account waits."""
    counter = SignInCounter.objects.filter(account=account_mark(login)).first()
    if counter is None:
        return
    left = remaining_wait(counter.locked_until, at)
    if left:
        minutes = -(-int(left.total_seconds()) // 60)
        raise RuleBroken(
            "people.wait", failures=counter.failures, wait=f"{minutes} phút"
        )


@transaction.atomic
def note_failed_sign_in(*, login: str, at: datetime) -> None:
    """Count one failure and fix how long the account waits.

    Names nobody has are counted too; a new one makes room by dropping forgotten ones.
    """
    counter, is_new = SignInCounter.objects.select_for_update().get_or_create(
        account=account_mark(login), defaults={"last_failed_at": at}
    )
    if is_new:
        _drop_forgotten(at)
    if at - counter.last_failed_at > FORGOTTEN_AFTER:
        counter.failures = 0
    counter.failures += 1
    counter.last_failed_at = at
    wait = wait_after(counter.failures)
    counter.locked_until = at + wait if wait else None
    counter.save(update_fields=["failures", "last_failed_at", "locked_until"])


def _drop_forgotten(at: datetime) -> None:
    forgotten = SignInCounter.objects.select_for_update(skip_locked=True).filter(
        last_failed_at__lt=at - FORGOTTEN_AFTER
    )
    found = list(forgotten.values_list("pk", flat=True)[:_MOST_DROPPED])
    SignInCounter.objects.filter(pk__in=found).delete()


def note_sign_in(*, login: str) -> None:
    """Forget the failures of an account that has just signed in."""
    SignInCounter.objects.filter(account=account_mark(login)).delete()


@transaction.atomic
def make_token(
    *, post: Post, name: str, days: int, at: datetime
) -> tuple[AccessToken, str]:
    """Make a token for a post; return it and its secret, which nobody keeps.

    It serves so many days, and never longer than the post is held.
    """
    today = timezone.localdate(at)
    if not name.strip():
        raise RuleBroken("people.token_without_purpose")
    if not 1 <= days <= MOST_TOKEN_DAYS:
        raise RuleBroken("people.token_days", days=days, most=MOST_TOKEN_DAYS)
    # Two windows may make tokens at once: the second counts the first.
    User.objects.select_for_update(no_key=True).get(pk=post.user_id)
    if not Post.objects.current(today).filter(pk=post.pk).exists():
        raise RuleBroken("people.token_post_ended")
    if sum(one.serves(today) for one in tokens_of(post.user)) >= MOST_TOKENS:
        raise RuleBroken("people.too_many_tokens", most=MOST_TOKENS)
    last = today + timedelta(days=days)
    secret = secret_of(secrets.token_bytes(SECRET_BYTES))
    made = AccessToken.objects.create(
        post=post,
        name=name.strip()[:80],
        digest=digest_of(secret),
        hint=secret[-4:],
        made_at=at,
        expires_on=min(last, post.valid_to or last),
    )
    return made, secret


def revoke_token(*, token: AccessToken, at: datetime) -> bool:
    """Let a token serve no more; tell whether it was this call that did it."""
    living = AccessToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
    return bool(living.update(revoked_at=at))


def revoke_tokens_of(*, user: User, at: datetime) -> int:
    """Let no token of `user` serve any more; return how many did."""
    living = AccessToken.objects.filter(post__user=user, revoked_at__isnull=True)
    return living.update(revoked_at=at)


def note_token_used(*, token: AccessToken, today: date) -> None:
    """Keep the day on which a token was last used: one write a day."""
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)


@transaction.atomic
def correct_account(*, user: User, full_name: str, email: str) -> tuple[str, ...]:
    """Write a name or an address as it is; return which of them changed.

    Refuses with ``people.full_name_missing``, ``people.bad_email`` and
    ``people.email_taken``.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    said = {"full_name": full_name.strip(), "email": email.strip().casefold()}
    if not said["full_name"]:
        raise RuleBroken("people.full_name_missing")
    if said["email"] and not is_email(said["email"]):
        raise RuleBroken("people.bad_email", email=said["email"][:80])
    others = User.objects.filter(email__iexact=said["email"]).exclude(pk=held.pk)
    if said["email"] and others.exists():
        raise RuleBroken("people.email_taken", email=said["email"])
    changed = tuple(name for name in said if getattr(held, name) != said[name])
    for name in changed:
        setattr(held, name, said[name])
    held.save(update_fields=list(changed))
    return changed


@transaction.atomic
def erase_account(*, user: User, at: datetime) -> bool:
    """Destroy what tells who held an account, and close it; tell whether it did.

    Posts and history stay, without a name. Posts that still last end today.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    if held.full_name == ERASED_NAME:
        return False
    logins = [name for name in (held.username, held.email) if name]
    marks = [account_mark(login) for login in logins]
    SignInCounter.objects.filter(account__in=marks).delete()
    held.username, held.email = erased_user_name(held.pk), ""
    held.full_name = ERASED_NAME
    held.set_unusable_password()
    held.is_active, held.last_login = False, None
    held.save()
    today = timezone.localdate(at)
    lasting = Post.objects.filter(user=held).exclude(valid_to__lte=today)
    lasting.update(valid_to=Greatest("valid_from", Value(today)))
    revoke_tokens_of(user=held, at=at)
    AccessToken.objects.filter(post__user=held).update(name=ERASED_NAME)
    return True
