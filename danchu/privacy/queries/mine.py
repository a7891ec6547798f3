"""Everything that is held about whoever asks, at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from danchu.kernel.access.actions import known_actions
from danchu.kernel.audit.queries import deeds_of
from danchu.kernel.holdings import Row, known_holdings
from danchu.kernel.people.models import User
from danchu.ui import numerals

SHOWN = 20
"""How many of one's deeds the page shows; the file has them all."""


@dataclass(frozen=True)
class Fact:
    """One value, as a page writes it."""

    name: str
    value: str


@dataclass(frozen=True)
class Part:
    """What one table holds about somebody."""

    ident: str
    title: str
    purpose: str
    rows: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True)
class MinePage:
    """All that is held about somebody, and the last of what he did."""

    parts: tuple[Part, ...]
    deeds: tuple[Fact, ...]
    deed_count: int


def mine_page(user: User) -> MinePage:
    """Return everything held about `user`, written for reading."""
    parts = tuple(
        Part(
            table.lower().replace(".", "-"),
            known_holdings()[table].title,
            known_holdings()[table].purpose,
            tuple(_facts(row) for row in rows),
        )
        for table, rows in _held(user)
    )
    labels = {action.name: action.label for action in known_actions()}
    done = deeds_of(user.pk)
    deeds = tuple(
        Fact(numerals.moment(one.at), labels[one.verb])
        for one in done.filter(verb__in=labels)[:SHOWN]
    )
    return MinePage(parts, deeds, done.count())


def mine_document(user: User, at: datetime) -> dict[str, Any]:
    """Return everything held about `user` and all he did, as a document to keep."""
    held = {known_holdings()[table].title: rows for table, rows in _held(user)}
    deeds = [
        {
            "lúc": one.at,
            "việc": one.verb,
            "đơn vị": one.unit.name if one.unit else None,
            "đối tượng": one.subject,
        }
        for one in deeds_of(user.pk).iterator()
    ]
    return {
        "lập lúc": at,
        "căn cứ": "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15",
        "dữ liệu đang giữ": held,
        "việc đã làm": deeds,
    }


def _held(user: User) -> Iterator[tuple[str, list[Row]]]:
    for table, holding in known_holdings().items():
        if holding.of is not None:
            yield table, list(holding.of(user.pk))


def _facts(row: Mapping[str, object]) -> tuple[Fact, ...]:
    return tuple(Fact(name, _written(value)) for name, value in row.items())


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return numerals.moment(value)
    if isinstance(value, date):
        return numerals.day(value)
    return str(value) if value not in (None, "") else "–"
