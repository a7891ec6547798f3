"""Pages of accounts and posts, for administrators within their reach."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.access.queries import Reach
from danchu.kernel.errors import RuleBroken
from danchu.registry.forms.accounts import AccountForm, EndForm, GrantForm
from danchu.registry.queries import accounts as asked
from danchu.registry.refusing import tell
from danchu.registry.services import accounts as deeds

_asked = require_http_methods(["GET", "HEAD", "POST"])
_FIELDS = {
    "people.bad_user_name": "username",
    "people.user_name_taken": "username",
    "people.email_taken": "email",
    "people.full_name_missing": "full_name",
    "people.unit_ends": "valid_to",
    "people.acting_needs_an_end": "valid_to",
    "people.post_ends_before_it_begins": "valid_to",
    "registry.not_for_oneself": "username",
}
_END_FIELDS = {
    "people.post_ends_before_it_begins": "last_day",
    "people.post_ended_already": "last_day",
}


@official
@require_safe
def accounts(request: SignedInRequest) -> HttpResponse:
    """List the accounts that hold posts in reach."""
    text = request.GET.get("q", "").strip()[:100]
    page = asked.accounts_within(_reach(request), text, request.GET.get("trang"))
    return render(request, "registry/accounts.html", {"page": page, "query": text})


@official
@never_cache
@require_safe
def account(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one account and its posts in reach."""
    reach = _reach(request)
    person = asked.account_within(reach, pk)
    page = {
        "person": person,
        "trail": _trail(person.full_name),
        "today": reach.on,
        "may_reset": asked.is_wholly_within(reach, person)
        and person.pk != request.user.pk,
    }
    return render(request, "registry/account.html", page)


@official
@never_cache
@_asked
def add_account(request: SignedInRequest) -> HttpResponse:
    """Open an account with its first post; tell its password once."""
    reach = _reach(request)
    form = AccountForm(request.POST or None, initial=_initial(request), reach=reach)
    if request.method == "POST" and form.is_valid():
        try:
            person, password = deeds.add_account(
                actor=request.user,
                person=form.person,
                unit=form.unit,
                terms=form.terms,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            tell(form, broken, _FIELDS)
        else:
            page = {"person": person, "password": password, "is_new": True}
            return render(request, "registry/one_time_password.html", page)
    status = 422 if form.errors else 200
    page = {"form": form, "trail": _trail("Mở tài khoản")}
    return render(request, "registry/add_account.html", page, status=status)


@official
@_asked
def grant_post(request: SignedInRequest) -> HttpResponse:
    """Give a post to somebody who has an account."""
    reach = _reach(request)
    form = GrantForm(request.POST or None, initial=_initial(request), reach=reach)
    if request.method == "POST" and form.is_valid() and form.user:
        try:
            post = deeds.grant_post(
                actor=request.user,
                user=form.user,
                unit=form.unit,
                terms=form.terms,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            tell(form, broken, _FIELDS)
        else:
            messages.success(request, f"Đã giao chức vụ {post.called}, {post.unit}.")
            return redirect("registry:account", post.user_id)
    status = 422 if form.errors else 200
    page = {"form": form, "trail": _trail("Giao chức vụ")}
    return render(request, "registry/grant_post.html", page, status=status)


@official
@_asked
def end_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a post in reach with a day."""
    post = asked.post_within(_reach(request), pk)
    form = EndForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        last_day, at = form.cleaned_data["last_day"], timezone.now()
        try:
            deeds.end_post(actor=request.user, post=post, last_day=last_day, at=at)
        except RuleBroken as broken:
            tell(form, broken, _END_FIELDS)
        else:
            messages.success(request, "Đã ghi ngày kết thúc chức vụ.")
            return redirect("registry:account", post.user_id)
    status = 422 if form.errors else 200
    page = {"form": form, "ending": post, "trail": _trail("Kết thúc chức vụ")}
    return render(request, "registry/end_post.html", page, status=status)


@official
@never_cache
@require_POST
def reset_password(request: SignedInRequest, pk: int) -> HttpResponse:
    """Replace a lost password and tell the new one once."""
    person = asked.account_within(_reach(request), pk)
    password = deeds.reset_password(actor=request.user, user=person, at=timezone.now())
    page = {"person": person, "password": password, "is_new": False}
    return render(request, "registry/one_time_password.html", page)


def _trail(name: str) -> list[dict[str, str]]:
    above = {"name": "Tài khoản, chức vụ", "href": reverse("registry:accounts")}
    return [above, {"name": name, "href": ""}]


def _reach(request: SignedInRequest) -> Reach:
    return asked.administered(request.user, timezone.localdate())


def _initial(request: SignedInRequest) -> dict[str, object]:
    return {
        "username": request.GET.get("tai-khoan", "")[:150],
        "unit_text": request.GET.get("don-vi", "")[:100],
        "valid_from": timezone.localdate(),
    }
