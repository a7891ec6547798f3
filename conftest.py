"""Which tests may touch the database is told by the name of their file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from danchu.lib.postgres import Cluster

pytest_plugins = ("danchu.testing.nation", "danchu.testing.flush")

_PURE_FOLDERS = ("danchu/lib", "tests/runtime")


def _is_pure(path: Path, root: Path) -> bool:
    return path.name.startswith("test_rules") or any(
        path.is_relative_to(root / folder) for folder in _PURE_FOLDERS
    )


def pytest_collection_modifyitems(
    config: pytest.Config, items: Iterable[pytest.Item]
) -> None:
    """Give the database to every test but those of pure rules."""
    for item in items:
        if not (
            isinstance(item, pytest.DoctestItem)
            or _is_pure(item.path, config.rootpath)
            or item.get_closest_marker("django_db")
        ):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # noqa: ARG001 -- the one this one wraps
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Leave nobody in the test database, so that it can be dropped.

    The pool and the threads of a live server may still hold a session there.
    """
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    cluster: Cluster | None,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Have a server before the test database is made, one database per worker."""
