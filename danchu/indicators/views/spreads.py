"""Pages of a workbook with many units: fetched, sent, looked at, applied."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from danchu.indicators.queries.spreads import Spread, spread_of, spread_workbook
from danchu.indicators.services.spreading import (
    SpreadTold,
    apply_spread,
    keep_spread,
    rehearse_spread,
    take_back_spread,
)
from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.kernel.exchange.answers import as_file
from danchu.kernel.exchange.sizes import MOST_MEGABYTES, sent_file, sized

MOST_SHOWN = 200
"""Refused cells on one page; the file with marks has them all."""


@sized
@official
def spread(request: SignedInRequest, form: str, period: str) -> HttpResponse:
    """Offer the workbook, and take one that was filled."""
    found = _found(request, form, period)
    if request.method != "POST":
        return _page(request, found)
    try:
        ident = keep_spread(
            actor=request.user, spread=found, raw=sent_file(request), at=timezone.now()
        )
    except RuleBroken as broken:
        if broken.code.startswith("access."):
            raise
        return _page(request, found, explain(broken))
    return redirect("indicators:spread_rehearsal", form, period, ident)


def _page(
    request: SignedInRequest, found: Spread, refusal: Explanation | None = None
) -> HttpResponse:
    context = {"spread": found, "refusal": refusal, "most": MOST_MEGABYTES}
    status = refusal.status if refusal else 200
    return render(request, "indicators/spread.html", context, status=status)


@official
def spread_file(request: SignedInRequest, form: str, period: str) -> HttpResponse:
    """Hand the workbook out."""
    found = _found(request, form, period)
    raw = spread_workbook(found, timezone.localdate())
    return as_file(raw, f"Bieu-{found.form.code}-{found.period.code}-nhieu-don-vi.xlsx")


@official
def spread_rehearsal(
    request: SignedInRequest, form: str, period: str, ident: UUID
) -> HttpResponse:
    """Show what a workbook would do; apply it, or take it back."""
    found = _found(request, form, period)
    refusal = None
    if request.method == "POST":
        try:
            return _done(request, found, ident)
        except RuleBroken as broken:
            if broken.code.startswith(("access.", "exchange.")):
                raise
            refusal = explain(broken)
    told = rehearse_spread(
        actor=request.user, spread=found, ident=ident, at=timezone.now()
    )
    context = _context(request, told) | {"spread": found, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "indicators/spread_rehearsal.html", context, status=status)


def _context(request: HttpRequest, told: SpreadTold) -> dict[str, object]:
    chosen = request.GET.get("don-vi", "")
    shown = [unit for unit in told.units if str(unit.pk) == chosen]
    return {
        "told": told,
        "chosen": shown[0] if shown else None,
        "refused": told.refused[:MOST_SHOWN],
        "unshown": max(0, len(told.refused) - MOST_SHOWN),
    }


def _done(request: SignedInRequest, found: Spread, ident: UUID) -> HttpResponse:
    actor, now = request.user, timezone.now()
    if request.POST.get("viec") == "hoan-tac":
        back, stay = take_back_spread(actor=actor, spread=found, ident=ident, at=now)
        left = f"; {stay} ô giữ nguyên vì đã có người sửa tiếp" if stay else ""
        messages.success(request, f"Đã hoàn tác {back} ô{left}.")
    else:
        version = request.POST.get("phien-ban", "")
        count = apply_spread(
            actor=actor, spread=found, ident=ident, version=version, at=now
        )
        messages.success(request, f"Đã ghi {count} ô từ tệp vào biểu của các đơn vị.")
    return redirect(request.path)


@official
def spread_marked(
    request: SignedInRequest, form: str, period: str, ident: UUID
) -> HttpResponse:
    """Hand the workbook back with its refused cells marked."""
    found = _found(request, form, period)
    told = rehearse_spread(
        actor=request.user, spread=found, ident=ident, at=timezone.now()
    )
    raw = spread_workbook(
        found, timezone.localdate(), sent=told.book.cells, refused=told.reasons
    )
    name = f"Bieu-{found.form.code}-{found.period.code}-nhieu-don-vi-danh-dau.xlsx"
    return as_file(raw, name)


def _found(request: HttpRequest, form: str, period: str) -> Spread:
    today = timezone.localdate()
    return spread_of(user=request.user, form=form, period=period, today=today)
