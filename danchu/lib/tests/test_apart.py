"""A file run apart answers, falls and is waited for, and nothing falls with it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from danchu.lib.apart import Apart, BusyError, FailedError, FelledError


def child(folder: Path, code: str, *, patience: float = 20, at_once: int = 1) -> Apart:
    file = folder / "child.py"
    file.write_text(f"import os, signal, sys, time\n{code}\n")
    return Apart(str(file), patience=patience, at_once=at_once)


def test_it_is_given_input_and_words_and_nothing_else(tmp_path: Path) -> None:
    asked = child(
        tmp_path,
        "print(sys.stdin.read(), sys.argv[1:], 'PATH' in os.environ,"
        " 'danchu' in sys.modules)",
    )

    assert asked.ask(b"xin", "a", "b").split() == [
        *(b"xin", b"['a',", b"'b']", b"False", b"False")
    ]


@pytest.mark.parametrize(
    ("code", "raised"),
    [
        ("sys.exit(7)", FailedError),
        ("os.kill(os.getpid(), signal.SIGKILL)", FelledError),
        ("time.sleep(60)", FelledError),
    ],
)
def test_how_it_ended_is_told(
    tmp_path: Path, code: str, raised: type[Exception]
) -> None:
    asked = child(tmp_path, code, patience=1)

    with pytest.raises(raised) as told:
        asked.ask(b"")

    assert getattr(told.value, "code", 7) == 7


def test_who_finds_no_turn_is_told_and_the_turn_comes_back(tmp_path: Path) -> None:
    asked = child(tmp_path, "time.sleep(float(sys.argv[1]))", patience=2)

    with ThreadPoolExecutor(1) as other:
        first = other.submit(asked.ask, b"", "60")
        while not first.running() or asked._turns._value:  # noqa: SLF001 -- its turn is taken
            pass
        with pytest.raises((BusyError, FelledError)):
            asked.ask(b"", "60")
        with pytest.raises(FelledError):
            first.result()

    assert asked.ask(b"", "0") == b""
