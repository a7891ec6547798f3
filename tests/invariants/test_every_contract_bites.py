"""A lock nobody has tried is a wish: each contract breaks on a planted violation."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.invariants.source import HOUSE, ROOT

CONTRACTS: dict[str, str] = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
        "importlinter"
    ]["contracts"]
}
LINTER = Path(sys.executable).with_name("lint-imports")


@dataclass(frozen=True)
class Crime:
    """A line that a contract forbids, and the file it is added to."""

    contract: str
    file: str
    line: str


CRIMES = {
    "lib imports ui": Crime("floors", "lib/planted.py", "import danchu.ui"),
    "ui imports kernel": Crime(
        "floors", "ui/planted.py", "import danchu.kernel.errors"
    ),
    "kernel imports a capability": Crime(
        "floors", "kernel/people/planted.py", "import danchu.registry.rules"
    ),
    "a capability imports another": Crime(
        "floors", "registry/planted.py", "import danchu.indicators.rules"
    ),
    "a capability imports a surface": Crime(
        "floors", "indicators/planted.py", "import danchu.surfaces.api"
    ),
    "a surface imports the assembly": Crime(
        "floors", "surfaces/portal/planted.py", "import danchu.config.settings"
    ),
    "a package without a floor": Crime("floors", "planted/__init__.py", ""),
    "a mechanism imports one above it": Crime(
        "kernel", "kernel/periods/planted.py", "import danchu.kernel.law.rules"
    ),
    "a mechanism without a place": Crime("kernel", "kernel/planted/__init__.py", ""),
    "a query does": Crime(
        "inside", "kernel/units/queries.py", "import danchu.kernel.units.services"
    ),
    "a table asks": Crime(
        "inside", "kernel/law/models.py", "import danchu.kernel.law.queries"
    ),
    "a deed knows forms": Crime(
        "inside", "registry/services/planted.py", "import danchu.registry.forms"
    ),
    "a rule knows Django": Crime(
        "pure-rules", "kernel/units/rules.py", "import django"
    ),
    "a rule knows rows": Crime(
        "pure-rules",
        "indicators/rules/planted.py",
        "import danchu.kernel.units.models",
    ),
    "a view fetches rows": Crime(
        "views-ask", "registry/views/planted.py", "import danchu.kernel.units.models"
    ),
    "a surface fetches rows": Crime(
        "views-ask", "surfaces/desk/planted.py", "import danchu.kernel.dossiers.models"
    ),
    "a capability writes history": Crime(
        "history", "registry/services/planted.py", "import danchu.kernel.audit.models"
    ),
    "the product hires the cast": Crime(
        "cast", "registry/services/planted.py", "import danchu.testing.cast"
    ),
    "two know each other": Crime(
        "acyclic",
        "indicators/rules/amounts.py",
        "import danchu.indicators.rules.checks",
    ),
}


@pytest.fixture(name="copy", scope="module")
def the_copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Copy what the contracts read: the modules and the configuration."""
    folder = tmp_path_factory.mktemp("house")
    leave = shutil.ignore_patterns(
        "__pycache__", "static", "templates", "data", "*.css"
    )
    shutil.copytree(HOUSE, folder / "danchu", ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", folder)
    yield folder
    shutil.rmtree(folder)


def judge(folder: Path, contract: str) -> str:
    """Return what the linter says of one contract in a copy of the house."""
    done = subprocess.run(  # noqa: S603 -- our own linter
        [LINTER, "--no-cache", "--no-logo", "--contract", contract],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def commit(folder: Path, crime: Crime) -> Iterator[None]:
    """Plant a line for a while."""
    file = folder / "danchu" / crime.file
    before = file.read_text() if file.exists() else None
    made = [] if file.parent.exists() else [file.parent]
    for parent in made:
        parent.mkdir()
    file.write_text(f"{before or ''}\n{crime.line}\n")
    yield
    if before is None:
        file.unlink()
    else:
        file.write_text(before)
    for parent in made:
        parent.rmdir()


@pytest.fixture(name="planted")
def the_planted(copy: Path, request: pytest.FixtureRequest) -> Iterator[Crime]:
    """Plant the crime that the test is about."""
    crime: Crime = request.param
    yield from (crime for _ in commit(copy, crime))


@pytest.mark.parametrize("contract", sorted(CONTRACTS))
def test_the_house_keeps_its_contract(copy: Path, contract: str) -> None:
    assert f"{CONTRACTS[contract]} KEPT" in judge(copy, contract)


@pytest.mark.parametrize(
    "planted",
    [CRIMES[name] for name in sorted(CRIMES)],
    ids=sorted(CRIMES),
    indirect=True,
)
def test_a_planted_violation_breaks_the_contract(copy: Path, planted: Crime) -> None:
    assert f"{CONTRACTS[planted.contract]} BROKEN" in judge(copy, planted.contract)


def test_every_contract_has_been_tried() -> None:
    assert {crime.contract for crime in CRIMES.values()} == set(CONTRACTS)
