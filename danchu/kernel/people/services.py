"""Counting failed sign-ins, per account and never per address.

A whole commune may sit behind one address; a wait concerns one account only.
"""

import hashlib
from datetime import datetime

from django.db import transaction

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import SignInCounter
from danchu.kernel.people.rules import FORGOTTEN_AFTER, remaining_wait, wait_after


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
    """Count one failure and fix how long the account waits."""
    counter, _ = SignInCounter.objects.select_for_update().get_or_create(
        account=account_mark(login), defaults={"last_failed_at": at}
    )
    if at - counter.last_failed_at > FORGOTTEN_AFTER:
        counter.failures = 0
    counter.failures += 1
    counter.last_failed_at = at
    wait = wait_after(counter.failures)
    counter.locked_until = at + wait if wait else None
    counter.save(update_fields=["failures", "last_failed_at", "locked_until"])


def note_sign_in(*, login: str) -> None:
    """Forget the failures of an account that has just signed in."""
    SignInCounter.objects.filter(account=account_mark(login)).delete()
