"""A form that the province of the demonstration is just designing."""

from dataclasses import replace
from datetime import date, datetime

from danchu.indicators.queries.designs import designs_of
from danchu.indicators.queries.own_checks import province_of
from danchu.indicators.rules.designs import Design, Item, Section
from danchu.indicators.services.designs import begin_form, edit_design
from danchu.indicators.services.own_indicators import NewIndicator, define_indicator
from danchu.kernel.people.models import User

CODE, NAME = "CS1", "Báo cáo nhanh về đối thoại ở cơ sở"
KINDS = ("commune",)
_SECTIONS = (
    Section("I. Đối thoại", tuple(Item(code) for code in ("G01", "G02", "G03"))),
    Section(
        "II. Đánh giá",
        (Item(narrative=f"{CODE}_1", label="Khó khăn, vướng mắc, đề xuất"),),
    ),
)


def design_for_show(*, secretary: User, at: datetime, on: date) -> bool:
    """Design an ad-hoc form up to its draft, once; return whether it was made."""
    unit = province_of(secretary, on)
    if any(one.code == CODE for one in designs_of(unit)):
        return False
    told = NewIndicator("CS01", "Số buổi đối thoại đột xuất", "buổi", "count", KINDS)
    define_indicator(actor=secretary, unit=unit, told=told, at=at)
    begin_form(actor=secretary, unit=unit, code=CODE, name=NAME, at=at)
    edit_design(actor=secretary, unit=unit, code=CODE, turn=0, change=_designed, at=at)
    return True


def _designed(design: Design) -> Design:
    return replace(
        design,
        unit_kinds=KINDS,
        period_kinds=("W",),
        days=7,
        sections=_SECTIONS,
    )
