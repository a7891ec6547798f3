"""The errand: the smallest thing that moves, with a table of its own in tests only.

The kernel holds no capability, so `advance` is proved on a real row made for it: a
model in a registry apart, which no migration, invariant or other test ever sees.
"""

from collections.abc import Iterator

import pytest
from django.db import connection

from danchu.kernel.workflow.tests.errands import Errand


@pytest.fixture(autouse=True)
def errand_table(request: pytest.FixtureRequest) -> Iterator[None]:
    """Make the table before the test, and take it away if the test commits."""
    if request.path.name.startswith("test_rules"):
        yield
        return
    request.getfixturevalue("db")
    with connection.schema_editor() as editor:
        editor.create_model(Errand)
    yield
    if not connection.in_atomic_block:
        with connection.schema_editor() as editor:
            editor.delete_model(Errand)
