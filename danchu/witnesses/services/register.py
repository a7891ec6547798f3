"""Keeping the register of witnesses."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.services import add_witness as know_witness
from danchu.kernel.people.models import User
from danchu.kernel.units.queries import country
from danchu.witnesses.models import WitnessEntry
from danchu.witnesses.rules import ADD, CHANGE_CONTACT, END
from danchu.witnesses.sealing import close_contact


@transaction.atomic
def add_witness(
    *, actor: User, organisation: str, contact: str, key: str, at: datetime
) -> WitnessEntry:
    """Know a body as a witness, by its public key; the ledger keeps the key for ever.

    From the next night on it is sent the checkpoint of each day.
    """
    unit = country()
    authorize(actor, ADD, unit)
    witness = know_witness(key=key, actor=actor, unit=unit, at=at)
    entry = WitnessEntry.objects.create(
        witness=witness,
        organisation=organisation.strip(),
        contact=close_contact(contact.strip(), witness=witness.pk),
        since=timezone.localdate(at),
    )
    record(unit=unit, verb=ADD.name, actor=actor, at=at, subject=_named(entry))
    return entry


@transaction.atomic
def change_contact(*, actor: User, pk: int, contact: str, at: datetime) -> None:
    """Write to a witness at another address from now on."""
    unit = country()
    authorize(actor, CHANGE_CONTACT, unit)
    entry = _held(pk)
    entry.contact = close_contact(contact.strip(), witness=entry.pk)
    entry.save(update_fields=["contact"])
    record(
        unit=unit,
        verb=CHANGE_CONTACT.name,
        actor=actor,
        at=at,
        subject=_named(entry),
        changed=["contact"],
    )


@transaction.atomic
def end_witness(*, actor: User, pk: int, reason: str, at: datetime) -> None:
    """Take no further signature of a witness; what it signed stays.

    Its address is destroyed. The reason stays in the history and names no person.
    """
    unit = country()
    authorize(actor, END, unit)
    entry = _held(pk)
    if not reason.strip():
        raise RuleBroken("witnesses.reason_missing")
    entry.until, entry.contact = timezone.localdate(at), None
    entry.save(update_fields=["until", "contact"])
    record(
        unit=unit,
        verb=END.name,
        actor=actor,
        at=at,
        subject=_named(entry),
        reason=reason.strip(),
    )


def _held(pk: int) -> WitnessEntry:
    found = WitnessEntry.objects.select_for_update().filter(pk=pk, until=None).first()
    if found is None:
        raise RuleBroken("witnesses.unknown")
    return found


def _named(entry: WitnessEntry) -> str:
    return f"witness:{entry.pk}"
