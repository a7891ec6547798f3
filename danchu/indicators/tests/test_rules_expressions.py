from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from danchu.indicators.rules.bounds import Bounds, joined, multiplied
from danchu.indicators.rules.expressions.deciding import decide
from danchu.indicators.rules.expressions.loops import loop_in
from danchu.indicators.rules.expressions.reading import kept_claim, read_claim
from danchu.indicators.rules.expressions.refusals import BadExpression
from danchu.indicators.rules.expressions.saying import contradiction_of, demand_of
from danchu.indicators.rules.expressions.shapes import Sides, equations_in, sides_of
from danchu.indicators.rules.expressions.trees import Told
from danchu.indicators.tests.claims import (
    CELLS,
    KNOWN,
    TEXTS,
    Node,
    amounts_of,
    may_be,
    node,
)

CODES = frozenset({"G01", "G02", "G03", "G02.TOT", "C02.XA-CK-01", "L01", "L13"})

REFUSED = {
    "": (1, "chưa có biểu thức"),
    "G01 ≥ G02 / G03": (11, "không có phép chia, vì số chia có thể bằng 0"),
    "G01 : G02 = 2": (5, "hãy ghi 10 × A ≥ 8 × B"),
    "G01 ÷ 0 = 2": (5, "không có phép chia"),
    "G01 ≥ 5%": (8, "không dùng %"),
    "G1 > 5": (1, "không có mã G1 trong danh mục; có phải là G01?"),
    "g01 > 5": (1, "có phải là G01?"),
    "G02.TÔT > 5": (1, "có phải là G02.TOT?"),
    "XYZ9 > 5": (1, "không có mã XYZ9 trong danh mục"),
    "(G01 > 5": (1, "dấu “(” này không có dấu “)” ở sau"),
    "G01 > 5)": (8, "dấu “)” này không có dấu “(” ở trước"),
    "G01 >": (6, "biểu thức hết giữa chừng"),
    "G01 > 5 và": (11, "còn thiếu một số hoặc một mã"),
    "nếu G01 > 4": (12, "còn thiếu “thì …”"),
    "1 < G01 < 5": (9, "mỗi phép so sánh chỉ có hai vế"),
    "G01 > 1 và G02 > 1 hoặc G03 > 1": (20, "hãy đặt ngoặc"),
    "G01 + 2": (8, "chưa so sánh với gì"),
    "G01 > 5 + (G02 > 3)": (12, "cần một số, không phải một điều kiện"),
    "nếu G01 thì G02 > 5": (5, "cần một điều kiện"),
    "nếu G01 > 4 thì 5": (1, "cần cả “không thì”"),
    "IF G01 > 4": (1, "hãy ghi “nếu”"),
    "G01 > 3 and G02 > 4": (9, "hãy ghi “và”"),
    "[G01 + 1] > 3": (1, "hãy ghi “(”"),
    "G01 > 1.5": (7, "phần lẻ ghi sau dấu phẩy"),
    "G01 > 1,234": (7, "có thể hiểu hai cách"),
    "G01 5": (5, "thiếu một phép tính hoặc so sánh"),
    "G01 >> 4": (6, "trước “>” còn thiếu một số hoặc một mã"),
    "G01 > −5": (7, "còn thiếu một số"),
    "G01 > 4 thì G02 > 3": (9, "phải đi sau “nếu …”"),
    "nếu G01 > 4 thì nếu G02 > 3 thì G03 > 1": (17, "trong ngoặc"),
    "G01 ^ 2 > 3": (5, "không phải là mã, số hay phép tính"),
    "G01 > ٣": (7, "không phải là số"),
    "5 > 4": (1, "không nhắc đến mã nào của kỳ này"),
    "G01 kỳ trước > 4": (1, "không nhắc đến mã nào của kỳ này"),
    "G01 × G01 × G01 × G01 × G01 > 4": (1, "kết quả quá dài"),
    "(" * 13 + "G01" + ")" * 13 + " > 4": (13, "lồng nhau quá 12 tầng"),
    "G01 > 4 và " * 100: (1001, "dài quá 1000 ký tự"),
    "G01" + "+1" * 250 + "> 4": (1, "nhiều hơn 200"),
    "nếu G01>1 thì 1>2 không thì " * 12 + "G01>2": (1, "lồng nhau quá 12 tầng"),
}

