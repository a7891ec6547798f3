"""Addresses of readers, sealed with a key that is never in the database."""

from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from danchu.lib.secret_file import secret


def seal(text: str) -> bytes:
    """Return a text so that only who has the key can read it."""
    return _key().encrypt(text.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """Return the text; empty where it was sealed with a key that is gone."""
    try:
        return _key().decrypt(bytes(sealed)).decode()
    except InvalidToken:
        return ""


def _key() -> Fernet:
    return _made(secret(settings.NEWS_KEY, make=_new))


@cache
def _made(key: str) -> Fernet:
    return Fernet(key)


def _new() -> str:
    return Fernet.generate_key().decode()
