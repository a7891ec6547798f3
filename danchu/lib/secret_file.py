"""Secrets that are made once and kept in a file only their owner may read."""

import os
import secrets
from pathlib import Path


def secret(path: Path) -> str:
    """Return the secret kept at `path`, making it (mode 0600) the first time.

    Safe when several processes ask at once: one makes it, the others read it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        handle = os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text()
