"""Reports of Hòa Thuận, made the way the product makes them."""

from datetime import datetime
from typing import Any

from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.services import ensure_period
from danchu.reporting.models import Report
from danchu.reporting.rules import Kind, Status
from danchu.reporting.services import make_report, move
from danchu.testing.cast import Cast


def a_cut(value: str | None = "396", period: str = "2026H1") -> dict[str, Any]:
    """Return what a report says of one open figure, and of one that is kept.

    The open one without a value is known from a source alone.
    """
    about = period_from(period)
    figure: dict[str, Any] = {
        "code": "G01",
        "group": "G. Đối thoại",
        "name": "Số cuộc đối thoại",
        "unit": "cuộc",
        "period": about.code,
        "label": about.label,
        "number": value,
        "text": value or "hơn 396",
        "before": "",
        "change": "",
        "standing": "",
        "have": 1,
        "of": 1,
        "is_illustration": False,
        "visibility": "public",
        "is_open": True,
        "before_have": 0,
        "said": [],
    }
    kept = {**figure, "code": "I05", "name": "Số đơn khiếu nại", "text": "7"}
    kept |= {"visibility": "restricted", "is_open": False}
    return {
        "unit": {"pk": 1, "name": "Xã Hòa Thuận", "kind": "commune"},
        "period": {"code": about.code, "label": about.label},
        "map_on": "2026-07-06",
        "at": "2026-07-06T08:00:00+00:00",
        "figures": [figure, kept],
        "words": [],
        "disagreements": [],
    }


def make_draft_report(
    cast: Cast, *, at: datetime, period: str = "2026Q1", value: str | None = "396"
) -> Report:
    """Have the clerk of Hòa Thuận begin a report."""
    return make_report(
        actor=cast.binh,
        unit=cast.hoa_thuan,
        period=ensure_period(period_from(period)),
        kind=Kind.QCDC,
        cut=a_cut(value, period),
        at=at,
    )


def make_approved_report(
    cast: Cast, *, at: datetime, period: str = "2026Q2", value: str | None = "396"
) -> Report:
    """Have the head approve it."""
    made = make_draft_report(cast, at=at, period=period, value=value)
    return move(
        actor=cast.cuc, report=made, revision=made.revision, to=Status.APPROVED, at=at
    )


def make_published_report(
    cast: Cast, *, at: datetime, period: str = "2026H1"
) -> Report:
    """Have the head publish it."""
    made = make_approved_report(cast, at=at, period=period)
    return move(
        actor=cast.cuc, report=made, revision=made.revision, to=Status.PUBLISHED, at=at
    )
