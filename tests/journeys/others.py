"""Let the other communes of Bắc Ninh file a form, by the services that people use.

`python -m tests.journeys.others FORM PERIOD CODE …` with the home and database of a
running demonstration: every commune fills, submits and approves, but those named by
their codes; where somebody has submitted already, the head approves.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 -- after setup

from danchu.demo.accounts import PROVINCE, hire_extra  # noqa: E402 -- after setup
from danchu.indicators.queries.asked import filing_of, form_by_code  # noqa: E402 -- after setup
from danchu.indicators.rules.cells import Entry  # noqa: E402 -- after setup
from danchu.indicators.rules.filings import Status  # noqa: E402 -- after setup
from danchu.indicators.services.entering import enter_values  # noqa: E402 -- after setup
from danchu.indicators.services.filings import (  # noqa: E402 -- after setup
    approve_filing,
    open_filing,
    submit_filing,
)
from danchu.kernel.periods.queries import period_from  # noqa: E402 -- after setup
from danchu.kernel.units.models import Unit  # noqa: E402 -- after setup
from danchu.kernel.units.queries import children_of, unit_by_code  # noqa: E402 -- after setup

NUMBERS = {"HG01": "12", "HG02": "9"}


def file_for(unit: Unit, form: str, period: str) -> None:
    """Bring the filing of a commune as far as its approval."""
    now, code = timezone.now(), str(unit.pk)
    today = timezone.localdate(now)
    people = {
        role: hire_extra(unit=unit, code=code, role=role, on=today)
        for role in ("clerk", "head")
    }
    owed = period_from(period)
    filing = filing_of(form_by_code(form), unit, owed)
    if filing is None:
        clerk = people["clerk"]
        filing = open_filing(actor=clerk, form=form, unit=unit, period=owed, at=now)
        entries = {name: Entry(number) for name, number in NUMBERS.items()}
        enter_values(actor=clerk, filing=filing, entries=entries, at=now)
        filing = submit_filing(actor=clerk, filing=filing, at=now)
    if filing.status == Status.SUBMITTED:
        approve_filing(actor=people["head"], filing=filing, at=now)


def main(form: str, period: str, *besides: str) -> None:
    """File for every commune of the province but those named."""
    today = timezone.localdate()
    province = unit_by_code(PROVINCE, today)
    left_out = {unit_by_code(code, today).pk for code in besides}
    for unit in children_of(province, today):
        if unit.kind == "commune" and unit.pk not in left_out:
            file_for(unit, form, period)


if __name__ == "__main__":
    main(*sys.argv[1:])
