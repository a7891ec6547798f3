"""`python -m danchu start`: from nothing to a served address, and cleanly back."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import urlsplit

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from danchu.config.nights import Nights
from danchu.config.place import (
    AlreadyRunningError,
    check_port,
    chosen_address,
    chosen_port,
    only_launcher,
)
from danchu.lib.home_folder import claim_home
from danchu.lib.mortality import die_with_parent
from danchu.lib.postgres import Cluster
from danchu.lib.public_url import parse_public_url
from danchu.lib.setup_error import SetupError

_WORKERS = 2
PASSWORD_FILE = "demo.password"  # noqa: S105 -- the name of a file
_STOP_WITHIN = 10
_ANSWERS_WITHIN = 60.0


@dataclass(frozen=True)
class Addresses:
    """The database as its owner and as the application see it."""

    owner: str
    app: str

    @property
    def app_role(self) -> str:
        """Whom to give grants; nobody when the owner itself serves."""
        role = urlsplit(self.app).username or ""
        return "" if self.owner == self.app else role


def start(*, is_demo: bool) -> int:
    """Serve until told to stop; return the exit status."""
    home = claim_home(Path(os.environ.get("DANCHU_HOME", ".danchu")))
    public = parse_public_url(os.environ.get("PUBLIC_URL", ""))
    address = chosen_address(public)
    port = chosen_port(os.environ.get("PORT", "8000"))
    url = public.text or f"http://127.0.0.1:{port}"
    os.environ["DANCHU_HOME"] = str(home)
    os.environ.pop("DANCHU_DEMO", None)
    if is_demo:
        os.environ["DANCHU_DEMO"] = "1"
    _stop_like_ctrl_c()
    try:
        with only_launcher(home, url):
            check_port(address, port)
            with _database(home) as addresses:
                accounts = _prepare(addresses)
                check_port(address, port)  # preparing takes a while; others start too
                _serve(address, port, addresses, lambda: _greet(url, home, accounts))
    except AlreadyRunningError as other:
        _say(f"Dân Chủ đang chạy tại {other}. Không cần khởi động thêm.")
    except KeyboardInterrupt:
        _say("Đã dừng.")
    return 0


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def _stop_like_ctrl_c() -> None:
    """Leave the same way on SIGTERM as on Ctrl-C, whatever is under way."""

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)


@contextmanager
def _database(home: Path) -> Iterator[Addresses]:
    """Have a database: the given one, or our own, watched and stopped with us."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield Addresses(os.environ.get("DATABASE_OWNER_URL") or given, given)
        return
    cluster = Cluster(home)
    try:
        owner = cluster.ensure()
        with _watched(cluster):
            yield Addresses(owner, cluster.app_dsn())
    finally:
        _deaf_to_impatience()
        cluster.leave()


def _deaf_to_impatience() -> None:
    """Finish stopping: a second Ctrl-C must not leave a server behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


@contextmanager
def _watched(cluster: Cluster) -> Iterator[None]:
    """Start the database again whenever something kills it under us."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(1.0):
            if cluster.pid() is None:
                try:
                    cluster.ensure()
                except SetupError as error:
                    _say(str(error))

    watcher = threading.Thread(target=watch, name="database-watch", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _prepare(addresses: Addresses) -> Any:
    """Migrate and load in a process of its own, and learn the accounts."""
    command = [sys.executable, "-m", "danchu", "prepare"]
    environment = {
        **os.environ,
        "DATABASE_URL": addresses.owner,
        "DANCHU_APP_ROLE": addresses.app_role,
    }
    parent = os.getpid()
    with subprocess.Popen(  # noqa: S603 -- ourselves
        command,
        env=environment,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: die_with_parent(parent),  # noqa: PLW1509 -- no thread holds a lock the child needs
    ) as child:
        try:
            written, _ = child.communicate()
        except KeyboardInterrupt:
            child.terminate()
            raise
    if child.returncode:
        raise SetupError("")
    return json.loads(written or b"null")


def _serve(address: str, port: int, addresses: Addresses, greet: Any) -> None:
    """Run the workers until a signal; they know the database as the application."""
    os.environ["DATABASE_URL"] = addresses.app
    os.environ.pop("DATABASE_OWNER_URL", None)
    os.environ["DANCHU_LAUNCHER"] = str(os.getpid())
    # Forked workers would inherit the locks of this process and outlive them.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "danchu.config.rsgi:app",
        address=address,
        port=port,
        interface=Interfaces.RSGI,
        workers=_WORKERS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_WITHIN,
    )
    threading.Thread(target=_when_ready, args=(port, greet), daemon=True).start()
    nights = Nights(_say)
    nights.begin()
    try:
        server.serve()
    except RuntimeError as error:
        if "Address already in use" not in str(error):
            raise
        check_port(address, port)  # says it in a sentence
        raise
    finally:
        nights.end()


def _when_ready(port: int, greet: Any) -> None:
    """Greet once the first worker answers."""
    begun = time.monotonic()
    while time.monotonic() - begun < _ANSWERS_WITHIN:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/suc-khoe/"):
                greet()
                return
        except OSError:
            time.sleep(0.05)


def _greet(url: str, home: Path, accounts: Any) -> None:
    lines = [f"Dân Chủ đang phục vụ tại {url}"]
    if accounts:
        password = (home / PASSWORD_FILE).read_text()
        lines.append(f"Tài khoản minh họa, mật khẩu của tất cả là {password}")
        lines += _columns(accounts)
    lines.append("Dừng bằng Ctrl-C.")
    _say("\n".join(lines))


def _columns(accounts: list[dict[str, str]]) -> list[str]:
    """Set user names under one another, with whose they are and what for."""
    width = max(len(one["username"]) for one in accounts)
    return [
        f"  {one['username']:<{width}}  {one['full_name']}: {one['purpose']}"
        for one in accounts
    ]
