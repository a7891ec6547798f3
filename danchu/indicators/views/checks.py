"""The page of checks that a province wrote."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danchu.indicators.forms import CheckForm
from danchu.indicators.queries.own_checks import own_checks, province_of
from danchu.indicators.rules.filings import WRITE_CHECK
from danchu.indicators.services.own_checks import drop_check, meaning_of, write_check
from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import RuleBroken


@official
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: SignedInRequest) -> HttpResponse:
    unit = province_of(request.user, timezone.localdate())
    form = CheckForm(request.POST or None)
    meaning = None
    if request.method == "POST" and form.is_valid():
        try:
            meaning = meaning_of(form.draft)
            if request.POST.get("viec") == WRITE_CHECK.name:
                now = timezone.now()
                write_check(actor=request.user, unit=unit, draft=form.draft, at=now)
                messages.success(request, f"Đã đặt quy tắc: {meaning.sentence}")
                return redirect("indicators:checks")
        except RuleBroken as broken:
            form.refuse(broken)
    page = {"own": own_checks(unit), "form": form, "meaning": meaning, "unit": unit}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "indicators/checks.html", page, status=status)


@official
@require_http_methods(["POST"])
def drop(request: SignedInRequest, code: str) -> HttpResponse:
    unit = province_of(request.user, timezone.localdate())
    drop_check(actor=request.user, unit=unit, code=code, at=timezone.now())
    messages.success(request, f"Đã bỏ quy tắc {code}.")
    return redirect("indicators:checks")
