"""The page of one design, and what a clerk would see of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from danchu.indicators.models import FormDesign, Indicator
from danchu.indicators.queries.asked import (
    Asked,
    AskedText,
    asked_by,
    rules_touching,
)
from danchu.indicators.queries.contents import TextView
from danchu.indicators.queries.designs import (
    DesignLine,
    changes_since,
    design_of,
    editions_of_form,
    rows_of_design,
    words_for,
)
from danchu.indicators.queries.filings import due_on
from danchu.indicators.queries.grid import Beside, RowView, Typed, sections_of
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.designs import (
    Design,
    DesignStatus,
    Difference,
    differences,
)
from danchu.kernel.deadlines.queries import working_calendar
from danchu.kernel.periods.rules import Kind, Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import units_selected

_NOTHING = Design("", days=0, trees=())


@dataclass(frozen=True)
class ItemView:
    """One line of a design as its page shows it."""

    place: int
    number: int
    code: str
    name: str
    is_text: bool


@dataclass(frozen=True)
class SectionView:
    """A section of a design with its lines."""

    place: int
    name: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class DesignPage:
    """Everything the page of a design shows."""

    code: str
    edition: int
    turn: int
    status: str
    status_name: str
    design: Design
    sections: tuple[SectionView, ...]
    changes: tuple[Difference, ...]
    editions: tuple[DesignLine, ...]
    units: tuple[str, ...]
    facts: tuple[Difference, ...] = ()
    """Whom it asks, for when and until when, each as a label and what it says."""

    @property
    def is_draft(self) -> bool:
        """Whether it may be edited."""
        return self.status == DesignStatus.DRAFT

    @property
    def is_in_force(self) -> bool:
        """Whether this edition is asked for now."""
        return self.status == DesignStatus.PUBLISHED

    @property
    def has_standing(self) -> bool:
        """Whether any edition is asked for now."""
        return any(one.status == DesignStatus.PUBLISHED for one in self.editions)


@dataclass(frozen=True)
class PreviewPage:
    """A form as a clerk would see it: the parts of the page of a filing."""

    form_code: str
    form_name: str
    edition: int
    unit: Unit
    period: Period
    due_on: date
    sections: tuple[tuple[str, tuple[RowView, ...]], ...]
    texts: tuple[TextView, ...]
    checks: tuple[str, ...]
    previous_label: str = ""
    may_enter: bool = True
    may_remark: bool = False


def design_page(row: FormDesign) -> DesignPage:
    """Return a design with what it changes of the edition in force."""
    design = design_of(row)
    editions = editions_of_form(row)
    names = words_for(design)
    status_name = next(one for one in editions if one.edition == row.edition)
    return DesignPage(
        code=row.form.code,
        edition=row.edition,
        turn=row.turn,
        status=row.status,
        status_name=status_name.status_name,
        design=design,
        sections=tuple(
            SectionView(
                place,
                section.name,
                tuple(
                    ItemView(
                        place,
                        number,
                        item.indicator,
                        names.get(item.indicator, item.label),
                        not item.indicator,
                    )
                    for number, item in enumerate(section.items)
                ),
            )
            for place, section in enumerate(design.sections)
        ),
        changes=changes_since(row) if row.status == DesignStatus.DRAFT else (),
        editions=editions,
        units=tuple(names.get(str(pk), str(pk)) for pk in design.units),
        facts=differences(_NOTHING, replace(design, sections=()), names),
    )


def choosable(unit: Unit) -> list[tuple[str, str]]:
    """Return what a province may ask for: of the catalogue and its own."""
    rows = Indicator.objects.filter(Q(owner=None) | Q(owner=unit)).order_by("code")
    return [(row.code, f"{row.code}: {row.name}") for row in rows]


def preview_of(row: FormDesign, today: date) -> PreviewPage | None:
    """Return a design as a clerk would see it, empty; nothing while it asks nobody."""
    design = design_of(row)
    unit, period = _somebody(row, design, today), _some_period(design, today)
    if unit is None or period is None:
        return None
    rows = rows_of_design(row, since=date.min)
    for one in rows:
        one.window = ""
    asked = asked_by(row.form, rows, unit, period)
    if asked is None:
        return None
    cells = dict.fromkeys(asked.cells, Cell())
    beside = Beside(previous={}, is_open=True)
    return PreviewPage(
        form_code=row.form.code,
        form_name=design.name,
        edition=row.edition,
        unit=unit,
        period=period,
        due_on=due_on(asked.due, period, working_calendar()),
        sections=sections_of(asked, cells, [], Typed({}, {}), beside),
        texts=tuple(_texts(asked.texts)),
        checks=_checks(asked),
    )


def _checks(asked: Asked) -> tuple[str, ...]:
    return tuple(
        f"{rule.code}: {rule.text}. {rule.message}" for rule in rules_touching(asked)
    )


def _texts(texts: Iterable[AskedText]) -> Iterable[TextView]:
    for one in texts:
        yield TextView(one.code, one.label, one.section, "", "", None, "")


def _somebody(row: FormDesign, design: Design, today: date) -> Unit | None:
    if design.units:
        return Unit.objects.filter(pk=design.units[0]).first()
    for kind in design.unit_kinds:
        found = units_selected(on=today, kind=kind, within=row.form.owner).first()
        if found is not None:
            return found
        if row.form.owner is not None and row.form.owner.kind == kind:
            return row.form.owner
    return None


def _some_period(design: Design, today: date) -> Period | None:
    if design.is_ad_hoc:
        closes = design.closes or today
        return Period.window(
            "xem-truoc", design.opens or closes, closes, "đợt báo cáo này"
        )
    for kind in design.period_kinds:
        return Period.holding(today, Kind(kind), administrative=design.administrative)
    return None
