"""Refusals as problem documents (RFC 9457), each with a documented code."""

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from danchu.kernel.audit.services import record_refusal
from danchu.kernel.errors import RuleBroken, explain
from danchu.surfaces.api.rendering import dump

MEDIA_TYPE = "application/problem+json"
ANCHORS = "/api/v1/errors#"
"""Where each kind of problem is described, by its code."""

_log = logging.getLogger(__name__)
_TITLES = {
    400: "Yêu cầu không hợp lệ",
    401: "Cần đăng nhập",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Phương thức không được nhận",
    409: "Quy tắc không cho phép",
    411: "Thiếu độ dài",
    412: "Đã có người thay đổi",
    413: "Nội dung quá lớn",
    415: "Kiểu nội dung không được nhận",
    422: "Dữ liệu không hợp lệ",
    500: "Sự cố máy chủ",
}
_FAULTS = {
    "missing": "thiếu",
    "int_parsing": "phải là số nguyên",
    "int_parsing_size": "là số quá lớn",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải từ {le} trở xuống",
    "string_too_short": "để trống",
    "string_too_long": "dài hơn {max_length} ký tự",
    "literal_error": "phải là một trong {expected}",
    "extra_forbidden": "không phải là phần của nội dung này",
    "json_number": "phải là một số JSON, như 12 hoặc 1234.5",
    "string_type": "phải là chữ",
    "model_attributes_type": "phải là một đối tượng JSON",
    "model_type": "phải là một đối tượng JSON",
    "dict_type": "phải là một đối tượng JSON",
    "too_short": "để trống",
    "too_long": "có nhiều hơn {max_length} mục",
    "day": "phải là một ngày có thật, ghi như 2026-07-15",
}
UNKNOWN, REPEATED = "không phải là tham số của lệnh này", "được ghi hai lần"


class Fault(Schema):
    """One parameter, or one cell, that could not be used."""

    parameter: str = Field(
        description="Its name; in a document its path, as `cells.G01.number`.",
        examples=["limit"],
    )
    detail: str = Field(examples=["phải từ 200 trở xuống"])
    code: str = Field(
        default="",
        description="Where one refusal has several causes: which this is.",
    )


class Problem(Schema):
    """Why a request is refused and what to do: RFC 9457, sentences in Vietnamese."""

    type: str = Field(
        description="Address of the description of this kind of problem.",
        examples=["/api/v1/errors#units.no_such_unit"],
    )
    title: str = Field(examples=["Không tìm thấy"])
    status: int = Field(examples=[404])
    detail: str = Field(
        description="What happened and why, in this very case.",
        examples=["Không có đơn vị mang mã “216” trên bản đồ ngày 01/07/2025."],
    )
    code: str = Field(
        description="Stable; listed at `/api/v1/errors`.",
        examples=["units.no_such_unit"],
    )
    cure: str = Field(description="What to do.")
    instance: str = Field(
        description="The path that was asked.", examples=["/api/v1/units"]
    )
    errors: list[Fault] = Field(
        default=[], description="Each parameter or cell at fault."
    )


class Invalid(Exception):  # noqa: N818 -- it is the request that is invalid
    """Parameters cannot be used; `faults` name each and say why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = faults
        super().__init__(faults)


class Refused(Exception):  # noqa: N818 -- the deed is refused, nothing went wrong
    """A rule forbids what was asked; `faults` name every cell it concerns."""

    def __init__(self, broken: RuleBroken, faults: Sequence[Fault]) -> None:
        self.broken, self.faults = broken, faults
        super().__init__(broken.code)


def problem(
    request: HttpRequest, refused: RuleBroken, faults: Sequence[Fault] = ()
) -> HttpResponse:
    """Return the problem document of a refusal."""
    explained = explain(refused)
    document = Problem(
        type=ANCHORS + explained.code,
        title=_TITLES.get(explained.status, HTTPStatus(explained.status).phrase),
        status=explained.status,
        detail=explained.text,
        code=explained.code,
        cure=explained.cure,
        instance=request.path,
        errors=list(faults),
    )
    return HttpResponse(
        dump(document.model_dump(exclude_defaults=True)),
        status=explained.status,
        content_type=MEDIA_TYPE,
    )


def not_found(request: HttpRequest, **_: Any) -> HttpResponse:
    """Answer an address below the API where nothing is."""
    return problem(request, RuleBroken("api.not_found"))


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer a method that the address does not take."""
    refused = RuleBroken(
        "api.method_not_allowed", method=(request.method or "")[:20], allowed=allowed
    )
    response = problem(request, refused)
    response.headers["Allow"] = allowed
    return response


def challenge(request: HttpRequest, refused: RuleBroken) -> HttpResponse:
    """Answer somebody unknown where one must be known, or a token that is none."""
    response = problem(request, refused)
    said = 'Bearer realm="danchu"'
    if refused.code == "people.token_refused":
        said += ', error="invalid_token"'
    response.headers["WWW-Authenticate"] = said
    return response


def refuse(request: HttpRequest, refused: RuleBroken) -> HttpResponse:
    """Answer a refusal; what is not yours reads like what is not there."""
    if not refused.code.startswith("access."):
        return problem(request, refused)
    # Not yours answers exactly like not there; who was refused what is kept.
    record_refusal(
        actor=request.user, code=refused.code, path=request.path, at=timezone.now()
    )
    return not_found(request)


def _misread(request: HttpRequest, misread: ValidationError) -> HttpResponse:
    return _invalid(request, Invalid([_fault(error) for error in misread.errors]))


def _unread(request: HttpRequest, unread: HttpError) -> HttpResponse:
    cause = unread.__cause__  # ninja wraps whatever the parser raises
    if isinstance(cause, RuleBroken):
        return problem(request, cause)
    return problem(request, RuleBroken("api.bad_document", why="không phải là JSON"))


def _invalid(request: HttpRequest, invalid: Invalid) -> HttpResponse:
    said = "; ".join(f"{fault.parameter} {fault.detail}" for fault in invalid.faults)
    return problem(request, RuleBroken("api.invalid", faults=said), invalid.faults)


def _fault(error: Mapping[str, Any]) -> Fault:
    template = _FAULTS.get(error["type"], "có giá trị không dùng được")
    said = template.format_map(error.get("ctx", {}))
    source, *path = (str(part) for part in error["loc"])
    name = ".".join(path[1:]) or "nội dung" if source == "body" else path[-1]
    return Fault(parameter=name[:200], detail=said.replace(" or ", " hoặc "))


def _failed(request: HttpRequest, failure: Exception) -> HttpResponse:
    _log.error("%s failed", request.path, exc_info=failure)
    return problem(request, RuleBroken("api.failed"))


_HANDLERS: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    RuleBroken: refuse,
    Refused: lambda request, one: problem(request, one.broken, one.faults),
    ValidationError: _misread,
    HttpError: _unread,
    Invalid: _invalid,
    Http404: lambda request, _: not_found(request),
    Exception: _failed,
}


def install(api: NinjaAPI) -> None:
    """Have every failure of an operation answered by a problem document."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)
