"""Pages that strangers read."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danchu.kernel.access.caching import Topic, cached
from danchu.kernel.access.gates import public
from danchu.news.public import pages


@cached(
    touches={Topic.NEWS, Topic.UNITS},
    known={"noi", "muc", "loai"},
    never={"sau"},
)
@public
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """List what stands published, of a place, of a kind and under a head."""
    asked = pages.asked_of(
        place=request.GET.get("noi", ""),
        category=request.GET.get("muc", ""),
        kind=request.GET.get("loai", ""),
        after=request.GET.get("sau", ""),
    )
    page = pages.news_list(asked, timezone.localdate())
    return render(request, "news/list.html", {"page": page})


@cached(touches={Topic.NEWS, Topic.UNITS, Topic.FIGURES})
@public
@require_safe
def article(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """Show one article, or that it was withdrawn and why."""
    page = pages.article_page(pk, timezone.localdate())
    if slug != page.card.slug:
        return redirect("news:article", pk, page.card.slug)
    return render(request, "news/article.html", {"page": page})
