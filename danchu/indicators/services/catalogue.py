"""Loading the default catalogue: breakdowns, indicators, checks and forms."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from danchu.indicators.models import (
    Dimension,
    Form,
    FormRow,
    Indicator,
    Member,
)
from danchu.indicators.rules.catalogue import (
    AGG_TIME_NAMES,
    AGG_UNITS_NAMES,
    MEASURE_NAMES,
    ROW_NAMES,
    VISIBILITY_NAMES,
    Measure,
    RowKind,
)
from danchu.indicators.rules.expressions.loops import loop_in
from danchu.indicators.rules.filings import DueRule
from danchu.indicators.services.checks import load_checks
from danchu.indicators.services.tables import DATA, Line, read_table
from danchu.indicators.services.versions import keep_versions
from danchu.kernel.periods.rules import Kind
from danchu.kernel.units.rules import Tree, UnitKind

_CODE = re.compile(r"[A-Z][0-9]{2}")
_PERIODS = {kind.value for kind in Kind}
_KINDS = {kind.value for kind in UnitKind}


@transaction.atomic
def load_catalogue(folder: Path = DATA, *, on: date | None = None) -> int:
    """Load the shipped catalogue over what is there and return how many indicators.

    Nothing is deleted: what a province has added stays. A definition that differs from
    the one before is kept as a version of the day `on`, which is today if nobody says.
    Refuses with ``indicators.damaged_row`` naming file and line, having loaded nothing.
    """
    _load_dimensions(folder / "dimensions.csv")
    _load_indicators(folder / "indicators.csv")
    keep_versions(on or timezone.localdate())
    load_checks(folder / "checks.csv")
    _load_forms(folder / "forms.csv", _trees(folder / "recipients.csv"))
    return Indicator.objects.count()


def _load_dimensions(path: Path) -> None:
    columns = ("code", "name_vi", "member_code", "member_vi")
    lines = list(read_table(path, columns))
    names = {line.text("code"): line.text("name_vi") for line in lines}
    Dimension.objects.bulk_create(
        [Dimension(code=code, name=name) for code, name in names.items()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
    ids = dict(Dimension.objects.values_list("code", "pk"))
    members: dict[tuple[int, str], Member] = {}
    for line in lines:
        key = (ids[line.text("code")], line.text("member_code"))
        if key in members:
            raise line.damaged(f"thành phần {key[1]} xuất hiện hai lần")
        members[key] = Member(
            dimension_id=key[0],
            code=key[1],
            name=line.text("member_vi"),
            position=line.number,
        )
    Member.objects.bulk_create(
        members.values(),
        update_conflicts=True,
        unique_fields=["dimension", "code"],
        update_fields=["name", "position"],
    )


_INDICATOR_FIELDS = (
    "group", "name", "name_en", "measure", "unit_of_measure", "unit_kinds",
    "agg_units", "agg_time", "dimension", "numerator", "denominator",
    "period_kinds", "counted_from", "visibility", "valid_from", "valid_to", "source",
)  # fmt: skip
_INDICATOR_COLUMNS = (
    "code", "group", "name_vi", "name_en", "measure", "unit_vi", "unit_kinds",
    "agg_units", "agg_time", "dimension", "numerator_code", "denominator_code",
    "periods", "counted_from", "visibility", "valid_from", "valid_to", "source",
)  # fmt: skip


def _load_indicators(path: Path) -> None:
    lines: dict[str, Line] = {}
    for line in read_table(path, _INDICATOR_COLUMNS):
        code = line.text("code")
        if not _CODE.fullmatch(code):
            raise line.damaged(f"mã “{code}” không có dạng G01")
        if code in lines:
            raise line.damaged(f"mã {code} xuất hiện hai lần")
        lines[code] = line
    dimensions = dict(Dimension.objects.values_list("code", "pk"))
    stored = [line for line in lines.values() if not _is_percent(line)]
    _write_indicators([_indicator(line, dimensions) for line in stored])
    ids = dict(Indicator.objects.values_list("code", "pk"))
    percents = [line for line in lines.values() if _is_percent(line)]
    _refuse_loops(percents)
    _write_indicators([_percent(line, dimensions, ids) for line in percents])


def _refuse_loops(percents: list[Line]) -> None:
    lines = {line.cells["code"].strip(): line for line in percents}
    columns = ("numerator_code", "denominator_code")
    made_of = {
        code: [line.cells[column].strip() for column in columns]
        for code, line in lines.items()
    }
    if way := loop_in(made_of):
        raise lines[way[0]].damaged(f"{' → '.join(way)} tính vòng quanh")


def _is_percent(line: Line) -> bool:
    return line.cells["measure"] == Measure.PERCENT


def _indicator(line: Line, dimensions: dict[str, int]) -> Indicator:
    cells = line.cells
    dimension = line.word("dimension", dimensions) if cells["dimension"] else None
    valid_from, valid_to = line.day("valid_from"), line.day("valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        raise line.damaged("valid_to trước valid_from")
    return Indicator(
        code=line.text("code"),
        group=line.text("group"),
        name=line.text("name_vi"),
        name_en=line.text("name_en"),
        measure=line.word("measure", MEASURE_NAMES),
        unit_of_measure=line.text("unit_vi"),
        unit_kinds=line.words("unit_kinds", _KINDS),
        agg_units=line.word("agg_units", AGG_UNITS_NAMES),
        agg_time=line.word("agg_time", AGG_TIME_NAMES),
        dimension_id=dimensions[dimension] if dimension else None,
        period_kinds=line.words("periods", _PERIODS),
        counted_from=line.text("counted_from"),
        visibility=line.word("visibility", VISIBILITY_NAMES),
        valid_from=valid_from,
        valid_to=valid_to,
        source=cells["source"],
    )


def _percent(line: Line, dimensions: dict[str, int], ids: dict[str, int]) -> Indicator:
    indicator = _indicator(line, dimensions)
    indicator.numerator_id = ids[line.word("numerator_code", ids)]
    indicator.denominator_id = ids[line.word("denominator_code", ids)]
    return indicator


def _write_indicators(indicators: list[Indicator]) -> None:
    Indicator.objects.bulk_create(
        indicators,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_INDICATOR_FIELDS,
    )


_FORM_COLUMNS = (
    "form_code", "form_vi", "section_vi", "position", "type", "indicator_code",
    "narrative_code", "narrative_vi", "unit_kinds", "period_type", "due_rule",
)  # fmt: skip


def _trees(path: Path) -> dict[str, list[str]]:
    """Return along which trees each form is handed up, the territory first."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in read_table(path, ("form_code", "tree")):
        tree = line.word("tree", set(Tree))
        if tree in found[line.text("form_code")]:
            raise line.damaged(f"cây {tree} xuất hiện hai lần")
        found[line.text("form_code")].add(tree)
    return {
        code: [tree.value for tree in Tree if tree in trees]
        for code, trees in found.items()
    }


