"""Pages on which a province designs its own forms."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danchu.indicators.queries.designs import (
    copyable_forms,
    definition_history,
    definition_of,
    designs_of,
    dimension_choices,
)
from danchu.indicators.queries.designs import own_indicators as indicators_of
from danchu.indicators.queries.own_checks import province_of
from danchu.indicators.services.designs import begin_form
from danchu.indicators.services.own_indicators import change_indicator, define_indicator
from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.surfaces.desk.design_forms import (
    BeginForm,
    IndicatorChangeForm,
    IndicatorForm,
    refuse,
)
from danchu.surfaces.desk.designing import act_on_design, design_scene, preview_scene


@official
@require_http_methods(["GET", "HEAD", "POST"])
def designs(request: SignedInRequest) -> HttpResponse:
    """List the forms of a province, or begin one."""
    unit, now = province_of(request.user, timezone.localdate()), timezone.now()
    form = BeginForm(request.POST or None, likes=copyable_forms(unit))
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            made = begin_form(actor=request.user, unit=unit, **said, at=now)
        except RuleBroken as broken:
            refuse(form, broken)
        else:
            return redirect("desk:design", made.form.code)
    page = {"unit": unit, "form": form, "own": designs_of(unit)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/designs.html", page, status=status)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def own_indicators(request: SignedInRequest) -> HttpResponse:
    """List the indicators of a province, or define one."""
    unit, now = province_of(request.user, timezone.localdate()), timezone.now()
    form = IndicatorForm(request.POST or None, dimensions=dimension_choices())
    if request.method == "POST" and form.is_valid():
        try:
            define_indicator(actor=request.user, unit=unit, told=form.told, at=now)
        except RuleBroken as broken:
            refuse(form, broken)
        else:
            messages.success(request, f"Đã thêm chỉ tiêu {form.told.code}.")
            return redirect("desk:own_indicators")
    page = {"unit": unit, "form": form, "own": indicators_of(unit)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/own_indicators.html", page, status=status)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def own_indicator(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the definition of one indicator of a province, or change it."""
    unit, now = province_of(request.user, timezone.localdate()), timezone.now()
    said, known = request.POST or None, definition_of(unit, code)
    form = IndicatorChangeForm(said, initial=known, dimensions=dimension_choices())
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        try:
            change_indicator(
                actor=request.user, unit=unit, told=form.told, reason=why, at=now
            )
        except RuleBroken as broken:
            refuse(form, broken)
        else:
            messages.success(request, f"Đã lưu định nghĩa chỉ tiêu {code}.")
            return redirect("desk:own_indicators")
    return _definition(request, form, known)


def _definition(
    request: SignedInRequest, form: IndicatorChangeForm, known: Mapping[str, Any]
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    unit = province_of(request.user, timezone.localdate())
    told = definition_history(unit, known["code"])
    page = {"form": form, "known": known, "history": told}
    return render(request, "desk/own_indicator.html", page, status=status)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def design(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one form of a province, or do what was pressed on it."""
    if request.method == "POST":
        return _pressed(request, code)
    return _shown(request, code)


def _pressed(request: SignedInRequest, code: str) -> HttpResponse:
    now = timezone.now()
    try:
        done = act_on_design(code, actor=request.user, said=request.POST, at=now)
    except RuleBroken as broken:
        if broken.code.startswith("access."):
            raise
        return _shown(request, code, explain(broken))
    if not done:
        return _shown(request, code)
    messages.success(request, done)
    return redirect("desk:design", code)


def _shown(
    request: SignedInRequest, code: str, refusal: Explanation | None = None
) -> HttpResponse:
    said, today = request.POST or None, timezone.localdate()
    scene = design_scene(code, user=request.user, today=today, said=said)
    status = refusal.status if refusal else 422 if scene.wrong else 200
    context = {"scene": scene, "page": scene.page, "refusal": refusal}
    return render(request, "desk/design.html", context, status=status)


@official
@require_safe
def preview(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a form as a clerk will see it."""
    page = preview_scene(code, user=request.user, today=timezone.localdate())
    context = {"page": page, "code": code}
    return render(request, "desk/design_preview.html", context)
