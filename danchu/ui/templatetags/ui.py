"""Filters and tags of the look, in every template without `{% load %}`.

Filters write numbers and dates (`numerals`); tags draw one state or one symbol.
Larger parts are plain `{% include "ui/parts/….html" with … %}`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from danchu.ui import drawing, icons, languages, numerals
from danchu.ui.province import PlaceMap
from danchu.ui.shapes import STATES, TableCell

register = template.Library()

register.filter("viet", languages.viet)
register.filter("so", numerals.number)
register.filter("chenh", numerals.signed)
register.filter("phan_tram", numerals.percent)
register.filter("tien", numerals.money)
register.filter("dung_luong", numerals.file_size)
register.filter("ngay", numerals.day)
register.filter("ngay_ngan", numerals.short_day)
register.filter("ngay_day_du", numerals.full_day)
register.filter("thu", numerals.weekday)
register.filter("gio", numerals.clock)
register.filter("luc", numerals.moment)


@register.filter
def kem(value: numerals.Number | None, unit: str) -> str:
    """Write a number and its counting unit with a space that never breaks."""
    return numerals.number(value) + numerals.NBSP + unit


@register.filter
def ti_le(part: numerals.Number | None, of: numerals.Number | None) -> str:
    """Write `part` as a percent of `of`; a dash where `of` is nothing."""
    return numerals.percent(numerals.ratio(part, of))


@register.filter
def phan_so(part: numerals.Number, of: numerals.Number) -> str:
    """Write a fraction: 41/44."""
    return f"{numerals.number(part)}/{numerals.number(of)}"


@register.filter
def dai_so(first: numerals.Number, last: numerals.Number) -> str:
    """Write a range of numbers: 3–5."""
    return f"{numerals.number(first)}–{numerals.number(last)}"


@register.filter
def chenh_phan_tram(share: numerals.Number | None) -> str:
    """Write a relative change: +10,3%."""
    plain = numerals.percent(share)
    return f"+{plain}" if share is not None and share > 0 else plain


@register.filter
def khoang_ngay(start: date | None, end: date | None) -> str:
    """Write a stretch of days: từ 15/12/2025 đến 14/6/2026."""
    return numerals.span_of_days(start, end)


@register.filter
def iso(moment: date | datetime) -> str:
    """Write a moment for `<time datetime>`."""
    return moment.isoformat()


def _used(context: Context) -> dict[str, None] | None:
    request = getattr(context, "request", None)
    if request is None:
        return None
    used: dict[str, None] = request.__dict__.setdefault("ui_icons", {})
    return used


def _symbol(context: Context, name: str, css: str, label: str = "") -> SafeString:
    if not icons.is_known(name):
        message = f"No icon named {name!r}; the names are in danchu/ui/icons.py."
        raise template.TemplateSyntaxError(message)
    role: SafeString | str = mark_safe('aria-hidden="true"')
    if label:
        role = format_html('role="img" aria-label="{}"', label)
    used = _used(context)
    if used is None:
        box, inside = icons.drawing(name)
        drawn = mark_safe(inside)  # noqa: S308 -- our own shapes and built icons
        shape = '<svg class="{}" viewBox="{}" {}>{}</svg>'
        return format_html(shape, css, box, role, drawn)
    used[name] = None
    return format_html('<svg class="{}" {}><use href="#{}"/></svg>', css, role, name)


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str, css: str = "", label: str = "") -> SafeString:
    """Draw an icon; with a label it speaks, without one it is decoration."""
    return _symbol(context, name, f"i {css}".strip(), label)


@register.simple_tag(takes_context=True)
def shape(context: Context, state: str, css: str = "") -> SafeString:
    """Draw the shape of a state in its colour, without its word."""
    known = STATES[state]
    colour = known.css.replace("soon", "late")
    return _symbol(context, known.shape, f"i c-{colour} {css}".strip())


@register.simple_tag(takes_context=True)
def sprite(context: Context) -> SafeString:
    """Give the symbols this page has used; the frame puts it last."""
    used = _used(context) or {}
    symbols = format_html_join(
        "",
        '<symbol id="{}" viewBox="{}">{}</symbol>',
        (
            (name, box, mark_safe(inside))  # noqa: S308 -- as in _symbol
            for name in used
            for box, inside in [icons.drawing(name)]
        ),
    )
    return format_html('<svg class="dc-sprite" aria-hidden="true">{}</svg>', symbols)


@register.simple_tag
def cells(told: Iterable[TableCell]) -> SafeString:
    """Draw the cells of a table's row; a loop of the template costs ten times that."""
    drawn = [
        f'<td class="{escape(cell.css)}" data-th="{escape(cell.label)}">'
        f"{escape(cell.text)}</td>"
        for cell in told
    ]
    return mark_safe("".join(drawn))  # noqa: S308 -- all text was escaped


