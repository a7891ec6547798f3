"""Filings of some communes of Bắc Ninh, made through the services a person uses.

They stand where filings stand while reports come in: some published or
accepted, some waiting, one sent back, some half entered, most not begun. All numbers
are invented.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from danchu.demo.accounts import NHA_NAM, PHUC_HOA, hire_extra
from danchu.demo.rules import between
from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import filing_of, form_by_code
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.filings import Status
from danchu.indicators.rules.times import latest_ended
from danchu.indicators.services.entering import enter_values
from danchu.indicators.services.filings import (
    accept_filing,
    approve_filing,
    open_filing,
    return_filing,
    submit_filing,
)
from danchu.indicators.services.publishing import publish_filing
from danchu.indicators.services.signals import answer_signal
from danchu.kernel.people.models import User
from danchu.kernel.people.queries import user_named
from danchu.kernel.periods.rules import Kind, Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import unit_by_code

FORM = "PL4"
OTHER_FORMS = ("PL2", "PL3")
"""Filed by those communes alone whose figures are published."""
_ASKED = (Kind.QUARTER, Kind.HALF, Kind.YEAR)

PUBLISHED = ("07210", "07375", "09367")
ACCEPTED = ("07246", "07282", "07351", "07777", "09187")
APPROVED = ("07228", "07288", "07489", "09193", "09247")
SUBMITTED = ("07294", PHUC_HOA, "09400")
DRAFTED = ("07333", NHA_NAM, "09454")
RETURNED = ("07420",)
"""Codes on today's map; what is not here has not begun, Tân Yên among them."""

HASTY, QUICK = (PHUC_HOA, "07288"), timedelta(seconds=41)
WHY = "Số đã được tổ theo dõi ghi trong sổ và đối chiếu trước khi nhập."
"""Who submits so soon after opening the form, and what one of them answers."""

REASON = (
    "Số lượt ý kiến (G03) cao hơn hẳn các xã bên cạnh: đề nghị đồng chí đối chiếu với "
    "biên bản các cuộc đối thoại rồi nộp lại."
)
"""Why the secretary sends back the figures of those returned."""

_FAR = {
    **dict.fromkeys(DRAFTED, Status.DRAFT),
    **dict.fromkeys(SUBMITTED, Status.SUBMITTED),
    **dict.fromkeys(APPROVED, Status.APPROVED),
    **dict.fromkeys(ACCEPTED, Status.ACCEPTED),
    **dict.fromkeys(PUBLISHED, Status.PUBLISHED),
    **dict.fromkeys(RETURNED, Status.APPROVED),
}
_ORDER = tuple(Status)


@dataclass(frozen=True)
class Office:
    """A commune with those who write and sign there, and who receives."""

    unit: Unit
    code: str
    clerk: User
    head: User
    secretary: User


def file_for_show(*, secretary: User, at: datetime, on: date) -> int:
    """File the form for the period that ended last, and return how many filings."""
    periods = [
        latest_ended(_ASKED, on, administrative=False),
        latest_ended((*_ASKED, Kind.NINE_MONTHS), on, administrative=True),
    ]
    made = 0
    for place, (code, status) in enumerate(_FAR.items()):
        office = _office(code, secretary, on)
        # Figures of petitions come in later than dialogues: from every third commune.
        for period in periods[: 1 if place % 3 else 2]:
            if period is not None and _is_new(office, period):
                filing = _file(office, period, status, at)
                if code in RETURNED:
                    return_filing(actor=secretary, filing=filing, reason=REASON, at=at)
                made += 1
        if status is Status.PUBLISHED:
            made += _file_others(office, periods[0], at)
    return made


def _file_others(office: Office, period: Period | None, at: datetime) -> int:
    made = 0
    for form in OTHER_FORMS:
        if period is not None and _is_new(office, period, form):
            _file(office, period, Status.PUBLISHED, at, form)
            made += 1
    return made


def _office(code: str, secretary: User, on: date) -> Office:
    unit = unit_by_code(code, on)
    hanh = user_named("hanh")
    clerk = hanh if code == NHA_NAM else None
    head = hanh if code == PHUC_HOA else None
    return Office(
        unit=unit,
        code=code,
        clerk=clerk or hire_extra(unit=unit, code=code, role="clerk", on=on),
        head=head or hire_extra(unit=unit, code=code, role="head", on=on),
        secretary=secretary,
    )


