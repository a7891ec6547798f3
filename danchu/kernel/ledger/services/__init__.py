"""Deeds upon the log."""

from danchu.kernel.ledger.services.appending import Entry, append, append_many
from danchu.kernel.ledger.services.burying import bury
from danchu.kernel.ledger.services.checking import self_check
from danchu.kernel.ledger.services.signing import (
    add_witness,
    cosign,
    current_checkpoint,
    sign_checkpoint,
)

__all__ = [
    "Entry",
    "add_witness",
    "append",
    "append_many",
    "bury",
    "cosign",
    "current_checkpoint",
    "self_check",
    "sign_checkpoint",
]
