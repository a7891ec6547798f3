"""Pages of the desk."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from danchu.indicators.services.closings import Total
from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.notices import services as notices
from danchu.kernel.people.queries import CHOSEN_POST
from danchu.surfaces.desk import closing as closings
from danchu.surfaces.desk import following as follow
from danchu.surfaces.desk import notifications as telling
from danchu.surfaces.desk import planning as plans
from danchu.surfaces.desk import signals as signs
from danchu.surfaces.desk.files import TYPES, parts_of
from danchu.surfaces.desk.inbox import inbox_page
from danchu.surfaces.desk.outbox import outbox_page
from danchu.surfaces.desk.totals import Asked, totals_page


@official
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    page = inbox_page(user=request.user, today=timezone.localdate())
    return render(request, "desk/home.html", {"page": page})


@official
@require_safe
def totals(request: SignedInRequest) -> HttpResponse:
    asked = Asked(
        unit=request.GET.get("don-vi", ""),
        period=request.GET.get("ky", ""),
        map_text=request.GET.get("ban-do", ""),
        post=request.session.get(CHOSEN_POST),
        form=request.GET.get("bieu", ""),
    )
    page = totals_page(asked=asked, user=request.user, now=timezone.now())
    return render(request, "desk/totals.html", {"page": page})


@official
@require_safe
def following(request: SignedInRequest) -> HttpResponse:
    page = follow.following_page(
        asked=_followed(request), user=request.user, today=timezone.localdate()
    )
    return render(request, "desk/following.html", {"page": page})


@official
@require_safe
def chase(request: SignedInRequest) -> HttpResponse:
    page = follow.chase_list(
        asked=_followed(request), user=request.user, today=timezone.localdate()
    )
    return render(request, "desk/chase.html", {"page": page})


@official
@require_POST
def remind(request: SignedInRequest) -> HttpResponse:
    done = follow.remind_owing(
        asked=_followed(request), user=request.user, at=timezone.now()
    )
    messages.success(request, done)
    return redirect(f"{reverse('desk:following')}?{request.GET.urlencode()}")


@official
@require_safe
def following_file(request: SignedInRequest, form: str) -> StreamingHttpResponse:
    if form not in TYPES:
        raise Http404
    rows = follow.following_rows(
        asked=_followed(request), user=request.user, today=timezone.localdate()
    )
    parts = parts_of(form, follow.COLUMNS, rows, "Theo dõi nộp")
    answer = StreamingHttpResponse(parts, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="theo-doi-nop.{form}"'
    return answer


@official
@require_safe
def signals(request: SignedInRequest) -> HttpResponse:
    page = signs.signals_page(
        said=request.GET.dict(), user=request.user, today=timezone.localdate()
    )
    return render(request, "desk/signals.html", {"page": page})


@official
@require_safe
def signals_file(request: SignedInRequest, form: str) -> StreamingHttpResponse:
    if form not in TYPES:
        raise Http404
    rows = signs.signal_rows(
        said=request.GET.dict(), user=request.user, today=timezone.localdate()
    )
    parts = parts_of(form, signs.COLUMNS, rows, "Tín hiệu")
    answer = StreamingHttpResponse(parts, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="tin-hieu.{form}"'
    return answer


@official
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    place = closings.place_from(request.GET.dict(), request.user, today)
    if request.method == "POST":
        return _closed(request, place)
    page = closings.closing_page(place, user=request.user, today=today)
    return render(request, "desk/closing.html", {"page": page})


def _closed(request: SignedInRequest, place: Total) -> HttpResponse:
    said = request.POST.dict()
    try:
        done = closings.act_on_closing(
            place, actor=request.user, said=said, at=timezone.now()
        )
    except RuleBroken as broken:
        if broken.code.startswith("access."):
            raise
        refusal, today = explain(broken), timezone.localdate()
        page = closings.closing_page(place, user=request.user, today=today, said=said)
        context = {"page": page, "refusal": refusal}
        return render(request, "desk/closing.html", context, status=refusal.status)
    messages.success(request, done)
    return redirect(request.get_full_path())


@official
@require_http_methods(["GET", "HEAD", "POST"])
def planning(request: SignedInRequest) -> HttpResponse:
    asked = plans.Asked(
        unit=request.GET.get("don-vi", ""),
        indicator=request.GET.get("chi-tieu", ""),
        period=request.GET.get("ky", ""),
        post=request.session.get(CHOSEN_POST),
    )
    today = timezone.localdate()
    place = plans.place_from(asked, request.user, today)
    if request.method == "POST":
        return _planned(request, place)
    page = plans.planning_page(place, user=request.user, today=today)
    return render(request, "desk/planning.html", {"page": page})


def _planned(request: SignedInRequest, place: plans.Place) -> HttpResponse:
    said, now = request.POST.dict(), timezone.now()
    try:
        count = plans.act_on_plans(place, actor=request.user, said=said, at=now)
    except RuleBroken as broken:
        if broken.code.startswith("access."):
            raise
        refusal, today = explain(broken), timezone.localdate()
        page = plans.planning_page(place, user=request.user, today=today, said=said)
        context = {"page": page, "refusal": refusal}
        return render(request, "desk/planning.html", context, status=refusal.status)
    messages.success(request, f"Đã ghi {count} kế hoạch.")
    return redirect(request.get_full_path())


def _followed(request: SignedInRequest) -> follow.Asked:
    said = request.GET
    return follow.Asked(
        unit=said.get("don-vi", ""),
        form=said.get("bieu", ""),
        kind=said.get("loai", ""),
        last=said.get("den", ""),
        periods=said.get("so-ky", ""),
        is_owing=said.get("chi-no", "") == "1",
        map_text=said.get("ban-do", ""),
        page=said.get("trang", ""),
        post=request.session.get(CHOSEN_POST),
    )


@official
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: SignedInRequest) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            done = telling.act_on_notifications(
                reader=request.user, said=request.POST.dict(), at=timezone.now()
            )
        except RuleBroken as broken:
            refusal = explain(broken)
        else:
            messages.success(request, done)
            return redirect("desk:notifications")
    page = telling.notifications_page(request.user, said=request.POST.dict())
    context = {"page": page, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "desk/notifications.html", context, status=status)


@official
@require_safe
def outbox(request: SignedInRequest) -> HttpResponse:
    return render(request, "desk/outbox.html", {"page": outbox_page(request.user)})


@official
@require_POST
def resend(request: SignedInRequest, pk: int) -> HttpResponse:
    notices.resend(actor=request.user, pk=pk, at=timezone.now())
    messages.success(request, "Thư được gửi lại ngay bây giờ.")
    return redirect("desk:outbox")
