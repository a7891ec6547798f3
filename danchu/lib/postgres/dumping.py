"""Writing a database out as a stream, and reading it into an empty one."""

import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO
from urllib.parse import unquote, urlsplit, urlunsplit

from danchu.lib.postgres.binaries import installed_tree
from danchu.lib.setup_error import SetupError

_CHUNK = 1 << 20
_HEAD = 60
"""Lines at the beginning of a script in which settings stand."""
_TOO_NEW = b"SET transaction_timeout"
"""Our programs are newer than the oldest servers, which do not know this setting."""
_MOST_TOLD = 1500


@contextmanager
def dumped(dsn: str, *, snapshot: str) -> Iterator[IO[bytes]]:
    """Yield the database as `snapshot` sees it, in the custom format of pg_dump.

    Without owners and grants: whoever restores it owns it. Raises `SetupError` at the
    end if it could not be read whole.
    """
    address, environment = _login(dsn)
    words = ("--format=custom", "--no-owner", "--no-privileges")
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(  # noqa: S603 -- our own program, no shell
            [_program("pg_dump"), *words, f"--snapshot={snapshot}", address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=told,
            env=environment,
        ) as process,
    ):
        yield _stream(process.stdout)
        if process.wait():
            raise SetupError(f"Không chép được cơ sở dữ liệu:\n{_told(told)}")


def undump(dsn: str, dump: IO[bytes]) -> None:
    """Read a dump into an empty database: all of it, or nothing and `SetupError`."""
    address, environment = _login(dsn)
    with tempfile.TemporaryFile() as told:
        reader = subprocess.Popen(  # noqa: S603 -- our own program, no shell
            [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
            env=environment,
        )
        writer = subprocess.Popen(  # noqa: S603 -- our own program, no shell
            [
                _program("psql"),
                *("--no-psqlrc", "--quiet", "--single-transaction"),
                *("--set=ON_ERROR_STOP=1", f"--dbname={address}"),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=told,
            env=environment,
        )
        if not _flows(dump, reader, writer):
            raise SetupError(f"Không khôi phục được cơ sở dữ liệu:\n{_told(told)}")


def _flows(
    dump: IO[bytes], reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]
) -> bool:
    """Let the dump flow through the reader into the writer; tell whether all did."""
    feeding = threading.Thread(
        target=_pour, args=(dump, _stream(reader.stdin)), daemon=True
    )
    feeding.start()
    script, sink = _stream(reader.stdout), _stream(writer.stdin)
    with suppress(BrokenPipeError):
        for line in (script.readline() for _ in range(_HEAD)):
            if not line.startswith(_TOO_NEW):
                sink.write(line)
        while chunk := script.read(_CHUNK):
            sink.write(chunk)
    script.close()
    # The end of its input would make the writer commit whatever has come so far.
    is_read = reader.wait() == 0
    if not is_read:
        writer.kill()
    with suppress(BrokenPipeError):
        sink.close()
    feeding.join()
    return writer.wait() == 0 and is_read


def _pour(source: IO[bytes], into: IO[bytes]) -> None:
    with suppress(BrokenPipeError):
        while chunk := source.read(_CHUNK):
            into.write(chunk)
    with suppress(BrokenPipeError):
        into.close()


def _login(dsn: str) -> tuple[str, Mapping[str, str]]:
    """Return an address without its password, which others could see in the list."""
    parts = urlsplit(dsn)
    host = parts.netloc.rsplit("@", 1)[-1]
    user = f"{parts.username}@" if parts.username else ""
    password = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    kept = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    return urlunsplit(parts._replace(netloc=f"{user}{host}")), kept | password


def _program(name: str) -> str:
    return str(installed_tree() / "bin" / name)


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise SetupError("Không mở được đường ống tới chương trình của PostgreSQL.")
    return pipe


def _told(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")[-_MOST_TOLD:].strip()
