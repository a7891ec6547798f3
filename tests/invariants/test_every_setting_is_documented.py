"""What an operator may set or type stands in docs/operate/settings.md, and works."""

import ast
import re
from collections.abc import Iterator

import pytest

from danchu.config.commands import WORDS
from tests.invariants.source import ROOT, modules, strings, tree

PAPER = ROOT / "docs/operate/settings.md"
SETTING = re.compile(r"^\| `([A-Z][A-Z_]+)`", re.MULTILINE)
COMMAND = re.compile(r"^\| `python -m danchu ([a-z]+)", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):.*## ", re.MULTILINE)


def read_from_environment(syntax: ast.AST) -> set[str]:
    """Return the environment variables that a module asks for."""
    return {name for node in ast.walk(syntax) for name in _asked(node)}


def _asked(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Subscript) and _is_environment(node.value):
        yield from strings(node.slice)
    if isinstance(node, ast.Compare) and _is_environment(node.comparators[0]):
        yield from strings(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        is_getenv = node.func.attr == "getenv"
        if node.args and (is_getenv or _is_environment(node.func.value)):
            yield from strings(node.args[0])


def _is_environment(node: ast.AST) -> bool:
    name = getattr(node, "attr", getattr(node, "id", ""))
    return name in {"environ", "env"}


ASKED = {name for path in modules() for name in read_from_environment(tree(path))}
SAID = set(SETTING.findall(PAPER.read_text()))


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_setting_is_documented(name: str) -> None:
    assert name in SAID


@pytest.mark.parametrize("name", sorted(SAID))
def test_every_documented_setting_is_read(name: str) -> None:
    assert name in ASKED


def test_every_command_is_documented_and_exists() -> None:
    assert sorted(set(COMMAND.findall(PAPER.read_text()))) == sorted(WORDS)


def test_every_target_of_make_is_in_the_readme() -> None:
    targets = TARGET.findall((ROOT / "Makefile").read_text())
    readme = (ROOT / "README.md").read_text()

    assert {"run", "test"} <= set(targets)
    assert [name for name in targets if f"make {name}" not in readme] == []


@pytest.mark.parametrize(
    "line",
    [
        "os.environ['PLANTED']",
        "os.environ.get('PLANTED', '')",
        "environ.setdefault('PLANTED', '1')",
        "os.getenv('PLANTED')",
        "'PLANTED' in os.environ",
    ],
)
def test_a_planted_setting_is_found(line: str) -> None:
    assert read_from_environment(ast.parse(line)) == {"PLANTED"}


def test_other_tables_are_no_settings() -> None:
    assert read_from_environment(ast.parse("cookies.get('PLANTED')")) == set()
