"""Pages of the desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.people.queries import CHOSEN_POST
from danchu.surfaces.desk.inbox import inbox_page
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
