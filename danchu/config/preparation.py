"""Everything between an empty database and a server that may open its doors.

A process of its own: what migrations and loaders need in memory leaves with it.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import psycopg
from django.conf import settings
from django.core import checks
from django.core.management import call_command

from danchu.config import loading
from danchu.config.database import grant_to, preparing
from danchu.config.first_administrator import ensure_first_administrator
from danchu.config.static_files import collect_if_changed
from danchu.demo.accounts import demo_password
from danchu.kernel.people.queries import open_accounts
from danchu.lib.setup_error import SetupError

_SLOW = 1.0


def prepare(*, owner_dsn: str, app_role: str, is_demo: bool) -> None:
    """Check, migrate, grant, load, collect; write the accounts as JSON to stdout."""
    _refuse_wrong_settings()
    collect_if_changed()
    accounts: Any = None
    with preparing(owner_dsn) as connection:
        with _told("chuẩn bị các bảng"):
            call_command("migrate", interactive=False, verbosity=0)
        for loader in loading.LOADERS:
            with _told(f"nạp {loader.called}"):
                loading.load_if_changed(connection, loader)
        if is_demo:
            with _told(f"nạp {loading.DEMO.called}"):
                accounts = loading.load_if_changed(
                    connection, loading.DEMO, demo_password(settings.HOME)
                )
        else:
            refuse_a_demonstration(connection)
            ensure_first_administrator()
        with _told(f"lập {loading.SEARCH.called}"):
            loading.load_if_changed(connection, loading.SEARCH, str(is_demo))
        if app_role:
            grant_to(connection, app_role)
    sys.stdout.buffer.write(msgspec.json.encode(_named(accounts or [])))


def _named(accounts: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Say who the accounts of the demonstration are; those closed are left out."""
    users = {user.pk: user for user in open_accounts([a["number"] for a in accounts])}
    found = ((users.get(one["number"]), one["purpose"]) for one in accounts)
    return [
        {"username": user.username, "full_name": user.full_name, "purpose": purpose}
        for user, purpose in found
        if user is not None
    ]


def refuse_a_demonstration(connection: psycopg.Connection) -> None:
    """Keep invented people and figures out of a real server."""
    if loading.was_loaded(connection, loading.DEMO):
        raise SetupError(
            "Cơ sở dữ liệu này từng chạy bản trình diễn, đã có tài khoản và số liệu "
            "minh họa. Hãy khởi động máy chủ thật ở nơi khác, ví dụ: "
            "DANCHU_HOME=/srv/danchu python -m danchu start --no-demo"
        )


def _refuse_wrong_settings() -> None:
    found = checks.run_checks(include_deployment_checks=False)
    serious = [check for check in found if check.is_serious()]
    if serious:
        raise SetupError(
            "\n".join(f"{check.msg} {check.hint or ''}".strip() for check in serious)
        )
    for check in found:
        sys.stderr.write(f"Lưu ý: {check.msg} {check.hint or ''}\n")


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Say afterwards what took long; a second start says nothing."""
    begun = time.monotonic()
    yield
    took = time.monotonic() - begun
    if took > _SLOW or os.environ.get("DANCHU_VERBOSE") == "1":
        sys.stderr.write(f"Đã {what} ({took:.1f} giây)\n")
