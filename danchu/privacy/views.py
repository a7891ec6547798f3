"""Pages of personal data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danchu.kernel.access.gates import public
from danchu.privacy.queries.held import held_tables


@public
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/held.html", {"tables": held_tables()})
