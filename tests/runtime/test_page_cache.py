"""Strangers' pages from the memory of two real workers, and who tries to spoil them."""

import gzip
import http.client
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from danchu.kernel.access.caching import copying_of
from danchu.lib.postgres import Cluster
from tests.invariants.addresses import addresses
from tests.runtime.serving import ADMINISTRATOR, TOKEN, Server, serving, until

HEARD_WITHIN = 0.2
"""Seconds after a commit in which every worker must have heard of it."""
SIGNED_IN = ADMINISTRATOR.split(":")[1]


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """One server for all of them: none of these tests harms it."""
    with serving(folder / "page-cache") as server:
        until(lambda: is_kept(server, "/"), 20, "no page is kept")
        yield server


def etag(server: Server, path: str, **headers: str) -> str:
    """Return the ETag of a page, which only one from memory has."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.ask("GET", path, headers=named)[1].get("etag", "")


def is_kept(server: Server, path: str, **headers: str) -> bool:
    return etag(server, path, **headers) != ""


def owner(server: Server) -> psycopg.Connection:
    return psycopg.connect(Cluster(server.home).dsn(), autocommit=True)


def rename_the_nation(server: Server, name: str) -> None:
    with owner(server) as connection:
        connection.execute(
            "UPDATE units_unit SET name = %s WHERE kind = 'country'", [name]
        )


def lines_to_both(server: Server) -> list[http.client.HTTPConnection]:
    """Keep a connection open to each worker."""
    found: dict[int, http.client.HTTPConnection] = {}
    begun = time.monotonic()
    while set(found) != set(server.workers()):
        assert time.monotonic() - begun < 20, "one worker takes every connection"
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        read(line, "/suc-khoe/")
        pid = worker_behind(server, line)
        if pid in found:
            line.close()
        else:
            found[pid] = line
    return list(found.values())


def worker_behind(server: Server, line: http.client.HTTPConnection) -> int:
    """Tell which worker holds the other end of a connection."""
    ends = f":{server.port:04X}", f":{line.sock.getsockname()[1]:04X}"
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    held = {f"socket:[{row[9]}]" for row in rows if (row[1][-5:], row[2][-5:]) == ends}
    for pid in server.workers():
        for one in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                if str(one.readlink()) in held:
                    return pid
    raise AssertionError("nobody holds the other end")


def read(line: http.client.HTTPConnection, path: str) -> tuple[str, str]:
    """Return the ETag and the page that one worker answers with."""
    line.request("GET", path)
    answer = line.getresponse()
    return answer.headers.get("etag", ""), answer.read().decode()


def session(server: Server) -> str:
    """Sign in as the administrator; return the cookie."""
    _, name, password = ADMINISTRATOR.split(":")
    body = f"csrfmiddlewaretoken={TOKEN}&login=quantri&password={password}"
    status, headers, _ = server.ask(
        "POST",
        "/dang-nhap/",
        body,
        {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrf={TOKEN}",
        },
    )
    assert (status, name) == (302, SIGNED_IN)
    found = re.search(r"phien=\w+", headers["set-cookie"])
    assert found
    return found.group()


def test_both_workers_forget_a_page_soon_after_its_tables_change(
    server: Server,
) -> None:
    lines = lines_to_both(server)
    for line in lines:
        until(lambda: read(line, "/don-vi/")[0] != "", 20, "not kept")  # noqa: B023 -- called at once
    old = [read(line, "/don-vi/") for line in lines]

    rename_the_nation(server, "Đất nước đổi tên")
    time.sleep(HEARD_WITHIN)
    new = [read(line, "/don-vi/") for line in lines]
    for line in lines:
        line.close()

    assert len(lines) == 2
    assert [bool(tag) for tag, _ in old] == [True, True]
    assert ["Đất nước đổi tên" in page for _, page in old] == [False, False]
    assert ["Đất nước đổi tên" in page for _, page in new] == [True, True]


def test_a_change_that_is_rolled_back_is_not_told(server: Server) -> None:
    before = etag(server, "/don-vi/")

    with owner(server) as connection, connection.transaction(force_rollback=True):
        connection.execute("UPDATE units_unit SET name = 'X' WHERE kind = 'country'")

    assert before
    assert etag(server, "/don-vi/") == before


def test_a_worker_that_does_not_hear_serves_nothing_from_memory(
    server: Server,
) -> None:
    role = psycopg.conninfo.conninfo_to_dict(Cluster(server.home).app_dsn())["user"]
    # Both workers have a connection of Django's before no further one is given.
    for _ in range(20):
        assert server.ask("GET", "/don-vi/?q=a")[0] == 200
    with owner(server) as connection:
        connection.execute(f'ALTER ROLE "{role}" CONNECTION LIMIT 0')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'danchu-pages'"
        )
        until(
            lambda: not any(is_kept(server, "/don-vi/") for _ in range(10)), 2, "kept"
        )
        connection.execute(
            "UPDATE units_unit SET name = 'Tên mới' WHERE kind = 'country'"
        )
        deaf = [server.ask("GET", "/don-vi/") for _ in range(10)]
        connection.execute(f'ALTER ROLE "{role}" CONNECTION LIMIT -1')

    assert ["etag" in headers for _, headers, _ in deaf] == [False] * 10
    # Django's pool may be refused too: what is shown at all is new.
    shown = [body.decode() for status, _, body in deaf if status == 200]
    assert shown != []
    assert ["Tên mới" in page for page in shown] == [True] * len(shown)
    until(lambda: is_kept(server, "/don-vi/"), 30, "it never hears again")
    assert "Tên mới" in server.ask("GET", "/don-vi/")[2].decode()


def test_nothing_of_somebody_signed_in_is_kept_or_given_a_copy(server: Server) -> None:
    cookie = session(server)
    own = [server.ask("GET", "/", headers={"Cookie": cookie}) for _ in range(6)]
    strangers = [server.ask("GET", "/") for _ in range(6)]
    again = server.ask("GET", "/", headers={"Cookie": f"giao-dien=toi; {cookie}"})

    assert ["etag" in headers for _, headers, _ in own] == [False] * 6
    assert ["Cán bộ đăng nhập" in page.decode() for *_, page in own] == [False] * 6
    assert ["Cán bộ đăng nhập" in page.decode() for *_, page in strangers] == [True] * 6
    assert "etag" not in again[1]
    assert 'data-theme="dark"' in again[2].decode()


def test_what_an_official_read_first_is_a_strangers_page_for_the_next(
    server: Server,
) -> None:
    with owner(server) as connection:
        row = connection.execute("SELECT id FROM units_unit WHERE kind = 'country'")
        names = {"pk": str(next(row)[0])}
    cookie = session(server)
    asked = [
        prefix + path
        for address, view in addresses()
        if copying_of(view) and "<slug" not in address
        for path in [path_of(address, names)]
        for prefix in ("", "/en")
    ]

    own = {one: server.ask("GET", one, headers={"Cookie": cookie}) for one in asked}
    strangers = {one: server.ask("GET", one) for one in asked}
    kept = {one: server.ask("GET", one) for one in asked}

    assert len(asked) > len(("", "/en")) * 9
    assert {status for status, *_ in (*own.values(), *strangers.values())} == {200}
    for one in asked:
        for _, headers, body in (strangers[one], kept[one]):
            assert "set-cookie" not in headers, one
            assert "etag" in headers, one
            assert leads_to_sign_in(body) is ("/nhung/" not in one), one
        assert not leads_to_sign_in(own[one][2]), one


def leads_to_sign_in(body: bytes) -> bool:
    """Tell whether a page is a stranger's."""
    return b'href="/dang-nhap/"' in body


