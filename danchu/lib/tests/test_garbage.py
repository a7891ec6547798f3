"""What is loaded is not walked again, and cycles still go."""

import subprocess
import sys
import textwrap


def run(program: str) -> str:
    """Run a program of its own: the setting is one of the whole process."""
    return subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_what_was_loaded_before_is_put_aside() -> None:
    aside = run(
        """
        import gc, django.conf
        from danchu.lib.garbage import settle
        settle()
        print(gc.get_freeze_count() > len(gc.get_objects()))
        """
    )

    assert aside == "True"


def test_cycles_made_afterwards_are_still_collected() -> None:
    left = run(
        """
        import weakref
        from danchu.lib.garbage import OLD, MIDDLE, YOUNG, settle
        settle()
        class Knot: pass
        one = Knot(); one.self = one
        seen = weakref.ref(one); del one
        hold = [[number] for number in range(YOUNG * 3)]
        print(seen() is None)
        """
    )

    assert left == "True"
