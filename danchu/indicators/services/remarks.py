"""What whoever returns a filing says of single cells."""

from collections.abc import Mapping
from datetime import datetime

from danchu.indicators.models import Filing, Remark
from danchu.indicators.queries.asked import asked_of
from danchu.indicators.rules.filings import LONGEST_REMARK, MOST_REMARKS
from danchu.indicators.rules.narratives import tidy
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User

REMARK = "indicators.remark"
"""The verb of history; remarks are part of a return and need no right of their own."""


def write_remarks(
    *, actor: User, filing: Filing, remarks: Mapping[str, str], at: datetime
) -> int:
    """Write what is said of cells as part of a return, and return of how many.

    Blank ones say nothing. Refuses a cell the form does not have, one that is too long
    (``indicators.remark_too_long``) and too many (``indicators.too_many_remarks``).
    """
    said = {cell: tidy(text) for cell, text in remarks.items() if tidy(text)}
    if not said:
        return 0
    if len(said) > MOST_REMARKS:
        raise RuleBroken("indicators.too_many_remarks", most=MOST_REMARKS)
    known = asked_of(filing.form, filing.unit, filing.period.period).places
    for cell, text in said.items():
        if cell not in known:
            raise RuleBroken(
                "indicators.not_in_form", form=filing.form.code, cell=cell[:40]
            )
        if len(text) > LONGEST_REMARK:
            raise RuleBroken(
                "indicators.remark_too_long", cell=cell, most=LONGEST_REMARK
            )
    Remark.objects.bulk_create(
        [
            Remark(filing=filing, cell=cell, text=text, author=actor, at=at)
            for cell, text in said.items()
        ]
    )
    record(
        unit=filing.unit,
        dossier=filing.dossier,
        verb=REMARK,
        actor=actor,
        at=at,
        remarks=said,
    )
    return len(said)


def close_remarks(filing: Filing) -> None:
    """Close what was said, because the unit hands the filing up again."""
    Remark.objects.filter(filing=filing, is_open=True).update(is_open=False)
