"""Public pages in English: every word of the frame, at an address of their own.

What is Vietnamese whatever the language stands inside `lang="vi"`: names, quotations.
"""

import ast
import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from pathlib import Path
from string import Formatter
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
import time_machine
from django.test import override_settings
from django.urls import get_resolver
from django.utils.translation import override
from django.utils.translation.template import templatize

from danchu.indicators.models import Filing
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.filings import Status
from danchu.indicators.services import correct_values
from danchu.kernel.periods.wording import period_text
from danchu.kernel.publication.services import purge
from danchu.surfaces.portal.finding import summary_told
from danchu.ui.catalogs import PACKAGES, sources, words_of
from danchu.ui.languages import ENGLISH, language_of, spoken_at
from tests.invariants.addresses import addresses, walk
from tests.invariants.roles import NOW, Scene, hand_up
from tests.invariants.test_every_address_as_every_role import TABLE

VIETNAMESE = re.compile(r"[à-ãè-êìíò-õùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
SPOKEN = ("aria-label", "alt", "data-th", "placeholder", "title")
WITHOUT_END = {"br", "circle", "hr", "img", "input", "link", "meta", "path", "rect"}
SAYING = {"gettext", "gettext_lazy", "gettext_noop", "say"}
LITERAL = r"(u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")"
MARKED = re.compile(rf"(?:\bgettext\(|\b_\(){LITERAL}")


NO_PAGES = ("/en/tim/goi-y/", "/en/s/<str:figure>/")
"""What scripts ask, and what leads on."""


def _english_pages() -> list[str]:
    with override(ENGLISH):
        known = [address for address, _ in walk(get_resolver().url_patterns)]
    english = [one for one in known if language_of(one) == ENGLISH]
    return sorted(one for one in english if one not in NO_PAGES)


ENGLISH_PAGES = _english_pages()
LISTED = [one for one in ENGLISH_PAGES if not one.startswith("/en/nhung/<")]
SITE = "http://testserver"
UNLISTED = '<meta name="robots" content="noindex">'
PUBLIC_ADDRESSES = ENGLISH_PAGES + [
    one for one, view in addresses() if getattr(view, "gate", "") == "public"
]


class Page(HTMLParser):
    """A page as its reader's machine speaks it: who is said to be in which language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.alternates: dict[str, str] = {}
        self.canonical: list[str] = []
        self.is_listed = True
        self.language = ""
        self._open: list[tuple[str, str]] = []
        self._descriptions: list[str] = []
        self._names: set[str] = set()
        self.feed(text)
        for told in self._descriptions:
            self._hear(self._without_names(told), self.language)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hear what attributes say, and in which language the content is."""
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        if tag == "html":
            self.language = language
        if tag == "link" and "hreflang" in given:
            self.alternates[given["hreflang"]] = given["href"]
        if given.get("rel") == "canonical":
            self.canonical.append(given["href"])
        if given.get("name") == "robots":
            self.is_listed = "noindex" not in given.get("content", "")
        if given.get("name") == "description":
            self._descriptions.append(given.get("content", ""))
        for name in SPOKEN:
            self._hear(given.get(name, ""), language)
        if tag not in WITHOUT_END:
            self._open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hear an element that has no content."""
        depth = len(self._open)
        self.handle_starttag(tag, attrs)
        del self._open[depth:]

    def handle_endtag(self, tag: str) -> None:
        """Go back to the language around the element."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Hear a text; titles of pages are names."""
        tag, language = self._open[-1] if self._open else ("", "")
        if language == "vi":
            self._names.add(data.strip())
        if tag != "title":
            self._hear(data, language)

    def _without_names(self, text: str) -> str:
        """Leave out what the page itself marks as Vietnamese: an attribute cannot."""
        for name in sorted(self._names - {""}, key=len, reverse=True):
            text = text.replace(name, "")
        return text

    def _hear(self, text: str, language: str) -> None:
        if language != "vi" and (VIETNAMESE.search(text) or "<span" in text):
            self.foreign.append(text.strip())


def _asked(scene: Scene, address: str) -> str:
    return TABLE[address.removeprefix("/en")][0].format(**scene.names)


