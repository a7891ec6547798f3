"""`thing.status = ...` anywhere but in the workflow would skip rights and history."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.invariants.source import modules, name_of, tree

MOVER = "danchu/kernel/workflow/services.py"
OTHER_STATUSES = {"danchu/config/bridge.py": "the status of an HTTP answer"}
MODULES = {
    name_of(path): path
    for path in modules()
    if name_of(path) not in {MOVER, *OTHER_STATUSES}
}


def moves(syntax: ast.AST) -> list[int]:
    """List the lines that write a `status`."""
    return sorted(set(_assigned(syntax)) | set(_updated(syntax)))


def _assigned(syntax: ast.AST) -> Iterator[int]:
    for node in ast.walk(syntax):
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "status"
            and isinstance(node.ctx, ast.Store)
        ):
            yield node.lineno
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr":
            yield from (
                node.lineno
                for argument in node.args[1:2]
                if isinstance(argument, ast.Constant) and argument.value == "status"
            )


def _updated(syntax: ast.AST) -> Iterator[int]:
    writers = {"update", "update_or_create", "bulk_update"}
    for node in ast.walk(syntax):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in writers:
            names = {keyword.arg for keyword in node.keywords}
            listed = {
                constant.value
                for argument in (*node.args, *(k.value for k in node.keywords))
                for constant in ast.walk(argument)
                if isinstance(constant, ast.Constant)
            }
            if "status" in names | listed:
                yield node.lineno


@pytest.mark.parametrize("name", sorted(MODULES))
def test_nobody_but_the_workflow_writes_a_status(name: str) -> None:
    assert moves(tree(MODULES[name])) == []


@pytest.mark.parametrize(
    "line",
    [
        "filing.status = 'approved'",
        "filing.status, x = 'approved', 1",
        "setattr(filing, 'status', 'approved')",
        "Filing.objects.filter(pk=1).update(status='approved')",
        "Filing.objects.update_or_create(pk=1, defaults={'status': 'approved'})",
        "Filing.objects.bulk_update(found, ['status'])",
    ],
)
def test_a_planted_move_is_found(line: str) -> None:
    assert moves(ast.parse(line)) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "was = filing.status",
        "Filing(status='draft')",
        "found.filter(status='draft').update(entered_by=actor)",
    ],
)
def test_reading_a_status_is_no_move(line: str) -> None:
    assert moves(ast.parse(line)) == []


def test_the_one_mover_still_moves() -> None:
    assert moves(tree(Path(MOVER).resolve())) != []
