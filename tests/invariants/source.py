"""What the invariants read: our files, and the syntax of those in Python."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "danchu"
_READ = ("danchu", "tests", "bench", "docs", "requirements", ".ci")
_MADE = ("danchu/ui/static/ui/fonts", "danchu/ui/static/ui/vendor")
_TEXT = {
    *(".py", ".html", ".txt", ".css", ".js", ".json", ".toml", ".in", ".sh", ".md"),
    *(".csv", ".svg", ".cfg", ".yml", ".yaml", ""),
}


def name_of(path: Path) -> str:
    """Return how a file is called in messages and ids."""
    return path.relative_to(ROOT).as_posix()


@cache
def files() -> tuple[Path, ...]:
    """Return every text file that belongs to the project, in order."""
    below = [path for folder in _READ for path in (ROOT / folder).rglob("*")]
    found = [path for path in (*below, *ROOT.iterdir()) if path.is_file()]
    return tuple(sorted(path for path in found if _is_ours(path)))


def _is_ours(path: Path) -> bool:
    name = name_of(path)
    return (
        path.suffix in _TEXT
        and not {"__pycache__", "node_modules"} & set(path.parts)
        and not name.startswith(_MADE)
        and path.name not in {".coverage", ".git"}
    )


@cache
def modules(*, with_tests: bool = False) -> tuple[Path, ...]:
    """Return every module of the house but migrations, in order."""
    left_out = {"migrations"} | (set() if with_tests else {"tests", "testing"})
    return tuple(
        path
        for path in files()
        if path.suffix == ".py"
        and path.is_relative_to(HOUSE)
        and not left_out & set(path.relative_to(HOUSE).parts)
    )


@cache
def templates() -> tuple[Path, ...]:
    """Return every template, in order."""
    return tuple(
        path
        for path in files()
        if path.is_relative_to(HOUSE) and "templates" in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax of a module."""
    return ast.parse(path.read_text())


def strings(syntax: ast.AST) -> Iterator[str]:
    """Yield every literal string below `syntax`."""
    for node in ast.walk(syntax):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
