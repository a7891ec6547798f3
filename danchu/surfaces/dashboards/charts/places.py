"""Charts over the children of a unit: who, how spread, how dense, and before."""

from decimal import Decimal
from typing import Any

from danchu.indicators.queries import IndicatorFact, TableRow
from danchu.indicators.rules.amounts import plain
from danchu.indicators.rules.headlines import change_from
from danchu.indicators.rules.rollups import STANDING_NAMES
from danchu.surfaces.dashboards.charts.parts import (
    GREY,
    MAIN,
    OTHER,
    PALE,
    SEQUENCE,
    Chart,
    Spec,
    bars,
    clipped,
    framed,
    labels,
    measured,
    numeric,
    short,
    text_of,
    written,
)
from danchu.surfaces.dashboards.rules import MOST_BARS, MOST_ROWS, groups_of
from danchu.surfaces.dashboards.scenes import Scene
from danchu.ui import numerals

_FEWEST, _TOP, _LONGEST = 2, 5, 20


def ranking(scene: Scene) -> Chart | None:
    """Draw the children by the leading indicator, largest first."""
    fact, known = scene.lead_fact, scene.numbers
    if len(known) < _FEWEST:
        return None
    values = [
        {
            "name": clipped(row.name, _LONGEST),
            "number": number,
            "text": text_of(row.totals[scene.lead], fact),
        }
        for row, number in known[:MOST_BARS]
    ]
    (first, most), (last, least) = known[0], known[-1]
    return Chart(
        code="xep-hang",
        title=_first(first.name, most, known, fact),
        subtitle=f"{measured(fact)}, {scene.period.label}",
        reading=f"Đứng đầu là {first.name} ({written(most, fact)}), cuối là "
        f"{last.name} ({written(least, fact)}), trong {len(known)} đơn vị có số liệu.",
        spec=bars(
            values,
            colour={
                "condition": {"test": "datum.number == " + repr(most), "value": MAIN},
                "value": PALE,
            },
        ),
        head=("Đơn vị", measured(fact), "Tình trạng"),
        rows=tuple(
            (
                row.name,
                row.totals[scene.lead].number,
                STANDING_NAMES[standing]
                if (standing := row.totals[scene.lead].standing)
                else "",
            )
            for row, _ in known
        ),
        note=_left_out(len(known), MOST_BARS),
    )


def _first(
    name: str, most: float, known: list[tuple[TableRow, float]], fact: IndicatorFact
) -> str:
    """Say who has most; of equals how many they are."""
    equals = sum(number == most for _, number in known)
    if equals > 1:
        return f"{equals} đơn vị cùng có số lớn nhất: {written(most, fact)}"
    return f"{name} có số lớn nhất: {written(most, fact)}"


def _left_out(count: int, most: int) -> str:
    if count <= most:
        return ""
    return f"Vẽ {most} đơn vị có số lớn nhất; bảng số có đủ {count} đơn vị."


