"""One PostgreSQL server per home folder: made, started, adopted, stopped."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from danchu.lib.home_folder import claim_home
from danchu.lib.postgres import roles
from danchu.lib.postgres.account import server_account
from danchu.lib.postgres.binaries import tree_for
from danchu.lib.secret_file import secret
from danchu.lib.setup_error import SetupError

_OUTSIDE = Path("/var/lib/danchu")
_SHORT = Path("/tmp")  # noqa: S108 -- sockets need paths under 108 bytes
_LONGEST_SOCKET_FOLDER = 80
_STARTS_WITHIN = 30.0
_READY_WITHIN = 600.0
_QUIET_FOR = 3.0
_LOG_LIMIT = 5_000_000


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


class Cluster:
    """The server of one home folder; cheap to make, nothing happens until `ensure`."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self.home = claim_home(home)
        self.account = server_account()
        self.settings = dict(settings or {})
        self.root = self._root()
        self.data = self.root / "pg"
        self._use: int | None = None  # held to the end of the process unless left

    def _root(self) -> Path:
        """Choose where the data lie: in the home, or outside when it is closed.

        A folder that the server's account may not enter stays closed, so root's
        cluster moves out; what exists already is never left behind.
        """
        identity = secret(self.home / "cluster.id")
        mark = hashlib.sha256(identity.encode()).hexdigest()[:12]
        outside = _OUTSIDE / f"cluster-{mark}"
        if (outside / "pg" / "PG_VERSION").exists():
            return outside
        if self.account.reaches(self.home):
            return self.home
        if (self.home / "pg" / "PG_VERSION").exists():
            raise SetupError(
                f"Máy chủ cơ sở dữ liệu không vào được {self.home} nữa, dữ liệu vẫn "
                f"còn nguyên. Hãy mở lại đường vào: chmod o+x {self.home} và các thư "
                "mục phía trên."
            )
        return outside

    @property
    def socket(self) -> Path:
        """Private folder of the socket: where the server says, or where it will be."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            lines = []
        if len(lines) > 4 and lines[4]:  # noqa: PLR2004 -- the fifth line, always
            return Path(lines[4])
        mark = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        name = f"danchu-{self.account.uid}-{mark}"
        folder = Path(tempfile.gettempdir()) / name
        return folder if len(str(folder)) <= _LONGEST_SOCKET_FOLDER else _SHORT / name

    @property
    def log(self) -> Path:
        """What the server wrote about itself."""
        return self.root / "pg.log"

    def dsn(self, database: str = roles.DATABASE) -> str:
        """Return the address for the owner of everything: migrations and upkeep."""
        return self._address(roles.OWNER, "pg.owner.password", database)

    def app_dsn(self) -> str:
        """Return the address for the running application, which owns nothing."""
        return self._address(roles.APP, "pg.app.password", roles.DATABASE)

    def _address(self, role: str, file: str, database: str) -> str:
        password = secret(self.home / file)
        return f"postgresql://{role}:{password}@/{database}?host={self.socket}"

    def ensure(self) -> str:
        """Start or adopt the server and return the owner's address.

        Safe from any number of processes at once, and after any kind of death.
        """
        with self._lock():
            if self._use is None:
                self._use = os.open(self.home / "pg.users", os.O_CREAT | os.O_RDWR)
                fcntl.flock(self._use, fcntl.LOCK_SH)
            if not (self.data / "PG_VERSION").exists():
                self._create()
            if not self.is_ready():
                self._open_socket_folder()
                self._start()
            roles.prepare(self.dsn, secret(self.home / "pg.app.password"))
            return self.dsn()

    def leave(self) -> bool:
        """Stop the server unless another process uses it; tell whether it stopped."""
        with self._lock():
            if self._use is not None:
                os.close(self._use)
                self._use = None
            with (self.home / "pg.users").open("a") as users:
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                self._stop()
                return True

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.home / "pg.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _run(
        self, program: str, *args: str, check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603 -- our own programs, no shell
            [str(self._tree / "bin" / program), *args],
            check=check,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            start_new_session=True,
            env={"PATH": "/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C"},
            umask=0o077,
            **self.account.identity,
        )

    @cached_property
    def _tree(self) -> Path:
        return tree_for(self.account, _OUTSIDE)

    def _create(self) -> None:
        """Make the cluster beside its place and move it there in one step."""
        fresh, password = self.root / "pg.new", self.root / "pg.first"
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self.data, ignore_errors=True)
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir(mode=0o700)
            password.unlink(missing_ok=True)
            handle = os.open(password, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secret(self.home / "pg.owner.password"))
        except OSError as error:
            raise SetupError(
                f"Không tạo được cơ sở dữ liệu trong {self.root} ({error.strerror}). "
                "Hãy chọn thư mục khác: DANCHU_HOME=/đường/dẫn/khác make run"
            ) from error
        self.account.own(fresh)
        self.account.own(password)
        try:
            self._initdb(fresh, password)
        finally:
            password.unlink()
        fresh.rename(self.data)

    def _initdb(self, fresh: Path, password: Path) -> None:
        hasty = ["--no-sync"] if self.settings.get("fsync") == "off" else []
        made = self._run(
            "initdb",
            "--pgdata",
            str(fresh),
            "--username",
            roles.OWNER,
            "--pwfile",
            str(password),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            *hasty,
            check=False,
        )
        if made.returncode:
            raise SetupError(
                f"Không tạo được cơ sở dữ liệu trong {self.root}:\n"
                + made.stderr.decode(errors="replace")[-2000:]
            )

    def _open_socket_folder(self) -> None:
        folder = self.socket
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.lstat().st_uid == os.geteuid():
            self.account.own(folder)
        found = folder.lstat()
        if found.st_uid != self.account.uid or found.st_mode & 0o077:
            raise SetupError(
                f"Thư mục {folder} đang thuộc về người khác. Hãy xóa nó rồi chạy lại: "
                f"rm -r {folder}"
            )

    def pid(self) -> int | None:
        """Return the server's process, proved to be ours: numbers are recycled."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (OSError, ValueError, IndexError):
            return None
        return pid if state != "Z" and str(self.data).encode() in command else None

    def is_ready(self) -> bool:
        """Tell whether the server answers."""
        if self.pid() is None:
            return False
        asked = self._run(
            "pg_isready", "-q", "-h", str(self.socket), "-d", "postgres", check=False
        )
        return asked.returncode == 0

    def _start(self) -> None:
        """Start until it answers; recovery after a sudden death may take its time."""
        begun, tried, said = time.monotonic(), -1.0, False
        while not self.is_ready():
            now = time.monotonic()
            if now - begun > (_READY_WITHIN if self.pid() else _STARTS_WITHIN):
                raise SetupError(
                    "Cơ sở dữ liệu không khởi động được. Nhật ký của nó:\n"
                    + self.log.read_text(errors="replace")[-2000:]
                )
            # Not there yet, or the last children of a killed server still hold its
            # memory: PostgreSQL refuses, so ask again.
            if self.pid() is None and now - tried > 1:
                tried = now
                self._launch()
            if not said and now - begun > _QUIET_FOR:
                said = True
                _say("Cơ sở dữ liệu đang phục hồi sau lần dừng đột ngột…")
            time.sleep(0.05)

    def _launch(self) -> None:
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        self.log.touch(mode=0o600)
        self.account.own(self.log)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            **self.settings,
        }
        self._run(
            "pg_ctl",
            "start",
            "--no-wait",
            "--pgdata",
            str(self.data),
            "--log",
            str(self.log),
            "--options",
            " ".join(f"-c {key}='{value}'" for key, value in options.items()),
        )

    def _stop(self) -> None:
        if self.pid() is not None:
            self._run(
                "pg_ctl",
                "stop",
                "--wait",
                "--timeout=600",
                "--mode=fast",
                "--pgdata",
                str(self.data),
            )
        shutil.rmtree(self.socket, ignore_errors=True)
