"""What persons write is sealed with a key that never enters the database."""

import json
from dataclasses import asdict

from django.conf import settings

from danchu.lib.sealing import SealBrokenError, new_key, seal, unseal
from danchu.lib.secret_file import secret
from danchu.privacy.models import DataRequest
from danchu.privacy.rules import Contents


def close_contents(contents: Contents, *, mark: str) -> bytes:
    """Return the contents of a request, sealed for the row with this mark."""
    text = json.dumps(asdict(contents), ensure_ascii=False)
    return seal(text, key=_key(), place=f"contents {mark}")


def contents_of(asked: DataRequest) -> Contents | None:
    """Return what was written; None if it was destroyed or the key is another."""
    text = _opened(asked.contents, f"contents {asked.code_mark}")
    return Contents(**json.loads(text)) if text else None


def close_answer(answer: str, *, mark: str) -> bytes:
    """Return an answer, sealed for the row with this mark."""
    return seal(answer, key=_key(), place=f"answer {mark}")


def answer_of(asked: DataRequest) -> str:
    """Return the answer; empty if there is none or the key is another."""
    return _opened(asked.answer, f"answer {asked.code_mark}")


def _opened(closed: bytes | memoryview | None, place: str) -> str:
    if closed is None:
        return ""
    try:
        return unseal(bytes(closed), key=_key(), place=place)
    except SealBrokenError:
        return ""


def _key() -> str:
    return secret(settings.PRIVACY_KEY, new_key)
