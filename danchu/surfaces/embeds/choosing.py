"""The page that makes a block: which place, which block, and the code to paste."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.surfaces.embeds.blocks import MOST_FIGURES, Place
from danchu.surfaces.portal import meant
from danchu.ui.languages import is_english

FIGURES, PUBLICATIONS, TREND = "so-lieu", "cong-bo", "dien-bien"
BLOCKS = {
    FIGURES: (gettext_noop("Con số của địa phương"), 480),
    PUBLICATIONS: (gettext_noop("Công bố mới của địa phương"), 560),
    TREND: (gettext_noop("Một chỉ tiêu và diễn biến"), 440),
}
"""Name of a block to what it is called and how many pixels high it wants to be."""


@dataclass(frozen=True)
class Wanted:
    """What an address asks for, as it was typed."""

    where: str = ""
    within: str = ""
    block: str = FIGURES
    codes: Sequence[str] = ()


@dataclass(frozen=True)
class Choice:
    """One value that may be chosen."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Chooser:
    """Everything the page shows."""

    where: str = ""
    place: meant.Place | None = None
    others: tuple[meant.Place, ...] = ()
    blocks: tuple[Choice, ...] = ()
    indicators: tuple[Choice, ...] = ()
    title: str = ""
    address: str = ""
    height: int = 0
    code: str = ""
    most: int = MOST_FIGURES
    refusal: Explanation | None = None


def chooser_page(wanted: Wanted, *, site: str, at: datetime) -> Chooser:
    """Return the page; what cannot be chosen is explained on it."""
    try:
        return _chosen(wanted, site, at)
    except RuleBroken as broken:
        return Chooser(
            where=wanted.where[:100],
            blocks=_blocks(wanted.block),
            refusal=explain(broken),
        )


def _chosen(wanted: Wanted, site: str, at: datetime) -> Chooser:
    if wanted.block not in BLOCKS:
        raise RuleBroken("embeds.unknown_block")
    place, others = meant.place_meant(wanted.where, wanted.within)
    if place is None:
        return Chooser(blocks=_blocks(wanted.block))
    known = Place(place.pk, at)
    figures = known.figures(known.period(""))
    names = {one.indicator.code: one.indicator.called for one in figures}
    codes = [code for code in wanted.codes if code in names]
    label, height = BLOCKS[wanted.block]
    title = gettext(label) if is_english() else f"{label}: {place.name}"
    address, refusal = "", None
    try:
        address = address_of(place.pk, wanted.block, codes)
    except RuleBroken as broken:
        refusal = explain(broken)
    return Chooser(
        where=place.name,
        place=place,
        others=others,
        blocks=_blocks(wanted.block),
        indicators=tuple(
            Choice(code, name, code in codes) for code, name in names.items()
        ),
        title=title,
        address=address,
        height=height,
        code=frame_code(site + address, title, height) if address else "",
        refusal=refusal,
    )


def _blocks(chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(name, gettext(label), name == chosen)
        for name, (label, _) in BLOCKS.items()
    )


def address_of(pk: int, block: str, codes: Sequence[str]) -> str:
    """Return the address of a block; refuses what no block can be made of."""
    if block == PUBLICATIONS:
        return reverse("embeds:publications", args=[pk])
    if block == TREND:
        if not codes:
            raise RuleBroken("embeds.none_chosen")
        return reverse("embeds:trend", args=[pk, codes[0]])
    if len(codes) > MOST_FIGURES:
        raise RuleBroken("embeds.too_many", most=MOST_FIGURES)
    query = urlencode({"chi-tieu": ",".join(codes)}, safe=",") if codes else ""
    page = reverse("embeds:figures", args=[pk])
    return f"{page}?{query}" if query else page


def frame_code(address: str, title: str, height: int) -> str:
    """Return what to paste into another page.

    >>> frame_code("https://a.vn/nhung/1/cong-bo/", "Xã A", 300)
    '<iframe src="https://a.vn/nhung/1/cong-bo/" title="Xã A" width="100%" \
height="300" loading="lazy" referrerpolicy="no-referrer" frameborder="0"></iframe>'
    """
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" '
        f'height="{height}" loading="lazy" referrerpolicy="no-referrer" '
        'frameborder="0"></iframe>'
    )
