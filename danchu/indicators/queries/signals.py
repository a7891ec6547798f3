"""What of a filing is worth a second look, and who may see it when."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from danchu.indicators.models import Filing, Narrative, RaisedSignal
from danchu.indicators.queries.asked import Asked
from danchu.indicators.queries.closed import Closed
from danchu.indicators.queries.findings import amounts_before
from danchu.indicators.queries.places import Someone
from danchu.indicators.queries.recipients import recipients_of
from danchu.indicators.rules.amounts import Amount, Qualifier, plain
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import CheckKind, Finding
from danchu.indicators.rules.filings import APPROVED_STAGES
from danchu.indicators.rules.signals import (
    ANSWER_SIGNAL,
    MAY_BE,
    READ_SIGNALS,
    SIGNAL_NAMES,
    TO_DO,
    Seen,
    Signal,
    bare,
    copied,
    full,
    hasty,
    heaped,
    is_telling,
    outlying,
    same_words,
)
from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import may
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import children_of

# Of public indicators alone, and of what was handed up: each number is found by the
# index of roll-ups.
_PEERS = """
SELECT v.indicator_id, array_agg(v.number)
FROM indicators_value v
JOIN indicators_indicator i ON i.id = v.indicator_id AND i.visibility = %(public)s
WHERE v.indicator_id = ANY(%(indicators)s) AND v.period_id = %(period)s
    AND v.member_id IS NULL AND v.unit_id = ANY(%(units)s) AND v.scope = 'own'
    AND v.number IS NOT NULL AND v.qualifier = %(exact)s
    AND v.stage = ANY(%(stages)s) AND (%(demo)s OR v.origin <> 'illustration')
