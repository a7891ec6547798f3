"""Whoever silences a tool says why, on the same line."""

import re

import pytest

from tests.invariants.source import files, name_of

FILES = {
    name_of(path): path
    for path in files()
    if path.suffix == ".py" and "migrations" not in path.parts
}
SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma: no cover)\b.*")
REASONED = re.compile(
    r"#\s*noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* -- \S"
    r"|#\s*type: ignore\[[a-z-]+(, ?[a-z-]+)*\]  # \S"
    r"|#\s*pragma: no cover -- \S"
)
QUOTED = "tests/invariants/"
"""Here suppressions are also quoted, as examples of what is wrong."""


def unreasoned(text: str) -> list[str]:
    """List the suppressions that do not say why."""
    found = (SILENCED.search(line) for line in text.splitlines())
    return [one.group() for one in found if one and not REASONED.match(one.group())]


@pytest.mark.parametrize(
    "name", sorted(name for name in FILES if not name.startswith(QUOTED))
)
def test_every_suppression_has_a_reason(name: str) -> None:
    assert unreasoned(FILES[name].read_text()) == []


@pytest.mark.parametrize(
    "line",
    ["x = 1  # noqa", "x = 1  # noqa: F401", "x = 1  # type: ignore[misc]"],
)
def test_a_silent_suppression_is_found(line: str) -> None:
    assert unreasoned(line) != []


def test_a_reason_that_mypy_cannot_read_is_found() -> None:
    assert unreasoned("x = 1  # type: ignore[misc] -- because") != []


@pytest.mark.parametrize(
    "line",
    ["x = 1  # noqa: F401 -- because", "x = 1  # type: ignore[misc]  # because"],
)
def test_a_reason_is_enough(line: str) -> None:
    assert unreasoned(line) == []
