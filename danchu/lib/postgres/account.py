"""The account that the server runs as; PostgreSQL refuses to be root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from danchu.lib.setup_error import SetupError

_UNPRIVILEGED = ("postgres", "danchu", "nobody")


class Identity(TypedDict, total=False):
    """What `subprocess.run` takes to become somebody else."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user and group; `is_other` when it is not the one that runs this process."""

    uid: int
    gid: int
    is_other: bool

    @property
    def identity(self) -> Identity:
        """Arguments that make a child process run as this account."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give `path` to this account."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Tell whether this account may enter or execute `path`."""
        found = subprocess.run(  # noqa: S603 -- a fixed program, no shell
            ["/usr/bin/test", "-x", str(path)], check=False, **self.identity
        )
        return found.returncode == 0


def server_account() -> Account:
    """Return our own account, or an unprivileged one when we are root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_other=False)
    for name in _UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid, is_other=True)
    raise SetupError(
        "PostgreSQL không chạy bằng root và máy này không có người dùng thường nào. "
        "Hãy tạo một người dùng: useradd --system danchu"
    )
