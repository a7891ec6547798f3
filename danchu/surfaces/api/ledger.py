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