@pytest.mark.parametrize("address", ENGLISH_PAGES)
def test_no_word_of_an_english_page_is_left_in_vietnamese(
    scene: Scene, address: str
) -> None:
    with time_machine.travel(NOW):
        answer = scene.client("stranger").get("/en" + _asked(scene, address))
    page = Page(answer.content.decode())

    assert page.foreign == []
    assert page.language == "en"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("/kiem-chung/?muc=article:{article}", "Article of a unit, version 2"),
        ("/kiem-chung/?muc=filing:{filing}", "Figures of a form, version 2"),
        ("/dia-phuong/{unit}/", "from 4 to 7"),
        ("/bieu/PL4/", ">Meetings and dialogues</h2>"),
        ("/tin-tuc/{article}-xa-lay-y-kien-ve-duong-thon-dong-co/", ">(erased)</h1>"),
    ],
)
def test_what_the_product_itself_says_is_not_passed_off_as_a_quotation(
    scene: Scene, asked: str, said: str
) -> None:
    filing = Filing.objects.get(pk=scene.names["filing"])
    if filing.status != Status.PUBLISHED:
        hand_up(scene, Status.PUBLISHED)
    correct_values(
        actor=scene.cast.giang,
        filing=Filing.objects.get(pk=filing.pk),
        entries={"G01": Entry("7")},
        reason="Đếm sót.",
        at=NOW,
    )
    if "erased" in said:
        item = f"article:{scene.names['article']}"
        purge(item=item, ground="Luật 91/2025", actor=None, at=NOW)

    with time_machine.travel(NOW):
        path = "/en" + asked.format(**scene.names)
        answer = scene.client("stranger").get(path, follow=True)
    text = " ".join(answer.content.decode().split())

    assert said in text
    assert Page(text).foreign == []


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("năm 2023 (hiện trạng)", "2023 (as it stood)"),
        ("tính đến tháng 2/2023", "up to February 2023"),
        ("từ đầu năm 2023 đến nay", "since the beginning of 2023"),
        ("đợt lấy ý kiến 8-11/7/2023", "consultation of 8–11\u00a0July 2023"),
        ("đợt khảo sát 26-30/6/2023", "survey of 26–30\u00a0June 2023"),
        ("đợt rà soát", '<span lang="vi">đợt rà soát</span>'),
    ],
)
def test_periods_of_sources_are_called_in_english(label: str, english: str) -> None:
    with spoken_at("/en/"):
        assert period_text(label) == english


def test_every_period_of_a_source_has_an_english_name() -> None:
    with (PACKAGES / "indicators/data/figures.csv").open(encoding="utf-8") as lines:
        labels = {row["period_label"] for row in csv.DictReader(lines)}

    with spoken_at("/en/"):
        told = {label: period_text(label) for label in labels}

    assert [one for one, text in told.items() if VIETNAMESE.search(text)] == []


def test_how_much_is_left_out_of_a_summary_is_said_in_english() -> None:
    with spoken_at("/en/"):
        said = summary_told("Số cuộc: 4; và 3 số khác")

    assert said == '<span lang="vi">Số cuộc: 4</span>; and 3 other numbers'


@pytest.mark.parametrize("address", LISTED)
def test_a_page_names_itself_in_both_languages(scene: Scene, address: str) -> None:
    asked = _asked(scene, address)
    client = scene.client("stranger")

    with time_machine.travel(NOW):
        pages = [Page(client.get(one + asked).content.decode()) for one in ("", "/en")]

    vietnamese, english = (page.canonical[0] for page in pages)
    assert [page.language for page in pages] == ["vi", "en"]
    assert english == vietnamese.replace(f"{SITE}/", f"{SITE}/en/", 1)
    assert (
        pages[0].alternates
        == pages[1].alternates
        == {"vi": vietnamese, "en": english, "x-default": vietnamese}
    )


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_a_public_page_has_one_address(scene: Scene, address: str) -> None:
    path, _, query = TABLE[address.removeprefix("/en")][0].partition("?")
    prefix = "/en" if language_of(address) == ENGLISH else ""
    asked = prefix + path.format(**scene.names)
    spelt = f"{query}&fbclid=x".format(**scene.names)

    client = scene.client("stranger")
    with time_machine.travel(NOW):
        answer = client.get(f"{asked}?{spelt}")
        page = page_of(answer)
        elsewhere = {"host": "other.example"}
        with override_settings(ALLOWED_HOSTS=["*"], PUBLIC_URL=SITE):
            again = [
                page_of(client.get(one, headers=elsewhere)) for one in page.canonical
            ]

    if page.is_listed:
        (canonical,) = page.canonical
        path, _, query = canonical.partition("?")
        assert path == SITE + asked
        assert query == urlencode(sorted(parse_qsl(query)))
        assert set(parse_qsl(query)) <= set(parse_qsl(spelt)) - {("fbclid", "x")}
        assert [one.canonical for one in again] == [[canonical]]


