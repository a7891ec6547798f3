from http import HTTPStatus
from pathlib import Path

import pytest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import Client, RequestFactory
from pytest_django import Settings

from danchu.ui.context import page_frame
from danchu.ui.kit import TEMPLATES

PARTS = Path(__file__).parents[1] / "templates/ui/parts"


@pytest.fixture
def demonstration(settings: Settings) -> None:
    settings.DEMO = True


@pytest.mark.usefixtures("demonstration")
def test_the_kit_shows_every_part(client: Client) -> None:
    shown = {
        template.name
        for frame in TEMPLATES
        for template in client.get(f"/kieu/?khung={frame}").templates
    }

    assert {f"ui/parts/{path.name}" for path in PARTS.glob("*.html")} - shown == set()


def test_the_kit_is_not_there_for_the_public(client: Client) -> None:
    assert client.get("/kieu/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("demonstration")
def test_a_demonstration_says_so(client: Client) -> None:
    page = client.get("/kieu/")

    assert "Bản trình diễn – có số liệu minh họa" in page.content.decode()


def test_the_theme_is_kept_in_a_cookie(client: Client) -> None:
    answer = client.post("/giao-dien/", {"giao-dien": "toi", "tro-lai": "/don-vi/?a=1"})

    assert answer.headers["Location"] == "/don-vi/?a=1"
    assert client.cookies["giao-dien"].value == "toi"
    assert client.cookies["giao-dien"]["httponly"] is True


def test_the_theme_needs_no_token_but_another_site_cannot_switch_it() -> None:
    browser = Client(enforce_csrf_checks=True)

    own = browser.post(
        "/giao-dien/", {"giao-dien": "toi"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    foreign = browser.post(
        "/giao-dien/", {"giao-dien": "sang"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert own.cookies["giao-dien"].value == "toi"
    assert (foreign.status_code, list(foreign.cookies)) == (HTTPStatus.FOUND, [])


def test_following_the_device_forgets_the_cookie(client: Client) -> None:
    client.post("/giao-dien/", {"giao-dien": "toi"})

    client.post("/giao-dien/", {"giao-dien": "may"})

    assert client.cookies["giao-dien"].value == ""


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:go()", ""]
)
def test_the_switch_never_leads_away(client: Client, elsewhere: str) -> None:
    answer = client.post("/giao-dien/", {"giao-dien": "toi", "tro-lai": elsewhere})

    assert answer.headers["Location"] == "/"


def test_the_theme_is_not_switched_by_a_link(client: Client) -> None:
    answer = client.get("/giao-dien/")

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize(
    ("cookie", "theme"), [("toi", "dark"), ("sang", "light"), ("<b>", ""), ("", "")]
)
def test_only_known_themes_reach_the_page(
    rf: RequestFactory, cookie: str, theme: str
) -> None:
    rf.cookies["giao-dien"] = cookie

    assert page_frame(rf.get("/"))["theme"] == theme


def test_a_page_carries_the_symbols_it_uses_once(rf: RequestFactory) -> None:
    source = '{% icon "search" %}{% pill "late" %}{% pill "late" %}{% sprite %}'

    drawn = Template(source).render(RequestContext(rf.get("/")))

    assert drawn.count('<use href="#s-late"/>') == 2
    assert drawn.count('<symbol id="s-late"') == 1
    assert drawn.count("<symbol ") == 2


def test_an_icon_without_a_request_is_drawn_in_place() -> None:
    drawn = Template('{% icon "s-up" label="tăng" %}').render(Context())

    assert drawn == (
        '<svg class="i" viewBox="0 0 16 16" role="img" aria-label="tăng">'
        '<path class="s-fill" d="M8 3l6 10H2z"/></svg>'
    )


def test_a_misspelt_icon_fails_loudly() -> None:
    with pytest.raises(TemplateSyntaxError, match="No icon named 'serch'"):
        Template('{% icon "serch" %}').render(Context())


def test_words_from_people_cannot_become_markup() -> None:
    drawn = Template('{% pill "late" word %}').render(Context({"word": "<b>"}))

    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn
