"""What may I do; and which of my posts do I work under."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.queries import CHOSEN_POST, active_post, current_posts
from danchu.registry.queries.rights import rights_of


@official
@require_safe
def rights(request: SignedInRequest) -> HttpResponse:
    """Show what each post allows, where, until when."""
    given = rights_of(request.user, timezone.localdate())
    return render(request, "registry/rights.html", {"given": given})


@official
@require_POST
def switch_post(request: SignedInRequest) -> HttpResponse:
    """Work under another of one's own posts."""
    chosen = request.POST.get("post", "")
    posts = current_posts(request.user, timezone.localdate())
    post = active_post(posts, chosen)
    if post is None or str(post.pk) != chosen:
        raise RuleBroken("access.forbidden", page=request.path)
    request.session[CHOSEN_POST] = post.pk
    return redirect(settings.LOGIN_REDIRECT_URL)
