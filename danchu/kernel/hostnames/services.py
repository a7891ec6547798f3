"""Giving a locality a name of its own, and taking it back."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.hostnames.models import HostName
from danchu.kernel.hostnames.queries import keeper_of, standing_name
from danchu.kernel.hostnames.rules import BEARERS, GIVE, TAKE_BACK, host_name
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit


@transaction.atomic
def give_name(*, actor: User, unit: Unit, name: str, at: datetime) -> HostName:
    """Let a unit be read under a name of its own, from now on, in every worker.

    Refuses with ``hostnames.not_a_name``, ``hostnames.ours``, ``hostnames.taken`` and
    ``hostnames.not_a_bearer``.
    """
    today = timezone.localdate(at)
    authorize(actor, GIVE, keeper_of(unit, today))
    has_ended = unit.valid_to is not None and unit.valid_to < today
    if unit.kind not in BEARERS or has_ended:
        raise RuleBroken("hostnames.not_a_bearer", unit=unit.name)
    host = host_name(name)
    if host == urlsplit(settings.PUBLIC_URL).hostname:
        raise RuleBroken("hostnames.ours", name=host)
    try:
        with transaction.atomic():
            given = HostName.objects.create(unit=unit, host=host, since=at)
    except IntegrityError:
        raise RuleBroken("hostnames.taken", name=host) from None
    record(unit=unit, verb=GIVE.name, actor=actor, at=at, subject=host, host=host)
    return given


@transaction.atomic
def take_back_name(*, actor: User, name: int, at: datetime) -> HostName:
    """End a name: the next request under it is refused like any foreign name.

    Refuses with ``hostnames.not_there`` what was taken back before.
    """
    ending = standing_name(name)
    unit, today = ending.unit, timezone.localdate(at)
    authorize(actor, TAKE_BACK, keeper_of(unit, today))
    # Of two who press at once the second finds nothing that stands.
    rows = HostName.objects.filter(pk=ending.pk, until__isnull=True)
    if not rows.update(until=at):
        raise RuleBroken("hostnames.not_there", name=name)
    ending.until = at
    record(
        unit=unit,
        verb=TAKE_BACK.name,
        actor=actor,
        at=at,
        subject=ending.host,
        host=ending.host,
    )
    return ending
