"""Every test stands on the same moment, with a key of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from pytest_django.fixtures import Settings

from danchu.witnesses.tests.scenes import NOW, Scene, make_scene


@pytest.fixture(autouse=True)
def _own_key(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.NOTICES_KEY = tmp_path / "notices.key"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(name="scene")
def a_scene(db: None) -> Scene:  # noqa: ARG001 -- asks for the database
    return make_scene()
