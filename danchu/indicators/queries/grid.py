"""The grid of a filing: its cells, what is wrong with them, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from danchu.indicators.queries.asked import Asked, AskedRow
from danchu.indicators.queries.remarks import RemarkView
from danchu.indicators.rules.amounts import WORDS, Amount, Qualifier, State, add
from danchu.indicators.rules.cells import Cell, Entry, read_entry
from danchu.indicators.rules.checks import CheckKind, Finding, Severity
from danchu.indicators.rules.rollups import Coverage, Total, share

STATE_NAMES = {
    State.NUMBER: "number",
    State.ZERO: "number",
    State.BLANK: "blank",
    State.NOT_APPLICABLE: "na",
    State.NOT_YET: "wait",
}


def ident_of(name: str) -> str:
    """Return the id of the input of a cell.

    >>> ident_of("I04.DA_GQ_LAN_DAU")
    'o-i04-da-gq-lan-dau'
    """
    return "o-" + name.lower().replace(".", "-").replace("_", "-")


@dataclass(frozen=True)
class CellView:
    """One cell as the page draws it."""

    name: str
    label: str
    code: str
    unit_of_measure: str
    text: str
    state: str
    note: str
    previous: str
    is_part: bool
    is_computed: bool
    is_wrong: bool
    is_odd: bool
    is_open: bool
    why: str
    unsaved: str
    remarks: tuple[RemarkView, ...] = ()
    trace: str = ""
    seen: str = ""
    last: str = ""
    may_remark: bool = False
    draft: str = ""
    plan: str = ""
    """What the unit with all below it is set to reach; told at the total alone."""

    @property
    def ident(self) -> str:
        """The id of the input, so that the summary of errors leads to it."""
        return ident_of(self.name)

    @property
    def note_ident(self) -> str:
        """The id of the remark beside the input."""
        return f"{self.ident}-ghi-chu"

    @property
    def input_name(self) -> str:
        """What the input is called when it is sent."""
        return f"so-{self.name}"

    @property
    def spoken(self) -> str:
        """What a screen reader calls the input."""
        return f"{self.name} {self.label}, {self.unit_of_measure}"

    @property
    def shown(self) -> str:
        """What stands in a cell that is not open."""
        words = {"na": "Không áp dụng", "wait": "Chưa có số", "blank": "–"}
        return words.get(self.state, self.text)


@dataclass(frozen=True)
class Figure:
    """A number, what it is, and the word that makes it a limit, in an equation."""

    value: Decimal
    name: str
    word: str = ""

    @classmethod
    def of(cls, amount: Amount, name: str) -> "Figure":
        """Return an amount as an equation shows it."""
        return cls(amount.number, name, WORDS[amount.qualifier])


@dataclass(frozen=True)
class Cure:
    """A press that mends a contradiction."""

    label: str
    name: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class ClashView:
    """A contradiction, drawn as an equation below the rows it concerns."""

    ident: str
    title: str
    terms: tuple[Figure, ...]
    sum: Figure | None
    stated: Figure
    cause: str
    cures: tuple[Cure, ...]
    rule: str


@dataclass(frozen=True)
class RowView:
    """A line of the grid and, below it, a contradiction."""

    cell: CellView
    clash: ClashView | None = None


@dataclass(frozen=True)
class ErrorView:
    """One line of the summary of errors."""

    href: str
    name: str
    why: str


@dataclass(frozen=True)
class Typed:
    """What was typed and refused: the page keeps it, with the reasons."""

    entries: Mapping[str, Entry]
    errors: Mapping[str, str]
    must_answer: bool = False
    unsaved: Mapping[str, Entry] = field(default_factory=dict)
    """What was typed on a page that had grown old: told beside the new figures."""
    texts: Mapping[str, str] = field(default_factory=dict)
    unsaved_texts: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    opened: datetime | None = None


@dataclass(frozen=True)
class Beside:
    """What else the grid needs: last year's totals, and whether cells are open.

    Open remarks and the address of its history stand at their cell; whoever may return
    the filing may remark on each.
    """

    previous: Mapping[str, Total]
    is_open: bool
    last: Mapping[str, Total] = field(default_factory=dict)
    remarks: Mapping[str, Sequence[RemarkView]] = field(default_factory=dict)
    traces: Mapping[str, str] = field(default_factory=dict)
    may_remark: bool = False
    plans: Mapping[str, str] = field(default_factory=dict)


def unexplained(found: Iterable[Finding], cells: Mapping[str, Cell]) -> list[Finding]:
    """Return the oddities that no note explains yet."""
    return [
        one
        for one in found
        if one.check.severity == Severity.EXPLAIN
        and not any(cells[code].note for code in one.check.codes if code in cells)
    ]


def error_lines(
    found: Iterable[Finding], cells: Mapping[str, Cell], typed: Typed
) -> Iterable[ErrorView]:
    """Yield the lines of the summary of errors, those that stop everything first."""
    for name, why in typed.errors.items():
        yield ErrorView(f"#{ident_of(name)}", name, why)
    listed = list(found)
    silent = unexplained(listed, cells)
    for one in listed:
        if one.check.severity == Severity.NOTICE or (
            one.check.severity == Severity.EXPLAIN and one not in silent
        ):
            continue
        first = next(code for code in one.check.codes if code in cells)
        why = one.equation
        if one in silent:
            why += "; cần nêu lý do ở ô ghi chú"
        yield ErrorView(f"#{ident_of(first)}", first, f"{why}. {one.check.message}")


def sections_of(
    asked: Asked,
    cells: Mapping[str, Cell],
    found: list[Finding],
    typed: Typed,
    beside: Beside,
) -> tuple[tuple[str, tuple[RowView, ...]], ...]:
    """Return the lines of the grid by section, each with its contradiction."""
    clashes = _clashes(asked, found, is_open=beside.is_open)
    sections: dict[str, list[RowView]] = {}
    for row in asked.rows:
        lines = sections.setdefault(row.section, [])
        for cell in _cell_views(row, cells, found, typed, beside):
            lines.append(RowView(cell, clashes.get(cell.name)))
    return tuple((name, tuple(lines)) for name, lines in sections.items())


def _cell_views(
    row: AskedRow,
    cells: Mapping[str, Cell],
    found: list[Finding],
    typed: Typed,
    beside: Beside,
) -> Iterable[CellView]:
    names = [(row.code, row.name)] + [
        (f"{row.code}.{code}", name) for _, code, name in row.members
    ]
    for name, label in names:
        cell = _computed(row, cells) if row.is_percent else cells[name]
        entry = typed.entries.get(name)
        wrong, odd = _marks(name, found)
        yield CellView(
            name=name,
            label=label,
            code=row.code if name == row.code else "",
            unit_of_measure=row.unit_of_measure,
            text=entry.text if entry else cell.text,
            state=STATE_NAMES[cell.state] if entry is None else "number",
            note=entry.note if entry else cell.note,
            previous=_told(beside.previous.get(name)),
            last=_told(beside.last.get(name)),
            seen=cell.face,
            is_part=name != row.code,
            is_computed=row.is_percent,
            is_wrong=wrong or name in typed.errors,
            is_odd=odd,
            is_open=beside.is_open and not row.is_percent,
            why=typed.errors.get(name, ""),
            unsaved=_unsaved(typed.unsaved.get(name), cell),
            remarks=tuple(beside.remarks.get(name, ())),
            trace=beside.traces.get(name, ""),
            may_remark=beside.may_remark,
            draft=typed.remarks.get(name, ""),
            plan=beside.plans.get(name, ""),
        )


def _marks(name: str, found: list[Finding]) -> tuple[bool, bool]:
    mine = [one.check.severity for one in found if name in one.check.codes]
    return Severity.BLOCK in mine, Severity.EXPLAIN in mine


def _told(total: Total | None) -> str:
    return str(total.amount) if total and total.amount else "–"


def _unsaved(entry: Entry | None, cell: Cell) -> str:
    if entry is None:
        return ""
    try:
        meant = read_entry(entry)
    except ValueError:
        return entry.text
    if (meant.words, meant.note) == (cell.words, cell.note):
        return ""
    return f"{meant.words}; {meant.note}" if meant.note else meant.words


def _computed(row: AskedRow, cells: Mapping[str, Cell]) -> Cell:
    return percent_cell(cells.get(row.numerator), cells.get(row.denominator))


def percent_cell(part: Cell | None, whole: Cell | None) -> Cell:
    """Return what a page shows of two of its cells as a percent; nothing if one lacks.

    A limit above or below makes the percent a limit.
    """
    if part is None or whole is None:
        return Cell()
    made = share(_lone_total(part), _lone_total(whole))
    if made.number is None:
        return Cell()
    number = made.number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Cell(State.NUMBER, number, qualifier=made.qualifier)


def _lone_total(cell: Cell) -> Total:
    return Total(cell.number, cell.qualifier, None, Coverage(0, 0), 1)


def _clashes(
    asked: Asked, found: list[Finding], *, is_open: bool
) -> dict[str, ClashView]:
    order = [name for row in asked.rows for name, _ in row.keys]
    names = {row.code: row.name for row in asked.rows} | {
        f"{row.code}.{code}": name
        for row in asked.rows
        for _, code, name in row.members
    }
    clashes: dict[str, ClashView] = {}
    for one in found:
        mine = [name for name in order if name in one.check.codes]
        if one.check.kind is CheckKind.PARTITION and mine:
            clashes[mine[-1]] = _clash(one, names, is_open=is_open)
    return clashes


def _clash(one: Finding, names: Mapping[str, str], *, is_open: bool) -> ClashView:
    stated_code = one.check.left[0]
    made = add(one.right)
    cause = one.gap
    if one.likely_cause:
        cause += f", đúng bằng {one.likely_cause} {names.get(one.likely_cause, '')}"
    return ClashView(
        ident=f"mt-{one.check.code.lower()}",
        title=one.check.message,
        terms=tuple(
            Figure.of(amount, code)
            for code, amount in zip(one.check.right, one.right, strict=True)
        ),
        sum=Figure.of(made, "cộng lại") if len(one.right) > 1 else None,
        stated=Figure.of(one.left[0], f"{stated_code} đã ghi"),
        cause=f"{cause}.",
        cures=tuple(_cures(one, made, names)) if is_open else (),
        rule=f"Quy tắc {one.check.code}"
        + (f": {one.check.legal_ref}" if one.check.legal_ref else ""),
    )


def _cures(one: Finding, made: Amount, here: Mapping[str, str]) -> Iterable[Cure]:
    """Yield ways out that this page has: what stands on another form is not here."""
    stated = one.check.left[0]
    if stated in here and made.qualifier is not Qualifier.APPROXIMATE:
        yield Cure(f"Ghi {stated} là {made}", "sua", f"{stated}={made.typed}")
    part = next((code for code in one.check.right if code in here), None)
    if part:
        yield Cure("Sửa từng phần", "", "", href=f"#{ident_of(part)}")
