"""Making a report, writing in it, moving it; each deed in one transaction."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.publication.services import publish, withdraw
from danchu.kernel.units.models import Unit
from danchu.kernel.workflow.services import advance
from danchu.lib.texts import tidy
from danchu.reporting.filling import faults_in
from danchu.reporting.models import Part, Report, Template
from danchu.reporting.public import REPORT
from danchu.reporting.rules import (
    KIND_NAMES,
    LONGEST_NAME,
    LONGEST_PART,
    STATUS_NAMES,
    TEMPLATE,
    WORKFLOW,
    WRITE,
    Kind,
    Status,
    changed_parts,
)


def make_report(  # noqa: PLR0913 -- a report of these
    *,
    actor: User,
    unit: Unit,
    period: ReportingPeriod,
    until: ReportingPeriod | None = None,
    kind: str,
    cut: Mapping[str, Any],
    at: datetime,
) -> Report:
    """Begin a report from a cut of the figures; one for a unit, range and kind.

    Refuses with ``reporting.exists`` where there is one that was not withdrawn.
    """
    authorize(actor, WRITE, unit)
    if kind not in set(Kind):
        raise RuleBroken("reporting.unknown_kind")
    try:
        with transaction.atomic():
            dossier = open_dossier(kind="report", unit=unit, at=at)
            made = Report.objects.create(
                dossier=dossier,
                unit=unit,
                period=period,
                until=until,
                kind=kind,
                cut=cut,
                cut_at=at,
                written_by=actor,
                written_at=at,
            )
            _record(made, actor, at, "lập báo cáo")
    except IntegrityError as clash:
        name = KIND_NAMES[Kind(kind)]
        raise RuleBroken("reporting.exists", name=name) from clash
    return made


def cut_again(
    *,
    actor: User,
    report: Report,
    cut: Mapping[str, Any],
    revision: int,
    at: datetime,
) -> Report:
    """Take the figures as they are now; what was written by hand stays."""
    with transaction.atomic():
        _lock_to_write(report, actor, revision)
        report.cut, report.cut_at = dict(cut), at
        _save(report, actor, at, ["cut", "cut_at"])
        _record(report, actor, at, "cập nhật số liệu")
    return report


def write_parts(
    *,
    actor: User,
    report: Report,
    said: Mapping[str, str],
    keys: Collection[str],
    revision: int,
    at: datetime,
) -> list[str]:
    """Write parts by hand; return the keys of those that say something new.

    `keys` are the parts that the report's outline has. Refuses with
    ``reporting.stale_page``, ``reporting.unknown_part``, ``reporting.part_too_long``.
    """
    if not set(said) <= set(keys):
        raise RuleBroken("reporting.unknown_part")
    with transaction.atomic():
        _lock_to_write(report, actor, revision)
        stored = dict(report.parts.values_list("key", "text"))
        fresh = changed_parts(stored, said)
        for key, text in fresh.items():
            if len(text) > LONGEST_PART:
                raise RuleBroken(
                    "reporting.part_too_long", length=len(text), most=LONGEST_PART
                )
            Part.objects.update_or_create(
                report=report, key=key, defaults={"text": text}
            )
        if fresh:
            _save(report, actor, at, [])
            _record(report, actor, at, f"viết {len(fresh)} phần")
    return sorted(fresh)


def move(
    *,
    actor: User,
    report: Report,
    to: str,
    at: datetime,
    revision: int,
    reason: str = "",
) -> Report:
    """Approve, reopen, publish or withdraw a report; the workflow says who may.

    Publishing commits to its face in the ledger; withdrawing leaves the reason there.
    Refuses with ``reporting.stale_page`` what was written in since that revision.
    """
    why = tidy(reason)
    with transaction.atomic():
        _lock(report)
        advance(report, along=WORKFLOW, to=to, actor=actor, at=at, reason=why)
        _refuse_stale(report, revision)
        if to == Status.PUBLISHED:
            report.published_at = at
            report.save(update_fields=["published_at"])
            publish(dossier=report.dossier, kind=REPORT, actor=actor, at=at)
        if to == Status.WITHDRAWN:
            withdraw(
                dossier=report.dossier, kind=REPORT, reason=why, actor=actor, at=at
            )
    return report


def keep_template(  # noqa: PLR0913 -- a template with what it is tried with
    *,
    actor: User,
    unit: Unit,
    kind: str,
    data: bytes,
    name: str,
    names: Mapping[str, Any],
    sample: Mapping[str, Any],
    at: datetime,
) -> list[str]:
    """Keep a unit's own template in place of the one before; return its faults.

    One with faults is not kept. `names` are those it may use, `sample` what they stand
    for in a large report. Refuses with ``reporting.template_…``, ``exchange.busy``.
    """
    authorize(actor, TEMPLATE, unit)
    if kind not in set(Kind):
        raise RuleBroken("reporting.unknown_kind")
    faults = faults_in(data, names, sample)
    if faults:
        return faults
    called = tidy(name)[-LONGEST_NAME:] or "mau.docx"
    with transaction.atomic():
        Template.objects.update_or_create(
            unit=unit,
            kind=kind,
            defaults={
                "name": called,
                "data": data,
                "added_by": actor,
                "added_at": at,
            },
        )
        _record_template(actor, unit, at, f"đặt mẫu “{called}”")
    return []


def drop_template(*, actor: User, unit: Unit, kind: str, at: datetime) -> None:
    """Let a unit's own template go; its reports then have the general layout alone."""
    authorize(actor, TEMPLATE, unit)
    with transaction.atomic():
        gone, _ = Template.objects.filter(unit=unit, kind=kind).delete()
        if not gone:
            raise RuleBroken("reporting.no_template")
        _record_template(actor, unit, at, "bỏ mẫu riêng")


def _record_template(actor: User, unit: Unit, at: datetime, what: str) -> None:
    record(unit=unit, verb=TEMPLATE.name, actor=actor, at=at, what=what)


def _lock(report: Report) -> None:
    Dossier.objects.select_for_update(of=("self",)).get(pk=report.pk)
    report.refresh_from_db()


def _lock_to_write(report: Report, actor: User, revision: int) -> None:
    _lock(report)
    authorize(actor, WRITE, report.unit)
    if report.status != Status.DRAFT:
        name = STATUS_NAMES[Status(report.status)]
        raise RuleBroken("reporting.not_writable", status=name)
    _refuse_stale(report, revision)


def _refuse_stale(report: Report, revision: int) -> None:
    if report.revision != revision:
        raise RuleBroken("reporting.stale_page")


def _save(report: Report, actor: User, at: datetime, fields: list[str]) -> None:
    report.revision += 1
    report.written_by, report.written_at = actor, at
    report.save(update_fields=["revision", "written_by", "written_at", *fields])


def _record(report: Report, actor: User, at: datetime, what: str) -> None:
    record(
        unit=report.unit,
        dossier=report.dossier,
        verb=WRITE.name,
        actor=actor,
        at=at,
        what=what,
    )
