"""Pages of a workbook of one filing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from danchu.indicators.queries.places import Address, filing_place
from danchu.indicators.queries.workbooks import filing_workbook
from danchu.indicators.rules.filings import ENTER
from danchu.indicators.services.importing import (
    apply_workbook,
    keep_workbook,
    rehearse_workbook,
    take_back_workbook,
)
from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.access.services import may
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.kernel.exchange.answers import as_file
from danchu.kernel.exchange.sizes import MOST_MEGABYTES, sent_file, sized


@sized
@official
def workbook(
    request: SignedInRequest, form: str, unit_id: int, period: str
) -> HttpResponse:
    where = _place(request, form, unit_id, period)
    if request.method != "POST":
        return _page(request, where)
    try:
        ident = keep_workbook(
            actor=request.user, where=where, raw=sent_file(request), at=timezone.now()
        )
    except RuleBroken as broken:
        return _unread(request, where, broken)
    return redirect("indicators:rehearsal", form, unit_id, period, ident)


def _page(
    request: SignedInRequest, where: Address, refusal: Explanation | None = None
) -> HttpResponse:
    context = {
        "where": where,
        "refusal": refusal,
        "most": MOST_MEGABYTES,
        "may_enter": may(request.user, ENTER, where.unit),
    }
    status = refusal.status if refusal else 200
    return render(request, "indicators/workbook.html", context, status=status)


def _unread(
    request: SignedInRequest, where: Address, broken: RuleBroken
) -> HttpResponse:
    if broken.code.startswith("access."):
        raise broken
    return _page(request, where, explain(broken))


@official
def workbook_file(
    request: SignedInRequest, form: str, unit_id: int, period: str
) -> HttpResponse:
    where = _place(request, form, unit_id, period)
    raw = filing_workbook(user=request.user, where=where, today=timezone.localdate())
    return as_file(raw, f"Bieu-{where.form}-{where.period.code}.xlsx")


@official
def rehearsal(
    request: SignedInRequest, form: str, unit_id: int, period: str, ident: UUID
) -> HttpResponse:
    where = _place(request, form, unit_id, period)
    refusal = None
    if request.method == "POST":
        try:
            return _done(request, where, ident)
        except RuleBroken as broken:
            if broken.code.startswith(("access.", "exchange.")):
                raise
            refusal = explain(broken)
    told = rehearse_workbook(
        actor=request.user, where=where, ident=ident, at=timezone.now()
    )
    context = {"where": where, "ident": ident, "told": told, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "indicators/rehearsal.html", context, status=status)


def _done(request: SignedInRequest, where: Address, ident: UUID) -> HttpResponse:
    actor, now = request.user, timezone.now()
    if request.POST.get("viec") == "hoan-tac":
        back, stay = take_back_workbook(actor=actor, where=where, ident=ident, at=now)
        left = f"; {stay} ô giữ nguyên vì đã có người sửa tiếp" if stay else ""
        messages.success(request, f"Đã hoàn tác {back} ô{left}.")
    else:
        sent = request.POST.get("phien-ban", "")
        version = int(sent) if sent.isascii() and sent.isdigit() else -1
        count = apply_workbook(
            actor=actor, where=where, ident=ident, version=version, at=now
        )
        messages.success(request, f"Đã ghi {count} ô từ tệp vào biểu.")
    return redirect(request.path)


@official
def workbook_marked(
    request: SignedInRequest, form: str, unit_id: int, period: str, ident: UUID
) -> HttpResponse:
    where = _place(request, form, unit_id, period)
    told = rehearse_workbook(
        actor=request.user, where=where, ident=ident, at=timezone.now()
    )
    raw = filing_workbook(
        user=request.user,
        where=where,
        today=timezone.localdate(),
        sent=told.book.cells,
        refused=told.reasons,
    )
    return as_file(raw, f"Bieu-{where.form}-{where.period.code}-danh-dau.xlsx")


def _place(request: HttpRequest, form: str, unit_id: int, period: str) -> Address:
    today = timezone.localdate()
    return filing_place(
        user=request.user, form=form, unit_id=unit_id, period=period, today=today
    )
