"""The page of a dashboard: filters, main figures, charts with their tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import parse_qsl

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from danchu.indicators.queries import IndicatorFact
from danchu.indicators.queries.columns import FormAsked
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import MapNote, path_of
from danchu.kernel.units.rules import LAST_OLD_DAY
from danchu.lib.tables_out import Cell
from danchu.presentations.rules import HOURS
from danchu.surfaces.dashboards.charts import charts_of
from danchu.surfaces.dashboards.charts.parts import Chart, themed
from danchu.surfaces.dashboards.drawing import drawn_already
from danchu.surfaces.dashboards.scenes import Asked, Scene
from danchu.surfaces.desk.boards import Board, Card, Place
from danchu.ui import numerals
from danchu.ui.shapes import TableCell
from danchu.ui.templatetags.ui import cells

_PLACES = 4


@dataclass(frozen=True)
class Shown:
    """A chart on a page: drawn, or to be drawn when its picture is fetched."""

    code: str
    title: str
    subtitle: str
    reading: str
    note: str
    svg: SafeString
    columns: tuple[Mapping[str, str], ...]
    body: SafeString
    query: str

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """What it may be taken home as."""
        return tuple(
            (form.upper(), self._file(form)) for form in ("png", "svg", "csv", "xlsx")
        )

    @property
    def picture(self) -> str:
        """Where it is drawn when it is fetched."""
        return self._file("png")

    def _file(self, form: str) -> str:
        return f"{reverse('dashboards:file', args=[self.code, form])}?{self.query}"


@dataclass(frozen=True)
class Choice:
    """One entry of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Dashboard:
    """Everything the page shows."""

    name: str
    pk: int
    period: Period
    map: MapNote
    at: datetime
    trail: tuple[dict[str, str], ...]
    maps: tuple[dict[str, object], ...]
    periods: tuple[Period, ...]
    forms: tuple[FormAsked, ...]
    form: FormAsked | None
    indicators: tuple[IndicatorFact, ...]
    lead: IndicatorFact
    kinds: tuple[Choice, ...]
    below: tuple[Choice, ...]
    cards: tuple[Card, ...]
    charts: tuple[Shown, ...]
    has_illustrations: bool
    chosen: tuple[tuple[str, str], ...]
    hours: tuple[int, ...]


def dashboard_page(*, asked: Asked, user: User, now: datetime) -> Dashboard:
    """Return the dashboard asked for; what is out of reach is not there."""
    scene = Scene(asked, user, now)
    charts = charts_of(scene)
    return Dashboard(
        name=scene.unit.name,
        pk=scene.unit.pk,
        period=scene.period,
        map=scene.map,
        at=now,
        trail=_trail(scene),
        maps=_maps(scene),
        periods=scene.periods,
        forms=scene.forms,
        form=scene.form,
        indicators=scene.facts,
        lead=scene.lead_fact,
        kinds=_kinds(scene),
        below=_below(scene),
        cards=_cards(scene),
        charts=shown_of(charts, scene.query()),
        has_illustrations=bool(scene.shown),
        chosen=tuple(parse_qsl(scene.query())),
        hours=HOURS,
    )


def shown_of(charts: Sequence[Chart], query: str) -> tuple[Shown, ...]:
    """Return charts as a page shows them; what is not drawn is drawn when fetched."""
    drawn = drawn_already(charts)
    return tuple(shown(chart, drawn.get(chart.digest, ""), query) for chart in charts)


def shown(chart: Chart, svg: str, query: str) -> Shown:
    """Return a chart with its drawing and its table."""
    numeric = [
        not isinstance(chart.rows[0][at], str) if chart.rows else False
        for at in range(len(chart.head))
    ]
    return Shown(
        code=chart.code,
        title=chart.title,
        subtitle=chart.subtitle,
        reading=chart.reading,
        note=chart.note,
        svg=in_page(svg),
        columns=tuple(
            {"label": label, "css": "num" if is_number else ""}
            for label, is_number in zip(chart.head, numeric, strict=True)
        ),
        body=_body(chart, numeric),
        query=query,
    )


def _body(chart: Chart, numeric: Sequence[bool]) -> SafeString:
    """Return the lines of a table; a template would take most of a page for them."""
    kinds = ["num" if is_number else "" for is_number in numeric[1:]]
    return format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (
                row[0],
                cells(
                    TableCell(text_of(cell), label, css)
                    for cell, label, css in zip(
                        row[1:], chart.head[1:], kinds, strict=True
                    )
                ),
            )
            for row in chart.rows
        ),
    )


def in_page(svg: str) -> SafeString:
    """Return a drawing of ours for a page; `lib.charts.bare` has left shapes alone."""
    hidden = svg.replace("<svg ", '<svg class="dc-chart" aria-hidden="true" ', 1)
    return mark_safe(themed(hidden))  # noqa: S308 -- shapes and words, see lib.charts.bare


def text_of(cell: Cell) -> str:
    """Write a cell of a table as pages do."""
    if cell is None:
        return numerals.NOT_COUNTED
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return numerals.day(cell)
    return numerals.number(round(Decimal(str(cell)), _PLACES))


def _cards(scene: Scene) -> tuple[Card, ...]:
    before = {}
    if scene.before is not None:
        _, table = scene.before
        before = {
            fact.code: total
            for fact, total in zip(table.indicators, table.totals, strict=True)
        }
    links = Place(scene.period.code, "", "", scene.plans)
    return Board(scene.whole_table, scene.shown, {}, links, before).cards()


def _trail(scene: Scene) -> tuple[dict[str, str], ...]:
    """Return the path, with links from the highest unit in reach downwards."""
    steps, is_in_reach = [], False
    for one in path_of(scene.unit, scene.day):
        is_in_reach = is_in_reach or one.pk in scene.roots
        href = f"?{scene.query(don_vi=str(one.pk))}" if is_in_reach else ""
        steps.append({"name": one.name, "href": href})
    return tuple(steps) or ({"name": scene.unit.name, "href": ""},)


def _maps(scene: Scene) -> tuple[dict[str, object], ...]:
    days = (
        ("trước 01/7/2025", LAST_OLD_DAY, True),
        ("hiện nay", scene.today, False),
    )
    return tuple(
        {
            "label": label,
            "href": f"?{scene.query(ban_do=day.isoformat())}",
            "current": is_old == scene.map.is_old,
        }
        for label, day, is_old in days
    )


def _kinds(scene: Scene) -> tuple[Choice, ...]:
    if not scene.kinds:
        return ()
    chosen = scene.asked.kind if scene.asked.kind in scene.kinds else ""
    return (
        Choice("", "Mọi loại", is_chosen=not chosen),
        *(Choice(kind, kind, is_chosen=kind == chosen) for kind in scene.kinds),
    )


def _below(scene: Scene) -> tuple[Choice, ...]:
    """Return the unit and its children, to go to."""
    return (
        Choice(str(scene.unit.pk), scene.unit.name, is_chosen=True),
        *(
            Choice(str(row.place.pk), row.place.name, is_chosen=False)
            for row in scene.whole_table.rows
            if row.place
        ),
    )
