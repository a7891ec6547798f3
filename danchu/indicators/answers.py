"""What the script of a filing page is answered, as data."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import asked_of, filing_of, form_by_code
from danchu.indicators.queries.live import Now, standing_since
from danchu.indicators.queries.places import Address
from danchu.indicators.rules.filings import ENTER
from danchu.indicators.services.narratives import TextNow
from danchu.indicators.services.saving import Saved
from danchu.kernel.access.services import authorize
from danchu.kernel.people.models import User


def live_page(
    *, user: User | AnonymousUser, where: Address, mark: int
) -> dict[str, Any]:
    """Return what was written after a mark; only those who enter are told."""
    authorize(user, ENTER, where.unit)
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    return standing_since(asked, filing_of(asked.form, where.unit, where.period), mark)


def saved_page(
    filing: Filing, cells: Saved, texts: Mapping[str, TextNow]
) -> dict[str, Any]:
    """Return what came of a save, and how the whole filing stands after it."""
    now = Now.of(cells.asked, filing)
    texts_saved = {
        code: {"text": one.text, "seen": one.text}
        for code, one in texts.items()
        if not one.is_conflict
    }
    texts_clashing = {
        code: {"text": one.text, "seen": one.text, "who": one.who}
        for code, one in texts.items()
        if one.is_conflict
    }
    return {
        **now.summary(),
        "saved": now.told(cells.written),
        "conflicts": now.told(sorted(cells.conflicts)),
        "refused": dict(cells.refused),
        "texts": texts_saved,
        "text_conflicts": texts_clashing,
    }
