"""Pages for whoever has an account: everything held about oneself."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danchu.kernel.access.gates import SignedInRequest, signed_in
from danchu.privacy.queries.mine import mine_document, mine_page


@signed_in
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Show everything that is held about whoever has signed in."""
    return render(request, "privacy/mine.html", {"page": mine_page(request.user)})


@signed_in
@require_safe
def mine_file(request: SignedInRequest) -> JsonResponse:
    """Hand the same out as a file, with every deed."""
    document = mine_document(request.user, timezone.now())
    answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.json"'
    return answer
