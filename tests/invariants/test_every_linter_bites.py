"""Style, types and templates are judged by tools; here the tools are judged."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.invariants.source import ROOT

BIN = Path(sys.executable).parent

STYLE = {
    "openpyxl": ("TID251", "import openpyxl\n"),
    "a letter": ("TID251", "from django.core.mail import send_mail\n"),
    "a relative import": ("TID252", "from .rules import x\n"),
    "a print": ("T201", "print(1)\n"),
    "a naive time": ("DTZ005", "import datetime\n\nx = datetime.datetime.now()\n"),
    "a blind except": ("BLE001", "try:\n    x = 1\nexcept Exception:\n    x = 2\n"),
    "a bare ignore": ("PGH003", "x = 1  # type: ignore\n"),
    "a bare noqa": ("PGH004", "import os  # noqa\n"),
    "an unneeded noqa": ("RUF100", "x = 1  # noqa: F401\n"),
    "a hidden import": ("PLC0415", "def f() -> None:\n    import os\n"),
    "no docstring": ("D103", "def f() -> None:\n    x = 1\n"),
    "no types": ("ANN001", "def f(x) -> None:\n    print(x)\n"),
    "seven arguments": (
        "PLR0913",
        "def f(a: int, b: int, c: int, d: int, e: int, f: int, g: int) -> None: ...\n",
    ),
    "26 statements": ("PLR0915", "def f() -> None:\n" + "    x = 1\n" * 26),
    "nine ways": (
        "C901",
        "def f(x: int) -> None:\n" + "    if x:\n        x = 1\n" * 9,
    ),
    "a mutable default": ("B006", "def f(x: list[int] = []) -> None: ...\n"),
    "an assert": ("S101", "assert 1\n"),
    "text marked safe": (
        "S308",
        "from django.utils.safestring import mark_safe\n\nx = mark_safe(y)\n",
    ),
}
TYPES = {
    "no annotation": ("no-untyped-def", "def f(x): ...\n"),
    "a wrong type": ("assignment", "x: int = ''\n"),
    "a bare generic": ("type-arg", "x: list = []\n"),
    "a bare ignore": ("ignore-without-code", "x: int = ''  # type: ignore\n"),
    "an unneeded ignore": ("unused-ignore", "x = 1  # type: ignore[assignment]\n"),
    "perhaps unset": (
        "possibly-undefined",
        "import sys\nif sys.argv:\n    x = 1\nprint(x)\n",
    ),
    "never reached": (
        "unreachable",
        "def f(x: int) -> int:\n    return x\n    return 2\n",
    ),
    "no such column": (
        "misc",
        "from danchu.kernel.units.models import Unit\nUnit.objects.filter(colour=1)\n",
    ),
}
PAGES = {
    "a style": ("H022", '<p><a href="http://elsewhere.example/">x</a></p>\n'),
    "an image without words": ("H013", '<img src="/x.png" height="1" width="1">\n'),
    "an open element": ("H025", "<div><p>x</p>\n"),
    "capital tags": ("H009", "<P>x</P>\n"),
}


def said_by(tool: str, *words: str, typed: str | None = None) -> tuple[int, str]:
    """Run one of our tools; return its exit status and everything it says."""
    done = subprocess.run(  # noqa: S603 -- our own tools
        [BIN / tool, *words],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", sorted(STYLE))
def test_ruff_bites(name: str) -> None:
    rule, planted = STYLE[name]

    status, said = said_by(
        "ruff",
        *("check", "--no-cache", "--output-format=concise"),
        *("--stdin-filename", "danchu/registry/planted.py", "-"),
        typed=f'"""Planted."""\n\n{planted}',
    )

    assert status == 1
    assert f" {rule} " in said


def test_ruff_refuses_bad_layout() -> None:
    words = ("--no-cache", "--check", "--stdin-filename", "danchu/planted.py", "-")

    assert said_by("ruff", "format", *words, typed="x = 1\n")[0] == 0
    assert said_by("ruff", "format", *words, typed="x=1\n")[0] == 1


def test_mypy_bites(tmp_path: Path) -> None:
    for number, name in enumerate(sorted(TYPES)):
        (tmp_path / f"planted_{number}.py").write_text(TYPES[name][1])

    status, said = said_by("mypy", *map(str, sorted(tmp_path.glob("*.py"))))

    assert status == 1
    found = {
        name: f"[{TYPES[name][0]}]"
        in "".join(line for line in said.splitlines() if f"planted_{number}.py" in line)
        for number, name in enumerate(sorted(TYPES))
    }
    assert found == dict.fromkeys(TYPES, True), said


@pytest.mark.parametrize("name", sorted(PAGES))
def test_djlint_bites(name: str, tmp_path: Path) -> None:
    rule, planted = PAGES[name]
    page = tmp_path / "planted.html"
    page.write_text(planted)

    status, said = said_by(
        "djlint", "--lint", "--configuration", "pyproject.toml", str(page)
    )

    assert status == 1
    assert rule in said


def test_djlint_lets_a_clean_page_pass(tmp_path: Path) -> None:
    page = tmp_path / "clean.html"
    page.write_text('<p><a href="/don-vi/">Đơn vị</a></p>\n')

    words = ("--lint", "--configuration", "pyproject.toml", str(page))

    assert said_by("djlint", *words)[0] == 0


def test_djade_bites(tmp_path: Path) -> None:
    page = tmp_path / "planted.html"
    words = ("--check", "--target-version", "5.2", str(page))

    page.write_text("{% if x %}{{ y|lower }}{% endif %}\n")
    assert said_by("djade", *words)[0] == 0

    page.write_text("{%if x%}{{y | lower}}{% endif %}\n")
    assert said_by("djade", *words)[0] == 1
