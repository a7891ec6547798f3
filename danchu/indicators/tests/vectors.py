"""Shared cases for the checks: what Python says, to be said by the browser as well.

After changing a rule, run in `python -m danchu shell` the line
`from danchu.indicators.tests.vectors import write; write()` and read the difference: it
writes `data/check_vectors.json`. Some cases are made by hand, many drawn with a seed.
"""

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from danchu.indicators.queries.asked import AskedRow, breakdowns
from danchu.indicators.queries.grid import percent_cell
from danchu.indicators.rules.amounts import Amount
from danchu.indicators.rules.cells import Cell, Entry, read_entry
from danchu.indicators.rules.checks import (
    CheckKind,
    CheckRule,
    Finding,
    Severity,
    broken,
    copied_of,
    evaluate,
    findings,
    jump_of,
)
from danchu.indicators.rules.expressions.deciding import decide
from danchu.indicators.rules.expressions.reading import read_claim
from danchu.indicators.rules.expressions.saying import contradiction_of
from danchu.indicators.rules.expressions.trees import BEFORE, Told, as_lists

PATH = Path(__file__).parent.parent / "data/check_vectors.json"
SEED = 20_261_125
Vector = dict[str, Any]

TYPED = (
    *("", " ", "0", "00", "7", "007", "1.234", "1.234,5", "1 234,50", "12 000"),
    *("1.5", "0.125", "12 5", "1,5", "1,", ",5", "1,5,5", "1..234", "1.2345"),
    *("999.999.999.999.999.999", "1" + 18 * "0", "1e400", "1E3", "0x10", "½", "٣"),
    *("0,0001", "0,00010", "0,00001", "-3", "−3", "– 3", "-", "+3", "88%", "88 %"),
    *("hơn 4000", "Hơn 4.000", "hơn4000", ">4000", "> 4.000", "trên 4.000", "trên"),
    *("gần 60", "<60", "dưới 60", "hơn 0", "gần 0,0", "hơn hơn 4", "hơnk 4"),
    *("khoảng 3", "~3", "≈ 3", "chừng 3", "K", "k", "C", " c ", "không áp dụng"),
    *("Không áp dụng", "chưa có", "Chưa có số", "kk", "abc", "3 cuộc", "1\u00a0234"),
    *("1,234", "12,000", "123,456", "0,125", "1234,567", "1.234,567", "1,2340"),
    *("1,234.56", "1,234,567", "1,234,567.5", "1,234.", "12.5", "1234.5", "12.50"),
    *("1 234.567", "1.234 567", "120\n135", "120\t135", "1 \u00a0234", "hơn 1,234"),
    *("hơn 1.234,567", "hơn 1,2340", "hơ\u031bn 5", "ho\u031bn 5", "ga\u0302\u0300n 5"),
    *(
        "kho\u0302ng a\u0301p du\u0323ng",
        "chu\u031ba co\u0301",
        "\ufeff396",
        "396\u200b",
    ),
    *(
        "\u202f396\u00a0",
        "\u200e396",
        "1\u202f234",
        "1\u2009234",
        "1\u3000234",
        "12\u00a0%",
    ),
    *("-", "–", "—", "- ", "(12)", "−\u00a03", "+12", "1\r\n", '"12"', "'12"),
)
VERDICTS = (
    ("partition", ["296"], ["38", "94", "164"]),
    ("partition", ["258"], ["38", "94", "164"]),
    ("partition", ["hơn 250"], ["38", "94", "164"]),
    ("partition", ["hơn 296"], ["38", "94", "164"]),
    ("partition", ["gần 296"], ["38", "94", "164"]),
    ("partition", ["gần 297"], ["38", "94", "164"]),
    ("partition", ["296"], ["hơn 38", "94", "164"]),
    ("partition", ["295"], ["hơn 38", "94", "164"]),
    ("partition", ["296"], ["gần 38", "hơn 94", "164"]),
    ("subset", ["5"], ["5"]),
    ("subset", ["5,0001"], ["5"]),
    ("subset", ["hơn 5"], ["5"]),
    ("subset", ["gần 5"], ["5"]),
    ("subset", ["gần 6"], ["5"]),
    ("compare", ["3", "4"], ["6"]),
    ("bound", ["0"], ["0"]),
    ("bound", ["5"], ["gần 5"]),
    ("bound", ["4"], ["gần 5"]),
    ("not_partition", ["277"], ["18", "27", "12", "73"]),
)
SHARES = (
    *(("1", "3"), ("2", "3"), ("1", "8"), ("0", "4"), ("4", "0"), ("", "4"), ("4", "")),
    *(("K", "4"), ("4", "C"), ("5", "4"), ("0,05", "100"), ("0,0499", "100")),
    *(("hơn 4", "8"), ("4", "hơn 8"), ("gần 4", "hơn 8"), ("hơn 4", "hơn 8")),
    *(("gần 4", "gần 8"), ("12.345,6789", "99.999.999"), ("88.587", "100.000")),
    *(("999.999.999.999.999.999", "7"), ("12,3450", "100"), ("6.249", "10.000")),
)
EXPRESSIONS = (
    "100 × I02 ≥ 88 × I03",
    "I01.A ≤ I01.B + I01.C − 1,5",
    "I02 ≤ 3 × I02 kỳ trước và 3 × I02 ≥ I02 kỳ trước",
    "nếu I03 > 10 thì I04 > 0 không thì I05 ≤ 30",
    "(nếu I01 > 20 thì I02 không thì I03) × 2 ≤ I04 + X01",
    "I06 ≠ I07 hoặc (I06 > 5 và I07 < 50)",
    "I02 × I03 ≤ I04 × I05 × 2,5",
    "(I02 − I03) × (I04 − I05) ≥ 0",
)
CLAIMS = (
    ("G02 <= G01", {"G01": "10", "G02": "12"}),
    ("G02 <= G01", {"G01": "10", "G02": "10"}),
    ("100 × G02 ≥ 88 × G01", {"G01": "631", "G02": "556"}),
    ("100 × G02 ≥ 88,2 × G01", {"G01": "631", "G02": "556"}),
    ("G01 = G02 + G03 − 0,0001", {"G01": "3", "G02": "1,0001", "G03": "2"}),
    ("G01 ≠ G02", {"G01": "0", "G02": "0"}),
    ("G01 ≠ G02", {"G01": "hơn 4", "G02": "4"}),
    ("G01 − G02 > 0", {"G01": "hơn 4", "G02": "gần 4"}),
    ("G01 − G02 ≥ 0,5", {"G01": "4", "G02": "hơn 3"}),
    ("G01 × G02 < 20", {"G01": "hơn 4", "G02": "5"}),
    ("G01 × G02 > 20", {"G01": "hơn 4", "G02": "5"}),
    ("G01 × G02 = 0", {"G01": "hơn 4", "G02": "0"}),
    ("G01 × G02 > 0", {"G01": "hơn 4", "G02": "0"}),
    ("G01 × G02 ≥ 20", {"G01": "gần 4", "G02": "gần 5"}),
    ("(G01 − 5) × (G02 − 3) < 0", {"G01": "2", "G02": "1"}),
    ("(G01 − 5) × G02 > 0", {"G01": "gần 5", "G02": "hơn 2"}),
    ("G01 < 3 × G01 kỳ trước", {"G01": "44", "G01 kỳ trước": "12"}),
    ("nếu G01 > 0 thì G02 ≥ G01", {"G01": "5", "G02": "3"}),
    ("nếu G01 > 0 thì G02 ≥ G01", {"G01": "0", "G02": "3"}),
    ("nếu G01 > 9 thì G02 = 1 không thì G02 = 2", {"G01": "hơn 4", "G02": "3"}),
    ("nếu G01 > 9 thì G02 = 1 không thì G02 = 2", {"G01": "9", "G02": "1"}),
    ("nếu G01 > 9 hoặc G02 > 9 thì G01 = G02", {"G01": "10", "G02": "12"}),
    ("(nếu G01 > 9 thì 1 không thì G02 + 1) × 3 = 3", {"G01": "9", "G02": "12"}),
    ("(nếu G01 > 9 thì 1 không thì 2) > G02", {"G01": "hơn 4", "G02": "12"}),
    ("G01 > 1 và G02 > 1 và G01 > G02", {"G01": "1", "G02": "1"}),
    ("G01 > 1 hoặc G02 > 1", {"G01": "1", "G02": "0"}),
    ("(G01 > 1 và G02 > 1) hoặc G01 = 0", {"G01": "1", "G02": "0"}),
    ("(nếu G01 = 0 thì G02 = 0) và G02 < 3", {"G01": "1", "G02": "3"}),
    (
        "G01 × G01 × G01 × G01 < G02 × G02",
        {"G01": "999.999.999.999.999.999", "G02": "99.999.999.999.999,9999"},
    ),
    ("G01 × G02 = G02 × G01 + 0,0001", {"G01": "0,0003", "G02": "1.000,5"}),
)
QUALIFIERS = ("", "", "", "", "hơn ", "gần ")
STATES = ("K", "C", "")


