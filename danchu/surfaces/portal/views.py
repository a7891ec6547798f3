"""Pages of the portal."""

from dataclasses import replace

from django.contrib.sitemaps import views as sitemap_views
from django.http import (
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from danchu.kernel.access.caching import EVERYTHING, cached, fresh
from danchu.kernel.access.canonical import site_of, told_apart_by
from danchu.kernel.access.gates import public
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.lib.tables_out import csv_parts
from danchu.surfaces.portal import comparing, feeds, opendata, sitemaps
from danchu.surfaces.portal.comparing import Compared
from danchu.surfaces.portal.context import own_place
from danchu.surfaces.portal.finding import Sought, search_page, suggested
from danchu.surfaces.portal.localities import Asked, locality_page
from danchu.surfaces.portal.proofs import LONGEST_ITEM, proofs_page
from danchu.surfaces.portal.queries import home_page


@cached(touches=EVERYTHING)
@public
@require_safe
@gzip_page
def home(request: HttpRequest) -> HttpResponse:
    page = home_page(timezone.localdate())
    return render(request, "portal/home.html", {"page": page})


@public
@require_safe
@gzip_page
def search(request: HttpRequest) -> HttpResponse:
    sought = Sought(
        text=request.GET.get("q", "").strip(),
        kind=request.GET.get("loai", ""),
        where=request.GET.get("noi", "").strip(),
        within=request.GET.get("trong", "") or own_place(request),
        year=request.GET.get("nam", ""),
        page=request.GET.get("trang", ""),
    )
    page = search_page(sought)
    status = page.refusal.status if page.refusal else 200
    return render(request, "portal/search.html", {"page": page}, status=status)


@fresh
@public
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    found = suggested(request.GET.get("q", "").strip(), within=own_place(request))
    return JsonResponse({"suggestions": found})


@told_apart_by("noi", "ky")
@public
@require_safe
@gzip_page
def comparison(request: HttpRequest) -> HttpResponse:
    asked = Compared(
        places=request.GET.getlist("noi"),
        another=request.GET.get("them", "").strip(),
        period=request.GET.get("ky", ""),
    )
    page = comparing.comparison(asked, user=request.user, today=timezone.localdate())
    status = page.refusal.status if page.refusal else 200
    return render(request, "portal/comparison.html", {"page": page}, status=status)


@public
@require_safe
def comparison_file(request: HttpRequest) -> StreamingHttpResponse:
    asked = Compared(request.GET.getlist("noi"), period=request.GET.get("ky", ""))
    today = timezone.localdate()
    rows = list(comparing.comparison_rows(asked, user=request.user, today=today))
    parts = csv_parts(comparing.FILE, rows)
    answer = StreamingHttpResponse(parts, content_type=opendata.TYPES["csv"])
    answer["Content-Disposition"] = 'attachment; filename="so-sanh.csv"'
    return answer


@told_apart_by("muc")
@public
@require_safe
@gzip_page
def proofs(request: HttpRequest) -> HttpResponse:
    item, now = request.GET.get("muc", ""), timezone.now()
    refusal: Explanation | None = None
    try:
        page = proofs_page(item=item, at=now)
    except RuleBroken as broken:
        page = replace(proofs_page(item="", at=now), asked=item[:LONGEST_ITEM])
        refusal = explain(broken)
    status = refusal.status if refusal else 200
    return render(
        request, "portal/proofs.html", {"page": page, "refusal": refusal}, status=status
    )


@cached(touches=EVERYTHING, known={"ban-do", "ky", "trang"})
@public
@require_safe
@gzip_page
def locality(request: HttpRequest, pk: int) -> HttpResponse:
    asked = Asked(
        pk=pk,
        map_text=request.GET.get("ban-do", ""),
        period=request.GET.get("ky", ""),
        page=request.GET.get("trang", ""),
    )
    page = locality_page(asked=asked, user=request.user, today=timezone.localdate())
    return render(request, "portal/locality.html", {"page": page})


@fresh
@public
@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    text = feeds.locality_feed(
        None,
        request.GET.get("loai", ""),
        site=site_of(request),
        on=timezone.localdate(),
    )
    return HttpResponse(text, content_type=feeds.TYPE)


@fresh
@public
@require_safe
@conditional_page
def locality_feed(request: HttpRequest, pk: int) -> HttpResponse:
    text = feeds.locality_feed(
        pk,
        request.GET.get("loai", ""),
        site=site_of(request),
        on=timezone.localdate(),
    )
    return HttpResponse(text, content_type=feeds.TYPE)


@fresh
@public
@require_safe
@conditional_page
def ledger_feed(request: HttpRequest) -> HttpResponse:
    text = feeds.ledger_feed(site=site_of(request))
    return HttpResponse(text, content_type=feeds.TYPE)


@public
@require_safe
@gzip_page
def open_data(request: HttpRequest) -> HttpResponse:
    page = {"sets": opendata.DATA_SETS.values()}
    return render(request, "portal/open_data.html", page)


@public
@require_safe
def dataset(request: HttpRequest, name: str, form: str) -> StreamingHttpResponse:
    asked = opendata.Narrowed(
        unit=request.GET.get("don-vi", "").strip(),
        code=request.GET.get("ma-don-vi", "").strip(),
        period=request.GET.get("ky", "").strip(),
        indicator=request.GET.get("chi-tieu", "").strip(),
        on=timezone.localdate(),
    )
    parts = opendata.Leaving(opendata.parts_of(name, form, asked))
    answer = StreamingHttpResponse(parts, content_type=opendata.TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    text = opendata.catalogue(site_of(request))
    return HttpResponse(text, content_type="text/turtle; charset=utf-8")


@fresh
@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemap_views.index(
        request, sitemaps.SITEMAPS, sitemap_url_name="portal:sitemap_part"
    )


@fresh
@public
@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap_views.sitemap(request, sitemaps.SITEMAPS, section=section)


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = sitemaps.robots(site_of(request))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