def distribution(scene: Scene) -> Chart | None:
    """Draw how many children have a number of which size."""
    fact, numbers = scene.lead_fact, [number for _, number in scene.numbers]
    groups = groups_of(numbers)
    if len(numbers) < _FEWEST or not groups:
        return None
    is_single = all(high - low == 1 for low, high, _ in groups) and all(
        number.is_integer() for number in numbers
    )
    ranges = [
        written(low, fact)
        if is_single
        else f"{written(low, fact)} – {written(high, fact)}"
        for low, high, _ in groups
    ]
    values = [
        {"low": low, "high": high, "number": count} for low, high, count in groups
    ]
    fullest = max(range(len(groups)), key=lambda at: groups[at][2])
    middle = sorted(numbers)[len(numbers) // 2]
    spec = framed(
        220,
        data={"values": values},
        mark={"type": "bar", "binSpacing": 2},
        encoding={
            "x": numeric("low")
            | {"bin": {"binned": True}, "scale": {"zero": False, "nice": False}},
            "x2": {"field": "high"},
            "y": numeric(tickMinStep=1),
            "color": {
                "condition": {
                    "test": f"datum.low == {groups[fullest][0]}",
                    "value": MAIN,
                },
                "value": PALE,
            },
        },
    )
    return Chart(
        code="phan-bo",
        title=f"Nhiều đơn vị nhất ở mức {ranges[fullest]}",
        subtitle=f"Số đơn vị theo khoảng của: {measured(fact)}",
        reading=f"{groups[fullest][2]} trên {len(numbers)} đơn vị ở mức "
        f"{ranges[fullest]}; đơn vị ở giữa có {written(middle, fact)}.",
        spec=spec,
        head=("Mức (từ – đến dưới)", "Số đơn vị"),
        rows=tuple(
            (said, count) for said, (_, _, count) in zip(ranges, groups, strict=True)
        ),
    )


def share_of_the_whole(scene: Scene) -> Chart | None:
    """Draw what the largest children make of the unit's total."""
    fact, whole = scene.lead_fact, scene.table.totals[scene.lead]
    known = [one for one in scene.numbers if one[1] > 0]
    total = float(whole.number or 0)
    if fact.is_percent or len(known) <= _TOP or total <= 0:
        return None
    top = known[:_TOP]
    rest = total - sum(number for _, number in top)
    told = [(row.name, number) for row, number in top] + [("Các đơn vị khác", rest)]
    values = [
        {
            "name": clipped(name, _LONGEST),
            "number": 100 * number / total,
            "text": numerals.percent(number / total),
        }
        for name, number in told
        if number > 0
    ]
    held = numerals.percent(1 - rest / total)
    return Chart(
        code="ty-trong",
        title=f"{_TOP} đơn vị lớn nhất chiếm {held}",
        subtitle=f"Phần của mỗi đơn vị trong: {measured(fact)}, {scene.period.label}",
        reading=f"{_TOP} đơn vị có số lớn nhất chiếm {held} tổng số "
        f"{text_of(whole, fact)} của {scene.unit.name}.",
        spec=bars(
            values,
            colour={
                "condition": {"test": "datum.name == 'Các đơn vị khác'", "value": GREY},
                "value": MAIN,
            },
        ),
        head=("Đơn vị", measured(fact), "Phần"),
        rows=tuple(
            (
                name,
                plain(Decimal(str(round(number, 4)))),
                numerals.percent(number / total),
            )
            for name, number in told
        ),
    )


def heat(scene: Scene) -> Chart | None:
    """Draw the children by all indicators, the darker the nearer to the largest."""
    facts = scene.facts
    order = [row for row, _ in scene.numbers] or [
        row for row in scene.table.rows if row.place
    ]
    if len(order) < _FEWEST or len(facts) < _FEWEST:
        return None
    shown = order[:MOST_ROWS]
    tops = [
        max((float(row.totals[at].number or 0) for row in order), default=0)
        for at in range(len(facts))
    ]
    values = [
        {
            "name": clipped(row.name, _LONGEST),
            "code": fact.code,
            "share": float(number) / tops[at] if tops[at] else 0,
        }
        for row in shown
        for at, fact in enumerate(facts)
        if (number := row.totals[at].number) is not None
    ]
    if not values:
        return None
    empty = len(shown) * len(facts) - len(values)
    return Chart(
        code="bang-nhiet",
        title=f"{empty} ô chưa có số liệu" if empty else "Mọi ô đã có số liệu",
        subtitle=f"Đơn vị theo chỉ tiêu, {scene.period.label}: "
        "càng đậm càng gần số lớn nhất",
        reading=f"{len(values)} trên {len(shown) * len(facts)} ô của "
        f"{len(shown)} đơn vị và {len(facts)} chỉ tiêu có số liệu; "
        "màu đậm nhất là số lớn nhất của mỗi chỉ tiêu.",
        spec=_heat(values, [fact.code for fact in facts]),
        head=("Đơn vị", *(fact.name for fact in facts)),
        rows=tuple(
            (row.name, *(total.number for total in row.totals)) for row in order
        ),
        note="; ".join(f"{fact.code}: {short(fact)}" for fact in facts)
        + ". "
        + _left_out(len(order), MOST_ROWS),
    )


def _heat(values: list[dict[str, Any]], codes: list[str]) -> Spec:
    names = list(dict.fromkeys(row["name"] for row in values))
    x = {
        "field": "code",
        "type": "nominal",
        "sort": codes,
        "scale": {"domain": codes},
        "axis": {
            "title": None,
            "orient": "top",
            "labelAngle": 0,
            "labelFontSize": 12,
            "domain": False,
            "ticks": False,
        },
    }
    scale = {"type": "quantize", "domain": [0, 1], "range": list(SEQUENCE)}
    return framed(
        len(names) * 20 + 30,
        data={"values": values},
        mark={"type": "rect", "stroke": "#ffffff", "strokeWidth": 2},
        encoding={
            "x": x,
            "y": labels([{"name": name} for name in names]),
            "color": {
                "field": "share",
                "type": "quantitative",
                "scale": scale,
                "legend": None,
            },
        },
    )


def across_the_merger(scene: Scene) -> Chart | None:
    """Draw the same children, on today's map, before and after the merger."""
    if scene.across is None:
        return None
    (past, told), fact = scene.across, scene.lead_fact
    both = [
        (row, number, then)
        for row, number in scene.numbers
        if row.place is not None
        and (then := told.get(row.place.pk)) is not None
        and then.number is not None
    ]
    if not both:
        return None
    values = [
        {
            "name": clipped(row.name, _LONGEST),
            "now": number,
            "then": float(then.number or 0),
        }
        for row, number, then in both[:MOST_BARS]
    ]
    up = sum(number > float(then.number or 0) for _, number, then in both)
    return Chart(
        code="truoc-sau",
        title=f"{up}/{len(both)} đơn vị có số lớn hơn trước sáp nhập",
        subtitle=f"{measured(fact)}: {scene.period.label} so với {past.label}, "
        "cùng địa giới hiện nay",
        reading=f"Tính trên cùng địa giới hiện nay, {up} trên {len(both)} đơn vị "
        f"có số của {scene.period.label} lớn hơn {past.label}.",
        spec=_pairs(values),
        head=("Đơn vị", past.label, scene.period.label, "Thay đổi"),
        rows=tuple(
            (
                row.name,
                then.number,
                row.totals[scene.lead].number,
                None if fact.is_percent else change_from(then, row.totals[scene.lead]),
            )
            for row, _, then in both
        ),
        note=f"Chấm rỗng: {past.label}; chấm đặc: {scene.period.label}. "
        + _left_out(len(both), MOST_BARS),
    )


def _pairs(values: list[dict[str, Any]]) -> Spec:
    y = labels(values)
    return framed(
        len(values) * 24 + 36,
        data={"values": values},
        encoding={"y": y},
        layer=[
            {
                "mark": {"type": "rule", "color": GREY, "strokeWidth": 2},
                "encoding": {"x": numeric("then"), "x2": {"field": "now"}},
            },
            {
                "mark": {
                    "type": "point",
                    "fill": "#ffffff",
                    "stroke": OTHER,
                    "strokeWidth": 2,
                    "size": 70,
                },
                "encoding": {"x": numeric("then")},
            },
            {
                "mark": {"type": "point", "filled": True, "color": MAIN, "size": 80},
                "encoding": {"x": numeric("now")},
            },
        ],
    )
