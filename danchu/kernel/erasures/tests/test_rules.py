from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.erasures.rules import Line, number_in, read, written

said = st.text(min_size=1, max_size=60)
moments = st.datetimes(timezones=st.just(UTC))


@given(st.builds(Line, st.uuids(), said, said, said, moments))
def test_a_line_reads_as_it_was_written(line: Line) -> None:
    assert read(written(line)) == line
    assert "\n" not in written(line)


@given(st.builds(Line, st.uuids(), said, said, said, moments), st.data())
def test_a_torn_line_is_no_line(line: Line, data: st.DataObject) -> None:
    whole = written(line)
    cut = data.draw(st.integers(0, len(whole) - 1))

    assert read(whole[:cut]) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"mark": 1}',
        written(Line(uuid4(), "", "1", "x", datetime(2026, 1, 1, tzinfo=UTC))),
        written(Line(uuid4(), "account", "1", "x", datetime(2026, 1, 1))),  # noqa: DTZ001 -- the fault
    ],
)
def test_what_is_no_line_is_told(text: str) -> None:
    assert read(text) is None


@given(st.integers(0, 10**18 - 1), st.sampled_from(["", "filing:", "a:b:"]))
def test_the_number_of_a_key_is_its_last_part(number: int, before: str) -> None:
    assert number_in(f"{before}{number}") == number