GROUP BY v.indicator_id
"""


def signals_seen(
    filing: Filing,
    asked: Asked,
    cells: Mapping[str, Cell],
    found: list[Finding],
    today: date,
) -> list[Seen]:
    """Return every signal in a filing that is about to be submitted.

    What a check has asked to be explained is not asked again.
    """
    amounts = {name: one.amount for name, one in cells.items() if one.amount}
    totals = {name: one for name, one in amounts.items() if "." not in name}
    explained = {
        name
        for one in found
        if one.check.kind is CheckKind.COPIED
        for name in one.check.codes
    }
    fresh = {name: one for name, one in totals.items() if name not in explained}
    peers = _peers(asked, today)
    every = (
        heaped(_counted(asked, amounts)),
        full(_shares(asked, amounts)),
        copied(fresh, amounts_before(asked, today)),
        _same_words(filing, asked, peers),
        hasty(filing.seconds_open),
        outlying(totals, _numbers_of(filing, asked, peers)),
    )
    return [one for one in every if one is not None]


def _counted(asked: Asked, amounts: Mapping[str, Amount]) -> dict[str, Amount]:
    """Return the numbers that were counted, without the totals made of others."""
    names = (
        name
        for row in asked.rows
        if not row.is_percent and not row.is_score
        for name, _ in (row.keys[1:] or row.keys)
    )
    return {name: amounts[name] for name in names if name in amounts}


def _shares(
    asked: Asked, amounts: Mapping[str, Amount]
) -> Iterator[tuple[str, Amount, Amount]]:
    for row in asked.rows:
        part, whole = amounts.get(row.numerator), amounts.get(row.denominator)
        if row.is_percent and part and whole:
            yield row.code, part, whole


def _peers(asked: Asked, today: date) -> list[int]:
    """Return the ids of the other units of the same kind that hand up to the same."""
    unit = asked.unit
    above = recipients_of(asked.form, unit, today)[0]
    rows = children_of(above, today).filter(kind=unit.kind).exclude(pk=unit.pk)
    return list(rows.order_by().values_list("pk", flat=True))


def _same_words(filing: Filing, asked: Asked, peers: list[int]) -> Seen | None:
    texts = dict(filing.narratives.values_list("code", "text"))
    long = [code for code, text in texts.items() if is_telling(bare(text))]
    if not long:
        return None
    others: dict[str, list[str]] = defaultdict(list)
    rows = Narrative.objects.filter(
        code__in=long,
        filing__form=asked.form,
        filing__period=filing.period,
        filing__unit__in=peers,
        filing__status__in=sorted(APPROVED_STAGES),
    )
    for code, text in rows.values_list("code", "text"):
        others[code].append(text)
    return same_words(texts, others)


def _numbers_of(
    filing: Filing, asked: Asked, peers: list[int]
) -> dict[str, list[Decimal]]:
    names = {row.indicator: row.code for row in asked.rows if not row.is_percent}
    told: dict[str, Any] = {
        "public": Visibility.PUBLIC.value,
        "indicators": list(names),
        "period": filing.period_id,
        "units": peers,
        "exact": Qualifier.EXACT.value,
        "stages": [stage.value for stage in APPROVED_STAGES],
        "demo": settings.DEMO,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PEERS, told)
        return {
            names[pk]: [plain(number) for number in numbers]
            for pk, numbers in cursor.fetchall()
        }


@dataclass(frozen=True)
class SignalView:
    """A signal in words, and what the unit has said of it."""

    signal: str
    name: str
    seen: str
    may_be: str
    to_do: str
    raised_on: date
    told_above_on: date
    answer: str
    who: str
    at: datetime | None

    @classmethod
    def of(cls, row: RaisedSignal) -> "SignalView":
        """Put one row into words."""
        signal = Signal(row.signal)
        seen = Seen(signal, row.count, row.of, tuple(row.cells))
        return cls(
            signal=signal.value,
            name=SIGNAL_NAMES[signal],
            seen=seen.words,
            may_be=MAY_BE[signal],
            to_do=TO_DO[signal],
            raised_on=row.raised_on,
            told_above_on=row.told_above_on,
            answer=row.answer,
            who=str(row.answered_by or ""),
            at=row.answered_at,
        )


@dataclass(frozen=True)
class SignalLine:
    """A signal in a list: whose filing it is, and what the signal says."""

    unit: int
    unit_name: str
    form_code: str
    period: Period
    told: SignalView

    @classmethod
    def of(cls, row: RaisedSignal) -> "SignalLine":
        """Put one row of `signals_below` into words."""
        filing = row.filing
        return cls(
            unit=filing.unit_id,
            unit_name=filing.unit.name,
            form_code=filing.form.code,
            period=filing.period.period,
            told=SignalView.of(row),
        )


@dataclass(frozen=True)
class SignalsView:
    """The signals of one filing that the reader may see, and whether he may answer."""

    signals: tuple[SignalView, ...] = ()
    may_answer: bool = False


NO_SIGNALS = SignalsView()


def signals_of(
    *, user: Someone, filing: Filing | None, closed: Closed, today: date
) -> SignalsView:
    """Return all to the unit, those told above to the level above, else none."""
    if filing is None:
        return NO_SIGNALS
    rows = RaisedSignal.objects.filter(filing=filing).select_related("answered_by")
    known = list(rows.order_by("pk"))
    if not known:
        return NO_SIGNALS
    is_own = may(user, ANSWER_SIGNAL, filing.unit)
    is_above = not is_own and may(user, READ_SIGNALS, filing.unit)
    return SignalsView(
        tuple(
            SignalView.of(row)
            for row in known
            if (is_own or (is_above and is_told_above(row, today)))
            and not any(map(closed.hides, row.cells))
        ),
        may_answer=is_own,
    )


def is_told_above(row: RaisedSignal, today: date) -> bool:
    """Tell whether the unit has answered or has had its days."""
    return bool(row.answer) or row.told_above_on <= today


OPEN, ANSWERED = "chua", "roi"


@dataclass(frozen=True)
class Wanted:
    """Which signals a list shows; empty means all."""

    signal: str = ""
    form: str = ""
    period: str = ""
    answered: str = ""


def signals_below(
    *, user: User, wanted: Wanted, today: date
) -> "QuerySet[RaisedSignal]":
    """Return the signals told to `user` about units below; nobody is ranked by them.

    Refuses whoever may read none as if the list did not exist.
    """
    held = reach(user, today).allowing(READ_SIGNALS)
    if not held.posts:
        raise RuleBroken("access.forbidden", action=READ_SIGNALS.name)
    rows = RaisedSignal.objects.filter(
        ~Q(answer="") | Q(told_above_on__lte=today),
        filing__unit__in=held.unit_ids(),
    )
    named = {
        "signal": wanted.signal,
        "filing__form__code": wanted.form,
        "filing__period__code": wanted.period,
    }
    rows = rows.filter(**{name: text for name, text in named.items() if text})
    if wanted.answered:
        rows = (
            rows.filter(answer="")
            if wanted.answered == OPEN
            else rows.exclude(answer="")
        )
    return rows.select_related(
        "filing__form", "filing__unit", "filing__period", "answered_by"
    ).order_by("-filing__period__end_on", "filing__unit__sort_key", "filing", "pk")
