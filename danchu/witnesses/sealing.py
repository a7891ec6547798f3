"""Where letters reach a witness, sealed with the key of the outbox."""

from danchu.kernel.notices.sealing import close, opened
from danchu.witnesses.models import WitnessEntry


def close_contact(address: str, *, witness: int) -> bytes:
    """Return an address sealed for the entry of this witness."""
    return close(address, place=f"witness {witness}")


def contact_of(entry: WitnessEntry) -> str:
    """Return the address; empty if there is none or the key is another."""
    return opened(entry.contact, place=f"witness {entry.pk}")