def page_of(answer: Any) -> Page:
    """Read an answer; what is no page is not listed."""
    is_page = answer.status_code == HTTPStatus.OK and "html" in answer["Content-Type"]
    return Page(answer.content.decode() if is_page else UNLISTED)


@pytest.mark.parametrize(
    "asked",
    ["/en/khong-co/", "/en/ban-viec/", "/en/dang-nhap/", "/en", "/en/tai-khoan/"],
)
def test_what_is_not_there_in_english_is_said_in_english(
    scene: Scene, asked: str
) -> None:
    answer = scene.client("stranger").get(asked, follow=True)
    page = Page(answer.content.decode())

    assert answer.status_code == (200 if asked == "/en" else 404)
    assert (page.language, page.foreign) == ("en", [])


def test_pages_of_one_language_lead_to_the_home_of_the_other(scene: Scene) -> None:
    text = scene.client("stranger").get("/du-lieu-ca-nhan/yeu-cau/").content.decode()

    assert 'href="/en/" lang="en"' in text
    assert Page(text).alternates == {}


def _words() -> dict[str, dict[str, str]]:
    """Return Vietnamese to English for each file of words."""
    return {
        str(one.relative_to(PACKAGES)): {
            str(message.id): str(message.string)
            for message in words_of(one)
            if message.id
        }
        for one in sources()
    }


def _of_template(text: str) -> Iterator[str]:
    for found in MARKED.finditer(templatize(text)):
        yield ast.literal_eval(found[1])


def _of_module(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            said = node.args[0] if node.args else None
            is_plain = isinstance(said, ast.Constant) and isinstance(said.value, str)
            if node.func.id in SAYING and is_plain:
                yield said.value  # type: ignore[union-attr]  # -- is_plain says so


def said_in(path: Path) -> set[str]:
    """Return what a template or module has translated."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return set(_of_template(text))
    return (
        set(_of_module(text))
        if "danchu.ui.languages" in text or ("django.utils.translation" in text)
        else set()
    )


def _source_files() -> Iterator[Path]:
    for suffix in ("html", "py"):
        found = sorted(PACKAGES.rglob(f"*.{suffix}"))
        yield from (one for one in found if "tests" not in one.parts)


def test_everything_that_is_translated_has_an_english_text() -> None:
    english = {
        said for words in _words().values() for said, text in words.items() if text
    }
    missing = {
        f"{path.relative_to(PACKAGES)}: {said}"
        for path in _source_files()
        for said in said_in(path) - english
    }

    assert missing == set()


@pytest.mark.parametrize("name", sorted(_words()))
def test_translations_have_the_gaps_of_their_sources(name: str) -> None:
    differing = [
        said for said, text in _words()[name].items() if gaps(said) != gaps(text)
    ]

    assert differing == []


def gaps(text: str) -> set[str]:
    """Name what is filled into a sentence, in either manner.

    >>> sorted(gaps("%(number)s of {whole}"))
    ['number', 'whole']
    """
    named = {name for _, name, _, _ in Formatter().parse(text) if name}
    return named | set(re.findall(r"%\((\w+)\)s", text))


def test_no_sentence_is_translated_in_two_places() -> None:
    told = [said for words in _words().values() for said in words]

    assert sorted(one for one in set(told) if told.count(one) > 1) == []


def test_no_translation_has_lost_its_source() -> None:
    written = " ".join(
        re.sub(r'"\s*\n\s*"', "", path.read_text(encoding="utf-8"))
        for suffix in ("html", "py", "csv")
        for path in sorted(PACKAGES.rglob(f"*.{suffix}"))
    ).replace('""', '"')
    lost = {
        said
        for words in _words().values()
        for said in words
        if not _stands_in(written, said)
    }

    assert lost == set()


def _stands_in(written: str, said: str) -> bool:
    as_template = re.sub(r"%\((\w+)\)s", r"{{ \1 }}", said)
    return said in written or as_template in written


def test_scripts_say_only_what_they_can_say_in_english() -> None:
    folder = PACKAGES / "surfaces/portal/static/portal"
    english = (folder / "words.js").read_text(encoding="utf-8")
    said = {
        found
        for path in sorted(folder.glob("*.js"))
        if path.name != "words.js"
        for found in re.findall(r'say\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }

    assert {one for one in said if f'"{one}":' not in english} == set()
    assert said


def test_a_planted_vietnamese_word_is_found() -> None:
    page = '<html lang="en"><p>Figures <b lang="vi">xã</b> số</p><br><i title="đỏ"></i>'

    assert Page(page).foreign == ["số", "đỏ"]
