"""Pages of reports."""

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from danchu.kernel.access.canonical import site_of
from danchu.kernel.access.gates import SignedInRequest, official, public
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.surfaces.reports import acts, own, pages
from danchu.surfaces.reports.edited import LARGEST_FILE
from danchu.surfaces.reports.example import example_template
from danchu.surfaces.reports.shorts import address_of

_asked = require_http_methods(["GET", "HEAD", "POST"])


@official
@_asked
def reports(request: SignedInRequest) -> HttpResponse:
    """List reports, and begin one."""
    refusal = None
    if request.method == "POST":
        try:
            pk = acts.begin(request.user, request.POST, timezone.now())
        except RuleBroken as broken:
            refusal = _told(broken)
        else:
            messages.success(request, "Đã lập báo cáo từ số liệu hiện có.")
            return redirect("reports:report", pk)
    page = pages.reports_page(
        user=request.user,
        on=timezone.localdate(),
        unit=request.POST.get("don-vi") or request.GET.get("don-vi", ""),
    )
    return _shown(request, "reports/list.html", page, refusal)


@official
@_asked
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a report at work, write in it, move it."""
    refusal = None
    if request.method == "POST":
        try:
            said = acts.act(request.user, pk, request.POST, timezone.now())
        except RuleBroken as broken:
            refusal = _told(broken)
        else:
            messages.success(request, said)
            return redirect("reports:report", pk)
    page = pages.report_page(user=request.user, on=timezone.localdate(), pk=pk)
    return _shown(request, "reports/report.html", page, refusal)


@official
@require_safe
def file(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Give a file of a report."""
    if name not in pages.FILES:
        raise Http404
    today = timezone.localdate()
    site = site_of(request)
    data, kind = pages.file_of(user=request.user, on=today, pk=pk, name=name, site=site)
    return _file(data, kind, f"bao-cao-{pk}-{name}")


@official
@require_POST
def upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what an edited file would change, before anything is written."""
    given = request.FILES.get("tep")
    today = timezone.localdate()
    try:
        data = given.read(LARGEST_FILE + 1) if given is not None else b""
        page = pages.rehearsed(user=request.user, on=today, pk=pk, data=data)
    except RuleBroken as broken:
        whole = pages.report_page(user=request.user, on=today, pk=pk)
        return _shown(request, "reports/report.html", whole, _told(broken))
    return _shown(request, "reports/rehearsal.html", page, None)


@official
@_asked
def templates(request: SignedInRequest) -> HttpResponse:
    """Show the templates of a unit, take a new one, let one go."""
    refusal, today = None, timezone.localdate()
    faults: Sequence[str] = ()
    if request.method == "POST":
        try:
            faults, said = acts.template(request, timezone.now())
        except RuleBroken as broken:
            refusal = _told(broken)
        else:
            if not faults:
                messages.success(request, said)
                unit = request.POST["don-vi"]
                return redirect(f"{reverse('reports:templates')}?don-vi={unit}")
    asked = request.POST if request.method == "POST" else request.GET
    unit, kind = asked.get("don-vi", ""), asked.get("loai", "")
    page = own.templates_page(
        user=request.user, on=today, unit=unit, faults=faults, kind=kind
    )
    return _shown(request, "reports/templates.html", page, refusal)


@official
@require_safe
def example(_request: SignedInRequest) -> HttpResponse:
    """Give a template to begin with."""
    return _file(example_template(), pages.WORD, "mau-vi-du.docx")


@public
@require_safe
def published(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a published report to everybody."""
    return _shown(request, "reports/published.html", pages.public_page(pk), None)


@public
@require_safe
def short(_request: HttpRequest, figure: str) -> HttpResponse:
    """Lead from the short address of a figure to its page."""
    return redirect(address_of(figure))


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _told(broken: RuleBroken) -> Explanation:
    """Explain a refusal on the page; what is not yours stays not there."""
    if broken.code.startswith("access.") or broken.code == "reporting.not_found":
        raise broken
    return explain(broken)


def _shown(
    request: HttpRequest, template: str, page: object, refusal: Explanation | None
) -> HttpResponse:
    status = refusal.status if refusal else HTTPStatus.OK
    told = {"page": page, "refusal": refusal}
    return render(request, template, told, status=status)
