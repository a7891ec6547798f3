"""The HTTP API under `/api/v1/`: units on any map, and figures on any map.

`v1` puts it together; `units` and `figures` hold the operations, `shapes` what they
answer, `problems` what they refuse, `doors` what every answer carries.
"""


def operations() -> list[tuple[str, str, str]]:
    """Return method, path and gate of every operation, for the invariants.

    An operation that names no gate has an empty one.
    """
    from danchu.surfaces.api.v1 import declared  # noqa: PLC0415 -- needs loaded tables

    return declared()