def _load_forms(path: Path, trees: dict[str, list[str]]) -> None:
    lines = list(read_table(path, _FORM_COLUMNS))
    names = {line.text("form_code"): line.text("form_vi") for line in lines}
    Form.objects.bulk_create(
        [
            Form(code=code, name=name, trees=trees.get(code, [Tree.TERRITORY.value]))
            for code, name in names.items()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "trees"],
    )
    FormRow.objects.bulk_create(
        list(_form_rows(lines)),
        update_conflicts=True,
        unique_fields=["form", "edition", "position"],
        update_fields=[
            "section", "kind", "indicator", "narrative_code", "narrative_label",
            "unit_kinds", "period_kinds", "due_rule",
        ],
    )  # fmt: skip


def _form_rows(lines: list[Line]) -> Iterator[FormRow]:
    forms = dict(Form.objects.values_list("code", "pk"))
    ids = dict(Indicator.objects.values_list("code", "pk"))
    places: set[tuple[str, str]] = set()
    for line in lines:
        place = (line.text("form_code"), line.text("position"))
        if place in places or not place[1].isdigit():
            raise line.damaged(f"thứ tự “{place[1]}” sai hoặc xuất hiện hai lần")
        places.add(place)
        yield _form_row(line, forms[place[0]], ids)


def _form_row(line: Line, form: int, ids: dict[str, int]) -> FormRow:
    kind = line.word("type", ROW_NAMES)
    is_indicator = kind == RowKind.INDICATOR
    try:
        DueRule.parse(line.text("due_rule"))
    except ValueError:
        raise line.damaged(f"hạn nộp “{line.cells['due_rule']}” lạ") from None
    return FormRow(
        form_id=form,
        section=line.text("section_vi"),
        position=int(line.text("position")),
        kind=kind,
        indicator_id=ids[line.word("indicator_code", ids)] if is_indicator else None,
        narrative_code="" if is_indicator else line.text("narrative_code"),
        narrative_label="" if is_indicator else line.text("narrative_vi"),
        unit_kinds=line.words("unit_kinds", _KINDS),
        period_kinds=line.words("period_type", _PERIODS),
        due_rule=line.text("due_rule"),
    )
