"""Deeds upon the log."""

from danchu.kernel.ledger.services.appending import Entry, append, append_many
from danchu.kernel.ledger.services.burying import bury
from danchu.kernel.ledger.services.checking import self_check
from danchu.kernel.ledger.services.signing import current_checkpoint, sign_checkpoint
from danchu.kernel.ledger.services.witnessing import (
    add_witness,
    contradicts,
    cosign,
    keep_contradiction,
)

__all__ = [
    "Entry",
    "add_witness",
    "append",
    "append_many",
    "bury",
    "contradicts",
    "cosign",
    "current_checkpoint",
    "keep_contradiction",
    "self_check",
    "sign_checkpoint",
]
