"""Shapes of our own: the states, the seal, the mark.

A state is told by shape, colour and word together; this file pairs the three.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """How one state looks and, unless the page says more, what it is called."""

    css: str
    shape: str
    word: str


@dataclass(frozen=True)
class TableCell:
    """One cell of a table: its text, the head it has on a phone, and its classes."""

    text: str
    label: str
    css: str = "num"


STATES = {
    "in_time": State("intime", "s-intime", "Đúng hạn"),
    "due": State("due", "s-due", "Trong hạn"),
    "due_soon": State("soon", "s-due", "Hết hôm nay"),
    "late": State("late", "s-late", "Muộn"),
    "missing": State("missing", "s-missing", "Chưa có"),
    "overdue": State("missing", "s-missing", "Quá hạn"),
    "not_arising": State("na", "s-na", "Không phát sinh"),
    "provisional": State("prov", "s-prov", "Tạm tính"),
    "published": State("pub", "seal", "Đã công bố"),
}

SHAPES = {
    "mark": (
        "0 0 36 36",
        (
            '<rect class="mark-bg" width="36" height="36" rx="3"/><path class="mark-fg"'
            ' d="M6 15.5c4.4-.4 8.6-3 12-7.5 3.4 4.5 7.6 7.1 12 7.5M9.5 20h17M12 20v8'
            'M18 20v8M24 20v8M8 28h20"/>'
        ),
    ),
    "s-due": (
        "0 0 16 16",
        (
            '<circle class="s-line" cx="8" cy="8" r="6.6"/>'
            '<path class="s-line" d="M8 4.4V8l2.4 1.6"/>'
        ),
    ),
    "s-intime": (
        "0 0 16 16",
        (
            '<circle class="s-fill" cx="8" cy="8" r="7.5"/>'
            '<path class="s-cut" d="M4.7 8.3l2.3 2.3 4.3-4.7"/>'
        ),
    ),
    "s-late": (
        "0 0 16 16",
        (
            '<path class="s-fill" d="M8 .3 15.7 8 8 15.7.3 8z"/>'
            '<path class="s-cut" d="M5.2 8.2l2 2 3.6-4"/>'
        ),
    ),
    "s-missing": (
        "0 0 16 16",
        (
            '<rect class="s-line s-dash" x="1.2" y="1.2" width="13.6" height="13.6"/>'
            '<path class="s-line" d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6"/>'
        ),
    ),
    "s-na": (
        "0 0 16 16",
        (
            '<circle class="s-line" cx="8" cy="8" r="6.6"/>'
            '<path class="s-line" d="M5 8h6"/>'
        ),
    ),
    "s-prov": (
        "0 0 16 16",
        (
            '<circle class="s-line s-dash" cx="8" cy="8" r="6.6"/><path class="s-thin"'
            ' d="M5.6 10.4l.4-1.7 3.6-3.6 1.3 1.3-3.6 3.6z"/>'
        ),
    ),
    "s-stop": (
        "0 0 16 16",
        (
            '<path class="s-fill" d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z"/>'
            '<path class="s-cut" d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"/>'
        ),
    ),
    "s-warn": (
        "0 0 16 16",
        (
            '<path class="s-fill" d="M8 .8 15.8 15H.2z"/>'
            '<path class="s-cut" d="M8 5.8v4M8 12.4v.1"/>'
        ),
    ),
    "s-up": ("0 0 16 16", '<path class="s-fill" d="M8 3l6 10H2z"/>'),
    "s-down": ("0 0 16 16", '<path class="s-fill" d="M8 13L2 3h12z"/>'),
    "s-unequal": (
        "0 0 22 38",
        '<path class="s-stroke" d="M3 16h16M3 24h16M15 9L7 31"/>',
    ),
    "seal": (
        "0 0 24 24",
        (
            '<circle class="seal-line" cx="12" cy="12" r="10.7" stroke-width="1.4"/>'
            '<circle class="seal-line" cx="12" cy="12" r="8" stroke-width="1"/>'
            '<path class="seal-tick" d="M8.2 12.4l2.7 2.7 5-5.8" stroke-width="2"/>'
        ),
    ),
}
"""Symbol name to its viewBox and drawing."""
