"""Telling people what they owe: a digest each day, and when a secretary asks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from danchu.indicators.queries.completeness import Owed
from danchu.indicators.queries.doubts import people_answering, posts_answering
from danchu.indicators.queries.filings import FilingFact, filings_due
from danchu.indicators.rules.closings import REMIND
from danchu.indicators.rules.filings import Status
from danchu.indicators.rules.reminding import (
    MORNING,
    Duty,
    Pressing,
    counted,
    listed,
    pressing_of,
)
from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.notices.services import Told, tell
from danchu.kernel.people.models import Post, User
from danchu.kernel.units.models import Unit

_PAGE = "Mở Bàn việc để xem và làm từng biểu."


@dataclass(frozen=True)
class Reminded:
    """What came of a secretary's reminder, in units."""

    told: int
    again: int
    """Had been reminded of the same form today."""
    nobody: int
    """Have nobody who answers for figures."""


def send_digests(*, at: datetime) -> int:
    """Tell everybody who owes figures what they owe today; return how many.

    One digest a day each, none to those who owe nothing; doing it twice tells nobody
    twice.
    """
    today = timezone.localdate(at)
    morning = timezone.make_aware(datetime.combine(today, MORNING))
    told = 0
    for reader in people_answering(today):
        duties = _duties(reader, today)
        if not duties:
            continue
        count = counted(duties)
        digest = Told(
            subject=f"Việc báo cáo ngày {today.day}/{today.month}: {count}",
            text=f"{listed(duties, today)}\n\n{_PAGE}",
            brief=f"Dân Chủ: {count}. {_PAGE}",
            href=reverse("desk:home"),
        )
        told += tell(
            reader=reader,
            told=digest,
            once=f"viec:{today}",
            at=at,
            send_at=max(at, morning),
        )
    return told


def _duties(reader: User, today: date) -> list[Duty]:
    return [
        Duty(
            what=f"biểu {one.form_code} {one.period.label}",
            where=one.place.name,
            due_on=one.due_on,
            pressing=pressing,
        )
        for one in filings_due(reader, today)
        if (pressing := _pressing(one, today))
    ]


def _pressing(one: FilingFact, today: date) -> Pressing | None:
    if one.status is Status.SUBMITTED:
        return Pressing.TO_SIGN
    if one.status not in {None, Status.DRAFT}:
        return None
    return pressing_of(one.due_on, today, is_returned=one.is_returned)


def remind(
    *, actor: User, root: Unit, form: str, owed: Sequence[Owed], at: datetime
) -> Reminded:
    """Remind units of what they owe on a form; each once a day, whoever asks.

    Refuses whoever may not remind all that stands in `root`. History of each unit says
    who reminded it.
    """
    today = timezone.localdate(at)
    by_unit: dict[int, list[Owed]] = defaultdict(list)
    for one in owed:
        by_unit[one.unit].append(one)
    with transaction.atomic():
        authorize(actor, REMIND, root)
        posts: dict[int, list[Post]] = defaultdict(list)
        for post in posts_answering(by_unit, today):
            posts[post.unit_id].append(post)
        reached = [
            _remind_unit(actor, form, some, posts[unit], at)
            for unit, some in by_unit.items()
            if posts[unit]
        ]
    return Reminded(
        sum(reached), len(reached) - sum(reached), len(by_unit) - len(reached)
    )


def _remind_unit(
    actor: User, form: str, owed: Sequence[Owed], posts: Sequence[Post], at: datetime
) -> bool:
    """Tell those who answer for a unit; whether anybody had not been told today."""
    today, unit = timezone.localdate(at), posts[0].unit
    duties = list(_owing(form, owed, today))
    told = Told(
        subject=f"{unit.name} được nhắc nộp biểu {form}: {counted(duties)}",
        text=f"{listed(duties, today)}\n\n{_PAGE}",
        brief=f"Dân Chủ: {unit.name} còn nợ biểu {form}: {counted(duties)}.",
        href=reverse("desk:home"),
    )
    readers = {post.user_id: post.user for post in posts}.values()
    once = f"nhac:{form}:{unit.pk}:{today}"
    news = [tell(reader=one, told=told, once=once, at=at) for one in readers]
    if any(news):
        periods = [one.period.code for one in owed]
        record(
            unit=unit,
            verb=REMIND.name,
            actor=actor,
            at=at,
            subject=f"form:{form}",
            periods=periods,
        )
    return any(news)


def _owing(form: str, owed: Sequence[Owed], today: date) -> Iterator[Duty]:
    for one in owed:
        late = pressing_of(one.due_on, today, is_returned=one.is_returned)
        yield Duty(
            what=f"biểu {form} {one.period.label}",
            where=one.name,
            due_on=one.due_on,
            pressing=late or Pressing.SOON,
        )
