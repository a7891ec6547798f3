"""What the description of the API says beyond types: examples, problems, defaults."""

from typing import Any

from ninja import Field

from danchu.surfaces.api.examples import EXAMPLES
from danchu.surfaces.api.problems import MEDIA_TYPE

_WHEN = {
    400: "A parameter is unknown, missing, repeated or cannot be used.",
    404: "Nothing is there, or nothing that you may see.",
    405: "The address is only read: GET, HEAD, OPTIONS.",
    500: "The server failed; the case is logged.",
}


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


def described(example: str, *problems: int) -> dict[str, Any]:
    """Return what an operation's description adds: an example and its problems."""
    responses: dict[int, Any] = {
        200: {
            "description": "What was asked for.",
            "content": {
                "application/json": {
                    "examples": {example: {"value": EXAMPLES[example]}}
                }
            },
        }
    }
    for status in (*problems, 405, 500):
        responses[status] = {
            "description": _WHEN[status],
            "content": {
                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
    return {"responses": responses}
