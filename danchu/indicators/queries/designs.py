"""The designs of a province's forms: the list, one design, its rows, its preview."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.db.models import Q

from danchu.indicators.models import Dimension, Form, FormDesign, FormRow, Indicator
from danchu.indicators.queries.asked import form_by_code
from danchu.indicators.queries.duties import PERIOD_NAMES
from danchu.indicators.queries.versions import LABELS, said
from danchu.indicators.rules.catalogue import (
    MEASURE_NAMES,
    VISIBILITY_NAMES,
    RowKind,
)
from danchu.indicators.rules.designs import (
    DEFINE,
    DESIGN_NAMES,
    Design,
    DesignStatus,
    Difference,
    Item,
    Section,
    differences,
)
from danchu.indicators.rules.filings import DueRule
from danchu.kernel.audit.queries import history_of_unit, reason_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import standing_in, units_selected
from danchu.kernel.units.rules import KIND_NAMES, UnitKind

_TREE_NAMES = {"territory": "lãnh thổ", "line": "ngành dọc"}


@dataclass(frozen=True)
class DesignLine:
    """A form in the list of a province's forms."""

    code: str
    name: str
    edition: int
    status: str
    status_name: str
    since: date | None
    reason: str


def designs_of(unit: Unit) -> tuple[DesignLine, ...]:
    """Return the latest edition of each form of a province, and the one in force."""
    rows = FormDesign.objects.filter(form__owner=unit).select_related("form")
    found: dict[tuple[str, bool], DesignLine] = {}
    for row in rows.order_by("form__code", "-pk"):
        is_standing = row.status == DesignStatus.PUBLISHED
        key = (row.form.code, is_standing)
        if key in found or (not is_standing and (row.form.code, True) in found):
            continue
        found[key] = _line(row)
    return tuple(found.values())


def _line(row: FormDesign) -> DesignLine:
    return DesignLine(
        row.form.code,
        str(row.content["name"]),
        row.edition,
        row.status,
        DESIGN_NAMES[row.status],
        row.since,
        row.reason,
    )


def editions_of_form(design: FormDesign) -> tuple[DesignLine, ...]:
    """Return every edition of a form, the latest first."""
    rows = FormDesign.objects.filter(form=design.form).select_related("form")
    return tuple(_line(row) for row in rows.order_by("-pk"))


def design_named(unit: Unit, code: str) -> FormDesign:
    """Return the latest design of a province's form; others' are not there."""
    known = FormDesign.objects.filter(
        form__owner=unit, form__code=code[:10].replace("\0", " ")
    ).select_related("form__owner", "dossier")
    found = known.order_by("-pk").first()
    if found is None:
        raise RuleBroken("indicators.unknown_form", code=code[:10])
    return found


def in_force(form: Form) -> FormDesign | None:
    """Return the edition of a form that is in force."""
    known = FormDesign.objects.filter(form=form, status=DesignStatus.PUBLISHED)
    return known.select_related("dossier", "form").first()


def design_of(row: FormDesign) -> Design:
    """Return the content of a design."""
    return msgspec.convert(row.content, Design)


def copied_design(code: str, unit: Unit) -> Design:
    """Return a form of the catalogue, or of `unit` itself, as a design."""
    form = form_by_code(code)
    if form.owner_id not in {None, unit.pk}:
        raise RuleBroken("indicators.unknown_form", code=code[:10])
    rows = list(
        FormRow.objects.filter(form=form, edition=form.edition)
        .select_related("indicator")
        .order_by("position")
    )
    sections: dict[str, list[Item]] = {}
    for row in rows:
        item = (
            Item(indicator=row.indicator.code)
            if row.indicator
            else Item(narrative=row.narrative_code, label=row.narrative_label)
        )
        sections.setdefault(row.section, []).append(item)
    due = DueRule.parse(_usual(row.due_rule for row in rows))
    kinds = [set(row.unit_kinds) for row in rows if row.indicator]
    return Design(
        name=form.name,
        unit_kinds=tuple(sorted(set.intersection(*kinds))) if kinds else (),
        period_kinds=tuple(_usual(tuple(row.period_kinds) for row in rows)),
        administrative=due.calendar == "administrative",
        days=due.days,
        trees=tuple(form.trees),
        sections=tuple(Section(name, tuple(items)) for name, items in sections.items()),
    )


