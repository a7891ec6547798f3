"""What programs send is read strictly: exactly, once, and of a sane size."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.rules.amounts import State
from danchu.indicators.rules.cells import read_entry
from danchu.kernel.errors import RuleBroken
from danchu.surfaces.api.bodies import read_document
from danchu.surfaces.api.filing_reading import entry_of
from danchu.surfaces.api.filing_shapes import CellSaid


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "không phải là JSON (dòng 1, cột 1)"),
        (b"{", "không phải là JSON (dòng 1, cột 2)"),
        (b"{}{}", "không phải là JSON (dòng 1, cột 3)"),
        (b"\xff", "không phải bảng mã UTF-8"),
        (b'{"a":1,"a":2}', "“a” được ghi hai lần"),
        (b'{"x":{"a":1,"\\u0061":2}}', "“a” được ghi hai lần"),
        (b"[NaN]", "NaN không phải là số"),
        (b"[-Infinity]", "-Infinity không phải là số"),
        (b"1" * 41, "có số dài hơn 40 ký tự"),
        (b"1" * 100_000, "có số dài hơn 40 ký tự"),
        (b"[" * 100_000, "lồng nhau quá sâu"),
        (b'"\\u0000"', "có ký tự không lưu được (NUL hoặc nửa ký tự)"),
        (b'{"\\ud800": 1}', "có ký tự không lưu được (NUL hoặc nửa ký tự)"),
        (b'[{"a":["\\udfff"]}]', "có ký tự không lưu được (NUL hoặc nửa ký tự)"),
    ],
)
def test_what_two_readers_might_read_differently_is_refused(
    raw: bytes, why: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_document(raw)

    assert refused.value.code == "api.bad_document"
    assert refused.value.facts == {"why": why}


def test_numbers_are_read_exactly() -> None:
    assert read_document(b"[0.1, 123456789012345678.1234, 1e3]") == [
        Decimal("0.1"),
        Decimal("123456789012345678.1234"),
        Decimal(1000),
    ]


_TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**30), 10**30) | _TEXTS,
        lambda some: st.lists(some) | st.dictionaries(_TEXTS, some),
    )
)
def test_every_other_document_is_read_as_it_was_written(document: Any) -> None:
    assert read_document(json.dumps(document).encode()) == document


def test_a_large_document_is_read_once_through() -> None:
    names = {f"n{number}": number for number in range(20_000)}

    assert len(read_document(json.dumps(names).encode())) == 20_000


@pytest.mark.parametrize(
    ("sent", "state", "number"),
    [
        (CellSaid(), State.BLANK, None),
        (CellSaid(number=Decimal("1234.5")), State.NUMBER, Decimal("1234.5")),
        (CellSaid(number=Decimal("1E+3")), State.NUMBER, Decimal(1000)),
        (CellSaid(number=Decimal("4.00000000")), State.NUMBER, Decimal(4)),
        (CellSaid(number=Decimal(0)), State.ZERO, Decimal(0)),
        (CellSaid(number=Decimal("-0")), State.ZERO, Decimal(0)),
        (CellSaid(number=Decimal("0E+999999")), State.ZERO, Decimal(0)),
        (CellSaid(state="zero"), State.ZERO, Decimal(0)),
        (CellSaid(state="not_yet"), State.NOT_YET, None),
        (CellSaid(state="not_applicable"), State.NOT_APPLICABLE, None),
        (CellSaid(state="blank"), State.BLANK, None),
        (CellSaid(number=Decimal(4), qualifier="more_than"), State.NUMBER, Decimal(4)),
    ],
)
def test_a_cell_means_what_a_clerk_would_have_typed(
    sent: CellSaid, state: State, number: Decimal | None
) -> None:
    cell = read_entry(entry_of(sent))

    assert (cell.state, cell.number) == (state, number)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (CellSaid(number=Decimal(-1)), "không được là số âm"),
        (CellSaid(number=Decimal("1E+400")), "số quá lớn"),
        (CellSaid(number=Decimal("1E+999999")), "số quá lớn"),
        (CellSaid(number=Decimal(10) ** 18), "số quá lớn"),
        (CellSaid(number=Decimal("1E-999999")), "nhiều hơn 4 chữ số sau dấu phẩy"),
        (CellSaid(number=Decimal("0.12345")), "nhiều hơn 4 chữ số sau dấu phẩy"),
        (CellSaid(state="number"), "ghi là number mà không có số"),
        (CellSaid(qualifier="more_than"), "ghi là more_than mà không có số"),
        (
            CellSaid(number=Decimal(0), qualifier="fewer_than"),
            "“hơn 0”, “gần 0” không nói được gì; hãy ghi số đã đếm",
        ),
        (
            CellSaid(state="not_yet", number=Decimal(1)),
            "vừa có số, vừa ghi not_yet; chọn một",
        ),
        (CellSaid(state="zero", number=Decimal(1)), "số 1 không khớp với zero"),
        (CellSaid(state="number", number=Decimal(0)), "số 0 không khớp với number"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_the_reason(
    sent: CellSaid, why: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        read_entry(entry_of(sent))


@given(st.decimals(0, 10**18 - 1, allow_nan=False, allow_infinity=False, places=4))
def test_every_number_the_column_holds_arrives_unchanged(number: Decimal) -> None:
    assert read_entry(entry_of(CellSaid(number=number))).number == number
