"""Every kind of problem, so that the `type` of a problem document leads somewhere."""

from django.http import HttpRequest
from ninja import Router

from danchu.kernel.errors import known_sentences
from danchu.surfaces.api import shapes
from danchu.surfaces.api.documents import described
from danchu.surfaces.api.doors import public

router = Router(tags=["errors"])


@router.get(
    "/errors",
    response=shapes.ErrorKinds,
    operation_id="list_errors",
    summary="Every kind of problem, with what to do",
    openapi_extra=described("errors", 400),
)
@public
def list_errors(request: HttpRequest) -> shapes.ErrorKinds:  # noqa: ARG001 -- ninja's
    """Return the codes of all problem documents, in order of codes."""
    return shapes.ErrorKinds(
        items=[
            shapes.ErrorKind(
                code=code,
                status=sentence.status,
                detail=sentence.text,
                cure=sentence.cure,
            )
            for code, sentence in sorted(known_sentences().items())
        ]
    )
