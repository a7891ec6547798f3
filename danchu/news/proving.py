"""The work that a browser does before a comment: altcha's, checked once, used once."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from altcha.v1 import (
    ChallengeOptions,
    Payload,
    PayloadType,
    create_challenge,
    verify_solution,
)
from django.utils.crypto import salted_hmac

from danchu.news.rules.comments import HARDEST, PROOF_LASTS

_SALT = "danchu.news.proving"
_PARTS = {"algorithm": str, "challenge": str, "number": int, "salt": str}
_LONGEST = 2000


def challenge(article: int, at: datetime) -> dict[str, Any]:
    """Return what a browser has to find, good for one comment on one article."""
    made = create_challenge(
        ChallengeOptions(
            algorithm="SHA-256",
            max_number=HARDEST,
            hmac_key=_key(),
            expires=at + PROOF_LASTS,
            params={"bai": str(article)},
        )
    )
    found: dict[str, Any] = made.to_dict()
    return found


@dataclass(frozen=True)
class Work:
    """Work that was done, named by the challenge that it answers."""

    name: str


def work_in(text: str, article: int, at: datetime) -> Work | None:
    """Return the work that a form brought; None where there is none, or it is wrong."""
    said = _read(text)
    if said is None:
        return None
    payload = Payload.from_dict(cast("PayloadType", said))
    _, until, params = payload.parse_salt()
    if params.get("bai") != [str(article)] or until is None or until < at.timestamp():
        return None
    is_right, _ = verify_solution(payload, _key(), check_expires=False)
    return Work(payload.challenge) if is_right else None


def _read(text: str) -> dict[str, Any] | None:
    try:
        said = json.loads(base64.b64decode(text[:_LONGEST], validate=True))
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not isinstance(said.get("signature"), str):
        return None
    is_whole = all(isinstance(said.get(name), kind) for name, kind in _PARTS.items())
    return said if is_whole else None


def _key() -> str:
    return salted_hmac(_SALT, "key", algorithm="sha256").hexdigest()
