"""Corrections of published figures in words: from what, to what, and why.

Only faces that the ledger hands to everybody are read, and of them only the cells whose
indicator is open today and was told on both sides.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from danchu.indicators.models import Indicator, Member, Value
from danchu.indicators.rules.amounts import STATE_NAMES, Amount, Qualifier
from danchu.indicators.rules.catalogue import Origin, Visibility
from danchu.indicators.rules.filings import CORRECT
from danchu.indicators.rules.readings_back import Said, Version, What, changes_since
from danchu.indicators.wording import amount_written
from danchu.kernel.audit.queries import facts_of_deeds
from danchu.kernel.publication.models import Publication
from danchu.kernel.publication.queries import faces_kept
from danchu.ui.languages import is_english, say, viet

MOST_CELLS = 3
_OPEN = "filing"
"""The kind of `public.OPEN`."""
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Mended:
    """One cell that was put right, in words."""

    code: str
    name: str
    old: str
    new: str

    @property
    def in_words(self) -> SafeString:
        """Say from what to what."""
        return say(
            "{indicator} từ {old} thành {new}",
            indicator=self.name,
            old=self.old,
            new=self.new,
        )


@dataclass(frozen=True)
class Correction:
    """One correction of a published filing, as everybody may read it."""

    version: int
    at: datetime
    reason: str
    cells: tuple[Mended, ...]

    @property
    def in_words(self) -> SafeString:
        """Say what was corrected and why; of many cells the first."""
        told = [one.in_words for one in self.cells[:MOST_CELLS]]
        rest = len(self.cells) - len(told)
        if rest:
            told.append(say("{rest} số khác", rest=rest))
        listed = format_html("; ".join("{}" for _ in told), *told)
        said = say("Đính chính: {cells}.", cells=listed)
        if not self.reason:
            return said
        why = say("Lý do: {reason}", reason=viet(self.reason))
        return format_html("{} {}", said, why)


@dataclass(frozen=True)
class _Changed:
    code: str
    version: int
    old: Said
    new: Said


def corrections_of(filings: Collection[int]) -> dict[int, tuple[Correction, ...]]:
    """Return the corrections that stand of published filings, the latest first.

    What was withdrawn or destroyed is not told again, nor what is not open.
    """
    rows = _versions(filings)
    kept = faces_kept([row.leaf_id for some in rows.values() for row in some])
    cells = {leaf: face["cells"] for leaf, face in kept.items()}
    faces = {pk: [cells.get(row.leaf_id) for row in some] for pk, some in rows.items()}
    codes = {code for some in faces.values() for face in some for code in face or ()}
    open_codes = _open_among(codes)
    changed = {
        pk: list(_changed(some, faces[pk], codes & open_codes))
        for pk, some in rows.items()
    }
    changed = {pk: some for pk, some in changed.items() if some}
    if not changed:
        return {}
    names = names_of({one.code for some in changed.values() for one in some})
    why = facts_of_deeds(changed, CORRECT.name)
    return {
        pk: tuple(_told(rows[pk], pk, some, names, why)) for pk, some in changed.items()
    }


def _versions(filings: Collection[int]) -> dict[int, list[Publication]]:
    found: dict[int, list[Publication]] = defaultdict(list)
    if not filings:
        return found
    published = Publication.objects.filter(dossier__in=filings, kind=_OPEN)
    if not settings.DEMO:
        shown = Value.objects.filter(filing__in=filings, origin=Origin.ILLUSTRATION)
        published = published.exclude(dossier__in=shown.values("filing"))
    for row in published.select_related("withdrawal").order_by("version"):
        found[row.dossier_id].append(row)
    return {pk: some for pk, some in found.items() if len(some) > 1}


def _open_among(cells: Collection[str]) -> set[str]:
    whole = {cell.partition(".")[0] for cell in cells}
    rows = Indicator.objects.filter(code__in=whole, visibility=Visibility.PUBLIC)
    known = set(rows.values_list("code", flat=True)) if whole else set()
    return {cell for cell in cells if cell.partition(".")[0] in known}


def _changed(
    rows: Sequence[Publication],
    faces: Sequence[Mapping[str, Any] | None],
    codes: Collection[str],
) -> Iterator[_Changed]:
    for code in sorted(codes):
        versions = [
            _version(row, face, code) for row, face in zip(rows, faces, strict=True)
        ]
        for one in changes_since(versions, _EVER):
            if one.what is What.CORRECTED and one.old and one.new:
                yield _Changed(code, one.version, one.old, one.new)


def _version(row: Publication, face: Mapping[str, Any] | None, code: str) -> Version:
    withdrawal = getattr(row, "withdrawal", None)
    return Version(
        at=row.published_at,
        said=said_in((face or {}).get(code)),
        withdrawn_at=withdrawal.withdrawn_at if withdrawal else None,
        is_kept=face is not None,
    )


def _told(
    rows: Sequence[Publication],
    filing: int,
    changed: Sequence[_Changed],
    names: Mapping[str, str],
    why: Mapping[tuple[int, datetime], Mapping[str, Any]],
) -> Iterator[Correction]:
    for version in sorted({one.version for one in changed}, reverse=True):
        row = rows[version - 1]
        yield Correction(
            version=row.version,
            at=row.published_at,
            reason=str(why.get((filing, row.published_at), {}).get("reason", "")),
            cells=tuple(
                Mended(
                    one.code, names.get(one.code, one.code), _text(one.old),
                    _text(one.new),
                )
                for one in changed
                if one.version == version
            ),
        )  # fmt: skip


def said_in(cell: Mapping[str, Any] | None) -> Said | None:
    """Return what a cell of a face says."""
    if cell is None:
        return None
    number = None if cell["number"] is None else Decimal(cell["number"])
    return Said(cell["state"], number, Qualifier(cell["qualifier"]))


def amount_of(said: Said | None) -> Amount | None:
    """Return the number of what was said, if it is one."""
    if said is None or said.number is None:
        return None
    return Amount(said.number, said.qualifier)


def _text(said: Said) -> str:
    amount = amount_of(said)
    return amount_written(amount) if amount else gettext(STATE_NAMES[said.state])


def names_of(cells: Collection[str]) -> dict[str, str]:
    """Return what cells such as `I14.DUNG` are called in the language of the page."""
    codes = {cell.partition(".")[0] for cell in cells}
    rows = Indicator.objects.filter(code__in=codes)
    names: dict[str, str] = {
        code: viet(name) if name_en in {"", name} or not is_english() else name_en
        for code, name, name_en in rows.values_list("code", "name", "name_en")
    }
    members = Member.objects.filter(dimension__indicator__code__in=codes)
    for indicator, code, name in members.values_list(
        "dimension__indicator__code", "code", "name"
    ):
        whole = names[indicator]
        names[f"{indicator}.{code}"] = format_html("{}: {}", whole, viet(name))
    return names
