"""What an official writes becomes HTML of a few tags, whatever was written."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danchu.news.rendering import TAGS, plain_text, render

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.vn/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<style>@import '//x.vn/x.css'</style>",
    "<form action=//x.vn><input name=p></form>",
    "<base href=//x.vn>",
    "<meta http-equiv=refresh content='0;url=//x.vn'>",
    "<!--<img src=--><img src=x onerror=alert(1)>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;&#x61;vascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    '![x](x.png "x\\" onerror=alert(1)")',
    '[x](https://x.vn "x\\" onmouseover=alert(1)")',
    '[x](https://x.vn/"onmouseover=alert(1)//)',
    "[x](//x.vn)",
    "[x](/\\\\x.vn)",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "| <script>a</script> |\n|---|\n| <svg onload=a> |",
    "# <svg onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<div><plaintext>",
]


class Seen(HTMLParser):
    """The tags and attributes of a piece of HTML, as a browser takes them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def assert_harmless(html: str) -> None:
    seen = Seen(html)
    assert seen.tags <= TAGS
    assert {name for name, _ in seen.attributes} <= {"href", "rel", "start"}
    for name, value in seen.attributes:
        if name == "href":
            assert re.match(r"(https?:|mailto:|tel:|/(?![/\\]))", value or "")


@pytest.mark.parametrize("text", ATTACKS)
def test_what_could_run_never_comes_out(text: str) -> None:
    assert_harmless(render(text))
    assert_harmless(render(f"Đoạn trước {text} đoạn sau"))
    assert_harmless(render(f"> - {text}\n\n1. {text}"))


_PIECE = st.sampled_from(
    [*ATTACKS, "<", ">", '"', "'", "](", "[", "\n", "\n\n", "|", "**", "#", "&", "x"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(_PIECE, st.text(max_size=8)), max_size=8))
def test_no_mixture_of_them_comes_out_either(pieces: list[str]) -> None:
    assert_harmless(render("".join(pieces)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_words_of_a_text_come_out_as_text(text: str) -> None:
    assert isinstance(plain_text(text), str)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# Một\n\n## Hai\n\n### Ba\n\n###### Sáu", "234 4"),
        ("## Một\n\n## Hai\n\n### Ba", "223"),
        ("### Một\n\n# Hai", "22"),
        ("# Một\n\n#### Bốn\n\n# Hai", "232"),
    ],
)
def test_headings_stand_below_the_title_and_skip_nothing(
    text: str, levels: str
) -> None:
    found = re.findall(r"<h(\d)>", render(text))

    assert "".join(found) == levels.replace(" ", "")


def test_a_link_vouches_for_nobody() -> None:
    assert render("[Luật](https://vbpl.vn/x)") == (
        '<p><a href="https://vbpl.vn/x" rel="nofollow noopener">Luật</a></p>\n'
    )
    assert 'href="/tin-tuc/"' in render("[Tin khác](/tin-tuc/)")


def test_lists_and_tables_stay() -> None:
    html = render(
        "1. Một\n2. Hai\n\n- Ba\n\n| Thôn | Hộ |\n|---|--:|\n| Đồng Cờ | 96 |"
    )

    assert Seen(html).tags == {
        *("ol", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"),
    }
