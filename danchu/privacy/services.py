"""What is done with requests about personal data, and with the data they are about."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.deadlines.services import start_clock, stop_clock
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.erasures.models import Erasure
from danchu.kernel.erasures.services import erase
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.rules import account_subject
from danchu.kernel.people.services import correct_account
from danchu.kernel.units.models import Unit
from danchu.kernel.workflow.services import advance
from danchu.privacy.models import DataRequest
from danchu.privacy.queries.erasable import (
    correctable_for,
    erasable_for,
    post_allowing,
    unit_of,
)
from danchu.privacy.queries.places import answers_for_itself
from danchu.privacy.rules import (
    ACCOUNT,
    ANSWER_BY,
    CODE_BYTES,
    CORRECT,
    DOSSIER,
    ERASE,
    GROUND,
    KEPT_FOR,
    MOST_A_DAY,
    RECEIVE,
    REFUSAL_NAMES,
    WORKFLOW,
    Contents,
    Corrected,
    Kind,
    Refusal,
    Status,
    code_of,
    mark_of,
)
from danchu.privacy.sealing import close_answer, close_contents


@transaction.atomic
def receive_request(
    *,
    actor: User | AnonymousUser,
    kind: Kind,
    unit: Unit,
    contents: Contents,
    at: datetime,
) -> tuple[DataRequest, str]:
    """Take a request and start its two working days; return it and its code.

    Anybody may ask. The code is told once and kept nowhere; contents are sealed.
    """
    today = timezone.localdate(at)
    _refuse_empty(contents)
    if not answers_for_itself(unit, today):
        raise RuleBroken("privacy.nobody_answers", unit=unit.name)
    known = actor if isinstance(actor, User) else None
    if known is None:
        _refuse_floods(unit, at)
    code = code_of(secrets.token_bytes(CODE_BYTES))
    dossier = open_dossier(
        kind=DOSSIER, unit=unit, at=at, phase=Phase.OPEN, sealed=True
    )
    asked = DataRequest.objects.create(
        dossier=dossier,
        kind=kind.value,
        account=known,
        code_mark=mark_of(code),
        contents=close_contents(contents, mark=mark_of(code)),
        received_at=at,
    )
    start_clock(dossier=dossier, deadline=ANSWER_BY, on=today)
    record(
        unit=unit, dossier=dossier, verb=RECEIVE, actor=known, at=at, kind=kind.value
    )
    return asked, code


def verify_request(*, actor: User, asked: DataRequest, at: datetime) -> None:
    """Say that whoever asks is whom the data are about."""
    advance(asked, along=WORKFLOW, to=Status.VERIFIED, actor=actor, at=at)


@transaction.atomic
def answer_request(
    *, actor: User, asked: DataRequest, answer: str, at: datetime
) -> None:
    """Answer; the clock stops, and who has the code reads the answer."""
    if not answer.strip():
        raise RuleBroken("privacy.answer_missing")
    _write(asked, answer=answer)
    advance(asked, along=WORKFLOW, to=Status.ANSWERED, actor=actor, at=at)
    _stop(asked, at)


@transaction.atomic
def refuse_request(
    *, actor: User, asked: DataRequest, refusal: str, answer: str, at: datetime
) -> None:
    """Refuse on a ground of the list, explained to whoever asked."""
    if refusal not in set(Refusal):
        raise RuleBroken("privacy.refusal_missing")
    if not answer.strip():
        raise RuleBroken("privacy.answer_missing")
    _write(asked, answer=answer, refusal=refusal)
    why = REFUSAL_NAMES[Refusal(refusal)]
    advance(asked, along=WORKFLOW, to=Status.REFUSED, actor=actor, at=at, reason=why)
    _stop(asked, at)


@transaction.atomic
def erase_for(
    *, actor: User, asked: DataRequest, kind: str, text: str, at: datetime
) -> Erasure:
    """Destroy what a verified request asks to have erased; answering is another deed.

    The right is asked at the unit whose thing it is; what is not in reach looks like
    what is not there.
    """
    _hold(asked)
    found = erasable_for(actor, asked, kind, text)
    unit = unit_of(asked, kind, found)
    authorize(actor, ERASE, unit)
    made = erase(
        kind=kind,
        key=found.key,
        ground=GROUND.format(number=asked.pk),
        actor=actor,
        post=post_allowing(actor, ERASE, unit, timezone.localdate(at)),
        at=at,
    )
    record(
        unit=asked.dossier.unit,
        dossier=asked.dossier,
        verb=ERASE.name,
        actor=actor,
        at=at,
        kind=kind,
        key=found.key,
    )
    return made


@transaction.atomic
def correct_for(
    *, actor: User, asked: DataRequest, text: str, said: Corrected, at: datetime
) -> None:
    """Write the name or address of an account as a verified request asks.

    What stood there before stands in history's private part, and leaves with it.
    """
    _hold(asked)
    found = correctable_for(actor, asked, text)
    authorize(actor, CORRECT, unit_of(asked, ACCOUNT, found))
    user = User.objects.get(pk=int(found.key))
    before = {"full_name": user.full_name, "email": user.email}
    changed = correct_account(user=user, full_name=said.full_name, email=said.email)
    if not changed:
        raise RuleBroken("privacy.nothing_changed")
    record(
        unit=asked.dossier.unit,
        dossier=asked.dossier,
        verb=CORRECT.name,
        actor=actor,
        at=at,
        subject=account_subject(user.pk),
        changed=list(changed),
        personal={f"{name}_before": before[name] for name in changed},
    )


@transaction.atomic
def empty_old(*, at: datetime) -> int:
    """Destroy what was written in requests answered long ago; return how many."""
    before = at - KEPT_FOR
    old = DataRequest.objects.filter(emptied_on=None, dossier__closed_at__lt=before)
    return old.update(
        contents=None, answer=None, account=None, emptied_on=timezone.localdate(at)
    )


def _write(asked: DataRequest, *, answer: str, refusal: str = "") -> None:
    """Keep the answer before the step: if that is refused, so is this."""
    _hold(asked)
    asked.answer = close_answer(answer.strip(), mark=asked.code_mark)
    asked.refusal = refusal
    asked.save(update_fields=["answer", "refusal"])


def _hold(asked: DataRequest) -> None:
    """Let two who press at once find what the first has done, one after the other."""
    Dossier.objects.select_for_update().get(pk=asked.pk)
    asked.refresh_from_db(fields=["status"])


def _stop(asked: DataRequest, at: datetime) -> None:
    stop_clock(dossier=asked.dossier, deadline=ANSWER_BY, on=timezone.localdate(at))


def _refuse_empty(contents: Contents) -> None:
    for what, text in (
        ("họ tên", contents.name),
        ("cách liên hệ", contents.contact),
        ("điều yêu cầu", contents.wish),
    ):
        if not text.strip():
            raise RuleBroken("privacy.text_missing", what=what)


def _refuse_floods(unit: Unit, at: datetime) -> None:
    lately = DataRequest.objects.filter(
        dossier__unit=unit, account=None, received_at__gt=at - timedelta(days=1)
    )
    if lately.count() >= MOST_A_DAY:
        raise RuleBroken("privacy.too_many", unit=unit.name)