def cell_of(typed: str) -> Cell:
    return read_entry(Entry(typed))


def amount_of(typed: str) -> Amount:
    amount = cell_of(typed).amount
    assert amount is not None, typed
    return amount


def reading(typed: str, *, whole: bool) -> Vector:
    """Say what a cell makes of something typed."""
    try:
        cell = read_entry(Entry(typed), whole=whole)
    except ValueError as why:
        return {"why": str(why)}
    return {"state": cell.state.value, "text": cell.text}


def verdict(kind: str, left: list[str], right: list[str]) -> str:
    named = {f"{side}{at}": amount_of(text)
             for side, texts in (("A", left), ("B", right))
             for at, text in enumerate(texts)}  # fmt: skip
    one, other = (tuple(name for name in named if name[0] == side) for side in "AB")
    rule = CheckRule("V001", CheckKind(kind), one, other, Severity.BLOCK, "")
    finding = evaluate(rule, named)
    assert finding is not None
    return finding.verdict.value


def said_of(text: str, typed: Mapping[str, str]) -> Vector:
    """Say how a claim is decided, and why it is broken."""
    claim = read_claim(text, {name.partition(" ")[0] for name in typed})
    amounts = {name: amount_of(one) for name, one in typed.items()}
    truth = decide(claim, amounts)
    why = contradiction_of(claim, amounts) if truth is False else ""
    return {
        "text": text,
        "tree": as_lists(claim),
        "cells": dict(typed),
        "says": {"truth": truth, "why": why},
    }