@register.simple_tag(takes_context=True)
def pill(context: Context, state: str, word: str = "") -> SafeString:
    """Draw a state: shape, colour and word; the word may be replaced."""
    known = STATES[state]
    symbol = _symbol(context, known.shape, "i")
    text = word or gettext(known.word)
    return format_html(
        '<span class="dc-pill is-{}">{}{}</span>', known.css, symbol, text
    )


@register.simple_tag(takes_context=True)
def motto_mark(context: Context) -> SafeString:
    """Draw the mark: a đình roof on three pillars in a vermilion square."""
    return _symbol(context, "mark", "dc-mark")


@register.inclusion_tag("ui/parts/clock.html")
def clock(state: str, word: str, law: str = "") -> dict[str, str]:
    """Draw what is left of a deadline over the law that sets it."""
    return {"state": state, "word": word, "law": law}


@register.inclusion_tag("ui/parts/seal.html")
def seal(text: str = "", href: str = "") -> dict[str, str]:
    """Draw the proof seal; it leads to the proof wherever there is one."""
    return {"text": text or gettext("Đã ghi sổ"), "href": href}


@register.inclusion_tag("ui/parts/coverage.html")
def coverage(
    have: int, of: int, unit: str, *, provisional: int = 0, missing: Any = ()
) -> dict[str, Any]:
    """Draw `97/99 xã`: `have` answered, of whom `provisional` are not approved.

    `missing` names those who have not: things with `.name` and perhaps `.href`.
    """
    approved = max(have - provisional, 0)
    box, bands = drawing.coverage_bar(approved=approved, provisional=provisional, of=of)
    return {
        "have": have,
        "of": of,
        "unit": unit,
        "approved": approved,
        "provisional": provisional,
        "absent": of - have,
        "missing": missing,
        "view_box": box,
        "bands": bands,
    }


@register.inclusion_tag("ui/parts/ruler.html")
def ruler(states: Sequence[str], label: str, size: str = "large") -> dict[str, Any]:
    """Draw the items of Điều 11 as cells; `label` tells the counts in words."""
    large = size == "large"
    drawn = drawing.ruler(states, large=large)
    return {"ruler": drawn, "label": label, "large": large}


@register.inclusion_tag("ui/parts/plan_bar.html")
def plan_bar(reached: numerals.Number | None) -> dict[str, Any]:
    """Draw how much of a plan is done; more than all of it is a full bar."""
    share = min(max(float(reached or 0), 0.0), 1.0)
    return {"width": drawing.plain(share * 100), "reached": reached}


@register.inclusion_tag("ui/parts/national_map.html")
def national_map(
    points: Iterable[drawing.Place],
    label: str,
    *,
    lit: Iterable[drawing.Place] | None = None,
    marked: Iterable[drawing.Place] = (),
    labels: Iterable[tuple[str, float, float]] = (),
) -> dict[str, Any]:
    """Draw the nation as points (latitude, longitude), always with its islands.

    Where `lit` are given, all others are pale, and few are drawn larger; `marked` are
    drawn last and larger; `labels` are (name, latitude, longitude).
    """
    shining = None if lit is None else set(lit)
    return {
        "label": label,
        "view_box": drawing.MAP_BOX,
        "dots": drawing.dots(place for place in points if place not in (shining or ())),
        "lit": None if shining is None else drawing.dots(shining),
        "is_few": shining is not None and len(shining) <= drawing.FEW_LIT,
        "marked": drawing.dots(marked),
        "islands": drawing.island_labels(),
        "places": drawing.place_labels(labels),
    }


@register.inclusion_tag("ui/parts/place_map.html", takes_context=True)
def place_map(context: Context, drawn: PlaceMap, label: str) -> dict[str, Any]:
    """Draw the parts of a place as the shapes of their states; `label` tells counts."""
    used = _used(context)
    if used is not None:
        used.update({mark.symbol: None for mark in drawn.marks})
    return {"drawn": drawn, "label": label}
