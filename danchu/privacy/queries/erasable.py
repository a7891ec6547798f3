"""What may be erased for a request, and by whom."""

from datetime import date

from django.utils import timezone

from danchu.kernel.access.actions import Action
from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import may
from danchu.kernel.erasures.kinds import Eraser, Found, eraser_of, erasers
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post, User
from danchu.kernel.units.models import Unit
from danchu.privacy.models import DataRequest
from danchu.privacy.rules import ACCOUNT, CORRECT, ERASE, Kind, Status


def things() -> tuple[Eraser, ...]:
    """Return the kinds of things that can be erased, as a form offers them."""
    return erasers()


def deeds_upon_things(user: User, asked: DataRequest) -> frozenset[str]:
    """Return which deeds upon what is held `user` may try for a verified request."""
    held = reach(user, timezone.localdate())
    return frozenset(
        action.name
        for action, kind in ((ERASE, Kind.ERASE), (CORRECT, Kind.CORRECT))
        if is_to_do(asked, kind) and held.allowing(action).posts
    )


def is_to_do(asked: DataRequest, kind: Kind) -> bool:
    """Tell whether a request asks for that and is verified."""
    return (asked.kind, asked.status) == (kind, Status.VERIFIED)


def thing_meant(asked: DataRequest, wanted: Kind, kind: str, text: str) -> Found:
    """Return what a verified request means by a kind of thing and a text.

    Refuses with ``privacy.not_asked`` and ``privacy.nothing_found``.
    """
    if not is_to_do(asked, wanted):
        raise RuleBroken("privacy.not_asked")
    eraser = eraser_of(kind)
    found = eraser.find(text) if eraser and text.strip("\0 ") else None
    if found is None:
        raise RuleBroken("privacy.nothing_found")
    return found


def unit_of(asked: DataRequest, kind: str, found: Found) -> Unit:
    """Return at which unit the right to erase is asked.

    An account that never held a post belongs to no unit: it is erased only for whoever
    asked while signed in to it, by the unit asked.
    """
    is_own = kind == ACCOUNT and found.key == str(asked.account_id)
    unit = found.unit or (asked.dossier.unit if is_own else None)
    if unit is None:
        raise RuleBroken("privacy.nothing_found")
    return unit


def erasable_for(user: User, asked: DataRequest, kind: str, text: str) -> Found:
    """Return what `user` would erase, or refuse as the deed itself would."""
    found = _in_reach(user, ERASE, asked, kind, text)
    if found.hindrance is not None:
        raise found.hindrance
    return found


def correctable_for(user: User, asked: DataRequest, text: str) -> Found:
    """Return the account that `user` would correct, or refuse as the deed would."""
    return _in_reach(user, CORRECT, asked, ACCOUNT, text)


def _in_reach(
    user: User, action: Action, asked: DataRequest, kind: str, text: str
) -> Found:
    wanted = Kind.ERASE if action == ERASE else Kind.CORRECT
    found = thing_meant(asked, wanted, kind, text)
    # Not yours looks like not there: a head must not learn who has accounts elsewhere.
    if not may(user, action, unit_of(asked, kind, found)):
        raise RuleBroken("privacy.nothing_found")
    if kind == ACCOUNT and found.key == str(user.pk):
        raise RuleBroken("privacy.not_oneself")
    return found


def post_allowing(user: User, action: Action, unit: Unit, on: date) -> Post | None:
    """Return the post of `user` that stands nearest to `unit` and allows `action`."""
    posts = reach(user, on).allowing(action).posts
    at_unit = [post for post in posts if post.unit_id == unit.pk]
    return next(iter([*at_unit, *posts]), None)
