"""The page cache on an event loop of its own, hearing a real database."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
import time_machine
from django.conf import settings

from danchu.config.bridge import Wsgi
from danchu.config.page_cache import CHANNEL
from danchu.config.page_cache.listening import place_of
from danchu.config.page_cache.serving import PageCache

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 10.0


class Headers(dict[str, str]):
    """Headers as granian hands them out."""

    def get_all(self, name: str) -> list[str]:
        return [self[name]] if name in self else []


@dataclass
class Scope:
    """A request as granian describes it, with what a test changes."""

    path: str = "/don-vi/"
    query_string: str = ""
    method: str = "GET"
    scheme: str = "http"
    server: str = "127.0.0.1:8000"
    client: str = "127.0.0.1:9"
    http_version: str = "1.1"
    headers: Headers = field(default_factory=lambda: Headers(host="localhost"))


@dataclass
class Sent:
    """What was answered."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def response_bytes(
        self, status: int, headers: list[tuple[str, str]], body: bytes
    ) -> None:
        self.status, self.headers, self.body = status, dict(headers), body

    @property
    def is_from_memory(self) -> bool:
        return "etag" in self.headers


class Parts(list[bytes]):
    def close(self) -> None:
        """Let go of nothing."""


@dataclass
class Site:
    """An application that numbers its answers, and does what it is told meanwhile."""

    meanwhile: Callable[[], None] = lambda: None
    headers: Iterable[tuple[str, str]] = ()
    status: str = "200 OK"
    count: int = 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Parts:
        self.count += 1
        number = self.count
        self.meanwhile()
        start(self.status, [("Content-Type", "text/html"), *self.headers])
        return Parts([f"{number} {environ['QUERY_STRING']}".encode()])


def change(topic: str) -> None:
    with psycopg.connect(**place_of(settings.DATABASES["default"])) as connection:
        connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])


async def ask(pages: PageCache, scope: Scope | None = None) -> Sent:
    sent = Sent()
    await pages(scope or Scope(), sent)
    return sent


async def eventually(happened: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await happened():  # noqa: ASYNC110 -- the answer itself is asked for
            await asyncio.sleep(0.02)


def played(site: Site, play: Callable[[PageCache], Awaitable[None]]) -> None:
    """Run a worker's loop with this site until the play is over."""

    async def run() -> None:
        pages = PageCache(site, Wsgi(site))
        pages.open(asyncio.get_running_loop())

        async def hears() -> bool:
            return pages.is_hearing

        try:
            await eventually(hears)
            await play(pages)
        finally:
            pages.close()

    asyncio.run(run())


def test_a_page_is_made_once_until_something_it_touches_changes() -> None:
    site = Site()

    async def play(pages: PageCache) -> None:
        bodies = [(await ask(pages)).body for _ in range(3)]
        change("figures")
        await asyncio.sleep(0.2)
        bodies.append((await ask(pages)).body)
        change("units")

        async def is_new() -> bool:
            return (await ask(pages)).body != b"1 "

        await eventually(is_new)
        assert bodies == [b"1 "] * 4

    played(site, play)
    assert site.count == 2


def test_a_page_made_while_something_changes_is_not_kept() -> None:
    site = Site()

    async def play(pages: PageCache) -> None:
        heard = asyncio.Event()
        loop = asyncio.get_running_loop()
        forget = pages.changed

        def changed(topic: str) -> None:
            forget(topic)
            heard.set()

        pages.changed = changed  # type: ignore[method-assign]  # -- to know when

        def change_and_wait() -> None:
            change("units")
            asyncio.run_coroutine_threadsafe(heard.wait(), loop).result(PATIENCE)

        site.meanwhile = change_and_wait
        first = await ask(pages)
        site.meanwhile = lambda: None
        second, third = await ask(pages), await ask(pages)

        assert [one.body for one in (first, second, third)] == [b"1 ", b"2 ", b"2 "]

    played(site, play)


def test_a_crowd_makes_a_page_once() -> None:
    site = Site()

    async def play(pages: PageCache) -> None:
        answers = await asyncio.gather(*(ask(pages) for _ in range(50)))
        assert [one.body for one in answers] == [b"1 "] * 50

    played(site, play)
    assert site.count == 1


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", []),
        ("500 Oh", []),
        ("200 OK", [("Set-Cookie", "a=1")]),
        ("200 OK", [("Vary", "User-Agent")]),
        ("200 OK", [("Vary", "*")]),
        ("200 OK", [("Cache-Control", "private")]),
    ],
)
def test_what_must_not_be_kept_is_not(
    status: str, headers: list[tuple[str, str]]
) -> None:
    site = Site(status=status, headers=headers)

    async def play(pages: PageCache) -> None:
        first, second = await ask(pages), await ask(pages)
        assert first.status == int(status[:3])
        assert (first.is_from_memory, second.is_from_memory) == (False, False)
        assert first.body != second.body

    played(site, play)


def test_at_midnight_in_viet_nam_every_page_is_forgotten() -> None:
    site = Site()
    before = datetime(2026, 7, 6, 16, 59, 50, tzinfo=UTC)

    async def play(pages: PageCache) -> None:
        with time_machine.travel(before, tick=False) as clock:
            today = [(await ask(pages)).body for _ in range(2)]
            clock.shift(20)
            tomorrow = [(await ask(pages)).body for _ in range(2)]
        assert (today, tomorrow) == ([b"1 "] * 2, [b"2 "] * 2)

    played(site, play)


def test_parameters_are_named_in_one_way() -> None:
    site = Site()

    async def play(pages: PageCache) -> None:
        path = "/dia-phuong/1/"
        asked = ["ky=2026&ban-do=x", "la=1&ban-do=x&ky=2026", "ban-do=y", "ky=1&ky=1"]
        given = [await ask(pages, Scope(path, query_string=one)) for one in asked]

        assert [one.body for one in given] == [
            *(b"1 ban-do=x&ky=2026", b"1 ban-do=x&ky=2026"),
            *(b"2 ban-do=y", b"3 ky=1&ky=1"),
        ]
        assert [one.is_from_memory for one in given] == [True, True, True, False]

    played(site, play)


def test_behind_a_proxy_http_and_https_are_kept_apart(
    settings: Any,
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = Site()

    async def play(pages: PageCache) -> None:
        said = ["https", "http", "https, http", "gopher"]
        given = [
            await ask(
                pages,
                Scope(headers=Headers({"host": "localhost", "x-forwarded-proto": one})),
            )
            for one in said
        ]

        assert [one.is_from_memory for one in given] == [True, True, False, False]
        assert given[0].body != given[1].body

    played(site, play)
