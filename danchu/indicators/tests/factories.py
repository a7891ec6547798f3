"""Filings and values, made the way the product makes them."""

from datetime import UTC, datetime

from danchu.indicators.models import Filing, Indicator, Value
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import (
    accept_filing,
    approve_filing,
    enter_values,
    open_filing,
    publish_filing,
    submit_filing,
)
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 3, 2, 0, tzinfo=UTC)
HALF, HALF_ADMINISTRATIVE = "2026H1", "2026H1a"


def make_draft(
    cast: Cast,
    numbers: dict[str, str],
    *,
    actor: User | None = None,
    unit: Unit | None = None,
    period: str = HALF,
) -> Filing:
    """Have the clerk of Hòa Thuận, or another, type PL4."""
    clerk = actor or cast.binh
    filing = open_filing(
        actor=clerk,
        form="PL4",
        unit=unit or cast.hoa_thuan,
        period=period_from(period),
        at=NOW,
    )
    entries = {cell: Entry(text) for cell, text in numbers.items()}
    return enter_values(actor=clerk, filing=filing, entries=entries, at=NOW)


def make_submitted(cast: Cast, numbers: dict[str, str], period: str = HALF) -> Filing:
    """Have the clerk hand figures to the head."""
    draft = make_draft(cast, numbers, period=period)
    return submit_filing(actor=cast.binh, filing=draft, at=NOW)


def make_approved(cast: Cast, numbers: dict[str, str], period: str = HALF) -> Filing:
    """Have the head hand figures to the province."""
    submitted = make_submitted(cast, numbers, period)
    return approve_filing(actor=cast.cuc, filing=submitted, at=NOW)


def make_accepted(cast: Cast, numbers: dict[str, str], period: str = HALF) -> Filing:
    """Have the province accept figures."""
    filing = make_approved(cast, numbers, period)
    return accept_filing(actor=cast.giang, filing=filing, at=NOW)


def make_published(cast: Cast, numbers: dict[str, str], period: str = HALF) -> Filing:
    """Have the province publish figures."""
    filing = make_accepted(cast, numbers, period)
    return publish_filing(actor=cast.giang, filing=filing, at=NOW)


def make_value(
    unit: Unit,
    number: int,
    *,
    indicator: str = "G01",
    period: str = HALF,
    **facts: object,
) -> Value:
    """Import one value; `facts` change what it says."""
    known: dict[str, object] = {
        "scope": "own",
        "state": "number" if number else "zero",
        "origin": "imported",
        "stage": "published",
    }
    return Value.objects.create(
        unit=unit,
        indicator=Indicator.objects.get(code=indicator),
        period=ensure_period(period_from(period)),
        number=number,
        **known | facts,
    )


def make_spread(
    province: Unit, number: int, *, indicator: str, period: str = HALF, **facts: object
) -> list[Unit]:
    """Spread a number over three new communes, so that no single one is the total."""
    third = number // 3
    shares = (third, third, number - 2 * third)
    communes = [
        add_unit(kind=UnitKind.COMMUNE, name=f"Xã số {place}", parent=province)
        for place in range(len(shares))
    ]
    for commune, share in zip(communes, shares, strict=True):
        make_value(commune, share, indicator=indicator, period=period, **facts)
    return communes


def close_indicator(code: str, visibility: str) -> None:
    """Let an indicator be public no more."""
    Indicator.objects.filter(code=code).update(visibility=visibility)


def as_illustration(code: str) -> None:
    """Let every value of an indicator be one that a demonstration made up."""
    Value.objects.filter(indicator__code=code).update(origin="illustration")
