"""Whoever is refused reads a sentence and what to do; every sentence can be met."""

import ast
import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest

from danchu.kernel.errors import Sentence, known_sentences
from tests.invariants.papers import ERRORS, RENEW, errors_paper, papers
from tests.invariants.source import ROOT, modules, name_of, strings, tree

CODE = re.compile(r"[a-z_]+\.[a-z_]+")
PASSES_ON = {
    "danchu/config/failures.py": "answer() is given the code by its callers, below it",
}
SOURCES = {name_of(path): path for path in modules() if path.name != "sentences.py"}


def raised(syntax: ast.AST) -> set[str]:
    """Return the codes that a module refuses with; ``?`` where it cannot be read."""
    found: set[str] = set()
    for node in ast.walk(syntax):
        named = node.func if isinstance(node, ast.Call) else None
        name = getattr(named, "id", getattr(named, "attr", ""))
        if isinstance(node, ast.Call) and name == "RuleBroken":
            found |= set(strings(node.args[0])) or {"?"}
    return found


def unmet(codes: Iterable[str], sources: Iterable[Path]) -> list[str]:
    """List the codes that no module speaks of."""
    spoken = {text for path in sources for text in strings(tree(path))}
    return sorted(set(codes) - spoken)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_code_raised_has_a_sentence(name: str) -> None:
    codes = raised(tree(SOURCES[name])) - ({"?"} if name in PASSES_ON else set())

    assert sorted(codes - set(known_sentences())) == []


def test_every_sentence_can_be_met() -> None:
    assert unmet(known_sentences(), SOURCES.values()) == []


def test_the_paper_is_what_the_code_says() -> None:
    assert (ROOT / ERRORS).read_text() == papers()[ERRORS](), f"run {RENEW}"


@pytest.mark.parametrize("code", sorted(known_sentences()))
def test_every_sentence_says_what_happened_and_what_to_do(code: str) -> None:
    said = known_sentences()[code]

    assert CODE.fullmatch(code)
    assert said.text.strip().endswith((".", "}", "?"))
    assert said.cure.strip().endswith((".", "}"))
    assert 400 <= said.status < 600


def test_a_planted_code_is_found() -> None:
    plain = ast.parse("raise RuleBroken('planted.code', n=1)")
    either = ast.parse("raise errors.RuleBroken('planted.a' if x else 'planted.b')")
    hidden = ast.parse("raise RuleBroken(code)")

    assert raised(plain) == {"planted.code"}
    assert raised(either) == {"planted.a", "planted.b"}
    assert raised(hidden) == {"?"}


def test_a_sentence_nobody_meets_is_found() -> None:
    assert unmet(["planted.never"], SOURCES.values()) == ["planted.never"]


def test_every_part_of_a_sentence_changes_the_paper() -> None:
    plain = Sentence("Vì thế.", "Làm thế.", 409)
    others = [
        Sentence("Khác.", plain.cure, plain.status),
        Sentence(plain.text, "Khác.", plain.status),
        Sentence(plain.text, plain.cure, 400),
    ]
    assert len(fields(Sentence)) == len(others)

    written = {errors_paper({"planted.code": said}) for said in (plain, *others)}

    assert len(written) == 4
