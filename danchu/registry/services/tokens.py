"""Making and revoking the tokens by which programs act for one of one's posts."""

from datetime import datetime

from django.db import transaction

from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import AccessToken, Post, User
from danchu.kernel.people.rules import token_subject
from danchu.kernel.people.services import make_token, revoke_token
from danchu.registry.rules import ADD_TOKEN, REVOKE_TOKEN


@transaction.atomic
def add_token(
    *, actor: User, post: Post, name: str, days: int, at: datetime
) -> tuple[AccessToken, str]:
    """Make a token for one's own post; return it and its secret, to be told once.

    History keeps that it was made, for which post and until when; never the secret.
    """
    if post.user_id != actor.pk:
        raise RuleBroken("access.forbidden", action=ADD_TOKEN)
    made, secret = make_token(post=post, name=name, days=days, at=at)
    record(
        unit=post.unit,
        verb=ADD_TOKEN,
        actor=actor,
        at=at,
        subject=_named(made),
        personal={"name": made.name},
        post=post.pk,
        expires_on=made.expires_on,
    )
    return made, secret


@transaction.atomic
def end_token(*, actor: User, token: AccessToken, at: datetime) -> None:
    """Revoke a token of one's own; the next request that brings it is refused."""
    if token.post.user_id != actor.pk:
        raise RuleBroken("access.forbidden", action=REVOKE_TOKEN)
    if revoke_token(token=token, at=at):
        record(
            unit=token.post.unit,
            verb=REVOKE_TOKEN,
            actor=actor,
            at=at,
            subject=_named(token),
            post=token.post_id,
        )


def _named(token: AccessToken) -> str:
    return token_subject(token.pk)
