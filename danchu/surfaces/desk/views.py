"""Pages of the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.notices import services as notices
from danchu.kernel.people.queries import CHOSEN_POST
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
def outbox(request: SignedInRequest) -> HttpResponse:
    return render(request, "desk/outbox.html", {"page": outbox_page(request.user)})


@official
@require_POST
def resend(request: SignedInRequest, pk: int) -> HttpResponse:
    notices.resend(actor=request.user, pk=pk, at=timezone.now())
    messages.success(request, "Thư được gửi lại ngay bây giờ.")
    return redirect("desk:outbox")
