"""The forms as they are asked: of whom, when, up to whom, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext, gettext_noop

from danchu.indicators.models import Form, FormRow, Indicator
from danchu.indicators.queries.asked import form_by_code
from danchu.indicators.rules.filings import DueRule
from danchu.kernel.periods.rules import Calendar, Kind
from danchu.kernel.units.rules import KIND_NAMES, LAST_OLD_DAY, Tree, UnitKind
from danchu.ui import numerals
from danchu.ui.languages import is_english, say, viet

PERIOD_NAMES = {
    Kind.MONTH: "tháng",
    Kind.QUARTER: "quý",
    Kind.HALF: "6 tháng",
    Kind.NINE_MONTHS: "9 tháng",
    Kind.YEAR: "năm",
    Kind.WINDOW: "đợt",
}
_TREES = {
    Tree.TERRITORY: gettext_noop("đơn vị cấp trên trực tiếp theo lãnh thổ"),
    Tree.LINE: gettext_noop("cơ quan quản lý trực tiếp theo ngành dọc"),
}

_AND = gettext_noop(" và ")


@dataclass(frozen=True)
class DutyView:
    """One row of a form: what is asked of whom, how often and by when."""

    form_code: str
    form_name: str
    section: str
    code: str
    name: str
    unit_of_measure: str
    kinds: str
    periods: str
    due: str
    source: str
    valid: str
    is_over: bool

    @property
    def is_text(self) -> bool:
        """Whether it asks for words."""
        return not self.code


@dataclass(frozen=True)
class FormView:
    """A form in the list of forms."""

    code: str
    name: str
    rows: int
    kinds: str
    periods: str
    handed_to: str


@dataclass(frozen=True)
class FormPage:
    """A form with everything it asks."""

    form: FormView
    sections: tuple[tuple[str, tuple[DutyView, ...]], ...]


def form_list() -> tuple[FormView, ...]:
    """Return every form in the order of its code."""
    rows: dict[int, list[FormRow]] = {}
    for row in FormRow.objects.filter(edition=F("form__edition")).order_by("position"):
        rows.setdefault(row.form_id, []).append(row)
    forms = Form.objects.filter(edition__gt=0).order_by("code")
    return tuple(_form_view(form, rows.get(form.pk, [])) for form in forms)


def form_page(code: str, today: date) -> FormPage:
    """Return a form with its rows by section, refusing one that is unknown."""
    form = form_by_code(code)
    rows = list(
        FormRow.objects.filter(form=form, edition=form.edition)
        .select_related("indicator", "form")
        .order_by("position")
    )
    sections: dict[str, list[DutyView]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(_duty(row, today))
    return FormPage(
        _form_view(form, rows),
        tuple((_heading(name), tuple(some)) for name, some in sections.items()),
    )


def _heading(section: str) -> str:
    """Say what a section is called; what a province called its own is Vietnamese."""
    told = gettext(section)
    return viet(section) if told == section else told


def duties_on(indicator: int, today: date) -> tuple[DutyView, ...]:
    """Return on which forms an indicator is asked, of whom and by when."""
    rows = FormRow.objects.filter(
        indicator=indicator, edition=F("form__edition")
    ).select_related("indicator", "form")
    return tuple(_duty(row, today) for row in rows.order_by("form__code", "position"))


def _form_view(form: Form, rows: Iterable[FormRow]) -> FormView:
    listed = list(rows)
    return FormView(
        code=form.code,
        name=form.name,
        rows=len(listed),
        kinds=_kinds({kind for row in listed for kind in row.unit_kinds}),
        periods=_periods({kind for row in listed for kind in row.period_kinds}),
        handed_to=gettext(_AND).join(
            gettext(_TREES[tree]) for tree in Tree if tree in form.trees
        ),
    )


def _duty(row: FormRow, today: date) -> DutyView:
    one = row.indicator
    begins, ends = (one.valid_from, one.valid_to) if one else (None, None)
    return DutyView(
        form_code=row.form.code,
        form_name=row.form.name,
        section=row.section,
        code=one.code if one else "",
        name=_name(one) if one else viet(row.narrative_label),
        unit_of_measure=one.unit_of_measure if one else "",
        kinds=_kinds(set(row.unit_kinds)),
        periods=_periods(set(row.period_kinds)),
        due=_due(row.due_rule),
        source=one.source if one else "",
        valid=numerals.span_of_days(begins, ends),
        is_over=bool(ends and ends < today),
    )


def _name(one: Indicator) -> str:
    """Return what an indicator is called in the language of the page."""
    return one.name_en if one.name_en and is_english() else viet(one.name)


def _kinds(kinds: set[str]) -> str:
    names = {kind: gettext(KIND_NAMES[kind]) for kind in UnitKind if kind in kinds}
    if district := names.get(UnitKind.DISTRICT):
        last = numerals.day(LAST_OLD_DAY)
        names[UnitKind.DISTRICT] = say(
            "{district} (đến {last})", district=district, last=last
        )
    return "; ".join(names.values())


def _periods(kinds: set[str]) -> str:
    return ", ".join(gettext(PERIOD_NAMES[kind]) for kind in Kind if kind in kinds)


def _due(text: str) -> str:
    rule = DueRule.parse(text)
    words = say("trong {days} ngày sau khi hết kỳ", days=rule.days)
    if rule.calendar == Calendar.ADMINISTRATIVE:
        return say(
            "{words}; kỳ tính từ ngày 15 (Nghị định số 09/2019/NĐ-CP)", words=words
        )
    return words
