"""Pages of one's own tokens: what programs may act for one's posts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.queries import current_posts
from danchu.registry.forms.tokens import TokenForm
from danchu.registry.queries.tokens import own_token, token_lines
from danchu.registry.refusing import tell
from danchu.registry.services.tokens import add_token, end_token

_asked = require_http_methods(["GET", "HEAD", "POST"])
_FIELDS = {
    "people.token_without_purpose": "name",
    "people.token_days": "days",
    "people.token_post_ended": "post",
}


@official
@require_safe
def tokens(request: SignedInRequest) -> HttpResponse:
    """List one's tokens."""
    lines = token_lines(request.user, timezone.localdate())
    return render(request, "registry/tokens.html", {"lines": lines})


@official
@_asked
def make_token(request: SignedInRequest) -> HttpResponse:
    """Make a token for one of one's posts; tell it once."""
    posts = current_posts(request.user, timezone.localdate())
    form = TokenForm(request.POST or None, posts=posts)
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, timezone.now()
        name, days = said["name"], said["days"]
        try:
            made, secret = add_token(
                actor=request.user, post=form.chosen, name=name, days=days, at=at
            )
        except RuleBroken as broken:
            tell(form, broken, _FIELDS)
        else:
            page = {"made": made, "secret": secret}
            return render(request, "registry/token_once.html", page)
    status = 422 if form.errors else 200
    return render(request, "registry/make_token.html", {"form": form}, status=status)


@official
@_asked
def revoke_token(request: SignedInRequest, pk: int) -> HttpResponse:
    """Revoke one of one's tokens, once it is confirmed."""
    token = own_token(request.user, pk)
    if request.method == "POST":
        end_token(actor=request.user, token=token, at=timezone.now())
        messages.success(request, f"Đã thu hồi mã truy cập “{token.name}”.")
        return redirect("registry:tokens")
    return render(request, "registry/revoke_token.html", {"ending": token})
