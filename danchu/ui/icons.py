"""Icons by our names; their drawings come from Bootstrap Icons when assets are built.

Only names listed here exist: a misspelt one fails when its template is first drawn.
"""

import json
from functools import cache
from pathlib import Path

from danchu.ui.shapes import SHAPES

BUILT = Path(__file__).parent / "static/ui/vendor/icons.json"

ICONS = {
    "add": "plus-lg",
    "back": "arrow-left",
    "bell": "bell",
    "board": "clipboard-check",
    "calendar": "calendar3",
    "chart": "bar-chart",
    "chat": "chat-left-text",
    "clock": "clock",
    "desk": "inbox",
    "download": "download",
    "edit": "pencil",
    "eye": "eye",
    "feed": "rss",
    "file": "file-earmark-text",
    "grid": "table",
    "help": "question-circle",
    "history": "clock-history",
    "info": "info-circle",
    "key": "key",
    "law": "journal-text",
    "lock": "shield-lock",
    "mail": "envelope-paper",
    "menu": "list",
    "next": "arrow-right",
    "offline": "wifi-off",
    "people": "people",
    "person": "person",
    "print": "printer",
    "report": "file-earmark-word",
    "screen": "easel",
    "search": "search",
    "sign-in": "box-arrow-in-right",
    "sign-out": "box-arrow-right",
    "theme": "circle-half",
    "trash": "trash",
    "tree": "diagram-3",
    "type-size": "fonts",
    "undo": "arrow-counterclockwise",
}
"""Our name to the name of the drawing in Bootstrap Icons."""


@cache
def _built() -> dict[str, str]:
    if not BUILT.exists():
        return {}
    drawn: dict[str, str] = json.loads(BUILT.read_text(encoding="utf-8"))
    return drawn


def is_known(name: str) -> bool:
    """Tell whether an icon or a shape of this name may be drawn."""
    return name in ICONS or name in SHAPES


def drawing(name: str) -> tuple[str, str]:
    """Give the viewBox and the drawing of an icon or of a shape of our own.

    Icons are empty until `python -m danchu.ui.assets` has run; a check says so.
    """
    if name in SHAPES:
        return SHAPES[name]
    return "0 0 16 16", _built().get(name, "")
