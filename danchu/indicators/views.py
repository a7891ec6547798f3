"""The filing page, checks, the catalogue and the page of one indicator."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danchu.indicators.answers import live_page, saved_page
from danchu.indicators.forms import CheckForm, mark_from, press_from, sheet_from
from danchu.indicators.queries.duties import form_list, form_page
from danchu.indicators.queries.grid import Typed
from danchu.indicators.queries.histories import cell_page
from danchu.indicators.queries.own_checks import own_checks, province_of
from danchu.indicators.queries.pages import filing_page
from danchu.indicators.queries.papers import paper_of
from danchu.indicators.queries.places import Address, filing_place
from danchu.indicators.queries.showing import catalogue_page, indicator_page
from danchu.indicators.queries.workbooks import filing_workbook
from danchu.indicators.rules.filings import ENTER, WRITE_CHECK
from danchu.indicators.services.acts import Press, act_on_filing
from danchu.indicators.services.importing import (
    apply_workbook,
    keep_workbook,
    rehearse_workbook,
    take_back_workbook,
)
from danchu.indicators.services.own_checks import drop_check, meaning_of, write_check
from danchu.indicators.services.saving import save_sheet
from danchu.kernel.access.caching import EVERYTHING, Topic, cached
from danchu.kernel.access.gates import SignedInRequest, official, public
from danchu.kernel.access.services import may
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.kernel.exchange.answers import as_file
from danchu.kernel.exchange.sizes import MOST_MEGABYTES, sent_file, sized
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
    context = {"page": page, "refusal": None if is_listed else refusal}
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


@cached(touches={Topic.CATALOGUE})
@public
def forms(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/forms.html", {"forms": form_list()})


@cached(touches={Topic.CATALOGUE})
@public
def form(request: HttpRequest, code: str) -> HttpResponse:
    page = form_page(code, timezone.localdate())
    return render(request, "indicators/form.html", {"page": page})


@cached(touches={Topic.CATALOGUE}, never={"q"})
@public
def catalogue(request: HttpRequest) -> HttpResponse:
    page = catalogue_page(request.GET.get("q", ""))
    return render(request, "indicators/catalogue.html", {"page": page})


@cached(touches=EVERYTHING, known={"ban-do", "don-vi", "ky"}, never={"cong-bo-ngay"})
@public
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    page = indicator_page(
        code=code,
        unit_id=request.GET.get("don-vi", ""),
        period=request.GET.get("ky", ""),
        map_day=request.GET.get("ban-do", ""),
        user=request.user,
        published_on=request.GET.get("cong-bo-ngay", ""),
    )
    return render(request, "indicators/indicator.html", {"page": page})


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
