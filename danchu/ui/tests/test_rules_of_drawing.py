import re

from danchu.ui import drawing
from danchu.ui.drawing import Band
from danchu.ui.templatetags.ui import national_map


def _boxes(bands: list[Band], css: str) -> int:
    return sum(band.path.count("M") for band in bands if band.css == css)


def test_each_unit_has_a_tick_up_to_a_hundred_and_fifty() -> None:
    box, bands = drawing.coverage_bar(approved=82, provisional=15, of=99)

    assert box == "0 0 987.5 24"
    assert [band.css for band in bands] == ["cv-pub", "cv-prov", "cv-miss"]
    assert _boxes(bands, "cv-pub") == 82
    assert _boxes(bands, "cv-prov") == 15
    assert _boxes(bands, "cv-miss") == 2
    assert bands[0].path.startswith("M0 0h7.5v24h-7.5z")


def test_many_units_are_three_segments_and_a_few_missing_stay_visible() -> None:
    box, bands = drawing.coverage_bar(approved=3319, provisional=1, of=3321)

    assert box == "0 0 1000 24"
    assert [band.path.count("M") for band in bands] == [1, 1, 1]
    widths = [re.search(r"h([\d.]+)v", band.path) for band in bands]
    assert [float(width[1]) > 0 for width in widths if width] == [True] * 3


def test_nobody_to_cover_draws_nothing() -> None:
    assert drawing.coverage_bar(approved=0, provisional=0, of=0) == ("0 0 1 24", [])


def test_the_ruler_tells_states_by_shape_and_numbers_its_cells() -> None:
    drawn = drawing.ruler(["in_time", "late", "missing", "not_arising"], large=True)

    assert drawn.view_box == "0 0 156 64"
    assert [cell.css for cell in drawn.cells] == [
        "r-intime",
        "r-late",
        "r-missing",
        "r-na",
    ]
    assert [bool(cell.extra) for cell in drawn.cells] == [False, True, True, True]
    assert [cell.number for cell in drawn.cells] == [1, 2, 3, 4]


def test_the_small_ruler_is_one_low_row() -> None:
    drawn = drawing.ruler(["due_soon"] * 14, large=False)

    assert drawn.view_box == "0 0 235 18"
    assert {cell.css for cell in drawn.cells} == {"r-due"}


def test_numbers_in_drawings_have_points_not_commas() -> None:
    _, bands = drawing.coverage_bar(approved=1, provisional=1, of=3)

    assert "," not in "".join(band.path for band in bands)


def test_the_islands_stand_where_they_are_and_keep_their_names() -> None:
    labels = drawing.island_labels()

    assert [(label.name, label.x, label.y) for label in labels] == [
        ("Hoàng Sa", "351", "250"),
        ("Trường Sa", "431", "496"),
    ]


def test_places_on_one_spot_are_one_dot() -> None:
    path = drawing.dots([(21.36, 106.12), (21.36, 106.12), (10.43, 106.0)])

    # The second is 5 to the east of the first, and 392 above it.
    assert path == "m139 470h0m5 -392h0"


def test_lit_places_are_drawn_once_and_few_of_them_larger() -> None:
    places = [(10.0 + at / 100, 105.0) for at in range(400)]

    few = national_map(places, "", lit=places[:1])
    many = national_map(places, "", lit=places[:-1])
    plain = national_map(places, "")

    assert (few["dots"], few["lit"]) == (
        drawing.dots(places[1:]),
        drawing.dots(places[:1]),
    )
    assert (few["is_few"], many["is_few"]) == (True, False)
    assert (plain["dots"], plain["lit"]) == (drawing.dots(places), None)
    assert national_map(places, "", lit=[])["lit"] == ""
