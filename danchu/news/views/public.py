"""Pages that strangers read."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from danchu.kernel.access.caching import Topic, cached
from danchu.kernel.access.canonical import told_apart_by
from danchu.kernel.access.gates import public
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.files.sending import sent
from danchu.news.forms import CommentForm
from danchu.news.proving import challenge
from danchu.news.public import pages
from danchu.news.services import comment_on, note_reading


@cached(
    touches={Topic.NEWS, Topic.UNITS, Topic.FIGURES},
    known={"noi", "muc", "loai"},
    never={"sau"},
)
@told_apart_by("sau")
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


@public
@require_safe
def file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Send a file of an article; each time it is asked whether it still stands."""
    return sent(request, pages.public_file(pk, name))


@public
@csrf_exempt
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a reader; the page itself may have come from a copy, with no token."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        note_reading(
            article=pk,
            address=_address(request),
            agent=request.headers.get("User-Agent", ""),
            at=timezone.now(),
        )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@public
@never_cache
@require_safe
def puzzle(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a browser the work that makes its comment go the quick way."""
    del request
    return JsonResponse(challenge(pages.commented_on(pk).pk, timezone.now()))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in what somebody says about an article."""
    card = pages.commented_on(pk)
    form = CommentForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            comment_on(article=pk, said=form.said, at=timezone.now())
        except RuleBroken as broken:
            refusal = explain(broken)
        else:
            return redirect(f"{request.path}?da-gui=1")
    page = {
        "card": card,
        "form": form,
        "refusal": refusal,
        "is_sent": _is_sent(request),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "news/comment.html", page, status=status)


def _is_sent(request: HttpRequest) -> bool:
    return request.method != "POST" and "da-gui" in request.GET


def _address(request: HttpRequest) -> str:
    """Return where a reader is: behind our proxy, as the proxy says it."""
    if settings.PUBLIC_URL.startswith("https://"):
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
