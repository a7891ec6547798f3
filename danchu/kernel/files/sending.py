"""Sending a file: for its own sake alone, never as a page of this site."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse

from danchu.kernel.files.queries import FileFact, bytes_of
from danchu.kernel.files.rules.ranges import part_asked

POLICY: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Whatever a browser takes a file for, it runs nothing and has no origin."""


def sent(request: HttpRequest, fact: FileFact) -> HttpResponse:
    """Answer with a file, a part of it, or that the reader's copy is still good.

    Readers ask each time, so a file that is gone is gone for them too. Papers are
    saved, pictures may be shown.
    """
    mark = f'"{fact.sha256}"'
    if mark in request.headers.get("If-None-Match", ""):
        answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        answer = _parted(request, fact, mark)
    how = "inline" if fact.is_picture else "attachment"
    answer.headers.setdefault("Cache-Control", "no-cache")
    for name, value in {
        "ETag": mark,
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'{how}; filename="{fact.name}"',
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }.items():
        answer.headers[name] = value
    return answer


def _parted(request: HttpRequest, fact: FileFact, mark: str) -> HttpResponse:
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", mark) != mark:
        wanted = ""
    try:
        part = part_asked(wanted, fact.size)
    except LookupError:
        size = f"bytes */{fact.size}"
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": size})
    first, length = part or (0, fact.size)
    data = bytes_of(fact.sha256, first, length)
    answer = HttpResponse(data, content_type=fact.type.media)
    if part is not None:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        last = first + length - 1
        answer["Content-Range"] = f"bytes {first}-{last}/{fact.size}"
    return answer
