"""One term, one word: what a table holds is explained where people look."""

import re
from collections.abc import Mapping

import pytest

from tests.invariants.source import ROOT, modules
from tests.invariants.tables import LABELS, find_model

GLOSSARY = ROOT / "docs/glossary.md"
NAME = re.compile(r"`([A-Z][A-Za-z]+)`")
CLASS = re.compile(r"^class (\w+)", re.MULTILINE)


def entries(text: str) -> dict[str, str]:
    """Return the term that stands beside each identifier of a glossary."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) > 1:
            found |= dict.fromkeys(NAME.findall(cells[1]), cells[0])
    return found


def fault(name: str, term: str, known: Mapping[str, str]) -> str:
    """Say what the glossary lacks about one model, or nothing."""
    if name not in known:
        return f"{name} is not in the glossary"
    if term.casefold() not in known[name].casefold():
        return f"{name} is {term!r} to people and {known[name]!r} in the glossary"
    return ""


@pytest.mark.parametrize("label", LABELS)
def test_every_model_is_in_the_glossary(label: str) -> None:
    meta = find_model(label)._meta
    known = entries(GLOSSARY.read_text())

    assert fault(str(meta.object_name), str(meta.verbose_name), known) == ""


@pytest.mark.parametrize("name", sorted(entries(GLOSSARY.read_text())))
def test_every_identifier_of_the_glossary_exists(name: str) -> None:
    classes = {found for path in modules() for found in CLASS.findall(path.read_text())}

    assert name in classes


def test_a_model_left_out_or_named_otherwise_is_found() -> None:
    known = entries("| thuật ngữ | tên |\n|---|---|\n| hồ sơ | `Dossier` |")

    assert known == {"Dossier": "hồ sơ"}
    assert fault("Dossier", "hồ sơ", known) == ""
    assert fault("Planted", "cây", known) == "Planted is not in the glossary"
    assert fault("Dossier", "đơn", known) != ""
