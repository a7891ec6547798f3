"""Files of a text, for those who write it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.queries import file_numbered
from danchu.kernel.files.sending import sent
from danchu.news import queries
from danchu.news.forms import FileForm, ReasonForm
from danchu.news.services import attach_file, remove_file
from danchu.news.views.desk import done, told, whole


@official
@require_safe
def file(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Send a file to those who work on the text, before everybody may see it.

    Its address names nothing: history keeps the addresses that were refused.
    """
    found = queries.article_at_work(request.user, timezone.localdate(), pk)
    return sent(request, file_numbered(found.pk, number))


@official
@require_POST
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a file to a text."""
    found = queries.article_at_work(request.user, timezone.localdate(), pk)
    form, refusal = FileForm(request.POST, request.FILES), None
    if form.is_valid():
        try:
            attach_file(
                actor=request.user,
                article=found,
                sent=form.sent,
                correction=form.why,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            refusal = told(broken)
        else:
            return done(request, pk, "Đã đính kèm tệp.")
    seen = queries.desk_article(request.user, found, timezone.localdate())
    return whole(request, seen, refusal, form)


@official
@require_POST
def remove(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Take a file from a text."""
    today = timezone.localdate()
    found = queries.article_at_work(request.user, today, pk)
    try:
        remove_file(
            actor=request.user,
            article=found,
            attachment=number,
            correction=_reason(request),
            at=timezone.now(),
        )
    except RuleBroken as broken:
        seen = queries.desk_article(request.user, found, today)
        return whole(request, seen, told(broken))
    return done(request, pk, "Đã bỏ tệp.")


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""
