"""Pages of signing in and out, and of one's own password."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from danchu.kernel.access.gates import SignedInRequest, public, signed_in
from danchu.kernel.errors import RuleBroken
from danchu.registry.forms.signing import NewPasswordForm, PasswordForm, SignInForm
from danchu.registry.queries.tokens import serving_tokens
from danchu.registry.refusing import tell
from danchu.registry.services import signing
from danchu.registry.stages import waiting

_asked = require_http_methods(["GET", "HEAD", "POST"])


@public
@never_cache
@sensitive_post_parameters("password")
@_asked
def login(request: HttpRequest) -> HttpResponse:
    """Let somebody in."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return redirect(onward or get_adapter().get_login_redirect_url(request))
    form = SignInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            response: HttpResponse = form.login(request, redirect_url=onward)
        except RuleBroken as broken:
            tell(form, broken, {})
        else:
            return response
    page = {"form": form, "onward": onward or ""}
    status = 422 if form.errors else 200
    return render(request, "registry/login.html", page, status=status)


@public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session, whoever's it is."""
    if request.user.is_authenticated:
        signing.sign_out(user=request.user, at=timezone.now())
        end_session(request)
    return redirect("/")


@public
@never_cache
@sensitive_post_parameters("new", "again")
@_asked
def new_password(request: HttpRequest) -> HttpResponse:
    """Set a password of one's own before coming in with one that served once."""
    stage = waiting(request)
    if stage is None:
        return redirect("registry:login")
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new, at = form.cleaned_data["new"], timezone.now()
        try:
            signing.accept_invitation(actor=stage.login.user, new=new, at=at)
        except RuleBroken as broken:
            tell(form, broken, _FIELDS)
        else:
            response: HttpResponse = stage.exit()
            return response
    status = 422 if form.errors else 200
    return render(request, "registry/new_password.html", {"form": form}, status=status)


@signed_in
@never_cache
@sensitive_post_parameters("old", "new", "again")
@_asked
def password(request: SignedInRequest) -> HttpResponse:
    """Change one's own password; other sessions and all tokens of the account end."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signing.replace_password(
                actor=request.user,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                at=timezone.now(),
            )
        except RuleBroken as broken:
            tell(form, broken, _FIELDS)
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, CHANGED)
            return redirect("registry:password")
    status = 422 if form.errors else 200
    page = {"form": form, "tokens": serving_tokens(request.user, timezone.localdate())}
    return render(request, "registry/password.html", page, status=status)


CHANGED = (
    "Đã đổi mật khẩu. Các phiên khác đã kết thúc, mã truy cập đã cấp đã bị thu hồi."
)
_FIELDS = {
    "registry.wrong_password": "old",
    "registry.same_password": "new",
    "people.weak_password": "new",
}


def _onward(request: HttpRequest) -> str | None:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else None
