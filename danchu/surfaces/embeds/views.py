"""The blocks, and the page that gives their code."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from danchu.kernel.access.caching import EVERYTHING, cached
from danchu.kernel.access.canonical import site_of
from danchu.kernel.access.framing import framed, frames_own
from danchu.kernel.access.gates import public
from danchu.kernel.errors import RuleBroken, explain
from danchu.surfaces.embeds import blocks, choosing


@public
@frames_own
@require_safe
@gzip_page
def chooser(request: HttpRequest) -> HttpResponse:
    wanted = choosing.Wanted(
        where=request.GET.get("noi", "").strip(),
        within=request.GET.get("trong", ""),
        block=request.GET.get("khoi", choosing.FIGURES),
        codes=request.GET.getlist("chi-tieu"),
    )
    site = site_of(request)
    page = choosing.chooser_page(wanted, site=site, at=timezone.now())
    status = page.refusal.status if page.refusal else 200
    return render(request, "embeds/chooser.html", {"page": page}, status=status)


@cached(touches=EVERYTHING, known={"chi-tieu", "ky"}, is_themed=False)
@public
@framed
@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    codes = blocks.codes_in(request.GET.get("chi-tieu", ""))
    period, now = request.GET.get("ky", ""), timezone.now()
    return _block("figures", lambda: blocks.figures_block(pk, codes, period, now))


@cached(touches=EVERYTHING, is_themed=False)
@public
@framed
@require_safe
def publications(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    now = timezone.now()
    return _block("publications", lambda: blocks.publications_block(pk, now))


@cached(touches=EVERYTHING, is_themed=False)
@public
@framed
@require_safe
def trend(request: HttpRequest, pk: int, code: str) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    now = timezone.now()
    return _block("trend", lambda: blocks.trend_block(pk, code, now))


def _block(name: str, make: Callable[[], blocks.Block]) -> HttpResponse:
    """Answer with a block; without the request, for it is the same for everybody."""
    try:
        page = {"told": make()}
    except RuleBroken as broken:
        told = explain(broken)
        text = render_to_string("embeds/refusal.html", {"told": told})
        return HttpResponse(text, status=told.status)
    return HttpResponse(render_to_string(f"embeds/{name}.html", page))
