"""Collecting styles, fonts and icons only when one of them changed."""

import hashlib
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_MARK = "collected"


def collect_if_changed() -> bool:
    """Bring STATIC_ROOT up to date; tell whether there was anything to do."""
    mark = Path(settings.STATIC_ROOT) / f".{_MARK}"
    now = _digest()
    if mark.exists() and mark.read_text() == now:
        return False
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    call_command(
        "collectstatic", interactive=False, verbosity=0, clear=True, stdout=sys.stderr
    )
    mark.write_text(now)
    return True


def _digest() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found.update(path.encode())
            found.update(hashlib.sha256(storage.open(path).read()).digest())
    return found.hexdigest()
