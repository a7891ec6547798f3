"""The words of the command line: ours first, then Django's."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from danchu.kernel.errors import RuleBroken, explain
from danchu.lib.setup_error import SetupError

USAGE = """\
python -m danchu start [--no-demo]    chạy máy chủ (PORT, DANCHU_HOME, DATABASE_URL)
python -m danchu load units|law|indicators|articles|search
                                      nạp lại dữ liệu; nạp hai lần không đổi gì
python -m danchu verify …             kiểm bằng chứng công bố, không cần máy chủ
python -m danchu ledger check|checkpoint|export|night|key
                                      sổ cái công bố: tự kiểm tra, chốt, xuất, khóa
python -m danchu witness …            dành cho nơi chứng kiến: kiểm và ký bản chốt
python -m danchu backup TỆP           sao lưu toàn bộ dữ liệu, trừ khóa riêng
python -m danchu restore TỆP          khôi phục vào cơ sở dữ liệu trống, kiểm sổ cái,
                                      xóa lại những gì đã xóa theo yêu cầu
python -m danchu <lệnh của Django>    migrate, makemigrations, shell, …
"""
NO_SIGNATURES = """\
Máy này chưa có thư viện kiểm chữ ký Ed25519, nên chưa kết luận. Hãy gõ một dòng:
  python3 -m pip install cryptography
rồi chạy lại. Ngoài thư viện ấy, kiểm bằng chứng chỉ cần Python từ 3.11.
"""
UNREADABLE = 2
"""The exit status that `verifying` too gives where nothing could be concluded."""
_NEEDS_NO_DATABASE = {"check", "collectstatic", "findstatic", "diffsettings", "help"}


Word = Callable[[Sequence[str]], int]
"""What a word of the command line does; it returns the exit status."""


def main(arguments: Sequence[str]) -> int:
    """Do what the words say; print a sentence instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.config.settings")
    try:
        return _do(arguments)
    except SetupError as error:
        if str(error):
            sys.stderr.write(f"{error}\n")
        return 1
    except RuleBroken as broken:
        told = explain(broken)
        sys.stderr.write(f"{told.text} {told.cure}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _do(arguments: Sequence[str]) -> int:
    word, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if word in WORDS:
        return WORDS[word](rest)
    if word in {"", "-h", "--help", "help"}:
        sys.stdout.write(USAGE)
        return 0
    return _django(arguments)


def _start(rest: Sequence[str]) -> int:
    if set(rest) - {"--no-demo"}:
        raise SetupError(USAGE)
    from danchu.config.launcher import start  # noqa: PLC0415 -- only for this word

    return start(is_demo="--no-demo" not in rest)


def _prepare(_rest: Sequence[str]) -> int:
    import django  # noqa: PLC0415 -- only for this word

    django.setup()
    from danchu.config.preparation import prepare  # noqa: PLC0415 -- needs the setup

    prepare(
        owner_dsn=os.environ["DATABASE_URL"],
        app_role=os.environ.get("DANCHU_APP_ROLE", ""),
        is_demo=os.environ.get("DANCHU_DEMO") == "1",
    )
    return 0


def _load(rest: Sequence[str]) -> int:
    with _database():
        import django  # noqa: PLC0415 -- only for this word

        django.setup()
        from danchu.config.database import preparing  # noqa: PLC0415 -- needs the setup
        from danchu.config.loading import (  # noqa: PLC0415 -- same
            LOADERS,
            SEARCH,
            load,
        )

        known = {loader.name: loader for loader in (*LOADERS, SEARCH)}
        if not rest or set(rest) - set(known):
            raise SetupError("Hãy nói nạp gì: python -m danchu load " + "|".join(known))
        with preparing(os.environ["DATABASE_URL"]) as connection:
            for name in dict.fromkeys((*rest, SEARCH.name)):  # which is made of all
                load(connection, known[name])
                sys.stdout.write(f"Đã nạp {known[name].called}.\n")
    return 0


def _verify(rest: Sequence[str]) -> int:
    try:
        from danchu.config.verifying import verify  # noqa: PLC0415 -- only for this word
    except ModuleNotFoundError as missing:
        if missing.name != "cryptography":
            raise
        sys.stderr.write(NO_SIGNATURES)
        return UNREADABLE

    return verify(rest)


def _witness(rest: Sequence[str]) -> int:
    from danchu.config.witnessing import witness  # noqa: PLC0415 -- only for this word

    return witness(rest)


def _ledger(rest: Sequence[str]) -> int:
    with _database():
        import django  # noqa: PLC0415 -- only for this word

        django.setup()
        from danchu.config.ledger_words import ledger  # noqa: PLC0415 -- needs the setup

        return ledger(rest)


def _backup(rest: Sequence[str]) -> int:
    with _database():
        import django  # noqa: PLC0415 -- only for this word

        django.setup()
        from danchu.config.backups import backup  # noqa: PLC0415 -- needs the setup

        return backup(rest)


def _restore(rest: Sequence[str]) -> int:
    with _database():
        import django  # noqa: PLC0415 -- only for this word

        django.setup()
        from danchu.config.restoring import restore  # noqa: PLC0415 -- needs the setup

        return restore(rest)


def _django(arguments: Sequence[str]) -> int:
    from django.core.management import (  # noqa: PLC0415 -- only for these words
        execute_from_command_line,
    )

    line = ["python -m danchu", *arguments]
    if arguments[0] in _NEEDS_NO_DATABASE:
        execute_from_command_line(line)
        return 0
    with _database():
        execute_from_command_line(line)
    return 0


@contextmanager
def _database() -> Iterator[None]:
    """Work as the owner of the database; stop our own unless a server uses it."""
    if owner := os.environ.get("DATABASE_OWNER_URL"):
        os.environ["DATABASE_URL"] = owner
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from danchu.lib.home_folder import claim_home  # noqa: PLC0415 -- needs a server
    from danchu.lib.postgres import Cluster  # noqa: PLC0415 -- same

    home = claim_home(Path(os.environ.get("DANCHU_HOME", ".danchu")))
    cluster = Cluster(home)
    try:
        os.environ["DATABASE_URL"] = cluster.ensure()
        yield
    finally:
        cluster.leave()


WORDS: Mapping[str, Word] = {
    "start": _start,
    "prepare": _prepare,
    "load": _load,
    "verify": _verify,
    "witness": _witness,
    "ledger": _ledger,
    "backup": _backup,
    "restore": _restore,
}
