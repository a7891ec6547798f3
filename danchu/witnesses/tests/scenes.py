"""A keeper of the register and a witness with its key, for tests."""

from dataclasses import dataclass
from datetime import UTC, datetime

from danchu.kernel.ledger.models import Checkpoint
from danchu.kernel.ledger.rules.notes import COSIGNATURE, Note, Signer
from danchu.kernel.people.models import User
from danchu.testing.cast import Cast, hire, make_cast
from danchu.witnesses.models import WitnessEntry
from danchu.witnesses.services.register import add_witness

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
KEY = Signer("mttq.example", bytes(range(32)), COSIGNATURE)
OTHER = Signer("hdnd.example", bytes(range(1, 33)), COSIGNATURE)
FRONT, COUNCIL = "Ủy ban Mặt trận Tổ quốc tỉnh", "Hội đồng nhân dân tỉnh"


@dataclass(frozen=True)
class Scene:
    """Who keeps the register, and one witness that stands in it."""

    cast: Cast
    keeper: User
    entry: WitnessEntry

    def add(self, key: Signer = OTHER, organisation: str = COUNCIL) -> WitnessEntry:
        """Register another witness."""
        return add_witness(
            actor=self.keeper,
            organisation=organisation,
            contact="hdnd@council.example",
            key=str(key.key),
            at=NOW,
        )


def cosigned(checkpoint: Checkpoint, *, at: datetime, key: Signer = KEY) -> str:
    """Return a checkpoint with the line of a witness."""
    body = Note.parse(checkpoint.note).body
    return checkpoint.note + key.cosign(body, int(at.timestamp()))


def make_scene() -> Scene:
    """Hire a keeper of the whole system; the Front is a witness."""
    cast = make_cast()
    keeper = hire("quang", "Ngô Đức Quang", cast.nation, "administrator")
    keeper.email = "quang@nation.example"
    keeper.save(update_fields=["email"])
    entry = add_witness(
        actor=keeper,
        organisation=FRONT,
        contact="mttq@front.example",
        key=str(KEY.key),
        at=NOW,
    )
    return Scene(cast, keeper, entry)
