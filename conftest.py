"""Which tests may touch the database is told by the name of their file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker
from xdist.remote import Producer  # type: ignore[import-untyped]  # -- ships no types
from xdist.scheduler import (  # type: ignore[import-untyped]  # -- the same
    LoadScopeScheduling,
)

from danchu.lib.postgres import Cluster

pytest_plugins = ("danchu.testing.nation", "danchu.testing.flush")

# How long an example takes on a busy machine says nothing about a rule.
settings.register_profile("danchu", deadline=None)
settings.load_profile("danchu")

_PURE_FOLDERS = ("danchu/lib", "tests/runtime")


_JOURNEYS = "tests/journeys/test_"
_TOGETHER = {
    "tests/runtime/": "runtime",
    "tests/invariants/test_every_linter_bites.py": "linters",
    f"{_JOURNEYS}every_page_is_clean.py": "pages",
    **{
        f"{_JOURNEYS}{one}.py": one  # these have a product of their own
        for one in ("conference_table", "publishing", "kit", "privacy")
    },
    _JOURNEYS: "journeys",
}
"""What shares a browser and a served product, or would starve its like, is done by one
worker; every other test by whoever is free."""
_ORDER = {"runtime": -1, "journeys": 1, "pages": 2}
"""The longest group first. Journeys last, long ones before short: a browser leaves its
loop in the thread of a worker, in which no other may run."""


class Together(LoadScopeScheduling):  # type: ignore[misc]  # -- of no known type
    """Scheduling by `_TOGETHER`."""

    def _split_scope(self, nodeid: str) -> str:
        return _group(nodeid) or nodeid


def _group(nodeid: str) -> str:
    groups = (one for path, one in _TOGETHER.items() if nodeid.startswith(path))
    return next(groups, "")


def _turn(item: pytest.Item) -> int:
    last = 3 if item.nodeid.startswith(_JOURNEYS) else 0
    return _ORDER.get(_group(item.nodeid), last)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Have several workers share the run as `Together` says."""
    # In the order of `_ORDER`, not by the number of tests.
    config.option.loadscopereorder = False
    return Together(config, log)


def _is_pure(path: Path, root: Path) -> bool:
    return path.name.startswith("test_rules") or any(
        path.is_relative_to(root / folder) for folder in _PURE_FOLDERS
    )


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Give the database to every test but those of pure rules; see `_ORDER`."""
    items.sort(key=_turn)
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
