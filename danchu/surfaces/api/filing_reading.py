"""What programs send for a filing, read as a clerk would have typed it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from danchu.indicators.queries.asked import Asked
from danchu.indicators.rules.amounts import WORDS, Qualifier
from danchu.indicators.rules.cells import Entry, read_entry
from danchu.indicators.rules.narratives import Said
from danchu.indicators.services.saving import Sheet, Typed
from danchu.kernel.errors import RuleBroken
from danchu.surfaces.api.filing_shapes import CellSaid, SentCell, SentSheet, SentText
from danchu.surfaces.api.problems import Fault, Refused

NOT_A_NUMBER, NOT_IN_FORM = "indicators.not_a_number", "indicators.not_in_form"
_MOST_NAMED = 5
_FARTHEST = 24
"""Powers of ten beyond which a number is not even written out to be refused."""


def sheet_of(asked: Asked, sent: SentSheet) -> Sheet:
    """Read a whole document; refuses with ``api.bad_cells`` naming every bad place."""
    faults: list[Fault] = []
    typed = {
        name: Typed(entry, _seen(name, sent.cells[name], faults))
        for name, entry in _entries(asked, sent.cells, faults).items()
    }
    known = {text.code for text in asked.texts}
    faults += [
        fault_of(f"texts.{code}", NOT_IN_FORM, "không phải là phần lời của biểu này")
        for code in sent.texts
        if code not in known
    ]
    if faults:
        raise bad_places(asked.form.code, faults)
    return Sheet(typed, {code: _said(one) for code, one in sent.texts.items()})


def entries_of(asked: Asked, cells: Mapping[str, CellSaid | None]) -> dict[str, Entry]:
    """Read cells; refuses with ``api.bad_cells`` naming every bad one."""
    faults: list[Fault] = []
    entries = _entries(asked, cells, faults)
    if faults:
        raise bad_places(asked.form.code, faults)
    return entries


def check_remarks(asked: Asked, remarks: Iterable[str]) -> None:
    """Refuse with ``api.bad_cells`` remarks on what the form does not have."""
    why = "không phải là ô, dòng hay phần lời của biểu này"
    faults = [
        fault_of(f"remarks.{name}", NOT_IN_FORM, why)
        for name in remarks
        if name not in asked.places
    ]
    if faults:
        raise bad_places(asked.form.code, faults)


def entry_of(sent: CellSaid) -> Entry:
    """Return a cell as a clerk would type it; raise `ValueError` with the reason."""
    number, state = sent.number, sent.state
    if number is None:
        if sent.qualifier != "exact":
            raise ValueError(f"ghi là {sent.qualifier} mà không có số")
        if state == "number":
            raise ValueError("ghi là number mà không có số")
        return (
            Entry("0", note=sent.note)
            if state == "zero"
            else Entry("", state or "blank", sent.note)
        )
    if state in {"blank", "not_applicable", "not_yet"}:
        raise ValueError(f"vừa có số, vừa ghi {state}; chọn một")
    if (state == "zero" and number) or (state == "number" and not number):
        raise ValueError(f"số {number:f} không khớp với {state}"[:100])
    return Entry(
        f"{WORDS[Qualifier(sent.qualifier)]}{_vietnamese(number)}", note=sent.note
    )


def fault_of(parameter: str, code: str, why: str) -> Fault:
    """Return what is wrong with a place of the document."""
    return Fault(parameter=parameter[:66], detail=why, code=code)


def bad_places(form: str, faults: list[Fault]) -> Refused:
    """Return the refusal of a document for places that cannot be used."""
    broken = RuleBroken(
        "api.bad_cells", count=len(faults), cells=_listed(faults), form=form
    )
    return Refused(broken, faults)


def written_since(faults: list[Fault]) -> Refused:
    """Return the refusal of a document that was made before somebody else wrote."""
    broken = RuleBroken("api.written_since", count=len(faults), cells=_listed(faults))
    return Refused(broken, faults)


def _listed(faults: list[Fault]) -> str:
    said = "; ".join(
        f"{one.parameter.partition('.')[2]} {one.detail}"
        for one in faults[:_MOST_NAMED]
    )
    return f"{said}{'; …' if len(faults) > _MOST_NAMED else ''}"


def _entries(
    asked: Asked, cells: Mapping[str, CellSaid | None], faults: list[Fault]
) -> dict[str, Entry]:
    percents = {row.code for row in asked.rows if row.is_percent}
    entries = {}
    for name, sent in cells.items():
        where = f"cells.{name}"
        if name in percents:
            why = "là tỷ lệ, hệ thống tự tính từ tử số và mẫu số"
            faults.append(fault_of(where, "indicators.percent_typed", why))
        elif name not in asked.cells:
            why = "không phải là ô của biểu này cho đơn vị và kỳ này"
            faults.append(fault_of(where, NOT_IN_FORM, why))
        else:
            try:
                entries[name] = entry_of(sent or CellSaid())
            except ValueError as why_not:
                faults.append(fault_of(where, NOT_A_NUMBER, str(why_not)))
    return entries


def _seen(name: str, sent: SentCell | None, faults: list[Fault]) -> str | None:
    """Return the face of the cell as the program saw it; `None` if it did not look."""
    if sent is None or sent.seen is None:
        return None
    try:
        return read_entry(entry_of(sent.seen)).face
    except ValueError as why:
        faults.append(fault_of(f"cells.{name}.seen", NOT_A_NUMBER, str(why)))
        return None


def _said(sent: SentText | None) -> Said:
    return Said(sent.text, sent.seen) if sent else Said("")


def _vietnamese(number: Decimal) -> str:
    if number.is_signed() and number:
        raise ValueError("không được là số âm")
    if number and number.adjusted() > _FARTHEST:
        raise ValueError("số quá lớn")
    if number and number.adjusted() < -_FARTHEST:
        raise ValueError("nhiều hơn 4 chữ số sau dấu phẩy")
    whole, _, rest = f"{abs(number) if number else Decimal(0):f}".partition(".")
    # The nought says that these are parts of one: “1,234” alone could be thousands.
    return f"{whole},{rest}0" if rest else whole
