"""Handing a workbook out."""

from urllib.parse import quote

from django.http import HttpResponse

from danchu.kernel.exchange.writing import MEDIA_TYPE


def as_file(raw: bytes, name: str) -> HttpResponse:
    """Answer with a workbook to be kept under a name."""
    response = HttpResponse(raw, content_type=MEDIA_TYPE)
    said = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = said
    return response
