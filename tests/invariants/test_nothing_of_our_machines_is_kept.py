"""No file names a package registry or a folder of somebody's machine; no odd rooms."""

import re
from pathlib import Path, PurePosixPath

import pytest

from tests.invariants.source import files, modules, name_of

# Written backwards: this file must not name what it looks for.
_HOSTS = tuple(
    name[::-1]
    for name in (
        *("gro.ipyp", "gro.detsohnohtyp", "gro.sjmpn", "moc.sjmpn", "moc.gkpnray"),
        *("oi.setarc", "ten.rviledsj", "moc.gkpnu", "gro.naibed", "gro.adnocana"),
        "moc.eralfduolc",
    )
)
_TOPS = tuple(name[::-1] for name in ("emoh", "toor", "sresU", "krow"))
HOST = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in _HOSTS))
MACHINE = re.compile(rf"(?<![\w.])/(?:{'|'.join(_TOPS)})/\w|\b[A-Z]:\\\\?[A-Za-z]")
ROOMS = frozenset(
    {
        *("utils", "util", "helpers", "helper", "common", "core", "misc"),
        *("manager", "managers", "base", "mixins"),
    }
)
LOCKS = ("package-lock.json", "requirements/run.txt", "requirements/dev.txt")
FILES = {name_of(path): path for path in files()}


def leaks(text: str) -> list[str]:
    """List registries and machines that a text names."""
    return sorted({*HOST.findall(text), *MACHINE.findall(text)})


def odd_rooms(name: str) -> list[str]:
    """List the parts of a name that say nothing about what is inside."""
    path = PurePosixPath(name)
    return sorted(ROOMS & {*path.parent.parts, path.stem})


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_file_names_a_registry_or_a_machine(name: str) -> None:
    assert leaks(FILES[name].read_text()) == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_any_host(name: str) -> None:
    text = Path(FILES[name]).read_text()

    assert "://" not in text
    assert "--index-url" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_every_lock_has_hashes(name: str) -> None:
    text = Path(FILES[name]).read_text()

    assert text.count("sha256:") + text.count("sha512-") > 0


@pytest.mark.parametrize("name", sorted(map(name_of, modules(with_tests=True))))
def test_no_room_has_a_name_that_says_nothing(name: str) -> None:
    assert odd_rooms(name) == []


@pytest.mark.parametrize(
    "text",
    [
        *(f"see files.{host}/x" for host in _HOSTS),
        *(f"cd /{top}/somebody" for top in _TOPS),
        "C:" + "\\Somebody",
    ],
)
def test_a_planted_leak_is_found(text: str) -> None:
    assert leaks(text) != []


@pytest.mark.parametrize("text", ["/etc/x", *(f"docs/{top}/page" for top in _TOPS)])
def test_ordinary_words_are_no_leaks(text: str) -> None:
    assert leaks(text) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("danchu/registry/utils.py", ["utils"]),
        ("danchu/common/__init__.py", ["common"]),
        ("danchu/registry/queries.py", []),
    ],
)
def test_a_planted_room_is_found(name: str, expected: list[str]) -> None:
    assert odd_rooms(name) == expected
