"""Pages for everybody: the book of checkpoints, one of them, handing in a signature."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from danchu.kernel.access.gates import public
from danchu.kernel.errors import RuleBroken
from danchu.witnesses.forms import SignedForm
from danchu.witnesses.queries.book import book, contradiction_note, sheet
from danchu.witnesses.refusing import tell
from danchu.witnesses.services.receiving import hand_in

_TEXT = "text/plain; charset=utf-8"


@public
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show the book: checkpoints by day, witnesses, what contradicts."""
    return render(
        request, "witnesses/ledger.html", {"book": book(timezone.localdate())}
    )


@public
@require_safe
def checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    """Show one checkpoint as a sheet to be printed and kept."""
    return render(request, "witnesses/checkpoint.html", {"sheet": sheet(size)})


@public
@require_safe
def checkpoint_file(request: HttpRequest, size: int) -> HttpResponse:
    """Answer one checkpoint as it is signed."""
    del request
    return _file(sheet(size).note, f"ban-chot-so-{size}.txt")


@public
@require_safe
def contradiction_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a checkpoint that was kept as evidence."""
    del request
    return _file(contradiction_note(pk), f"ban-chot-trai-{pk}.txt")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in_signature(request: HttpRequest) -> HttpResponse:
    """Take what a witness signed."""
    form = SignedForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            taken = hand_in(note=form.cleaned_data["note"], at=timezone.now())
        except RuleBroken as broken:
            status = tell(form, broken, "note")
        else:
            messages.success(request, f"Đã nhận chữ ký của {taken.who}.")
            return redirect("witnesses:checkpoint", taken.size)
    return render(request, "witnesses/hand_in.html", {"form": form}, status=status)


def _file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=_TEXT)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
