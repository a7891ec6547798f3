"""Writing the parts of a filing that are words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danchu.indicators.models import Filing, Narrative
from danchu.indicators.queries.asked import asked_of
from danchu.indicators.rules.filings import ENTER
from danchu.indicators.rules.narratives import (
    LONGEST_NARRATIVE,
    Said,
    is_free_to_write,
    tidy,
)
from danchu.indicators.services.filings import lock_filing, refuse_closed
from danchu.indicators.services.writing import record_entry
from danchu.kernel.access.services import authorize
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User


@dataclass(frozen=True)
class TextNow:
    """What stands in a part now; in a conflict, not what was asked to be written."""

    code: str
    text: str
    who: str
    at: datetime | None
    is_conflict: bool = False


def write_narratives(
    *, actor: User, filing: Filing, texts: Mapping[str, Said], at: datetime
) -> dict[str, TextNow]:
    """Write the parts named and return what stands in each of them now.

    A part is written only if it still says what its writer saw, or already says the
    new thing; otherwise it is a conflict and stays as it is. The others are written.
    Refuses all with ``indicators.text_too_long`` or ``indicators.not_in_form``.
    """
    with transaction.atomic():
        authorize(actor, ENTER, filing.unit)
        lock_filing(filing)
        refuse_closed(filing)
        _refuse_unfit(filing, texts)
        stored = {
            row.code: row
            for row in Narrative.objects.filter(
                filing=filing, code__in=list(texts)
            ).select_related("entered_by")
        }
        answers, changes = {}, {}
        for code, said in texts.items():
            row = stored.get(code) or Narrative(filing=filing, code=code, text="")
            is_free = is_free_to_write(row.text, said)
            if is_free and row.text != tidy(said.text):
                changes[code] = [row.text, tidy(said.text)]
                row.text, row.entered_by, row.entered_at = tidy(said.text), actor, at
                row.save()
            answers[code] = _now(row, is_conflict=not is_free)
        record_entry(actor=actor, filing=filing, at=at, texts=changes)
    return answers


def _refuse_unfit(filing: Filing, texts: Mapping[str, Said]) -> None:
    asked = asked_of(filing.form, filing.unit, filing.period.period)
    labels = {text.code: text.label for text in asked.texts}
    for code, said in texts.items():
        if code not in labels:
            raise RuleBroken(
                "indicators.not_in_form", form=asked.form.code, cell=code[:40]
            )
        if len(tidy(said.text)) > LONGEST_NARRATIVE:
            raise RuleBroken(
                "indicators.text_too_long",
                label=labels[code],
                length=len(tidy(said.text)),
                most=LONGEST_NARRATIVE,
            )


def _now(row: Narrative, *, is_conflict: bool) -> TextNow:
    who = str(row.entered_by) if row.pk else ""
    return TextNow(row.code, row.text, who, row.entered_at, is_conflict)
