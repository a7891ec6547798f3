"""Pages of those who write and publish."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.news import queries
from danchu.news.forms import FileForm, NewForm, ReasonForm, WritingForm, form_of
from danchu.news.rendering import render as as_html
from danchu.news.services import acts, write_article

_asked = require_http_methods(["GET", "HEAD", "POST"])
PREVIEW = "xem"


@official
@require_safe
def articles(request: SignedInRequest) -> HttpResponse:
    """List the texts of one's units by how far they are."""
    page = queries.desk_of(
        request.user,
        timezone.localdate(),
        status=request.GET.get("trang-thai", ""),
        page=request.GET.get("trang", ""),
    )
    return render(request, "news/desk.html", {"desk": page, "page": page.page})


@official
@_asked
def write(request: SignedInRequest) -> HttpResponse:
    """Begin a text."""
    units = queries.units_to_write_for(request.user, timezone.localdate())
    if not units:
        raise RuleBroken("access.forbidden", page=request.path)
    form = NewForm(request.POST or None, units=units)
    refusal = None
    if _is_to_save(request) and form.is_valid():
        try:
            made = write_article(
                actor=request.user,
                unit=form.unit,
                writing=form.writing,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            refusal = told(broken)
        else:
            return done(request, made.pk, "Đã lưu bản nháp.")
    return _editor(request, form, refusal)


@official
@_asked
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write on, or put right what stands published."""
    seen = queries.editor_of(request.user, timezone.localdate(), pk)
    form = form_of(seen, request.POST or None)
    refusal = None
    if _is_to_save(request) and form.is_valid():
        try:
            said = acts.save(
                actor=request.user,
                article=seen.article,
                writing=form.writing,
                revision=form.mark,
                correction=form.why,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            refusal = told(broken)
        else:
            return done(request, pk, said)
    return _editor(request, form, refusal, seen)


@official
@_asked
def article(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a text as it would stand, with what one may do about it."""
    today = timezone.localdate()
    found = queries.article_at_work(request.user, today, pk)
    form = ReasonForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            said = acts.act(
                actor=request.user,
                article=found,
                deed=request.POST.get("viec", ""),
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except RuleBroken as broken:
            refusal = told(broken)
        else:
            return done(request, pk, said)
    return whole(request, queries.desk_article(request.user, found, today), refusal)


@official
@require_safe
def comments(request: SignedInRequest) -> HttpResponse:
    """List what readers said, by what became of it."""
    return _comments(request, None)


@official
@require_http_methods(["POST"])
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let what a reader said stand, or keep it from the page."""
    found = queries.comment_at_work(request.user, timezone.localdate(), pk)
    try:
        said = acts.decide(
            actor=request.user,
            comment=found,
            deed=request.POST.get("viec", ""),
            reason=request.POST.get("reason", "")[:500],
            at=timezone.now(),
        )
    except RuleBroken as broken:
        return _comments(request, told(broken))
    messages.success(request, said)
    return redirect("news:comments")


def told(broken: RuleBroken) -> Explanation:
    """Explain a refusal on the page; what is not yours stays not there."""
    if broken.code.startswith("access."):
        raise broken
    return explain(broken)


def done(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    """Go back to the page of a text and say there what was done."""
    messages.success(request, said)
    return redirect("news:desk_article", pk)


def whole(
    request: HttpRequest,
    shown: queries.DeskArticle,
    refusal: Explanation | None,
    form: FileForm | None = None,
) -> HttpResponse:
    """Answer with the page of a text, and with what was refused on it."""
    file = form or FileForm()
    page = {"shown": shown, "refusal": refusal, "form": file}
    status = refusal.status if refusal else 422 if file.errors else 200
    return render(request, "news/desk_article.html", page, status=status)


def _comments(request: SignedInRequest, refusal: Explanation | None) -> HttpResponse:
    shown = queries.moderation_of(
        request.user,
        timezone.localdate(),
        status=request.GET.get("trang-thai", ""),
        page=request.GET.get("trang", ""),
    )
    page = {"shown": shown, "page": shown.page, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "news/comments.html", page, status=status)


def _is_to_save(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("viec") != PREVIEW


def _editor(
    request: HttpRequest,
    form: WritingForm,
    refusal: Explanation | None,
    seen: queries.Editor | None = None,
) -> HttpResponse:
    is_preview = request.method == "POST" and not _is_to_save(request)
    shown = form.writing if is_preview and form.is_valid() else None
    page = {
        "form": form,
        "seen": seen,
        "refusal": refusal,
        "shown": shown,
        "html": as_html(shown.body) if shown else "",
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "news/editor.html", page, status=status)