SAME = {
    "G02 <= G01": "G02 ≤ G01",
    "G02>=G01": " G02\u00a0 ≥\n G01 ",
    "G01 <> 3 * G02": "G01 ≠ 3 x G02",
    "G01 != 3 × G02": "(((G01))) ≠ (3 × G02)",
    "NẾU G01 > 0 THÌ G02 > 0": "nếu G01 > 0 thì (G02 > 0)",
    "ne\u0302\u0301u G01 > 0 thi\u0300 G02 > 0": "nếu G01 > 0 thì G02 > 0",
    "G01 - 1.000,50 = G02 kì  trước": "G01 − 1000,5 = G02 kỳ trước",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_bad_expression_is_refused_at_its_place(text: str) -> None:
    at, why = REFUSED[text]

    with pytest.raises(BadExpression) as refused:
        read_claim(text, CODES)

    assert why in refused.value.why
    assert refused.value.at + 1 == at


@pytest.mark.parametrize("text", SAME)
def test_what_is_typed_differently_may_mean_the_same(text: str) -> None:
    assert read_claim(text, CODES) == read_claim(SAME[text], CODES)


@given(st.text(alphabet="G01 .,()<>=≤+−×/xnếuthìvàhoặckyỳrươc%\n", max_size=40))
def test_nothing_typed_is_answered_by_anything_but_a_sentence(text: str) -> None:
    try:
        claim = read_claim(text, CODES)
    except BadExpression as one:
        refused = one
    else:
        assert Told(claim).names
        return
    assert 0 <= refused.at <= len(text)
    assert refused.why


def test_a_hundred_brackets_do_not_exhaust_anybody() -> None:
    with pytest.raises(BadExpression):
        read_claim("(" * 499 + "G01" + ")" * 490, CODES)


def test_what_an_expression_names_is_listed_once() -> None:
    told = Told(read_claim("G01 ≥ G02 + G02.TOT − G01 kỳ trước", CODES))

    assert told.names == ("G01", "G02", "G02.TOT")
    assert told.keys == ("G01", "G02", "G02.TOT", "G01 kỳ trước")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("G02 ≤ G01", "Số lượt (G02) phải không lớn hơn Số cuộc (G01)."),
        ("2 × (G01 + 1) = L01", "2 × (Số cuộc (G01) + 1) phải bằng L01."),
        (
            "nếu G01 > 0 thì G02 ≥ G01 không thì G02 = 0",
            (
                "Nếu Số cuộc (G01) lớn hơn 0 thì Số lượt (G02) phải không nhỏ hơn "
                "Số cuộc (G01), nếu không thì Số lượt (G02) phải bằng 0."
            ),
        ),
        (
            "G01 < 3 × G01 kỳ trước hoặc (G02 > 1.000 và G03 ≠ 0)",
            (
                "Số cuộc (G01) phải nhỏ hơn 3 × Số cuộc (G01) kỳ trước hoặc "
                "(Số lượt (G02) phải lớn hơn 1.000 và G03 phải khác 0)."
            ),
        ),
        (
            "(nếu G01 > 9 thì 1 không thì 2) ≤ G02",
            (
                "(nếu Số cuộc (G01) lớn hơn 9 thì 1, nếu không thì 2) "
                "phải không lớn hơn Số lượt (G02)."
            ),
        ),
    ],
)
def test_a_claim_is_said_with_the_names_of_indicators(text: str, sentence: str) -> None:
    names = {"G01": "Số cuộc", "G02": "Số lượt"}

    assert demand_of(read_claim(text, CODES), names) == sentence


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("G01 = G02 + G03", Sides(("G01",), ("G02", "G03"), is_equal=True)),
        ("G02 + G03 = G01", Sides(("G01",), ("G02", "G03"), is_equal=True)),
        ("G02 ≤ G01 + L01", Sides(("G02",), ("G01", "L01"), is_equal=False)),
        ("G01 + L01 ≥ G02", Sides(("G02",), ("G01", "L01"), is_equal=False)),
        ("G01 + L01 = G02 + G03", None),
        ("G01 = G02 − G03", None),
        ("G01 = G02 + G02", None),
        ("G01 = 2 × G02", None),
        ("G01 < G02", None),
        ("G01 = G02.TOT", None),
        ("G01 ≤ G01 kỳ trước", None),
        ("G01 ≤ 5", None),
        ("G01 ≤ G02 và G02 ≤ G03", None),
    ],
)
def test_two_sums_held_together_are_recognised(text: str, sides: Sides | None) -> None:
    assert sides_of(read_claim(text, CODES)) == sides


