"""Secrets that are made once and kept in a file only their owner may read."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def _long_token() -> str:
    return secrets.token_urlsafe(48)


def secret(path: Path, make: Callable[[], str] = _long_token) -> str:
    """Return the secret kept at `path`, making it (mode 0600) the first time.

    Safe when several processes ask at once: one makes it, the others read it. `make`
    chooses another kind of secret, such as one that people can type.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        handle = os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(make())
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text()
