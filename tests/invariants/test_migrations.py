"""The tables are what the models say, and each app has one last migration."""

from collections.abc import Iterable
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState

from tests.invariants.source import HOUSE, name_of

OURS = sorted(
    config.label
    for config in apps.get_app_configs()
    if config.name.startswith("danchu.") and list(config.get_models())
)
FILES = sorted(
    name_of(path)
    for path in HOUSE.rglob("migrations/0*.py")
    if "__pycache__" not in path.parts
)


def heads(graph: MigrationGraph, app: str) -> list[str]:
    """Return the migrations of an app that no other follows."""
    return sorted(name for _, name in graph.leaf_nodes(app))


def missing(known: ProjectState, wanted: ProjectState) -> list[str]:
    """List the apps whose models ask for a migration that is not there."""
    detector = MigrationAutodetector(
        known, wanted, MigrationQuestioner({"ask_initial": True})
    )
    return sorted(detector.changes(graph=MigrationGraph()))


def unnamed(names: Iterable[str]) -> list[str]:
    """List migrations named by a machine instead of by a sentence."""
    return [name for name in names if "_auto_" in name or name.endswith("_auto.py")]


def test_no_migration_is_missing() -> None:
    said = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=said)

    assert said.getvalue().strip() == "No changes detected"


@pytest.mark.parametrize("app", OURS)
def test_each_app_has_one_last_migration(app: str) -> None:
    graph = MigrationLoader(connection).graph

    assert len(heads(graph, app)) == 1


def test_migrations_are_named_by_people() -> None:
    assert FILES != []
    assert unnamed(FILES) == []


def test_two_heads_are_found() -> None:
    graph = MigrationGraph()
    for name in ("0001_initial", "0002_mine", "0002_yours"):
        graph.add_node(("planted", name), Migration(name, "planted"))
    for name in ("0002_mine", "0002_yours"):
        graph.add_dependency(None, ("planted", name), ("planted", "0001_initial"))

    assert heads(graph, "planted") == ["0002_mine", "0002_yours"]


def _planted() -> ProjectState:
    state = ProjectState()
    key: models.Field[Any, Any] = models.AutoField(primary_key=True)
    state.add_model(ModelState("planted", "Thing", [("id", key)]))
    return state


def test_a_model_without_a_migration_is_found() -> None:
    assert missing(ProjectState(), _planted()) == ["planted"]
    assert missing(_planted(), _planted()) == []


def test_a_migration_named_by_a_machine_is_found() -> None:
    assert unnamed(["0001_initial.py", "0002_auto_20261123.py"]) == [
        "0002_auto_20261123.py"
    ]
