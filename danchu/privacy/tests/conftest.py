from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from danchu.kernel.law.services import load_law
from danchu.testing.cast import Cast, make_cast

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
"""A Monday afternoon in Viet Nam."""


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 -- it makes rows
    load_law()
    return make_cast()


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield
