"""How long signing in waits, what a user name may be, and what a token is."""

import base64
import hashlib
import re
from datetime import datetime, timedelta

FREE_FAILURES = 5
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=12)


def wait_after(failures: int) -> timedelta:
    """Return how long an account waits after so many failures in a row.

    The first five cost nothing; then one minute, doubling up to fifteen. A wait is
    short on purpose: nobody locks a colleague out for a day by guessing.

    >>> [wait_after(n).seconds // 60 for n in (4, 5, 6, 7, 20)]
    [0, 1, 2, 4, 15]
    """
    if failures < FREE_FAILURES:
        return timedelta(0)
    doubled = 2 ** min(failures - FREE_FAILURES, 10)
    return min(timedelta(minutes=doubled), LONGEST_WAIT)


def remaining_wait(locked_until: datetime | None, now: datetime) -> timedelta:
    """Return what is left of a wait, never longer than the longest.

    A clock that jumps back would otherwise make a wait of days.

    >>> remaining_wait(datetime(2026, 1, 2), datetime(2026, 1, 1)) == LONGEST_WAIT
    True
    """
    if locked_until is None or locked_until <= now:
        return timedelta(0)
    return min(locked_until - now, LONGEST_WAIT)


_USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,58}[a-z0-9]")


def is_user_name(name: str) -> bool:
    """Tell whether an account may bear this user name: two to sixty plain letters.

    Names of erased accounts are kept for them.

    >>> [is_user_name(name) for name in ("an.hoathuan", "An", "an@x.vn", "a", "lê")]
    [True, False, False, False, False]
    >>> is_user_name(erased_user_name(7))
    False
    """
    return _USER_NAME.fullmatch(name) is not None and not name.startswith(_ERASED)


_ERASED = "da-xoa-"
ERASED_NAME = "(đã xóa theo yêu cầu)"
"""What pages show of somebody whose account was erased."""


def erased_user_name(pk: int) -> str:
    """Return the user name of an erased account, which tells nobody's name.

    >>> erased_user_name(7)
    'da-xoa-7'
    """
    return f"{_ERASED}{pk}"


def account_subject(pk: int) -> str:
    """Return how history names an account: by its number, never by a name.

    >>> account_subject(7)
    'tài khoản #7'
    """
    return f"tài khoản #{pk}"


def token_subject(pk: int) -> str:
    """Return how history names a token.

    >>> token_subject(7)
    'mã truy cập #7'
    """
    return f"mã truy cập #{pk}"


SECRET_BYTES = 32
TOKEN_DAYS, MOST_TOKEN_DAYS, MOST_TOKENS = 90, 366, 10
"""How long a token serves by default and at most; how many a person may have."""
_MARK = "dc_"
_SECRET = re.compile(_MARK + "[a-z2-7]{52}")


def secret_of(entropy: bytes) -> str:
    """Write random bytes as a token: no letter in it can be taken for another.

    >>> secret_of(bytes(32))[:12], len(secret_of(bytes(32)))
    ('dc_aaaaaaaaa', 55)
    """
    return _MARK + base64.b32encode(entropy).decode().rstrip("=").lower()


def is_secret(text: str) -> bool:
    """Tell whether a text may be a token at all; others are not even looked up.

    >>> is_secret(secret_of(bytes(32))), is_secret("dc_"), is_secret("")
    (True, False, False)
    """
    return _SECRET.fullmatch(text) is not None


def digest_of(secret: str) -> str:
    """Return what is kept of a token.

    256 random bits need no slow hash: nobody guesses them from their digest.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
