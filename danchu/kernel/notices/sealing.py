"""Addresses and letters, sealed with a key that is never in the database."""

import json
from dataclasses import asdict

from django.conf import settings

from danchu.kernel.notices.rules import Attachment, Letter
from danchu.lib.sealing import SealBrokenError, new_key, seal, unseal
from danchu.lib.secret_file import secret


def close(text: str, *, place: str) -> bytes:
    """Return a text sealed for the place where it will lie."""
    return seal(text, key=_key(), place=place)


def opened(closed: bytes | memoryview | None, *, place: str) -> str:
    """Return what was closed; empty if it was destroyed or the key is another."""
    if closed is None:
        return ""
    try:
        return unseal(bytes(closed), key=_key(), place=place)
    except SealBrokenError:
        return ""


def close_letter(letter: Letter, *, once: str) -> bytes:
    """Return a letter sealed for the row with this key."""
    return close(json.dumps(asdict(letter), ensure_ascii=False), place=f"letter {once}")


def letter_in(contents: bytes | memoryview | None, *, once: str) -> Letter | None:
    """Return the letter of a row; None if it was destroyed or the key is another."""
    text = opened(contents, place=f"letter {once}")
    if not text:
        return None
    said = json.loads(text)
    attached = tuple(Attachment(**one) for one in said.pop("attachments"))
    return Letter(**said, attachments=attached)


def _key() -> str:
    return secret(settings.NOTICES_KEY, new_key)
