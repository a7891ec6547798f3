"""Signals about filings below, as a list to read and as a table; nobody is ranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from danchu.indicators.queries.duties import form_list
from danchu.indicators.queries.signals import (
    ANSWERED,
    OPEN,
    SignalLine,
    SignalView,
    Wanted,
    signals_below,
)
from danchu.indicators.rules.signals import SIGNAL_NAMES
from danchu.kernel.people.models import User
from danchu.lib.tables_out import Row

LINES_A_PAGE, MOST_LINES = 50, 20_000
COLUMNS = (
    "id", "ten", "bieu", "ky", "tin_hieu", "thay_gi", "ngay_neu", "tra_loi",
    "ngay_tra_loi",
)  # fmt: skip
_ANSWERS = ((OPEN, "Chưa trả lời"), (ANSWERED, "Đã trả lời"))


@dataclass(frozen=True)
class Choice:
    """One list to choose from, as the filters show it."""

    name: str
    label: str
    every: str
    chosen: str
    offered: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Listed:
    """One line: whose filing, where it is, and what was seen."""

    unit_name: str
    filing: str
    href: str
    told: SignalView


@dataclass(frozen=True)
class SignalsPage:
    """The list as the page shows it."""

    choices: tuple[Choice, ...]
    lines: tuple[Listed, ...]
    page: Page[Any]
    query: str
    period: str = ""


def signals_page(*, said: Mapping[str, str], user: User, today: date) -> SignalsPage:
    """Return one page of the signals told to `user`; else it is not there."""
    wanted = _wanted(said)
    rows = signals_below(user=user, wanted=wanted, today=today)
    page: Page[Any] = Paginator(rows, LINES_A_PAGE).get_page(said.get("trang", ""))
    return SignalsPage(
        choices=_choices(wanted),
        lines=tuple(_listed(SignalLine.of(row)) for row in page.object_list),
        page=page,
        query=_query(wanted),
        period=wanted.period,
    )


def signal_rows(*, said: Mapping[str, str], user: User, today: date) -> list[Row]:
    """Return the same signals as a table; a refusal comes before the file begins."""
    rows = signals_below(user=user, wanted=_wanted(said), today=today)
    return [_row(SignalLine.of(row)) for row in rows[:MOST_LINES]]


def _wanted(said: Mapping[str, str]) -> Wanted:
    signal, answered = said.get("loai", ""), said.get("tra-loi", "")
    return Wanted(
        signal=signal if signal in SIGNAL_NAMES else "",
        form=_clean(said.get("bieu", "")),
        period=_clean(said.get("ky", "")),
        answered=answered if answered in dict(_ANSWERS) else "",
    )


def _clean(text: str) -> str:
    return text.strip()[:10].replace("\0", "")


def _query(wanted: Wanted) -> str:
    told = {
        "loai": wanted.signal,
        "bieu": wanted.form,
        "ky": wanted.period,
        "tra-loi": wanted.answered,
    }
    return urlencode({name: text for name, text in told.items() if text})


def _choices(wanted: Wanted) -> tuple[Choice, ...]:
    signals = tuple((str(one.value), name) for one, name in SIGNAL_NAMES.items())
    forms = tuple((one.code, f"Biểu {one.code}") for one in form_list())
    return (
        Choice("loai", "Tín hiệu", "Mọi tín hiệu", wanted.signal, signals),
        Choice("bieu", "Biểu", "Mọi biểu", wanted.form, forms),
        Choice("tra-loi", "Trả lời", "Tất cả", wanted.answered, _ANSWERS),
    )


def _listed(line: SignalLine) -> Listed:
    where = [line.form_code, line.unit, line.period.code]
    return Listed(
        unit_name=line.unit_name,
        filing=f"{line.form_code}, {line.period.label}",
        href=reverse("indicators:filing", args=where),
        told=line.told,
    )


def _row(line: SignalLine) -> Row:
    told = line.told
    return (
        line.unit, line.unit_name, line.form_code, line.period.code, told.name,
        told.seen, told.raised_on, told.answer, told.at.date() if told.at else None,
    )  # fmt: skip
