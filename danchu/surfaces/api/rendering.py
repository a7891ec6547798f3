"""Answers as JSON: numbers exactly as the database has them, text as it is written."""

from typing import Any

import msgspec
from django.http import HttpRequest
from ninja.renderers import BaseRenderer

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def dump(document: Any) -> bytes:
    """Return the JSON of plain values, decimals and days."""
    return _ENCODER.encode(document)


class Renderer(BaseRenderer):
    """Writes what operations answer."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002 -- ninja's signature
        """Write one answer."""
        return dump(data)