def path_of(address: str, names: dict[str, str]) -> str:
    """Fill an address of the urls: a unit, the form PL4, the indicator G01."""
    code = "PL4" if "/bieu/" in address else "G01"
    return address.replace("<int:pk>", names["pk"]).replace("<str:code>", code)


def test_a_page_from_memory_has_no_cookie_and_says_on_what_it_depends(
    server: Server,
) -> None:
    _, headers, body = server.ask("GET", "/")

    assert "set-cookie" not in headers
    assert headers["vary"] == "Accept-Encoding, Cookie"
    assert headers["cache-control"] == "no-cache"
    assert headers["content-length"] == str(len(body))
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "csrfmiddlewaretoken" not in body.decode()


def test_a_reader_who_has_the_page_is_told_so(server: Server) -> None:
    plain, packed = etag(server, "/"), etag(server, "/", Accept_Encoding="gzip")

    asked = {"If-None-Match": f'"x", W/{packed}', "Accept-Encoding": "gzip"}
    status, headers, body = server.ask("GET", "/", headers=asked)
    other = server.ask("GET", "/", headers={"If-None-Match": packed})

    assert plain != packed
    assert (status, headers["etag"], body) == (304, packed, b"")
    assert (other[0], other[1]["etag"]) == (200, plain)


def test_the_compressed_page_is_the_plain_one(server: Server) -> None:
    plain = server.ask("GET", "/")
    packed = server.ask("GET", "/", headers={"Accept-Encoding": "gzip;q=0.5"})
    refused = server.ask("GET", "/", headers={"Accept-Encoding": "gzip;q=0"})

    assert packed[1]["content-encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == plain[2] == refused[2]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {"Host": "evil.example"}, 400),
        ("/", {"Host": "localhost:1"}, 200),
        ("/", {"Host": "LOCALHOST"}, 200),
        ("/", {"Authorization": "Bearer x"}, 200),
        ("/", {"Cookie": "phien="}, 200),
        ("/don-vi/?ban-do=2025-06-30&ban-do=2025-06-30", {}, 200),
        ("/don-vi/?q=a", {}, 200),
        ("/?" + "a" * 10_000, {}, 200),
        ("/?" + "&".join(f"a{n}=1" for n in range(30)), {}, 200),
        ("/don-vi", {}, 301),
        ("/dia-phuong/999999999/", {}, 404),
        ("/dia-phuong/01/", {}, 200),
        ("/dang-nhap/", {}, 200),
        ("/kiem-chung/", {}, 200),
        ("/suc-khoe/", {}, 200),
    ],
)
def test_what_only_django_may_answer(
    server: Server, path: str, headers: dict[str, str], status: int
) -> None:
    answers = [server.ask("GET", path, headers=headers) for _ in range(2)]

    assert [answer[0] for answer in answers] == [status] * 2
    assert ["etag" in answer[1] for answer in answers] == [False] * 2


