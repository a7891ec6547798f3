"""The cast, on a Monday in July."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from danchu.testing.cast import Cast, make_cast

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()