def _usual(words: Iterable[Any]) -> Any:
    return Counter(words).most_common(1)[0][0]


def words_for(*designs: Design) -> dict[str, str]:
    """Return the names of all that designs mention."""
    codes = {code for one in designs for code in one.indicators}
    units = {pk for one in designs for pk in one.units}
    known = dict(Indicator.objects.filter(code__in=codes).values_list("code", "name"))
    known |= {str(kind): name for kind, name in KIND_NAMES.items()}
    known |= {str(kind): name for kind, name in PERIOD_NAMES.items()}
    known |= _TREE_NAMES
    known |= {str(one.pk): one.name for one in Unit.objects.filter(pk__in=units)}
    return known


def changes_since(draft: FormDesign) -> tuple[Difference, ...]:
    """Return what a draft changes of the edition in force; nothing while none is."""
    standing = in_force(draft.form)
    if standing is None or standing.pk == draft.pk:
        return ()
    before, after = design_of(standing), design_of(draft)
    return differences(before, after, words_for(before, after))


def window_of(row: FormDesign) -> Period | None:
    """Return the one period that an ad-hoc edition is asked for."""
    design = design_of(row)
    if not (design.is_ad_hoc and design.opens and design.closes):
        return None
    label = f"đợt {row.edition} của biểu {row.form.code}"
    name = f"{row.form.code.lower()}-{row.edition}"
    return Period.window(name, design.opens, design.closes, label)


def rows_of_design(
    row: FormDesign, *, since: date, content: Design | None = None
) -> list[FormRow]:
    """Return the rows that an edition consists of, not stored."""
    design = content or design_of(row)
    window = window_of(row) if design.is_ad_hoc else None
    # Days are counted from the end of the period, those of an ad-hoc form from today.
    late = max((since - window.end).days, 0) if window else 0
    calendar = "administrative" if design.administrative else "calendar"
    known = {
        one.code: one
        for one in Indicator.objects.filter(code__in=design.indicators).select_related(
            "dimension", "numerator", "denominator"
        )
    }
    placed = [(part.name, item) for part in design.sections for item in part.items]
    return [
        FormRow(
            form=row.form,
            edition=row.edition,
            section=section,
            position=number,
            kind=RowKind.INDICATOR if item.indicator else RowKind.NARRATIVE,
            indicator=known.get(item.indicator),
            narrative_code=item.narrative,
            narrative_label=item.label,
            unit_kinds=list(design.unit_kinds),
            units=list(design.units),
            period_kinds=list(design.period_kinds),
            due_rule=f"{calendar}+{design.days + late}d",
            window=window.code if window else "",
            asked_from=None if window else since,
        )
        for number, (section, item) in enumerate(placed, start=1)
    ]


def strange_indicators(unit: Unit, design: Design) -> list[str]:
    """Return the codes that neither the catalogue has nor a province itself."""
    known = Indicator.objects.filter(Q(owner=None) | Q(owner=unit))
    codes = set(known.values_list("code", flat=True))
    return [code for code in design.indicators if code not in codes]


def units_outside(owner: Unit, units: Iterable[int]) -> list[str]:
    """Return the names of units that do not stand in a province."""
    asked = set(units) - {owner.pk}
    outside = asked - standing_in(owner.pk, asked)
    names = dict(Unit.objects.filter(pk__in=outside).values_list("pk", "name"))
    return [names.get(pk, str(pk)) for pk in sorted(outside)]


