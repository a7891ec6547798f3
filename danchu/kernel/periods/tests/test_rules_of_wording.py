from collections.abc import Callable

import pytest

from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.wording import period_text
from danchu.ui.languages import spoken_at
from danchu.ui.numerals import NBSP


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("2026-07", "July 2026"),
        ("2026Q2", "second quarter of 2026"),
        ("2026H1", "first half of 2026"),
        ("2026H2", "second half of 2026"),
        ("2026-9M", "first nine months of 2026"),
        ("2026", "2026"),
        ("2026H1a", "first half of 2026 (from 15 December 2025 to 14 June 2026)"),
    ],
)
def test_a_period_is_called_in_the_language_of_the_page(
    code: str, english: str
) -> None:
    label = Period.parse(code).label

    assert period_text(label) == label
    with spoken_at("/en/"):
        assert period_text(label).replace(NBSP, " ") == english


@pytest.mark.parametrize("make", [Period.month, Period.quarter, Period.half])
def test_every_period_has_an_english_label(make: Callable[..., Period]) -> None:
    last = {"month": 12, "quarter": 4, "half": 2}[make.__name__]
    with spoken_at("/en/"):
        told = {
            period_text(make(2026, number, administrative=kind).label)
            for number in range(1, last + 1)
            for kind in (True, False)
        }

    assert len(told) == 2 * last
    assert not [one for one in told if "lang" in one]


@spoken_at("/en/")
def test_a_window_keeps_its_vietnamese_name() -> None:
    assert period_text("đợt lấy ý kiến") == '<span lang="vi">đợt lấy ý kiến</span>'
