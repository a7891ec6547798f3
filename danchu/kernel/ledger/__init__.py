"""The log of what was published: an item changed later no longer fits its proof.

Append with `services.append` last in the transaction that publishes; read proofs with
`queries`. What enters the log is a commitment; content and salt lie beside it and leave
with `services.bury`. Names of items and grounds stay for ever: no persons in them.
"""

APPEND_ONLY = (
    "ledger_leaf",
    "ledger_tile",
    "ledger_checkpoint",
    "ledger_selfcheck",
    "ledger_witness",
    "ledger_cosignature",
    "ledger_contradiction",
)
"""Tables where the application may INSERT and SELECT, and triggers refuse the rest."""

ERASABLE = ("ledger_opening",)
"""Tables where it may also DELETE, but only what has a tombstone, and never UPDATE."""
