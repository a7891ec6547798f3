"""Writing to witnesses and administrators, through the outbox."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.models import Checkpoint, Contradiction, SelfCheck
from danchu.kernel.ledger.queries import (
    checkpoint_before,
    growth_of,
    largest_cosigned,
    note_of,
)
from danchu.kernel.ledger.rules.bundles import GrowthProof
from danchu.kernel.ledger.rules.findings import told
from danchu.kernel.notices.rules import Attachment, Letter
from danchu.kernel.notices.services import queue
from danchu.ui import numerals
from danchu.witnesses.models import WitnessEntry
from danchu.witnesses.queries.register import (
    alarm_addresses,
    organisation_of,
    standing,
)
from danchu.witnesses.sealing import contact_of

MOST_LISTED = 50


def mail_checkpoint(*, checkpoint: Checkpoint, at: datetime) -> int:
    """Have the checkpoint of the day sent to each witness; return how many are new.

    Once for a day and witness, however often it is called.
    """
    today = timezone.localdate(at)
    written = 0
    for entry in standing(today):
        address = contact_of(entry)
        if address:
            letter = _with_checkpoint(entry, address, checkpoint)
            once = f"checkpoint {today} {entry.pk}"
            written += queue(letter=letter, once=once, at=at)
    return written


def _with_checkpoint(
    entry: WitnessEntry, address: str, checkpoint: Checkpoint
) -> Letter:
    old = _known_to(entry, checkpoint)
    name = f"ban-chot-so-{checkpoint.size}.txt"
    attached = [Attachment(name, note_of(checkpoint))]
    growth = ""
    if old is not None:
        growth = f"chi-ghi-them-{old.size}-{checkpoint.size}.json"
        attached.append(Attachment(growth, _as_text(growth_of(old, checkpoint))))
    body = _written(
        "checkpoint",
        organisation=entry.organisation,
        at=checkpoint.at,
        size=checkpoint.size,
        root=bytes(checkpoint.root).hex(),
        key=verifier_key(),
        note_file=name,
        growth_file=growth,
        old_size=old.size if old else None,
    )
    day, size = numerals.day(checkpoint.at), numerals.number(checkpoint.size)
    subject = f"Bản chốt sổ công bố ngày {day}: {size} dòng"
    return Letter(address, subject, body, tuple(attached))


def _as_text(proof: GrowthProof) -> str:
    return json.dumps(proof.as_json(), indent=1) + "\n"


def _known_to(entry: WitnessEntry, checkpoint: Checkpoint) -> Checkpoint | None:
    """Return what a witness signed last, else what was the last of an earlier day."""
    seen = largest_cosigned(entry.witness)
    return seen.checkpoint if seen else checkpoint_before(checkpoint)


@transaction.atomic
def tell_findings(*, check: SelfCheck) -> int:
    """Tell administrators and witnesses what a look found first; return how many.

    What an earlier look had found was told then.
    """
    new = [one for one in check.findings if one["before"] == check.at.isoformat()]
    if not new:
        return 0
    subject = f"Cảnh báo: sổ công bố có {numerals.number(len(new))} điều không khớp"
    body = _written(
        "findings",
        sentences=[told(one) for one in new[:MOST_LISTED]],
        count=len(new),
        left=len(new[MOST_LISTED:]),
        at=check.at,
    )
    return _to_all(subject, body, once=f"findings {check.pk}", at=check.at)


def tell_contradiction(kept: Contradiction, *, at: datetime) -> int:
    """Tell administrators and witnesses of a checkpoint that is not of this log."""
    who = "" if kept.is_ours else organisation_of(kept.witness_id)
    size = numerals.number(kept.size)
    subject = f"Cảnh báo: có bản chốt {size} dòng trái với sổ công bố"
    body = _written("contradiction", size=kept.size, who=who, at=at)
    attached = (Attachment(f"ban-chot-trai-{kept.pk}.txt", kept.note),)
    once = f"contradiction {kept.pk}"
    return _to_all(subject, body, once=once, at=at, attached=attached)


def _to_all(
    subject: str,
    body: str,
    *,
    once: str,
    at: datetime,
    attached: Sequence[Attachment] = (),
) -> int:
    addresses = alarm_addresses(timezone.localdate(at))
    letters = {
        name: Letter(address, subject, body, tuple(attached))
        for name, address in addresses.items()
    }
    return sum(
        queue(letter=letter, once=f"{once} {name}", at=at)
        for name, letter in letters.items()
    )


def _written(name: str, **facts: object) -> str:
    site = settings.PUBLIC_URL or "(địa chỉ của hệ thống)"
    return render_to_string(f"witnesses/letters/{name}.txt", {**facts, "site": site})
