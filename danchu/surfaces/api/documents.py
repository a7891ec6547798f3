"""What the description of the API says beyond types: examples, problems, defaults."""

from typing import Any

from ninja import Field

from danchu.surfaces.api.examples import EXAMPLES, SENT
from danchu.surfaces.api.problems import MEDIA_TYPE

_WHEN = {
    400: "A parameter, a cell or the document cannot be used.",
    401: "Nobody has signed in, or the token does not serve.",
    403: "A page elsewhere asked with the session of somebody who has signed in.",
    404: "Nothing is there, or nothing that you may see.",
    405: "The address does not take this method; `Allow` names those it takes.",
    409: "A rule forbids it, or the filing stands elsewhere.",
    411: "The document came in chunks, without its length.",
    412: "Something has happened since the version in `If-Match`.",
    413: "The document is too large.",
    415: "The document is not JSON in UTF-8.",
    422: "What was said does not serve: a blank reason, a day, a signature.",
    500: "The server failed; the case is logged.",
}
_UNKNOWN = 401


def optional(description: str, example: str, **schema: str | int) -> Any:
    """Return a parameter that may be left out and then is an empty string.

    Its schema has no default: an empty string is no day, code or kind.
    """

    def bare(made: dict[str, Any]) -> None:
        made.pop("default", None)
        made.update(schema)

    return Field(
        "",
        min_length=1,
        description=description,
        examples=[example],
        json_schema_extra=bare,
    )


def described(example: str, *problems: int, sent: str = "") -> dict[str, Any]:
    """Return what an operation's description adds: an example and its problems.

    `sent` names the example of what is sent. A token serves everywhere; where nobody
    may be unknown, 401 is among the problems.
    """
    responses: dict[int, Any] = {
        200: {
            "description": "What was asked for.",
            "content": _example(EXAMPLES, example),
        }
    }
    for status in sorted({*problems, _UNKNOWN, 405, 500}):
        responses[status] = {
            "description": _WHEN[status],
            "content": {
                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
    stranger: list[dict[str, list[str]]] = [] if _UNKNOWN in problems else [{}]
    added: dict[str, Any] = {
        "responses": responses,
        "security": [*stranger, {"token": []}, {"session": []}],
    }
    if sent:
        added["requestBody"] = {"content": _example(SENT, sent)}
    return added


def _example(known: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    return {"application/json": {"examples": {name: {"value": known[name]}}}}
