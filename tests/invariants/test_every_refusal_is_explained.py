"""Whoever is refused reads a sentence and what to do; every sentence can be met."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from danchu.kernel.errors import Sentence, known_sentences
from tests.invariants.papers import ERRORS, RENEW, errors_paper, papers
from tests.invariants.source import ROOT, modules, name_of, strings, tree

CODE = re.compile(r"[a-z_]+\.[a-z_]+")
SOURCES = {
    name_of(path): path for path in modules() if not path.stem.endswith("sentences")
}


def raised(syntax: ast.AST) -> set[str]:
    """Return the codes that a module refuses with; ``?`` where it cannot be read.

    A function that passes its own argument on is read where it is called.
    """
    passing = {"RuleBroken": 0, **dict(_passing_on(syntax))}
    found: set[str] = set()
    for call in _calls(syntax):
        place = passing.get(_called(call))
        if place is not None and not _is_passed_on(call, place, passing, syntax):
            found |= set(strings(call.args[place])) or {"?"}
    return found


def _calls(syntax: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(syntax) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _passing_on(syntax: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the functions that refuse with a code they are given, and its place."""
    for function in ast.walk(syntax):
        if isinstance(function, ast.FunctionDef):
            names = [argument.arg for argument in function.args.args]
            for call in _calls(function):
                given = next(iter(call.args), None)
                name = given.id if isinstance(given, ast.Name) else ""
                if _called(call) == "RuleBroken" and name in names:
                    yield function.name, names.index(name)


def _is_passed_on(
    call: ast.Call, place: int, passing: Mapping[str, int], syntax: ast.AST
) -> bool:
    given = call.args[place]
    return isinstance(given, ast.Name) and any(
        function.name in passing
        and call in ast.walk(function)
        and given.id in [argument.arg for argument in function.args.args]
        for function in ast.walk(syntax)
        if isinstance(function, ast.FunctionDef)
    )


def unmet(codes: Iterable[str], sources: Iterable[Path]) -> list[str]:
    """List the codes that no module speaks of."""
    spoken = {text for path in sources for text in strings(tree(path))}
    return sorted(set(codes) - spoken)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_code_raised_has_a_sentence(name: str) -> None:
    assert sorted(raised(tree(SOURCES[name])) - set(known_sentences())) == []


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


def test_a_code_that_is_passed_on_is_read_where_it_comes_from() -> None:
    lines = (
        "def refuse(at, code):",
        "    raise RuleBroken(code)",
        "refuse(1, 'planted.a')",
        "refuse(1, word)",
    )

    assert raised(ast.parse("\n".join(lines[:3]))) == {"planted.a"}
    assert raised(ast.parse("\n".join(lines))) == {"planted.a", "?"}


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
