"""Charts are drawn in Be Vietnam Pro, without network, script or excess."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from danchu.lib.charts import MOST_SPEC, NotDrawn, bare, png_of, svg_of

PNG = b"\x89PNG\r\n\x1a\n"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'


def bars(*names: str, **more: Any) -> dict[str, Any]:
    rows = [{"name": name, "number": at + 1} for at, name in enumerate(names)]
    return {
        "data": {"values": rows},
        "mark": "bar",
        "encoding": {
            "x": {"field": "number", "type": "quantitative", "title": None},
            "y": {"field": "name", "type": "nominal", "title": None},
        },
        "config": {"font": "Be Vietnam Pro"},
    } | more


def test_a_specification_becomes_shapes_and_words_and_a_picture() -> None:
    svg = svg_of(bars("Xã Dương Hưu", "Phường Từ Sơn <b>"))

    assert "Xã Dương Hưu" in svg
    assert "Phường Từ Sơn &lt;b&gt;" in svg
    assert 'font-family="Be Vietnam Pro"' in svg
    assert not any(word in svg for word in ("<script", "href", "style=", "class="))
    assert png_of(svg, 1.0).startswith(PNG)


def test_many_who_ask_at_once_get_each_their_own() -> None:
    names = [f"Xã số {number}" for number in range(6)]

    with ThreadPoolExecutor(6) as pool:
        drawn = list(pool.map(lambda name: svg_of(bars(name)), names))

    assert [name in svg for name, svg in zip(names, drawn, strict=True)] == [True] * 6


def test_nothing_is_fetched() -> None:
    with pytest.raises(NotDrawn, match="fetches nothing"):
        svg_of(bars("A", data={"url": "http://127.0.0.1:9/a.csv"}))


def test_what_is_no_chart_or_too_large_is_refused() -> None:
    for spec in (
        {"mark": "nothing of the kind"},
        bars("x" * MOST_SPEC),
        bars("A", width=9_000),
    ):
        with pytest.raises(NotDrawn):
            svg_of(spec)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        "<image/>",
        "<a><text>x</text></a>",
        "<style>*{}</style>",
        "<use/>",
        "<unclosed>",
    ],
)
def test_what_could_act_is_no_drawing(inside: str) -> None:
    with pytest.raises(NotDrawn):
        bare(f"{HEAD}{inside}</svg>")


def test_attributes_that_are_not_seen_are_left_out() -> None:
    path = '<path d="M0,1h2" fill="red" onclick="x()" style="a:b"/>'

    assert bare(f"{HEAD}{path}</svg>") == f'{HEAD}<path d="M0,1h2" fill="red" /></svg>'
