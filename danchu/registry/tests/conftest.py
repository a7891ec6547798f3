"""Everybody of the cast, and somebody's browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from danchu.kernel.people.models import User
from danchu.testing.cast import Cast, make_cast


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def browse() -> Callable[[User], Client]:
    def browser_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return browser_of