def _is_new(office: Office, period: Period, form: str = FORM) -> bool:
    """Tell whether nobody filed yet: whatever a visitor has done since stays."""
    return filing_of(form_by_code(form), office.unit, period) is None


def _file(
    office: Office, period: Period, status: Status, at: datetime, form: str = FORM
) -> Filing:
    filing = open_filing(
        actor=office.clerk, form=form, unit=office.unit, period=period, at=at
    )
    cells = numbers_of(office.code, period, form)
    if status is Status.DRAFT:
        cells = dict(list(cells.items())[: len(cells) // 2])
    entries = {name: Entry(str(number)) for name, number in cells.items()}
    enter_values(actor=office.clerk, filing=filing, entries=entries, at=at)
    steps: dict[Status, tuple[Callable[..., object], User]] = {
        Status.SUBMITTED: (submit_filing, office.clerk),
        Status.APPROVED: (approve_filing, office.head),
        Status.ACCEPTED: (accept_filing, office.secretary),
        Status.PUBLISHED: (publish_filing, office.secretary),
    }
    page = {"page": at - QUICK} if office.code in HASTY and form == FORM else {}
    for step in _ORDER[1 : _ORDER.index(status) + 1]:
        deed, actor = steps[step]
        told = page if step is Status.SUBMITTED else {}
        deed(actor=actor, filing=filing, at=at, **told)
    if page and status is Status.APPROVED:
        answer_signal(
            actor=office.clerk, filing=filing, signal="hasty", text=WHY, at=at
        )
    return filing


def numbers_of(code: str, period: Period, form: str = FORM) -> Mapping[str, int]:
    """Return plausible numbers that obey every check, the same every time."""
    seed = f"{code}/{period.code}"
    if form in _OTHERS:
        return _OTHERS[form](seed)
    return _petitions(seed) if period.is_administrative else _dialogues(seed)


def _dialogues(seed: str) -> dict[str, int]:
    rounds = between(2, 6, f"G01/{seed}")
    turns = rounds * between(38, 64, f"G02/{seed}")
    opinions = rounds * between(7, 13, f"G03/{seed}")
    at_once = opinions * between(45, 70, f"G04/{seed}") // 100
    return {
        "G01": rounds,
        "G02": turns,
        "G03": opinions,
        "G04": at_once,
        "G05": (opinions - at_once) * between(60, 95, f"G05/{seed}") // 100,
        "G08": between(0, 1, f"G08/{seed}"),
    }


def _petitions(seed: str) -> dict[str, int]:
    turns = between(12, 60, f"H01/{seed}")
    complaints = between(0, 4, f"I05/{seed}")
    denunciations = between(0, 2, f"I06/{seed}")
    reports = between(6, 25, f"I07/{seed}")
    eligible = complaints + denunciations + reports
    outside = eligible // 4
    carried, received = between(0, 3, f"I23/{seed}"), eligible + 2
    return {
        "H01": turns,
        "H02": turns,
        "H03": max(1, turns - 3),
        "H04": 0,
        "H07": turns // 8,
        "I23": carried,
        "I02": received,
        "I01": carried + received,
        "I03": eligible,
        "I04": eligible,
        "I05": complaints,
        "I06": denunciations,
        "I07": reports,
        "I08": eligible - outside,
        "I09": outside,
        "I20": outside,
        "I21": 0,
        "I22": 0,
    }


def _disclosures(seed: str) -> dict[str, int]:
    told = between(14, 32, f"C01/{seed}")
    meetings = between(3, 9, f"D01/{seed}")
    return {
        "C01": told,
        "C03": told,
        "C04": told - between(0, 4, f"C04/{seed}"),
        "D01": meetings,
        "D06": between(1, meetings, f"D06/{seed}"),
        "D09": between(1, 4, f"D09/{seed}"),
        "E01": between(1, 3, f"E01/{seed}"),
    }


def _supervisions(seed: str) -> dict[str, int]:
    inspections = between(1, 4, f"F03/{seed}")
    of_investment = between(0, 3, f"F11/{seed}")
    recommended = inspections + between(0, 3, f"F05/{seed}")
    return {
        "F03": inspections,
        "F11": of_investment,
        "F16": inspections + of_investment,
        "F05": recommended,
        "F06": recommended * between(60, 100, f"F06/{seed}") // 100,
    }


_OTHERS = {"PL2": _disclosures, "PL3": _supervisions}
