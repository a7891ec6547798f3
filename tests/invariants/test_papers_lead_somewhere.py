"""Every link and every picture of a paper is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.invariants.source import ROOT, files, name_of

PAPERS = {name_of(path): path for path in files() if path.suffix == ".md"}
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def dead_ends(paper: Path) -> list[str]:
    """List the links of a paper that lead to nothing of ours."""
    return [link for link in _links(paper) if not (paper.parent / link).exists()]


def _links(paper: Path) -> Iterator[str]:
    for link in LINK.findall(CODE.sub("", paper.read_text())):
        path = link.partition("#")[0]
        if path and "://" not in path:
            yield path


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_link_leads_somewhere(name: str) -> None:
    assert dead_ends(PAPERS[name]) == []


def test_every_picture_is_shown_somewhere() -> None:
    told = "".join(path.read_text() for path in PAPERS.values())

    kept = [path.name for path in (ROOT / "docs/pictures").iterdir()]
    assert kept
    assert [name for name in kept if f"pictures/{name})" not in told] == []


def test_the_papers_everybody_looks_for_are_there() -> None:
    wanted = ("README.md", "README.vi.md", "ARCHITECTURE.md", "CONTRIBUTING.md")

    assert [name for name in (*wanted, "CHANGELOG.md") if name not in PAPERS] == []
    assert (ROOT / "LICENSE").read_text().count("Apache License") > 0


def test_a_dead_end_is_found(tmp_path: Path) -> None:
    (tmp_path / "there.md").touch()
    paper = tmp_path / "paper.md"
    paper.write_text("[a](there.md#part) [b](gone.md) `[c](code.md)` ![d](gone.png)")

    assert dead_ends(paper) == ["gone.md", "gone.png"]
