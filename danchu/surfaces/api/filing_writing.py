"""Filings, and what forms ask, written down as their shapes."""

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote

from danchu.indicators.queries.asked import AskedRow
from danchu.indicators.queries.documents import FilingDocument, Question
from danchu.indicators.queries.facts import PlaceFact
from danchu.indicators.queries.filings import FilingFact
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import CheckKind, CheckRule, Finding
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.descriptions import codes_on
from danchu.surfaces.api import filing_shapes as shapes
from danchu.surfaces.api.places import ROOT, link, place
from danchu.surfaces.api.shapes import PeriodName, Place

_DEEDS = {
    "indicators.enter": "enter",
    "indicators.submit": "submit",
    "indicators.approve": "approve",
    "indicators.return_own": "return",
    "indicators.return": "return",
    "indicators.accept": "accept",
    "indicators.publish": "publish",
    "indicators.reopen_own": "reopen",
    "indicators.reopen": "reopen",
    "indicators.withdraw": "withdraw",
    "indicators.correct": "correct",
    "indicators.extend": "extend",
}
"""Actions as the addresses of the API name them."""


def filing_address(form: str, unit: int, period: str) -> str:
    """Return where a filing is in the API.

    >>> filing_address("PL4", 7, "W:dai-hoi")
    '/api/v1/filings/PL4/7/W%3Adai-hoi'
    """
    return f"{ROOT}/filings/{quote(form)}/{unit}/{quote(period, safe='')}"


def filing_lines(found: Iterable[FilingFact], today: date) -> list[shapes.FilingLine]:
    """Write a list of filings."""
    facts = list(found)
    codes = codes_on([one.place.pk for one in facts], today)
    return [_line(one, codes, today) for one in facts]


def _line(one: FilingFact, codes: Mapping[int, str], today: date) -> shapes.FilingLine:
    where = one.place
    return shapes.FilingLine.model_construct(
        form=shapes.FormName(code=one.form_code, name=one.form_name),
        unit=_place(where, codes, today),
        period=_period(one.period),
        status=one.status.value if one.status else "not_begun",
        self_approved=one.self_approved,
        is_returned=one.is_returned,
        accepted_by=list(one.accepted_by),
        due_on=one.due_on,
        standing=one.standing.value if one.standing else None,
        href=filing_address(one.form_code, where.pk, one.period.code),
    )


def whole_filing(found: FilingDocument, today: date) -> shapes.Filing:
    """Write one filing."""
    asked = found.asked
    receiving = [one.unit for one in found.recipients]
    codes = codes_on([asked.unit.pk, *(unit.pk for unit in receiving)], today)
    form, unit, period = asked.form.code, asked.unit, asked.period.code
    deeds = {_DEEDS[name] for name in found.deeds}
    return shapes.Filing.model_construct(
        form=shapes.FormName(code=form, name=asked.form.name),
        unit=_place(PlaceFact.of(unit), codes, today),
        period=_period(asked.period),
        status=found.status.value if found.status else "not_begun",
        self_approved=found.self_approved,
        due_on=found.due_on,
        version=found.version,
        deeds=sorted(deeds),
        cells={name: _cell(one) for name, one in found.cells.items()},
        texts={
            one.code: shapes.Text(label=one.label, text=one.text) for one in found.texts
        },
        remarks=[
            shapes.Remark(
                cell=one.cell,
                text=one.text,
                by=one.who,
                at=one.at,
                is_open=one.is_open,
            )
            for one in found.remarks
        ],
        recipients=[
            shapes.Recipient(
                unit=_place(PlaceFact.of(one.unit), codes, today),
                publishes=one.is_publisher,
                accepted_by=one.accepted_by,
                accepted_at=one.accepted_at,
            )
            for one in found.recipients
        ],
        findings=[_finding(one) for one in found.findings],
        questions=link(f"/forms/{quote(form)}", unit=str(unit.pk), period=period),
        page=f"/so-lieu/{quote(form)}/{unit.pk}/{quote(period, safe='')}/",
    )


def whole_question(question: Question, today: date) -> shapes.Questions:
    """Write what a form asks."""
    asked = question.asked
    form, unit, period = asked.form.code, asked.unit, asked.period
    return shapes.Questions(
        form=shapes.FormName(code=form, name=asked.form.name),
        unit=_place(PlaceFact.of(unit), codes_on([unit.pk], today), today),
        period=_period(period),
        due_on=question.due_on,
        rows=[_row(one) for one in asked.rows],
        texts=[shapes.TextAsked(code=one.code, label=one.label) for one in asked.texts],
        checks=[_check(one) for one in question.checks],
        filing=filing_address(form, unit.pk, period.code),
    )


def _place(where: PlaceFact, codes: Mapping[int, str], today: date) -> Place:
    return place(where.pk, where.name, where.kind, codes.get(where.pk, ""), today)


def _period(period: Period) -> PeriodName:
    return PeriodName(
        code=period.code, label=period.label, start=period.start, end=period.end
    )


def _cell(one: Cell) -> shapes.Cell:
    return shapes.Cell.model_construct(
        state=one.state.value,
        number=one.number,
        qualifier=one.qualifier.value,
        note=one.note,
        text=one.words,
    )


def _finding(one: Finding) -> shapes.Finding:
    return shapes.Finding(
        check=one.check.code,
        severity=one.check.severity.value,
        codes=list(one.check.codes),
        equation=one.equation,
        message=one.check.message,
    )


def _row(row: AskedRow) -> shapes.Row:
    return shapes.Row(
        section=row.section,
        code=row.code,
        name=row.name,
        unit_of_measure=row.unit_of_measure,
        is_computed=row.is_percent,
        numerator=row.numerator or None,
        denominator=row.denominator or None,
        members=[
            shapes.Member(code=code, name=name, cell=f"{row.code}.{code}")
            for _, code, name in row.members
        ],
    )


_TABLED: dict[CheckKind, shapes.CheckKind] = {
    CheckKind.PARTITION: "partition",
    CheckKind.SUBSET: "subset",
    CheckKind.COMPARE: "compare",
    CheckKind.BOUND: "bound",
    CheckKind.RATIO: "ratio",
    CheckKind.NOT_PARTITION: "not_partition",
    CheckKind.EXPRESSION: "expression",
}
"""The kinds of the table of checks; jumps and copies stand in no table."""


def _check(rule: CheckRule) -> shapes.Check:
    return shapes.Check(
        code=rule.code,
        kind=_TABLED[rule.kind],
        left=list(rule.left),
        right=list(rule.right),
        expression=rule.expression,
        severity=rule.severity.value,
        message=rule.message,
        legal_ref=rule.legal_ref,
    )
