"""The page of a filing: its cells one by one, and its paper."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danchu.indicators.answers import live_page, saved_page
from danchu.indicators.forms import mark_from, press_from, sheet_from
from danchu.indicators.queries.grid import Typed
from danchu.indicators.queries.histories import cell_page
from danchu.indicators.queries.pages import filing_page
from danchu.indicators.queries.papers import paper_of
from danchu.indicators.queries.places import Address, filing_place
from danchu.indicators.services.acts import Press, act_on_filing
from danchu.indicators.services.saving import save_sheet
from danchu.kernel.access.gates import official
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.people.models import User


@official
def filing(request: HttpRequest, form: str, unit_id: int, period: str) -> HttpResponse:
    today = timezone.localdate()
    where = filing_place(
        user=request.user, form=form, unit_id=unit_id, period=period, today=today
    )
    if request.method == "POST" and isinstance(request.user, User):
        return _press(request, request.user, where, press_from(request.POST))
    page = filing_page(user=request.user, where=where, today=today)
    return render(request, "indicators/filing.html", {"page": page})


def _press(
    request: HttpRequest, actor: User, where: Address, press: Press
) -> HttpResponse:
    now = timezone.now()
    try:
        act_on_filing(
            actor=actor,
            form=where.form,
            unit=where.unit,
            period=where.period,
            press=press,
            at=now,
        )
    except RuleBroken as broken:
        return _refused(request, where, press, broken)
    messages.success(request, DONE[press.deed])
    return redirect("indicators:filing", where.form, where.unit.pk, where.period.code)


def _refused(
    request: HttpRequest, where: Address, press: Press, broken: RuleBroken
) -> HttpResponse:
    if broken.code.startswith("access."):
        raise broken
    page = filing_page(
        user=request.user,
        where=where,
        today=timezone.localdate(),
        typed=_kept(press, broken),
    )
    refusal = explain(broken)
    is_listed = page.errors and broken.code in LISTED
    context = {
        "page": page,
        "refusal": None if is_listed else refusal,
        "refused": REFUSED.get(press.deed, "nộp"),
    }
    return render(request, "indicators/filing.html", context, status=refusal.status)


def _kept(press: Press, broken: RuleBroken) -> Typed:
    """Return what was typed and is not written; on an old page, beside the new."""
    errors = broken.facts.get("errors", {})
    if broken.code == "indicators.stale_page":
        return Typed(
            {},
            {},
            unsaved=press.entries,
            unsaved_texts=press.texts,
            opened=press.opened,
        )
    is_written = not errors and broken.code != "indicators.text_too_long"
    return Typed(
        entries={} if is_written else press.entries,
        errors=errors,
        must_answer=True,
        texts=press.texts,
        remarks=press.remarks,
        opened=press.opened,
    )


REFUSED = {"indicators.correct": "đính chính", "indicators.enter": "lưu"}
"""What is refused, in a word; else it is handing up."""
LISTED = {
    "indicators.contradiction",
    "indicators.unexplained",
    "indicators.not_a_number",
}
"""Refusals that the summary of errors tells cell by cell."""
DONE = {
    "indicators.enter": "Đã lưu số liệu.",
    "indicators.submit": "Đã trình lãnh đạo duyệt.",
    "indicators.approve": "Đã duyệt và nộp lên cấp trên.",
    "indicators.return_own": "Đã trả để nhập lại.",
    "indicators.return": "Đã trả lại đơn vị.",
    "indicators.accept": "Đã nhận số liệu.",
    "indicators.publish": "Đã công bố.",
    "indicators.reopen_own": "Đã mở lại để sửa.",
    "indicators.reopen": "Đã mở lại để sửa.",
    "indicators.withdraw": "Đã rút công bố.",
    "indicators.correct": "Đã đính chính.",
    "indicators.extend": "Đã gia hạn nộp cho đơn vị.",
    "indicators.answer_signal": "Đã ghi trả lời; cấp trên xem được cùng tín hiệu.",
}


@official
@require_http_methods(["GET", "POST"])
def live(request: HttpRequest, form: str, unit_id: int, period: str) -> HttpResponse:
    if not _is_of_this_account(request):
        return JsonResponse({"code": "session"}, status=HTTPStatus.UNAUTHORIZED)
    today = timezone.localdate()
    where = filing_place(
        user=request.user, form=form, unit_id=unit_id, period=period, today=today
    )
    if request.method == "POST" and isinstance(request.user, User):
        return _saved(request, request.user, where)
    mark = mark_from(request.GET.get("sau", ""))
    standing = live_page(user=request.user, where=where, mark=mark)
    return JsonResponse({**standing, "csrf": get_token(request)})


def _is_of_this_account(request: HttpRequest) -> bool:
    """Tell whether the page that asks was opened by whoever is signed in now."""
    asking = str(request.user.pk)
    return request.headers.get("X-Account", asking) == asking


def _saved(request: HttpRequest, actor: User, where: Address) -> HttpResponse:
    try:
        answer = save_sheet(
            actor=actor,
            form=where.form,
            unit=where.unit,
            period=where.period,
            sheet=sheet_from(request.body),
            at=timezone.now(),
        )
    except RuleBroken as broken:
        if broken.code.startswith("access."):
            raise
        told = explain(broken)
        said = {"code": told.code, "detail": told.text, "cure": told.cure}
        return JsonResponse(said, status=told.status)
    return JsonResponse(saved_page(answer.filing, answer.cells, answer.texts))


@official
def cell(
    request: HttpRequest, form: str, unit_id: int, period: str, name: str
) -> HttpResponse:
    today = timezone.localdate()
    where = filing_place(
        user=request.user, form=form, unit_id=unit_id, period=period, today=today
    )
    page = cell_page(user=request.user, where=where, name=name)
    return render(request, "indicators/cell.html", {"page": page})


@official
def paper(request: HttpRequest, form: str, unit_id: int, period: str) -> HttpResponse:
    today = timezone.localdate()
    where = filing_place(
        user=request.user, form=form, unit_id=unit_id, period=period, today=today
    )
    sheet = paper_of(user=request.user, where=where, today=today)
    return render(request, "indicators/paper.html", {"paper": sheet})