def found_in(case: Mapping[str, Any]) -> list[Vector]:
    """Say what all checks find in a page, in the order of the page."""
    cells = {name: cell_of(typed) for name, typed in case["cells"].items()}
    before = {name: amount_of(typed) for name, typed in case["before"].items()}
    amounts = {name: amount_of(typed) for name, typed in case["others"].items()}
    amounts |= {name: cell.amount for name, cell in cells.items() if cell.amount}
    amounts |= {f"{name} {BEFORE}": amount for name, amount in before.items()}
    every = [
        *breakdowns([_row(one) for one in case["breakdowns"]], cells),
        *broken(findings([_rule(one) for one in case["checks"]], amounts)),
        *_against_before(case["sections"], cells, before),
    ]
    return [
        {
            "code": one.check.code,
            "kind": one.check.kind.value,
            "severity": one.check.severity.value,
            "cells": list(one.check.codes),
            "equation": one.equation,
            "message": one.check.message,
            "cause": one.likely_cause,
            "gap": one.gap,
        }
        for one in every
    ]


def share_of(part: str, whole: str) -> str:
    """Say what the page shows of two cells as a percent."""
    cell = percent_cell(cell_of(part), cell_of(whole))
    return cell.text or "–"


def _row(one: Mapping[str, Any]) -> AskedRow:
    members = enumerate(one["members"], start=1)
    return AskedRow(
        section="",
        indicator=1,
        code=one["code"],
        name="",
        unit_of_measure="",
        is_percent=False,
        is_score=False,
        numerator="",
        denominator="",
        members=tuple((at, name.partition(".")[2], name) for at, name in members),
    )


def _rule(one: Mapping[str, Any]) -> CheckRule:
    return CheckRule(
        one["code"],
        CheckKind(one["kind"]),
        tuple(one["left"]),
        tuple(one["right"]),
        Severity(one["severity"]),
        one["message"],
        expression=one.get("expression", ""),
    )


