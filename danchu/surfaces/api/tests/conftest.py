"""The cast with the catalogue, and programs that act for them."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from danchu.indicators.services import load_catalogue
from danchu.kernel.people.models import Post, User
from danchu.registry.services.tokens import add_token
from danchu.testing.cast import Cast, make_cast

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
GOOD = {"G01": {"number": 4}, "G02": {"number": 1612, "note": "Đếm tay."}}
Program = Callable[..., "Caller"]


class Caller:
    """A program that brings a token with every request."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self._client = Client(enforce_csrf_checks=True)

    def ask(
        self, method: str, address: str, sent: Any = None, **headers: str
    ) -> tuple[int, Any]:
        """Return the status and the document of an answer."""
        answer = self.answer(method, address, sent, **headers)
        return answer.status_code, answer.json()

    def answer(
        self, method: str, address: str, sent: Any = None, **headers: str
    ) -> Any:
        """Return the answer, header names written with `_` for `-`."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given.setdefault("Authorization", f"Bearer {self.secret}")
        data = "" if sent is None else sent
        return self._client.generic(
            method,
            address,
            data,
            content_type=given.pop("Content-Type", "application/json"),
            headers=given,
        )


@pytest.fixture
def at_work() -> Iterator[Cast]:
    """Return the cast on a day on which the first half of 2026 is due."""
    with time_machine.travel(NOW, tick=False):
        load_catalogue()
        yield make_cast()


@pytest.fixture
def program() -> Program:
    """Return a maker of programs, each with a token for one post of somebody."""

    def acting_for(user: User, post: Post | None = None) -> Caller:
        chosen = post or user.posts.get()
        _, secret = add_token(actor=user, post=chosen, name="Phần mềm", days=90, at=NOW)
        return Caller(secret)

    return acting_for


def cells(**named: Any) -> str:
    return json.dumps({"cells": named})


@pytest.fixture
def address(at_work: Cast) -> str:
    return f"/api/v1/filings/PL4/{at_work.hoa_thuan.pk}/2026H1"


@pytest.fixture
def clerk(at_work: Cast, program: Program) -> Caller:
    return program(at_work.binh)


@pytest.fixture
def head(at_work: Cast, program: Program) -> Caller:
    return program(at_work.cuc)


@pytest.fixture
def secretary(at_work: Cast, program: Program) -> Caller:
    return program(at_work.giang)
