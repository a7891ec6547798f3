"""The first version of the API, put together."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from danchu.surfaces.api import (
    completeness,
    figures,
    filings,
    ledger,
    news,
    problem_kinds,
    questions,
    search,
    units,
    values,
)
from danchu.surfaces.api.bodies import Documents
from danchu.surfaces.api.doors import public, strict
from danchu.surfaces.api.ledger_files import FILES
from danchu.surfaces.api.places import ROOT
from danchu.surfaces.api.problems import Fault, Problem, install
from danchu.surfaces.api.rendering import Renderer, dump
from danchu.surfaces.api.value_shapes import SentFilingValues, SentValues

DESCRIPTION = """\
Units and figures of Dân Chủ, for anyone to read without an account; filings, for
officials and for programs that act for one of their posts.

* **Maps.** On 1 July 2025 the map changed: 63/696/10,035 became 34/3,321, and most
  codes were used again, often for another place. A code is therefore always read on
  the map asked for; `id` is ours and means the same unit everywhere.
* **Figures** are added live from what each unit reported itself. Totals that somebody
  gives for everything under a unit stand beside them, in `reported`, never in the sum.
* **The ledger** holds a commitment to everything published. Its files lie where C2SP
  tlog-tiles has them, under `/api/v1/ledger/`: `checkpoint`, `tile/…`, and `key`.
* **Refusals** are problem documents (RFC 9457). `code` is stable and listed at
  `/api/v1/errors`; the sentences are Vietnamese.
* **Tokens.** A personal token is bound to one post and expires; it is sent as
  `Authorization: Bearer dc_…`, never in an address, and signs in nowhere but here. Made
  and revoked on the site, under “Mã truy cập cho chương trình”.
* Unknown and repeated parameters, and unknown or repeated fields of documents, are
  refused. Any origin may read what is public, without credentials.
"""
_TAGS = [
    {"name": "units", "description": "Units on the map of any day."},
    {"name": "figures", "description": "Live totals of what units reported."},
    {"name": "filings", "description": "What units report, and how it moves on."},
    {"name": "search", "description": "Everything published, by its words."},
    {"name": "news", "description": "What units write, as it stands."},
    {"name": "ledger", "description": "Proofs of what was published."},
    {"name": "errors", "description": "What refusals mean."},
]

_SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "dc_ and 52 letters",
        "description": "A personal token, bound to one post.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": settings.SESSION_COOKIE_NAME,
        "description": "The session of a page of this site. What writes also needs the "
        "header `X-CSRFToken` of a page.",
    },
}


def _assemble() -> NinjaAPI:
    api = NinjaAPI(
        title="Dân Chủ",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        openapi_url=None,
        renderer=Renderer(),
        parser=Documents(),
        urls_namespace="api",
        openapi_extra={
            "info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
            "tags": _TAGS,
        },
    )
    install(api)
    api.add_decorator(strict, mode="view")
    for part in (
        *(units, figures, filings, questions, completeness),
        *(search, news, ledger, problem_kinds, values),
    ):
        api.add_router("", part.router)
    return api


api = _assemble()


@cache
def document() -> bytes:
    """Return the description of the API, OpenAPI 3.1."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"{ROOT}/"))
    for part in (Problem, Fault, SentValues, SentFilingValues):
        made = part.model_json_schema(ref_template="#/components/schemas/{model}")
        made.pop("$defs", None)
        schema["components"]["schemas"][part.__name__] = made
    for operations in schema["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                # ninja repeats the schema's list, where OpenAPI 3.1 wants a mapping.
                parameter.pop("examples", None)
    schema["components"]["securitySchemes"] = _SECURITY
    schema["servers"] = [{"url": "/"}]
    return dump(schema)


@public
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer the description of the API."""
    return HttpResponse(document(), content_type="application/json")


def declared() -> list[tuple[str, str, str]]:
    """Return method, path and gate of every operation."""
    found = [("GET", f"{ROOT}/openapi.json", "public"), *FILES]
    for _, router in api._routers:  # noqa: SLF001 -- ninja has no public list
        for path, view in router.path_operations.items():
            found += [
                (method, ROOT + path, getattr(operation.view_func, "gate", ""))
                for operation in view.operations
                for method in sorted(operation.methods)
            ]
    return sorted(found)
