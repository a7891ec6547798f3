"""What a form asks of a unit for a period, and what stands in its cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Prefetch, Q
from django.utils import timezone

from danchu.indicators.models import (
    Check,
    Filing,
    Form,
    FormRow,
    Member,
    Value,
)
from danchu.indicators.queries.demands import Alike, Demand, is_for
from danchu.indicators.rules.amounts import Amount, Qualifier, State, plain
from danchu.indicators.rules.catalogue import Aggregation, Measure, RowKind, Scope
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import (
    CheckKind,
    CheckRule,
    Finding,
    Severity,
    broken,
    findings,
)
from danchu.indicators.rules.expressions.trees import BEFORE
from danchu.indicators.rules.filings import DueRule
from danchu.kernel.audit.queries import history_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree

Key = tuple[int, int | None]
"""An indicator's id, and the id of a member or `None` for the total."""


@dataclass(frozen=True)
class AskedRow:
    """One line of a filing, with the members of its breakdown."""

    section: str
    indicator: int
    code: str
    name: str
    unit_of_measure: str
    is_percent: bool
    is_score: bool
    numerator: str
    denominator: str
    members: tuple[tuple[int, str, str], ...]
    measure: str = Measure.COUNT
    adds_over_units: bool = True
    adds_over_time: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether it counts things that are not divided: meetings, people, turns."""
        return self.measure in {Measure.COUNT, Measure.PEOPLE, Measure.TURNS}

    @property
    def keys(self) -> list[tuple[str, Key]]:
        """Return the cells of the line: their names on the page and their keys."""
        total: list[tuple[str, Key]] = [(self.code, (self.indicator, None))]
        return total + [
            (f"{self.code}.{code}", (self.indicator, member))
            for member, code, _ in self.members
        ]


@dataclass(frozen=True)
class AskedText:
    """One part of a filing that is written in words."""

    code: str
    label: str
    section: str


@dataclass(frozen=True)
class Asked:
    """The rows a form asks for, and the rule by which they are due."""

    form: Form
    unit: Unit
    period: Period
    rows: tuple[AskedRow, ...]
    due: DueRule
    texts: tuple[AskedText, ...] = ()
    edition: int = 1

    @cached_property
    def cells(self) -> dict[str, Key]:
        """Return every cell that may be typed into, by its name."""
        return {
            name: key
            for row in self.rows
            if not row.is_percent
            for name, key in row.keys
        }

    @cached_property
    def whole(self) -> frozenset[str]:
        """Return the cells that count what is not divided."""
        return frozenset(
            name for row in self.rows if row.is_whole for name, _ in row.keys
        )

    def of(self, unit: Unit) -> "Asked":
        """Return the same, asked of another unit of its kind."""
        made = replace(self, unit=unit)
        made.__dict__.update(cells=self.cells, whole=self.whole)
        return made

    @cached_property
    def places(self) -> frozenset[str]:
        """Return what a remark may speak of: cells, lines, and parts in words."""
        lines = {row.code for row in self.rows} | {text.code for text in self.texts}
        return frozenset(lines | set(self.cells))


def form_by_code(code: str) -> Form:
    """Return a form, refusing one that is unknown or not in force yet."""
    name = code[:10].replace("\0", " ")
    if (form := Form.objects.filter(code=name, edition__gt=0).first()) is None:
        raise RuleBroken("indicators.unknown_form", code=code[:10])
    return form


def asked_of(form: Form, unit: Unit, period: Period) -> Asked:
    """Return what `form` asks of `unit` for `period`, refusing when it asks nothing.

    A filing that somebody has opened keeps the edition it was opened with.
    """
    asked = asked_of_units(form, [unit], period).get(unit.pk)
    if asked is None:
        raise RuleBroken(
            "indicators.not_asked",
            form=form.code,
            unit=unit.name,
            period=period.label,
        )
    return asked


def asked_of_units(
    form: Form, units: Iterable[Unit], period: Period
) -> dict[int, Asked]:
    """Return what `form` asks of each unit, by its id; of some it asks nothing."""
    every, listed = _rows(form), list(units)
    demand = Demand.of(form, [unit.pk for unit in listed], period)
    alike: dict[Alike, Asked | None] = {}
    found = {}
    for unit in listed:
        key = demand.key(unit, every)
        if key not in alike:
            alike[key] = asked_by(form, demand.rows(unit, every), unit, period)
        asked = alike[key]
        if asked is not None and not _did_not_exist(unit, period):
            found[unit.pk] = asked.of(unit)
    return found


def asked_by(
    form: Form, every: Sequence[FormRow], unit: Unit, period: Period
) -> Asked | None:
    """Return what rows of a form ask, stored or not; nothing without a number."""
    rows = [row for row in every if is_asked(row, unit, period)]
    if not rows:
        return None
    return Asked(
        form,
        unit,
        period,
        rows=tuple(_asked_row(row) for row in rows),
        due=DueRule.parse(rows[0].due_rule),
        texts=tuple(
            AskedText(row.narrative_code, row.narrative_label, row.section)
            for row in every
            if row.kind == RowKind.NARRATIVE and _fits(row, unit.kind, period, unit.pk)
        ),
        edition=rows[0].edition,
    )


def is_asked(row: FormRow, unit: Unit, period: Period) -> bool:
    """Tell whether a number is asked of this unit for this period."""
    return is_asked_of(row, unit.kind, period, unit.pk)


def is_asked_of(row: FormRow, kind: str, period: Period, unit: int = 0) -> bool:
    """Tell whether a number is asked of units of `kind`, or of `unit`, for a period."""
    indicator = row.indicator
    if indicator is None or not _fits(row, kind, period, unit):
        return False
    starts, ends = indicator.valid_from, indicator.valid_to
    return (not starts or starts <= period.end) and (not ends or ends >= period.start)


def _fits(row: FormRow, kind: str, period: Period, unit: int) -> bool:
    return (
        (kind in row.unit_kinds or unit in row.units)
        and period.kind in row.period_kinds
        and DueRule.parse(row.due_rule).asks(period.calendar)
        and is_for(row, period)
    )


def _did_not_exist(unit: Unit, period: Period) -> bool:
    return bool(
        (unit.valid_to and unit.valid_to < period.start)
        or (unit.valid_from and unit.valid_from > period.end)
    )


def _rows(form: Form) -> list[FormRow]:
    members = Prefetch(
        "indicator__dimension__members", Member.objects.order_by("position")
    )
    return list(
        FormRow.objects.filter(form=form)
        .select_related(
            "indicator__dimension", "indicator__numerator", "indicator__denominator"
        )
        .prefetch_related(members)
        .order_by("position")
    )


def _asked_row(row: FormRow) -> AskedRow:
    indicator = row.indicator
    assert indicator is not None  # noqa: S101 -- `is_asked` leaves no other rows
    is_percent = indicator.measure == Measure.PERCENT
    dimension = None if is_percent else indicator.dimension
    return AskedRow(
        section=row.section,
        indicator=indicator.pk,
        code=indicator.code,
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
        is_percent=is_percent,
        measure=indicator.measure,
        is_score=indicator.measure == Measure.SCORE,
        numerator=indicator.numerator.code if indicator.numerator else "",
        denominator=indicator.denominator.code if indicator.denominator else "",
        members=tuple(
            (member.pk, member.code, member.name) for member in dimension.members.all()
        )
        if dimension
        else (),
        adds_over_units=indicator.agg_units == Aggregation.SUM,
        adds_over_time=indicator.agg_time == Aggregation.SUM,
    )


def filing_of(form: Form, unit: Unit, period: Period) -> Filing | None:
    """Return the filing, if somebody has opened it."""
    return (
        Filing.objects.filter(form=form, unit=unit, period__code=period.code)
        .select_related("dossier__unit", "form", "unit", "period", "approved_by")
        .first()
    )


def version_of(filing: Filing | None) -> int:
    """Return the number of what last happened to a filing; 0 while nobody opened it.

    A page reads it before the figures, so that it never vouches for later ones.
    """
    newest = history_of(filing.dossier).first() if filing else None
    return newest.pk if newest else 0


def values_of(
    unit: Unit, period: ReportingPeriod | None, indicators: Iterable[int]
) -> dict[Key, Value]:
    """Return the own values of a unit and period, by indicator and member."""
    if period is None:
        return {}
    rows = Value.objects.filter(
        unit=unit, period=period, indicator__in=list(indicators), scope=Scope.OWN
    )
    return {(row.indicator_id, row.member_id): row for row in rows}


def cell_of(value: Value | None) -> Cell:
    """Return what a stored value says; nothing stored is blank."""
    if value is None:
        return Cell()
    number = None if value.number is None else plain(value.number)
    return Cell(State(value.state), number, value.note, Qualifier(value.qualifier))


def check_rules(unit: Unit | None = None) -> list[CheckRule]:
    """Return the checks of the catalogue, and those written for where `unit` stands."""
    binding = Q(unit=None)
    if unit is not None:
        today = timezone.localdate()
        above = Ancestry.objects.filter(
            tree__in=list(Tree), unit=unit, since__lte=today, until__gt=today
        )
        binding |= Q(unit=unit) | Q(unit__in=above.values("ancestor"))
    return [check_rule(row) for row in Check.objects.filter(binding).order_by("code")]


def check_rule(row: Check) -> CheckRule:
    """Return a stored check as rules know it."""
    return CheckRule(
        code=row.code,
        kind=CheckKind(row.kind),
        left=tuple(row.left),
        right=tuple(row.right),
        severity=Severity(row.severity),
        message=row.message,
        legal_ref=row.legal_ref,
        expression=row.expression,
    )


def rules_touching(asked: Asked) -> list[CheckRule]:
    """Return the checks that bind the unit and name a cell of these rows."""
    mine = {row.code for row in asked.rows} | set(asked.cells)
    return [rule for rule in check_rules(asked.unit) if mine & set(rule.codes)]


def filing_findings(
    asked: Asked, cells: dict[str, Cell], before: Mapping[str, Amount]
) -> list[Finding]:
    """Return what all checks that touch these cells say, breakdowns first.

    What the unit holds for the same period on other forms takes part, and what it had
    in the last period `before`.
    """
    amounts = others_of(asked) | {
        name: cell.amount for name, cell in cells.items() if cell.amount is not None
    }
    amounts |= {f"{name} {BEFORE}": amount for name, amount in before.items()}
    touching = rules_touching(asked)
    return [*breakdowns(asked.rows, cells), *findings(touching, amounts)]


def breakdowns(rows: Sequence[AskedRow], cells: dict[str, Cell]) -> list[Finding]:
    """Return the totals that their members do not make, or already exceed.

    A member that is blank or not known yet is no zero: until it has a number, or does
    not apply, the others may make less than the total.
    """
    found = []
    for row in rows:
        members = [(name, cells.get(name, Cell())) for name, _ in row.keys[1:]]
        known = {name: cell.amount for name, cell in members if cell.amount is not None}
        total = cells.get(row.code, Cell()).amount
        if row.is_score or total is None or not known:
            continue
        is_open = any(cell.state in _UNKNOWN for _, cell in members)
        amounts = known | {row.code: total}
        found += findings(
            [_breakdown(row.code, tuple(known), is_open=is_open)], amounts
        )
    return broken(found)


_UNKNOWN = {State.BLANK, State.NOT_YET}


def _breakdown(code: str, members: tuple[str, ...], *, is_open: bool) -> CheckRule:
    kind = CheckKind.SUBSET if is_open else CheckKind.PARTITION
    return CheckRule(
        code=f"PT-{code}",
        kind=kind,
        left=members if is_open else (code,),
        right=(code,) if is_open else members,
        severity=Severity.BLOCK,
        message=f"Các thành phần không thể nhiều hơn {code}."
        if is_open
        else f"Các thành phần phải làm nên {code}.",
    )


def others_of(asked: Asked) -> dict[str, Amount]:
    """Return the totals that the unit has on other forms of the same period."""
    rows = Value.objects.filter(
        unit=asked.unit,
        period__code=asked.period.code,
        scope=Scope.OWN,
        member=None,
        number__isnull=False,
    ).exclude(indicator__in=[row.indicator for row in asked.rows])
    return {
        code: Amount(plain(number), Qualifier(qualifier))
        for code, number, qualifier in rows.values_list(
            "indicator__code", "number", "qualifier"
        )
        if number is not None
    }
