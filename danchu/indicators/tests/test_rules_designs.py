from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.rules.designs import (
    Design,
    Item,
    Section,
    differences,
    lowered,
    raised,
    with_item,
    without_item,
)

CODES = st.lists(st.integers(1, 99), unique=True, min_size=1, max_size=12)


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """Make designs whose lines are all different, some sections empty."""
    items = [Item(indicator=f"AB{code:02}") for code in draw(CODES)]
    cuts = sorted(draw(st.lists(st.integers(0, len(items)), max_size=3)))
    bounds = list(zip([0, *cuts], [*cuts, len(items)], strict=True))
    return Design(
        "Biểu",
        sections=tuple(
            Section(f"Mục {place}", tuple(items[first:last]))
            for place, (first, last) in enumerate(bounds)
        ),
    )


@st.composite
def places(draw: st.DrawFn) -> tuple[Design, int, int]:
    """Make a design and one of its lines."""
    design = draw(designs())
    every = [
        (place, number)
        for place, section in enumerate(design.sections)
        for number, _ in enumerate(section.items)
    ]
    return (design, *draw(st.sampled_from(every)))


@given(places())
def test_moving_a_line_loses_and_doubles_nothing(one: tuple[Design, int, int]) -> None:
    design, place, number = one
    for moved in (raised(design, place, number), lowered(design, place, number)):
        assert sorted(moved.indicators) == sorted(design.indicators)
        assert [s.name for s in moved.sections] == [s.name for s in design.sections]


@given(places())
def test_a_line_raised_within_its_section_comes_back_when_lowered(
    one: tuple[Design, int, int],
) -> None:
    design, place, number = one
    if number:
        assert lowered(raised(design, place, number), place, number - 1) == design


@given(designs())
def test_a_design_differs_from_itself_in_nothing(design: Design) -> None:
    assert differences(design, design, {}) == ()


@given(places())
def test_what_goes_and_what_comes_is_told(one: tuple[Design, int, int]) -> None:
    design, place, number = one
    gone = design.sections[place].items[number]
    after = with_item(without_item(design, place, number), place, Item("ZZ01"))

    told = {change.label: change for change in differences(design, after, {})}
    assert told[gone.indicator].after == ""
    assert told["ZZ01"].before == ""
