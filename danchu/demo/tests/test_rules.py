from hypothesis import given
from hypothesis import strategies as st

from danchu.demo.rules import apportion, between, seeded

WEIGHTS = st.dictionaries(
    st.text("abcdef0123456789", min_size=1, max_size=5),
    st.floats(min_value=0.01, max_value=1000),
    min_size=1,
    max_size=60,
)


@given(total=st.integers(0, 5000), weights=WEIGHTS)
def test_parts_make_the_total_and_stay_within_one_of_their_share(
    total: int, weights: dict[str, float]
) -> None:
    parts = apportion(total, weights)

    whole = sum(weights.values())
    assert sum(parts.values()) == total
    assert all(
        abs(parts[key] - total * weight / whole) <= 1.000001
        for key, weight in weights.items()
    )


@given(total=st.integers(0, 500), weights=WEIGHTS)
def test_the_order_of_the_weights_changes_nothing(
    total: int, weights: dict[str, float]
) -> None:
    backwards = dict(reversed(weights.items()))

    assert apportion(total, backwards) == apportion(total, weights)


def test_a_text_always_draws_the_same_lot() -> None:
    assert seeded("07339/G01") == 0.0 + seeded("07339/G01")
    assert seeded("07339/G01") != seeded("07339/G02")
    assert {between(0, 2, str(n)) for n in range(200)} == {0, 1, 2}
