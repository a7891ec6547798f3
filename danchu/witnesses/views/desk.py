"""Pages for who keeps the register of witnesses."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import RuleBroken
from danchu.witnesses.forms import ContactForm, EndForm, WitnessForm
from danchu.witnesses.queries.book import coverage
from danchu.witnesses.queries.register import entry_for, may_keep, register_for
from danchu.witnesses.refusing import tell
from danchu.witnesses.services.register import (
    add_witness,
    change_contact,
    end_witness,
)

_asked = require_http_methods(["GET", "HEAD", "POST"])


@official
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """Show the register with what each witness signed last."""
    page = {
        "lines": register_for(request.user),
        "coverage": coverage(timezone.localdate()),
    }
    return render(request, "witnesses/register.html", page)


@official
@_asked
def add(request: SignedInRequest) -> HttpResponse:
    """Add a witness."""
    may_keep(request.user)
    form = WitnessForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            add_witness(actor=request.user, at=timezone.now(), **form.cleaned_data)
        except RuleBroken as broken:
            status = tell(form, broken, "key")
        else:
            messages.success(request, "Đã đăng ký nơi chứng kiến.")
            return redirect("witnesses:register")
    page = {"form": form, "trail": _trail("Đăng ký nơi chứng kiến")}
    return render(request, "witnesses/add.html", page, status=status)


@official
@_asked
def contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change where letters reach a witness."""
    entry = entry_for(request.user, pk)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_contact(
            actor=request.user, pk=pk, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, f"Đã sửa thư điện tử của {entry.organisation}.")
        return redirect("witnesses:register")
    page = {"form": form, "entry": entry, "trail": _trail("Sửa thư điện tử")}
    status = 422 if form.errors else 200
    return render(request, "witnesses/contact.html", page, status=status)


@official
@_asked
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a witness."""
    entry = entry_for(request.user, pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        end_witness(actor=request.user, pk=pk, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{entry.organisation} đã thôi chứng kiến.")
        return redirect("witnesses:register")
    page = {"form": form, "entry": entry, "trail": _trail("Kết thúc việc chứng kiến")}
    status = 422 if form.errors else 200
    return render(request, "witnesses/end.html", page, status=status)


def _trail(here: str) -> list[dict[str, str]]:
    above = {"name": "Nơi chứng kiến", "href": reverse("witnesses:register")}
    return [above, {"name": here, "href": ""}]
