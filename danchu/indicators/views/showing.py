"""Forms, the catalogue and the page of one indicator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from danchu.indicators.queries.duties import form_list, form_page
from danchu.indicators.queries.showing import catalogue_page, indicator_page
from danchu.kernel.access.caching import EVERYTHING, Topic, cached
from danchu.kernel.access.gates import public


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
