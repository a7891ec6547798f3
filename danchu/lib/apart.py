"""Files of ours that run as processes of their own, and may fall without harm."""

import subprocess
import sys
import threading


class BusyError(Exception):
    """Others are at work, and nobody finished in time."""


class FelledError(Exception):
    """It was too slow by the clock, or its limits have felled it."""


class FailedError(Exception):
    """It ended with an exit code that is not zero."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Apart:
    """One such file: alone with what it is given, without environment or our packages.

    `patience` is how many seconds by the clock one waits for a turn and for an answer,
    `at_once` how many may be at work. The file takes limits of memory and time upon
    itself.
    """

    def __init__(self, file: str, *, patience: float, at_once: int) -> None:
        self._file, self._patience = file, patience
        self._turns = threading.BoundedSemaphore(at_once)

    def ask(self, given: bytes, *words: str) -> bytes:
        """Return what it says of its input and arguments.

        Raises `BusyError`, `FelledError`, and `FailedError` with its exit code.
        """
        if not self._turns.acquire(timeout=self._patience):
            raise BusyError
        try:
            done = subprocess.run(  # noqa: S603 -- our own interpreter and file, nothing of theirs
                [sys.executable, "-I", self._file, *words],
                input=given,
                capture_output=True,
                check=False,
                timeout=self._patience,
                env={},
            )
        except subprocess.TimeoutExpired:
            raise FelledError from None
        finally:
            self._turns.release()
        if done.returncode < 0:
            raise FelledError
        if done.returncode:
            raise FailedError(done.returncode)
        return done.stdout
