"""The HTTP API under `/api/v1/`: units and figures on any map, filings and their deeds.

`v1` puts it together; `units`, `figures`, `filings`, `questions` hold the operations,
`shapes` and `filing_shapes` what is sent and answered, `problems` what they refuse,
`bearers` who asks, `bodies` how documents are read, `doors` what every answer carries.
`ledger` proves what was published and `ledger_files` serves the log as files.
`filing_deeds` alone calls what moves filings.
"""


def operations() -> list[tuple[str, str, str]]:
    """Return method, path and gate of every operation, for the invariants.

    An operation that names no gate has an empty one.
    """
    from danchu.surfaces.api.v1 import declared  # noqa: PLC0415 -- needs loaded tables

    return declared()
