"""Every rule and every item of the law that we name stands in the law's own tables."""

import csv
import re
from collections.abc import Iterable
from functools import cache

import pytest

from tests.invariants.source import HOUSE, ROOT, files, name_of

DATA = HOUSE / "kernel/law/data"
CITED = re.compile(r"\bR\d{3}[a-z]?\b|\b(?:XA|CQ|DN|TN)-(?:CK|QD|YK|GS)-\w+")
SOURCES = {
    name_of(path): path
    for path in files()
    if path.suffix in {".py", ".html", ".csv", ".md"}
    and "tests" not in path.parts
    and not path.is_relative_to(DATA)
}


@cache
def known() -> frozenset[str]:
    """Return every code of the law's tables, with and without its variant."""
    codes: set[str] = set()
    for name, columns in (
        ("deadlines.csv", ("code", "stem")),
        ("content_items.csv", ("code",)),
    ):
        with (DATA / name).open(newline="", encoding="utf-8") as file:
            codes |= {row[column] for row in csv.DictReader(file) for column in columns}
    return frozenset(codes)


def invented(text: str) -> list[str]:
    """List the codes in a text that the law does not know."""
    return sorted(set(CITED.findall(text)) - known())


def speaking(names: Iterable[str]) -> list[str]:
    """Return the sources that cite anything at all."""
    return [name for name in names if CITED.search((ROOT / name).read_text())]


@pytest.mark.parametrize("name", speaking(sorted(SOURCES)))
def test_every_code_cited_exists(name: str) -> None:
    assert invented(SOURCES[name].read_text()) == []


def test_the_pattern_reads_every_code_of_the_law() -> None:
    assert [code for code in sorted(known()) if not CITED.match(code)] == []


def test_a_code_the_law_does_not_know_is_found() -> None:
    text = 'Deadline("x", "y", rule="R107"); rule("R999"); item("XA-CK-07", "XA-CK-99")'

    assert invented(text) == ["R999", "XA-CK-99"]
