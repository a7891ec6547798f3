"""One's own tokens, in words."""

from dataclasses import dataclass
from datetime import date

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import AccessToken, User
from danchu.kernel.people.queries import tokens_of


@dataclass(frozen=True)
class TokenLine:
    """A token and whether programs may still use it."""

    token: AccessToken
    serves: bool
    state: str


def token_lines(user: User, today: date) -> list[TokenLine]:
    """Return every token of `user`, those that serve first, then the newest."""
    lines = [
        TokenLine(one, one.serves(today), _state(one, today)) for one in tokens_of(user)
    ]
    return sorted(lines, key=lambda line: not line.serves)


def serving_tokens(user: User, today: date) -> int:
    """Return how many tokens of `user` programs may still use."""
    return sum(line.serves for line in token_lines(user, today))


def own_token(user: User, pk: int) -> AccessToken:
    """Return a token of `user`; another's is as if it were not there."""
    for token in tokens_of(user):
        if token.pk == pk:
            return token
    raise RuleBroken("access.forbidden", token=pk)


def _state(token: AccessToken, today: date) -> str:
    if token.serves(today):
        return "Đang dùng được"
    if token.revoked_at is not None:
        return "Đã thu hồi"
    return "Hết hạn" if token.expires_on < today else "Hết chức vụ"