def test_other_methods_pass_by(server: Server) -> None:
    head, post = server.ask("HEAD", "/"), server.ask("POST", "/", "a=1")

    assert (head[0], "etag" in head[1], head[2]) == (200, False, b"")
    assert (post[0], "etag" in post[1]) == (403, False)


def test_no_header_and_no_foreign_parameter_reaches_a_copy(server: Server) -> None:
    poison = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Original-URL": "/dang-nhap/",
        "X-HTTP-Method-Override": "POST",
        "Accept-Language": "en",
        "User-Agent": "evil.example",
        "Cookie": "evil.example=1; csrf=" + TOKEN,
    }
    path = "/don-vi/?ban-do=2024-01-01"

    first = server.ask("GET", f"{path}&fbclid=evil.example", headers=poison)
    plain = server.ask("GET", path)

    assert first[1]["etag"] == plain[1]["etag"]
    assert first[2] == plain[2]
    assert "evil.example" not in plain[2].decode()


def test_each_theme_and_map_has_a_page_of_its_own(server: Server) -> None:
    paths = ["/don-vi/", "/don-vi/?ban-do=2025-06-30"]
    cookies = ["a=1", "giao-dien=toi", "giao-dien=sang; b=2", "giao-dien=evil"]
    tags = {
        (path, cookie): etag(server, path, Cookie=cookie)
        for path in paths
        for cookie in cookies
    }

    assert "" not in tags.values()
    assert len(set(tags.values())) == 6
    assert [tags[path, cookies[0]] == tags[path, cookies[3]] for path in paths] == [
        True,
        True,
    ]


def test_a_block_that_others_frame_is_one_copy_for_everybody(server: Server) -> None:
    with owner(server) as connection:
        row = connection.execute("SELECT id FROM units_unit WHERE kind = 'country'")
        path = f"/nhung/{next(row)[0]}/cong-bo/"
    until(lambda: is_kept(server, path), 20, "the block is not kept")

    cookies = ["", session(server), "giao-dien=toi; phien=x"]
    answers = [server.ask("GET", path, headers={"Cookie": one}) for one in cookies]

    assert len({headers["etag"] for _, headers, _ in answers}) == 1
    assert [headers["vary"] for _, headers, _ in answers] == ["Accept-Encoding"] * 3
    assert ["set-cookie" in headers for _, headers, _ in answers] == [False] * 3
    assert "frame-ancestors *" in answers[0][1]["content-security-policy"]
    assert "x-frame-options" not in answers[0][1]


def test_each_language_and_size_of_type_has_a_page_of_its_own(server: Server) -> None:
    cookies = ["", "co-chu=lon", "giao-dien=toi; co-chu=lon", "co-chu=evil"]
    asked = [(path, one) for path in ("/don-vi/", "/en/don-vi/") for one in cookies]

    tags = {one: etag(server, one[0], Cookie=one[1]) for one in asked}
    again = {one: etag(server, one[0], Cookie=one[1]) for one in reversed(asked)}
    pages = {
        one: server.ask("GET", one[0], headers={"Cookie": one[1]})[2].decode()
        for one in asked
    }

    assert "" not in tags.values()
    assert tags == again
    assert len(set(tags.values())) == 6
    for path, language in (("/don-vi/", "vi"), ("/en/don-vi/", "en")):
        assert tags[path, ""] == tags[path, "co-chu=evil"]
        for cookie in cookies:
            text = pages[path, cookie]
            assert f'<html lang="{language}"' in text
            assert ('data-type="large"' in text) is ("lon" in cookie)


def test_a_header_for_another_language_changes_nothing(server: Server) -> None:
    for path, language in (("/don-vi/", "vi"), ("/en/don-vi/", "en")):
        for wanted in ("en", "vi", "fr;q=1, en;q=0.1"):
            text = server.ask("GET", path, headers={"Accept-Language": wanted})[2]
            assert f'<html lang="{language}"' in text.decode()
