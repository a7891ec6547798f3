"""Receiving a file: its size is looked at before anything reads it."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.reading import MOST_BYTES

MOST_MEGABYTES = MOST_BYTES // 1024 // 1024
_MOST_BODY = MOST_BYTES + 65_536
_FIELD = "tep"


def sized(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Look at the size of what is sent before anything reads it, then at the token."""
    protected = csrf_protect(view)

    @wraps(view)
    def looked(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        is_known = (
            str(length).isdigit() and "HTTP_TRANSFER_ENCODING" not in request.META
        )
        if not is_known or int(length) > _MOST_BODY:
            raise RuleBroken("exchange.too_large", most=MOST_BYTES // 1024 // 1024)
        return protected(request, *args, **kwargs)

    return csrf_exempt(looked)


def sent_file(request: HttpRequest) -> bytes:
    """Return the file that a form sent; refuse with ``exchange.no_file`` none."""
    file = request.FILES.get(_FIELD)
    if file is None:
        raise RuleBroken("exchange.no_file")
    return bytes(file.read())
