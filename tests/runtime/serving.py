"""A real server in a process of its own, for tests that start, ask and kill it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from danchu.lib.postgres import Cluster

ROOT = Path(__file__).resolve().parent.parent.parent
ADMINISTRATOR = "quantri:Nguyễn Thị Quản Trị:mat-khau-rat-dai-2026"
_OURS = (
    *("DATABASE_URL", "DATABASE_OWNER_URL", "DANCHU_", "PUBLIC_URL", "PORT"),
    "PYTEST_",
)
_READY_WITHIN = 90.0
TOKEN = "a" * 32


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def until(happened: Callable[[], bool], within: float, what: str) -> None:
    """Wait for something to happen; fail with its name when it does not."""
    begun = time.monotonic()
    while not happened():
        assert time.monotonic() - begun < within, what
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def is_alive(pid: int) -> bool:
    """Tell whether a process lives; one that nobody has buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def clean_environment(**given: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(_OURS)
    }
    return {**kept, **given}


@dataclass
class Server:
    """`python -m danchu start --no-demo` over one home."""

    home: Path
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = (sys.executable,)
    user: int | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.home.with_name(f"{self.home.name}.log")

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.command, "-m", "danchu", "start", "--no-demo"],
                cwd=ROOT,
                env=clean_environment(
                    DANCHU_HOME=str(self.home),
                    PORT=str(self.port),
                    DANCHU_ADMIN=ADMINISTRATOR,
                    **self.environment,
                ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else [],
            )

    def start(self) -> None:
        self.launch()
        until(self.is_ready, _READY_WITHIN, "the server does not answer")

    def is_ready(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.log.read_text()[-3000:]
        return self.is_healthy()

    def is_healthy(self) -> bool:
        try:
            return self.ask("GET", "/suc-khoe/")[0] == 200
        except OSError:
            return False

    def ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return response.status, found, response.read()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()

    def post(self, path: str, **fields: str) -> int:
        """Send a form; its token is the cookie's, as a browser's would be."""
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrf={TOKEN}",
        }
        return self.ask("POST", path, body, headers)[0]

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(60)

    def workers(self) -> list[int]:
        assert self.process
        return [
            pid
            for pid in children_of(self.process.pid)
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]

    def postmaster(self) -> int:
        pid = Cluster(self.home).pid()
        assert pid
        return pid

    def clear(self) -> None:
        """Leave nothing running, whatever the test did."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.user is None:
            Cluster(self.home).leave()


def children_of(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in found.split()]


@contextmanager
def serving(home: Path, **environment: str) -> Iterator[Server]:
    server = Server(home, environment=environment)
    try:
        server.start()
        yield server
    finally:
        server.clear()
