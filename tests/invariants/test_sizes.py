"""Files stay readable in one sitting, views say parse, call, answer."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.invariants.source import files, modules, name_of, templates, tree

LONGEST_FILE = 400
LONGEST_TEST = 600
LONGEST_TEMPLATE = 120
LONGEST_VIEW = 20
PYTHON = {
    name_of(path): path
    for path in files()
    if path.suffix == ".py" and "migrations" not in path.parts
}
TEMPLATES = {name_of(path): path for path in templates()}
VIEWS = {
    name_of(path): path
    for path in modules()
    if path.name == "views.py" or "views" in path.parent.parts
}


def lines_of(path: Path) -> int:
    """Count lines as an editor does."""
    return len(path.read_text().splitlines())


def limit_of(name: str) -> int:
    """Return how long a module may be."""
    parts = Path(name).parts
    return LONGEST_TEST if "tests" in parts else LONGEST_FILE


def long_views(syntax: ast.AST) -> list[str]:
    """List functions over the limit, with how long they are without docstring."""
    return [
        f"{node.name}: {length}"
        for node in ast.walk(syntax)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := _length(node)) > LONGEST_VIEW
    ]


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    last = function.end_lineno or function.lineno
    body = function.body[0]
    words = isinstance(body, ast.Expr) and isinstance(body.value, ast.Constant)
    said = (body.end_lineno or body.lineno) - body.lineno + 1 if words else 0
    return last - function.lineno + 1 - said


def _function(lines: int) -> Iterator[str]:
    yield "def page(request):"
    yield from ("    call(request)" for _ in range(lines - 1))


@pytest.mark.parametrize("name", sorted(PYTHON))
def test_no_module_is_too_long(name: str) -> None:
    assert lines_of(PYTHON[name]) <= limit_of(name)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_no_template_is_too_long(name: str) -> None:
    assert lines_of(TEMPLATES[name]) <= LONGEST_TEMPLATE


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_no_view_is_too_long(name: str) -> None:
    assert long_views(tree(VIEWS[name])) == []


def test_a_line_too_many_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("x\n" * 401)

    assert lines_of(planted) > limit_of("danchu/registry/queries.py")
    assert lines_of(planted) <= limit_of("danchu/registry/tests/test_queries.py")


def test_a_view_of_one_line_too_many_is_found() -> None:
    fits = ast.parse("\n".join(_function(LONGEST_VIEW)))
    too_long = ast.parse("\n".join(_function(LONGEST_VIEW + 1)))

    assert long_views(fits) == []
    assert long_views(too_long) == ["page: 21"]
