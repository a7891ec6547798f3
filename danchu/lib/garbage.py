"""Setting the collector of cycles for a process that answers many requests."""

import gc

YOUNG, MIDDLE, OLD = 20_000, 20, 50
"""How many new containers, and how many younger collections, start the next one."""


def settle() -> None:
    """Put aside all that is loaded by now, and look for cycles less often.

    A table of four thousand cells makes containers by the ten thousand and no cycle;
    with the interpreter's own thresholds a third of its time went into walking the
    program's modules again and again. Call once, when everything has been imported.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