def _against_before(
    sections: list[Any], cells: Mapping[str, Cell], before: Mapping[str, Amount]
) -> Iterator[Finding]:
    for place, section in enumerate(sections, start=1):
        now = {
            name: amount
            for name in section["cells"]
            if "." not in name and (amount := cells[name].amount)
        }
        jumps = (
            jump_of(name, now[name], before[name]) for name in now if name in before
        )
        asked = [copied_of(place, now, before) if before else None, *jumps]
        yield from (one for one in asked if one is not None)


def _number(chance: random.Random, most: int = 60) -> str:
    number = chance.randint(0, most)
    word = chance.choice(QUALIFIERS) if number else ""
    rest = chance.choice(["", "", "", ",5"]) if not word else ""
    return f"{word}{number}{rest}"


def _drawn_verdict(chance: random.Random) -> tuple[str, list[str], list[str]]:
    kind = chance.choice([*[one.value for one in CheckKind][:4], "partition"])
    right = [_number(chance) for _ in range(chance.randint(1, 3))]
    left = [_number(chance, 120) for _ in range(chance.choice([1, 1, 2]))]
    if chance.random() < 0.4:
        left = [str(sum(int(amount_of(one).number) for one in right))]
    return kind, left, right


def _drawn_share(chance: random.Random) -> tuple[str, str]:
    return _number(chance), _number(chance, 999)


def _drawn_page(chance: random.Random) -> Vector:
    codes = [f"I{at:02}" for at in range(1, 8)]
    members = [f"I01.{name}" for name in ("A", "B", "C")]
    cells = {
        name: chance.choice(STATES) if chance.random() < 0.2 else _number(chance)
        for name in [*codes, *members]
    }
    before = {name: _number(chance) for name in codes if chance.random() < 0.5}
    if chance.random() < 0.3:
        before = {name: text for name, text in cells.items() if text[-1:].isdigit()}
    kinds = [one.value for one in CheckKind][:6]
    checks: list[Vector] = [
        {
            "code": f"V{at:03}",
            "kind": chance.choice(kinds),
            "left": [chance.choice([*codes, "X01"])],
            "right": chance.sample([*codes, "X01"], chance.randint(1, 3)),
            "severity": chance.choice([one.value for one in Severity]),
            "message": f"Quy tắc {at}.",
        }
        for at in range(1, 6)
    ]
    for at in range(2):
        text = chance.choice(EXPRESSIONS)
        claim = read_claim(text, {*codes, *members, "X01"})
        checks.append(
            {
                "code": f"V1{at:02}",
                "kind": "expression",
                "left": list(Told(claim).names),
                "right": [],
                "severity": chance.choice([one.value for one in Severity]),
                "message": f"Biểu thức {at}.",
                "expression": text,
            }
        )
    for one in checks:
        told = _rule(one).holds
        one["holds"] = as_lists(told.claim) if told else None
    return {
        "cells": cells,
        "before": before,
        "others": {"X01": _number(chance)} if chance.random() < 0.5 else {},
        "breakdowns": [{"code": "I01", "members": members}],
        "checks": checks,
        "sections": [{"cells": [*codes[:6], *members]}, {"cells": codes[6:]}],
    }


def vectors() -> Vector:
    """Make every case with what Python says of it."""
    chance = random.Random(SEED)  # noqa: S311 -- cases, not secrets
    sides = [*VERDICTS, *(_drawn_verdict(chance) for _ in range(150))]
    pages = [_drawn_page(chance) for _ in range(80)]
    return {
        "read": [
            {"typed": typed, "whole": whole, "says": reading(typed, whole=whole)}
            for typed in TYPED
            for whole in (False, True)
        ],
        "verdict": [
            {"kind": kind, "left": left, "right": right,
             "says": verdict(kind, left, right)}
            for kind, left, right in sides
        ],
        "claim": [said_of(text, cells) for text, cells in CLAIMS],
        "share": [
            {"part": part, "whole": whole, "says": share_of(part, whole)}
            for part, whole in [*SHARES, *(_drawn_share(chance) for _ in range(60))]
        ],
        "page": [page | {"says": found_in(page)} for page in pages],
    }  # fmt: skip


def write() -> None:
    """Write the file anew."""
    text = json.dumps(vectors(), ensure_ascii=False, separators=(",", ":"))
    PATH.write_text(text.replace('{"', '\n{"') + "\n", encoding="utf-8")
