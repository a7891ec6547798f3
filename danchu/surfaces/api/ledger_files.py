"""The ledger as C2SP tlog-tiles serves it: files, not documents."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.queries import entries, note_of, tile
from danchu.kernel.ledger.rules.tiles import TileError, tile_at
from danchu.kernel.ledger.services import current_checkpoint
from danchu.surfaces.api.doors import public
from danchu.surfaces.api.places import ROOT
from danchu.surfaces.api.problems import not_found, refuse

TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
FRESH, FOREVER = "public, max-age=3", "public, max-age=31536000, immutable"
"""Checkpoints follow one another; a tile never changes."""

FILES = [
    ("GET", f"{ROOT}/ledger/checkpoint", "public"),
    ("GET", f"{ROOT}/ledger/key", "public"),
    ("GET", f"{ROOT}/ledger/tile/{{path:rest}}", "public"),
]
"""Method, path and gate, for the invariants."""


@public
def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer the newest checkpoint with the lines of its witnesses."""
    note = note_of(current_checkpoint(at=timezone.now()))
    return _file(note.encode(), TEXT, FRESH)


@public
def key(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer the public key of the log."""
    return _file(f"{verifier_key()}\n".encode(), TEXT, FRESH)


@public
def one_tile(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer a tile of hashes, or of entries, that a checkpoint covers."""
    try:
        asked = tile_at(f"tile/{rest}")
        if asked.level is None:
            found = entries(asked.index, asked.width)
        else:
            found = tile(asked.level, asked.index, asked.width)
    except TileError:
        return not_found(request)
    except RuleBroken as refused:
        return refuse(request, refused)
    return _file(found, BYTES, FOREVER)


def _file(content: bytes, kind: str, kept: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": kept})
