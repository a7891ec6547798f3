"""What a browser sends from the filing page, as a press."""

from collections.abc import Iterable

from django.http import QueryDict

from danchu.indicators.rules.cells import Entry
from danchu.indicators.services.acts import CORRECT, SAVE, Press

NUMBER, NOTE = "so-", "ghi-chu-"
LONGEST_CELL = 100


def press_from(post: QueryDict) -> Press:
    entries = dict(_entries(post))
    cure, _, number = post.get("sua", "").partition("=")
    if cure in entries:
        entries[cure] = Entry(number, note=entries[cure].note)
    deed, cell = post.get("viec", SAVE), post.get("o", "")
    if deed == CORRECT:
        entries = {cell: Entry(post.get("so-moi", ""))}
    return Press(deed, entries, post.get("ly-do", ""), cell)


def _entries(post: QueryDict) -> Iterable[tuple[str, Entry]]:
    for key in post:
        if key.startswith(NUMBER) and key != "so-moi":
            cell = key.removeprefix(NUMBER)
            text = post.get(key, "")[:LONGEST_CELL]
            yield cell, Entry(text, note=post.get(f"{NOTE}{cell}", ""))
