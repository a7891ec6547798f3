"""Proofs that something published is in the ledger, and that the ledger only grew."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.queries import checkpoint_of, growth_of
from danchu.kernel.ledger.services import current_checkpoint
from danchu.kernel.publication.queries import public_proof_of
from danchu.surfaces.api import shapes
from danchu.surfaces.api.documents import described
from danchu.surfaces.api.doors import public
from danchu.surfaces.api.filing_shapes import Sent
from danchu.witnesses.rules import LONGEST_NOTE
from danchu.witnesses.services.receiving import hand_in

router = Router(tags=["ledger"])
_LARGEST = 2**62


class ItemAsked(Schema):
    """Of what a proof is wanted."""

    item: str = Field(
        min_length=1,
        max_length=200,
        description="Name of the item in the ledger; it stands beside the item.",
        examples=["filing:12"],
    )


class SentNote(Sent):
    """A checkpoint of ours with the lines of its witnesses."""

    note: str = Field(
        max_length=LONGEST_NOTE,
        description="The whole signed note (C2SP tlog-checkpoint) with at least one "
        "line of a registered witness (C2SP tlog-cosignature, `cosignature/v1`).",
        json_schema_extra={"minLength": 1},
    )


class SizesAsked(Schema):
    """Between which two checkpoints."""

    old: int = Field(ge=0, le=_LARGEST, description="Leaves at the earlier checkpoint.")
    new: int = Field(ge=0, le=_LARGEST, description="Leaves at the later checkpoint.")


@router.get(
    "/ledger/proof",
    response=shapes.LedgerProof,
    operation_id="get_ledger_proof",
    summary="Proof that an item is in the ledger",
    openapi_extra=described("ledger_proof", 400, 404),
)
@public
def get_ledger_proof(
    request: HttpRequest,  # noqa: ARG001 -- ninja's signature
    asked: Query[ItemAsked],
) -> shapes.LedgerProof:
    """Return the proof of an item's newest version, under the newest checkpoint.

    Saved as a file it is checked by `python -m danchu verify`. Content and salt are in
    it where the item is open and was not erased; else it proves the commitment alone.
    """
    current_checkpoint(at=timezone.now())
    proof = public_proof_of(asked.item.replace("\0", " "))
    return shapes.LedgerProof(**proof.as_json())


@router.get(
    "/ledger/consistency",
    response=shapes.LedgerGrowth,
    operation_id="get_ledger_consistency",
    summary="Proof that between two checkpoints the ledger only grew",
    openapi_extra=described("ledger_growth", 400, 404),
)
@public
def get_ledger_consistency(
    request: HttpRequest,  # noqa: ARG001 -- ninja's signature
    asked: Query[SizesAsked],
) -> shapes.LedgerGrowth:
    """Return both checkpoints and the path from one to the other."""
    old, new = checkpoint_of(asked.old), checkpoint_of(asked.new)
    if old is None or new is None:
        raise RuleBroken("ledger.unknown_size")
    return shapes.LedgerGrowth(**growth_of(old, new).as_json())


@router.post(
    "/ledger/cosignatures",
    response=shapes.CosignaturesTaken,
    operation_id="hand_in_cosignatures",
    summary="Hand in what witnesses signed below a checkpoint",
    openapi_extra=described(
        "cosignatures", 400, 409, 411, 413, 415, 422, sent="cosignatures"
    ),
)
@public
def hand_in_cosignatures(
    request: HttpRequest,  # noqa: ARG001 -- ninja's signature
    sent: SentNote,
) -> shapes.CosignaturesTaken:
    """Keep cosignatures that prove themselves; handing in twice changes nothing.

    A checkpoint in the name of this ledger that contradicts it is refused with
    `witnesses.contradiction`, and kept as evidence.
    """
    taken = hand_in(note=sent.note, at=timezone.now())
    return shapes.CosignaturesTaken(
        size=taken.size, witnesses=list(taken.organisations)
    )
