"""Conference mode: approved figures, frozen on one moment, behind a link of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from danchu.kernel.people.models import User
from danchu.lib.charts import NotDrawn
from danchu.presentations.queries import Link, links_of
from danchu.presentations.services import open_presentation, present
from danchu.surfaces.dashboards.charts import charts_of
from danchu.surfaces.dashboards.charts.parts import Chart
from danchu.surfaces.dashboards.drawing import svg_for
from danchu.surfaces.dashboards.pages import in_page, text_of
from danchu.surfaces.dashboards.scenes import Asked, Scene
from danchu.ui import numerals


@dataclass(frozen=True)
class Links:
    """Somebody's links; `address` is the one just made, told this once."""

    links: tuple[Link, ...]
    address: str = ""


@dataclass(frozen=True)
class Slide:
    """One chart before a hall."""

    number: int
    title: str
    subtitle: str
    reading: str
    svg: SafeString
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Hall:
    """Everything that a link shows."""

    title: str
    made_at: datetime
    ends_at: datetime
    slides: tuple[Slide, ...]


def links_page(user: User, now: datetime, address: str = "") -> Links:
    """Return somebody's links."""
    return Links(tuple(links_of(user, now)), address)


def freeze(*, asked: Asked, user: User, hours: str, now: datetime) -> str:
    """Freeze the dashboard asked for, and return the address that shows it."""
    scene = Scene(asked, user, now, is_for_others=True)
    token = present(
        actor=user,
        unit=scene.unit,
        title=f"{scene.unit.name}, {scene.period.label}",
        slides=[_kept(chart, now) for chart in charts_of(scene)],
        hours=int(hours) if hours.isascii() and hours.isdigit() else 0,
        at=now,
    )
    return reverse("dashboards:conference", args=[token])


def hall_page(*, token: str, now: datetime, is_counted: bool) -> Hall:
    """Return what a link shows, and note that it was opened."""
    made = open_presentation(token=token, at=now, is_counted=is_counted)
    return Hall(
        title=made.title,
        made_at=made.made_at,
        ends_at=made.ends_at,
        slides=tuple(
            _slide(number, kept) for number, kept in enumerate(made.slides, start=1)
        ),
    )


def _kept(chart: Chart, now: datetime) -> dict[str, Any]:
    try:
        svg = svg_for(chart, now)
    except NotDrawn:
        svg = ""
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "reading": chart.reading,
        "svg": svg,
        "head": chart.head,
        "rows": [[text_of(cell) for cell in row] for row in chart.rows],
    }


def _slide(number: int, kept: Mapping[str, Any]) -> Slide:
    return Slide(
        number=number,
        title=kept["title"],
        subtitle=kept["subtitle"],
        reading=kept["reading"],
        svg=in_page(kept["svg"]),
        head=tuple(kept["head"]),
        rows=tuple(tuple(row) for row in kept["rows"]),
    )


def revoked(title: str, ends_at: datetime) -> str:
    """Say that a link shows nothing any more."""
    until = numerals.moment(ends_at)
    return f"Đã thu hồi liên kết “{title}”, vốn có hiệu lực đến {until}."
