"""Charts over time and against the plan."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Any

from danchu.indicators.queries import Point
from danchu.indicators.queries.plans import beside
from danchu.indicators.rules.headlines import change_from
from danchu.indicators.rules.rollups import STANDING_NAMES, Standing
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.rules import LAST_OLD_DAY
from danchu.surfaces.dashboards.charts.parts import (
    BAD,
    CONTROL,
    GREY,
    INK_2,
    MAIN,
    OTHER,
    PENCIL,
    SURFACE,
    Chart,
    Spec,
    bars,
    framed,
    labels,
    measured,
    numeric,
    short,
    text_of,
)
from danchu.surfaces.dashboards.scenes import Scene, day_of_the_merger
from danchu.ui import numerals

_FEWEST = 2
_CODED = re.compile(r"(\d{4})(?:(-|Q|H)(\d+))?a?")
_ROMAN = ("I", "II", "III", "IV")


def trend(scene: Scene) -> Chart | None:
    """Draw the leading indicator over periods: dashed and hollow where provisional."""
    fact = scene.lead_fact
    told = [one for one in scene.points if one.total.number is not None]
    if len(told) < _FEWEST:
        return None
    first, last = told[0], told[-1]
    rows = [_point(one) for one in scene.points]
    return Chart(
        code="xu-huong",
        title=_run(scene.points, short(fact)),
        subtitle=f"{measured(fact)}, {scene.unit.name}, "
        f"theo bản đồ ngày {numerals.day(scene.map.day)}",
        reading=f"{fact.name}: {text_of(first.total, fact)} {_when(first)}, "
        f"{text_of(last.total, fact)} {_when(last)}.",
        spec=_line(rows, scene.points),
        head=("Kỳ", measured(fact), "Tình trạng"),
        rows=tuple(
            (
                one.period.label,
                one.total.number,
                STANDING_NAMES[one.total.standing] if one.total.standing else "",
            )
            for one in scene.points
        ),
        note="Nét đứt, chấm rỗng: tạm tính. Nét dọc: ngày đổi bản đồ đơn vị.",
    )


def _when(point: Point) -> str:
    """Say of which period a number is, and of how many units where some are missing."""
    coverage = point.total.coverage
    some = "" if coverage.is_full else f" ({coverage.have}/{coverage.of} đơn vị)"
    return f"ở {point.period.label}{some}"


def _run(points: Sequence[Point], name: str) -> str:
    """Say how many periods in a row a number has risen or fallen.

    Nothing is said where the last two periods do not follow on each other with all
    units in both: a number that grew because more have reported has not risen.
    """
    numbers = list(
        takewhile(
            lambda number: number is not None,
            (
                one.total.number if one.total.coverage.is_full else None
                for one in reversed(points)
            ),
        )
    )[::-1]
    if len(numbers) < _FEWEST:
        return f"{name} qua các kỳ"
    steps = [
        (later > earlier) - (later < earlier)
        for earlier, later in pairwise(one or Decimal(0) for one in numbers)
    ]
    run = 1
    while run < len(steps) and steps[-run - 1] == steps[-1]:
        run += 1
    word = {1: "tăng", -1: "giảm", 0: "không đổi"}[steps[-1]]
    if run == 1:
        return f"{name}: {word} so với kỳ trước"
    return f"{name}: {word} {run} kỳ liền"


def _point(one: Point) -> dict[str, Any]:
    number = one.total.number
    return {
        "name": _tick(one.period),
        "number": None if number is None else float(number),
        "text": numerals.number(number) if number is not None else "",
        "soft": one.total.standing is Standing.PROVISIONAL,
    }


def _tick(period: Period) -> str:
    """Name a period in the room of a tick: “II/26”.

    >>> _tick(Period.quarter(2026, 2)), _tick(Period.month(2026, 7))
    ('II/26', '7/26')
    """
    found = _CODED.fullmatch(period.code)
    if found is None:
        return period.label
    year, letter, number = found.groups()
    if not letter:
        return year
    shown = str(int(number)) if letter == "-" else _ROMAN[int(number) - 1]
    return f"{shown}/{year[2:]}"


def _line(rows: list[dict[str, Any]], points: tuple[Point, ...]) -> Spec:
    x = {
        "field": "name",
        "type": "ordinal",
        "sort": [row["name"] for row in rows],
        "axis": {"title": None, "labelAngle": 0, "grid": False, "labelOverlap": True},
    }
    y = numeric()
    firm = [row for row in rows if row["number"] is not None and not row["soft"]]
    known = [row for row in rows if row["number"] is not None]
    soft = [row for row in known if row["soft"]]
    bridge = [*firm[-1:], *soft] if soft else []
    layers: list[Spec] = [
        _drawn(firm, {"type": "line", "color": MAIN, "strokeWidth": 2.5}, x, y),
        _drawn(
            bridge,
            {"type": "line", "color": PENCIL, "strokeWidth": 2.5, "strokeDash": [5, 5]},
            x,
            y,
        ),
        _drawn(
            firm, {"type": "point", "filled": True, "color": MAIN, "size": 50}, x, y
        ),
        _drawn(
            soft,
            {"type": "point", "fill": SURFACE, "stroke": PENCIL, "size": 60},
            x,
            y,
        ),
    ]
    ends = [known[0], known[-1]] if len(known) > 1 else known
    label = _drawn(ends, {"type": "text", "dy": -14, "fontWeight": 600}, x, y)
    label["encoding"]["text"] = {"field": "text", "type": "nominal"}
    layers.append(label)
    return framed(240, layer=[*_merger(points, rows, x), *layers])


def _drawn(rows: list[dict[str, Any]], mark: Spec, x: Spec, y: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y}}


def _merger(
    points: tuple[Point, ...], rows: list[dict[str, Any]], x: Spec
) -> list[Spec]:
    """Return the dotted line where the map changed, at the first period on the new."""
    new = [at for at, one in enumerate(points) if one.period.start > LAST_OLD_DAY]
    if not new or new[0] == 0:
        return []
    at = {"data": {"values": [rows[new[0]]]}}
    rule = {"type": "rule", "color": CONTROL, "strokeDash": [2, 3], "xOffset": -16}
    day = numerals.day(day_of_the_merger())
    word = {"type": "text", "align": "right", "xOffset": -20, "baseline": "bottom"}
    return [
        at | {"mark": rule, "encoding": {"x": x}},
        at
        | {
            "mark": word | {"text": day, "color": INK_2, "dy": -4},
            "encoding": {"x": x, "y": {"value": {"expr": "height"}}},
        },
    ]


def year_change(scene: Scene) -> Chart | None:
    """Draw by how much each indicator differs from a year before, in percent."""
    if scene.before is None:
        return None
    past, table = scene.before
    values, rows = [], []
    for fact, now, then in zip(
        scene.facts, scene.table.totals, table.totals, strict=True
    ):
        change = None if fact.is_percent else change_from(then, now)
        if now.number is None or then.number is None:
            continue
        rows.append((fact.name, now.number, then.number, change))
        if change is not None and then.number:
            share = float(change / then.number)
            values.append(_changed(short(fact), share))
    if not values:
        return None
    up = sum(row["number"] > 0 for row in values)
    return Chart(
        code="cung-ky",
        title=f"{up}/{len(values)} chỉ tiêu tăng so với cùng kỳ",
        subtitle=f"Thay đổi so với {past.label}, phần trăm",
        reading=f"So với {past.label}, "
        + "; ".join(f"{row['name']} {row['text']}" for row in values[:4])
        + ".",
        spec=_two_sided(values),
        head=("Chỉ tiêu", scene.period.label, past.label, "Thay đổi"),
        rows=tuple(rows),
        note="Chỉ so những chỉ tiêu đủ số liệu ở cả hai kỳ.",
    )


def _changed(name: str, share: float) -> dict[str, Any]:
    percent = numerals.number(Decimal(str(round(abs(share) * 100, 1))), 1)
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return {"name": name, "number": share * 100, "text": f"{sign}{percent}%"}


def _two_sided(values: list[dict[str, Any]]) -> Spec:
    most = max(1, *(abs(row["number"]) for row in values)) * 1.5
    scale = {"domain": [-most, most]}
    x = {"field": "number", "type": "quantitative", "scale": scale, "axis": None}
    condition = {"test": "datum.number < 0", "value": OTHER}
    text = {"field": "text", "type": "nominal"}
    words = {"type": "text", "baseline": "middle"}
    return framed(
        max(len(values) * 28 + 12, 60),
        data={"values": values},
        encoding={"y": labels(values), "x": x},
        layer=[
            {
                "mark": {"type": "bar", "height": 15},
                "encoding": {"color": {"condition": condition, "value": MAIN}},
            },
            {
                "transform": [{"filter": "datum.number >= 0"}],
                "mark": words | {"align": "left", "dx": 4},
                "encoding": {"text": text},
            },
            {
                "transform": [{"filter": "datum.number < 0"}],
                "mark": words | {"align": "right", "dx": -4},
                "encoding": {"text": text},
            },
        ],
    )


def against_plan(scene: Scene) -> Chart | None:
    """Draw how much of each plan is done."""
    values, rows, shares = [], [], []
    for fact, total in zip(scene.facts, scene.table.totals, strict=True):
        planned = beside(scene.plans.get(fact.code), total)
        if planned is None or planned.share is None:
            continue
        rows.append((fact.name, total.number, planned.plan.number, planned.share_text))
        shares.append(planned.share)
        values.append(
            {
                "name": short(fact),
                "number": float(planned.share) * 100,
                "text": planned.share_text,
            }
        )
    if not values:
        return None
    done = sum(share >= 1 for share in shares)
    spec = bars(
        values,
        colour={
            "condition": {"test": "datum.number >= 100", "value": MAIN},
            "value": OTHER,
        },
    )
    rule = {"type": "rule", "color": BAD if not done else GREY, "strokeDash": [4, 3]}
    spec["layer"].append({"mark": rule, "encoding": {"x": {"datum": 100}, "y": None}})
    return Chart(
        code="ke-hoach",
        title=f"{done}/{len(values)} kế hoạch đã đạt",
        subtitle=f"Phần trăm kế hoạch {scene.period.label}",
        reading="; ".join(f"{row['name']} đạt {row['text']} kế hoạch" for row in values)
        + ".",
        spec=spec,
        head=("Chỉ tiêu", "Thực hiện", "Kế hoạch", "Đạt"),
        rows=tuple(rows),
        note="Nét đứt: 100% kế hoạch.",
    )
