from pathlib import Path

import msgspec
import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from psycopg import sql

from danchu.config import database, loading
from danchu.config.first_administrator import (
    Asked,
    ensure_first_administrator,
    problems_of,
)
from danchu.config.preparation import _named, refuse_a_demonstration
from danchu.demo.accounts import Account
from danchu.kernel.access.actions import Role
from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.services import erase_account
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.lib.setup_error import SetupError
from danchu.testing.cast import make_cast

ROLE = "danchu_app_under_test"


def raw() -> psycopg.Connection:
    connection.ensure_connection()
    wrapped: psycopg.Connection = connection.connection
    return wrapped


def make_ledger() -> None:
    raw().execute(
        "CREATE TABLE IF NOT EXISTS danchu_loaded (name text PRIMARY KEY, digest text "
        "NOT NULL, result jsonb, loaded_at timestamptz NOT NULL DEFAULT now())"
    )


def rights_on(table: str) -> set[str]:
    rows = raw().execute(
        "SELECT privilege_type FROM information_schema.role_table_grants "
        "WHERE grantee = %s AND table_name = %s",
        [ROLE, table],
    )
    return {row[0] for row in rows}


def test_a_real_server_does_not_start_where_a_demonstration_ran() -> None:
    make_ledger()
    refuse_a_demonstration(raw())
    raw().execute("INSERT INTO danchu_loaded VALUES ('demo', 'x', 'null')")

    with pytest.raises(SetupError, match="từng chạy bản trình diễn"):
        refuse_a_demonstration(raw())


def test_the_application_gets_no_more_than_it_needs() -> None:
    make_ledger()
    raw().execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(ROLE)))

    database.grant_to(raw(), ROLE)
    database.grant_to(raw(), ROLE)

    assert rights_on("units_unit") == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert rights_on("audit_event") == {"SELECT", "INSERT"}
    assert rights_on("erasures_erasure") == {"SELECT", "INSERT"}
    assert rights_on("audit_eventpersonal") == {"SELECT", "INSERT", "DELETE"}
    assert rights_on("django_migrations") == {"SELECT"}
    assert rights_on("danchu_loaded") == {"SELECT"}


def test_an_unreachable_database_is_named_without_its_password() -> None:
    with pytest.raises(SetupError) as told:
        database.connect("postgresql://ai:bi-mat@127.0.0.1:1/danchu")

    assert "127.0.0.1/danchu" in str(told.value)
    assert "bi-mat" not in str(told.value)


def test_the_same_content_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    make_ledger()
    calls: list[int] = []

    def run(_loader: loading.Loader) -> dict[str, int]:
        calls.append(1)
        return {"rows": len(calls)}

    monkeypatch.setattr(loading.Loader, "run", run)
    law = next(loader for loader in loading.LOADERS if loader.name == "law")

    once = loading.load_if_changed(raw(), law)
    twice = loading.load_if_changed(raw(), law)

    assert (once, twice, calls) == ({"rows": 1}, {"rows": 1}, [1])


def test_changed_content_has_another_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_HERE", tmp_path)
    loader = loading.Loader("x", "x", "x", "data")
    (tmp_path / "data" / "tests").mkdir(parents=True)
    (tmp_path / "data" / "a.csv").write_text("1")
    before = loader.digest()

    (tmp_path / "data" / "tests" / "test_a.py").write_text("2")
    assert loader.digest() == before
    (tmp_path / "data" / "a.csv").write_text("2")

    assert loader.digest() != before


@pytest.mark.parametrize(
    "loader", [*loading.LOADERS, loading.DEMO], ids=lambda loader: loader.name
)
def test_every_loader_has_something_to_read(loader: loading.Loader) -> None:
    assert {path.suffix for path in loader.files()} >= {".py"}


def test_the_first_administrator_holds_a_post_and_opens_history(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nation = make_nation()
    given = "quantri:Nguyễn Thị Quản: mật-khẩu: rất dài 2026"
    monkeypatch.setenv("DANCHU_ADMIN", given)

    made = ensure_first_administrator()

    user = User.objects.get()
    assert (made, user.full_name) == ("quantri", "Nguyễn Thị Quản")
    assert user.check_password(" mật-khẩu: rất dài 2026")
    assert [post.role for post in Post.objects.all()] == [Role.ADMINISTRATOR]
    assert [event.verb for event in history_of_unit(nation)] == [
        "registry.add_first_administrator"
    ]
    assert ensure_first_administrator() == ""


@pytest.mark.parametrize("given", ["quantri", "quantri::x", "quantri:Nguyễn A:ngan"])
def test_a_bad_first_administrator_makes_nobody(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    make_nation()
    monkeypatch.setenv("DANCHU_ADMIN", given)

    with pytest.raises(SetupError, match="DANCHU_ADMIN không"):
        ensure_first_administrator()

    assert User.objects.count() == 0


def test_problems_are_told_in_vietnamese() -> None:
    problems = problems_of(Asked("quản trị", "Nguyễn A", "ngan"))

    assert problems[-1] == "Mật khẩu phải có ít nhất 10 ký tự."
    assert len(problems) == 2


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("quantri2026", "Mật khẩu quá giống Tên đăng nhập."),
        ("Nguyễn Thị Quản", "Mật khẩu quá giống họ và tên."),
        ("1234567890", "Mật khẩu này quá phổ biến nên dễ bị đoán."),
    ],
)
def test_weak_passwords_are_told_apart(password: str, said: str) -> None:
    asked = Asked("quantri2026", "Nguyễn Thị Quản", password)

    assert said in problems_of(asked)


def make_nation() -> Unit:
    return add_unit(kind=UnitKind.COUNTRY, name="Việt Nam", parent=None)


def test_what_is_kept_of_the_demonstration_names_no_person() -> None:
    cast = make_cast()
    made = [Account(cast.an.pk, "người dân"), Account(cast.binh.pk, "nhập số liệu")]
    kept = msgspec.to_builtins(made)
    erase_account(user=cast.an, at=timezone.now())

    assert [sorted(one) for one in kept] == [["number", "purpose"]] * 2
    assert _named(kept) == [
        {
            "username": "binh",
            "full_name": "Trần Thị Bình",
            "purpose": "nhập số liệu",
        }
    ]