def test_every_equality_is_found_wherever_it_stands() -> None:
    text = "nếu G01 = 2 × G02 + G02 kỳ trước thì (G03 ≤ 1 hoặc L01 − G02.TOT = G02)"

    assert equations_in(read_claim(text, CODES)) == [
        (("G01",), ("G02",)),
        (("L01", "G02"), ()),
    ]


def test_a_way_round_is_named() -> None:
    assert loop_in({"C": ["D"], "D": ["E"], "E": ["C", "F"]}) == ["C", "D", "E", "C"]
    assert loop_in({"C": ["C"]}) == ["C", "C"]


ENDS = st.one_of(st.none(), st.integers(-3, 3).map(Decimal))


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    if low == high and low is not None:
        return Bounds(low, high)
    opens = st.booleans()
    return Bounds(
        low,
        high,
        is_low_open=low is not None and draw(opens),
        is_high_open=high is not None and draw(opens),
    )


STEP = Decimal("0.001")


def within(one: Bounds) -> Iterator[Decimal]:
    """Yield numbers of all kinds that lie within bounds."""
    low = Decimal(-1000) if one.low is None else one.low
    high = Decimal(1000) if one.high is None else one.high
    every = {low, low + STEP, (low + high) / 2, high - STEP, high, Decimal(0)}
    yield from (number for number in every if lies_in(number, one))


def lies_in(number: Decimal, one: Bounds) -> bool:
    above = one.low is None or number > one.low
    below = one.high is None or number < one.high
    is_low = number == one.low and not one.is_low_open
    is_high = number == one.high and not one.is_high_open
    return (above or is_low) and (below or is_high)


@given(bounds(), bounds())
def test_a_product_lies_within_its_bounds_and_reaches_them(
    one: Bounds, other: Bounds
) -> None:
    made = multiplied(one, other)
    products = {a * b for a, b in product(within(one), within(other))}

    assert all(lies_in(number, made) for number in products)
    if made.low is not None:
        assert made.is_low_open or made.low in products
    if made.high is not None:
        assert made.is_high_open or made.high in products


@given(bounds(), bounds())
def test_bounds_around_two_hold_the_numbers_of_both(one: Bounds, other: Bounds) -> None:
    around = joined(one, other)

    assert all(lies_in(number, around) for number in [*within(one), *within(other)])
    assert around.low in {one.low, other.low}
    assert around.high in {one.high, other.high}


def claim_of(text: str) -> Told:
    try:
        return Told(read_claim(text, KNOWN))
    except BadExpression:
        assume(False)
        raise


@given(TEXTS, CELLS)
@settings(deadline=None)
def test_a_decision_is_true_of_every_number_the_amounts_may_stand_for(
    text: str, cells: dict[str, str]
) -> None:
    told, amounts = claim_of(text), amounts_of(cells)
    truth = decide(told.claim, amounts)
    possible = [
        dict(zip(told.keys, numbers, strict=True))
        for numbers in product(*(may_be(amounts[key]) for key in told.keys))
    ]
    found = {decide(told.claim, one) for one in possible}

    assert None not in found
    if truth is not None:
        assert found == {truth}


@given(TEXTS, CELLS)
@settings(deadline=None)
def test_what_is_kept_is_read_again_alike(text: str, cells: dict[str, str]) -> None:
    told, amounts = claim_of(text), amounts_of(cells)

    assert kept_claim(text) == told.claim
    if decide(told.claim, amounts) is False:
        assert contradiction_of(told.claim, amounts)


@pytest.fixture(scope="module")
def browser() -> Iterator[Node]:
    with node() as started:
        yield started


def test_chance_finds_no_difference_between_server_and_browser(browser: Node) -> None:
    decided = set()

    @given(TEXTS, CELLS)
    @settings(deadline=None, max_examples=500)
    def compare(text: str, cells: dict[str, str]) -> None:
        claim, amounts = claim_of(text).claim, amounts_of(cells)
        truth = decide(claim, amounts)
        why = contradiction_of(claim, amounts) if truth is False else ""
        decided.add(truth)

        assert browser.decide(claim, cells) == {"truth": truth, "why": why}

    compare()

    assert decided == {True, False, None}
