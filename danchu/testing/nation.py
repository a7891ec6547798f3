"""Both maps of the nation for the tests of one file: loaded once, then taken away.

Tests of the file still run in transactions of their own; nothing leaks between them.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from danchu.kernel.units.loading import load_units

_TABLES = ("ancestry", "succession", "placement", "unitcode", "unitname", "unit")


@pytest.fixture(scope="module")
def nation(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Load 63 + 34 provinces, 696 districts, 10,035 + 3,321 communes."""
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        load_units()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in _TABLES:
            # What is gone still lies in the tables that refer to units: each of
            # 14,000 deletions would read through it all.
            cursor.execute("VACUUM")
            cursor.execute(f"DELETE FROM units_{table}")  # noqa: S608 -- names above