def kinds_of_units(units: Iterable[int]) -> set[str]:
    """Return what kinds these units are of."""
    rows = Unit.objects.filter(pk__in=list(units))
    return set(rows.values_list("kind", flat=True))


def units_named(owner: Unit, text: str, today: date) -> tuple[int, ...]:
    """Return the units of a province that lines name, by full name or by id."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not lines:
        return ()
    found: dict[str, set[int]] = {}
    known = units_selected(on=today, within=owner).values_list("pk", "name")
    for pk, name in known:
        found.setdefault(name.casefold(), set()).add(pk)
        found.setdefault(str(pk), set()).add(pk)
    for line in lines:
        if len(found.get(line.casefold(), ())) != 1:
            raise RuleBroken("indicators.design_unknown_unit", name=line[:80])
    return tuple(dict.fromkeys(min(found[line.casefold()]) for line in lines))


@dataclass(frozen=True)
class DefinitionChange:
    """One line of the history of a definition, as `ui/parts/history.html` shows it."""

    at: datetime
    who: str
    deed: str
    why: str


@dataclass(frozen=True)
class OwnIndicator:
    """An indicator of a province, in the list of its own."""

    code: str
    name: str
    unit_of_measure: str
    measure: str
    kinds: str
    visibility: str
    valid_from: date | None
    valid_to: date | None


def own_indicators(unit: Unit) -> tuple[OwnIndicator, ...]:
    """Return the indicators that a province has defined, in the order of codes."""
    return tuple(
        OwnIndicator(
            one.code,
            one.name,
            one.unit_of_measure,
            MEASURE_NAMES[one.measure],
            ", ".join(KIND_NAMES[UnitKind(kind)] for kind in one.unit_kinds),
            VISIBILITY_NAMES[one.visibility],
            one.valid_from,
            one.valid_to,
        )
        for one in Indicator.objects.filter(owner=unit).order_by("code")
    )


def definition_of(unit: Unit, code: str) -> dict[str, Any]:
    """Return the definition of a province's indicator as a form shows it.

    Refuses with ``indicators.unknown_indicator``.
    """
    row = Indicator.objects.filter(owner=unit, code=code.replace("\0", " ")).first()
    if row is None:
        raise RuleBroken("indicators.unknown_indicator", code=code[:40])
    plain = ("code", "name", "measure", "unit_of_measure", "unit_kinds", "agg_units")
    more = ("agg_time", "visibility", "valid_from", "valid_to", "source")
    said = {name: getattr(row, name) for name in (*plain, *more)}
    return {**said, "dimension": row.dimension.code if row.dimension else ""}


def definition_history(unit: Unit, code: str) -> list[DefinitionChange]:
    """Return who defined a province's indicator and changed it, the latest first."""
    events = history_of_unit(unit).filter(verb=DEFINE.name, subject=code)
    return [
        DefinitionChange(
            event.at,
            event.actor.full_name if event.actor else "Hệ thống",
            _deed(event.facts.get("changes", {})),
            reason_of(event),
        )
        for event in events
    ]


def _deed(changes: Mapping[str, Sequence[Any]]) -> str:
    if not changes:
        return "đặt chỉ tiêu"
    told = [
        f"{LABELS.get(name) or LABELS[f'{name}_code']}: "
        f"{said(name, old)} → {said(name, new)}"
        for name, (old, new) in changes.items()
    ]
    return f"đổi {'; '.join(told)}"


def dimension_choices() -> list[tuple[str, str]]:
    """Return the breakdowns that an indicator may have."""
    return list(Dimension.objects.order_by("name").values_list("code", "name"))


def copyable_forms(unit: Unit) -> list[tuple[str, str]]:
    """Return the forms in force that a province may copy."""
    known = Form.objects.filter(Q(owner=None) | Q(owner=unit), edition__gt=0)
    return [(one.code, str(one)) for one in known.order_by("code")]
