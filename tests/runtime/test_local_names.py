"""A locality under its own name: two real workers, and who tries to spoil it."""

import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from danchu.lib.postgres import Cluster
from tests.runtime.serving import Server, free_port, until
from tests.runtime.test_page_cache import HEARD_WITHIN, lines_to_both

NAME, OTHER = "danchu.vietlap.example", "xn--dnch-boa7227b.vn"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """One server that is reached under an address, with two places that have names."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    server = Server(folder / "local-names", port, {"PUBLIC_URL": site})
    try:
        server.start()
        give(server, OTHER, "Tỉnh Bắc Ninh")
        yield server
    finally:
        server.clear()


def owner(server: Server) -> psycopg.Connection:
    return psycopg.connect(Cluster(server.home).dsn(), autocommit=True)


def give(server: Server, name: str, place: str) -> int:
    """Give a living place a name; return its number."""
    with owner(server) as connection:
        unit = connection.execute(
            "SELECT id FROM units_unit WHERE name = %s AND valid_to IS NULL", [place]
        ).fetchone()
        assert unit
        connection.execute(
            "INSERT INTO hostnames_hostname (unit_id, host, since)"
            " VALUES (%s, %s, now())",
            [unit[0], name],
        )
    return int(unit[0])


def take_back(server: Server, name: str) -> None:
    with owner(server) as connection:
        connection.execute(
            "UPDATE hostnames_hostname SET until = now()"
            " WHERE host = %s AND until IS NULL",
            [name],
        )


def read(
    line: http.client.HTTPConnection, host: str, path: str = "/"
) -> tuple[int, str, str]:
    """Return status, ETag and page that one worker answers with."""
    line.request("GET", path, headers={"Host": host})
    answer = line.getresponse()
    return answer.status, answer.headers.get("etag", ""), answer.read().decode()


def raw(server: Server, *lines: str) -> str:
    """Send a request letter by letter; return the whole answer."""
    with socket.create_connection(("127.0.0.1", server.port), 30) as line:
        said = "\r\n".join([*lines, "Connection: close", "", ""])
        line.sendall(said.encode())
        parts = iter(lambda: line.recv(65_536), b"")
        return b"".join(parts).decode(errors="replace")


def test_both_workers_learn_of_a_name_and_forget_it_in_time(server: Server) -> None:
    lines = lines_to_both(server)
    before = [read(line, NAME)[0] for line in lines]
    give(server, NAME, "Xã Tân Yên")
    time.sleep(HEARD_WITHIN)
    given = [read(line, NAME) for line in lines]
    for line in lines:
        until(lambda: read(line, NAME)[1] != "", 20, "not kept")  # noqa: B023 -- called at once
    kept = [read(line, NAME) for line in lines]

    take_back(server, NAME)
    time.sleep(HEARD_WITHIN)
    gone = [read(line, NAME) for line in lines]
    for line in lines:
        line.close()

    assert len(lines) == 2
    assert before == [400, 400]
    assert [(one[0], "<h1>Xã Tân Yên</h1>" in one[2]) for one in given] == [
        (200, True)
    ] * 2
    assert [bool(one[1]) for one in kept] == [True, True]
    assert [(one[0], one[1]) for one in gone] == [(400, "")] * 2


def test_the_name_moves_to_another_place_without_a_page_of_the_first(
    server: Server,
) -> None:
    give(server, NAME, "Xã Tân Yên")
    lines = lines_to_both(server)
    for line in lines:
        until(lambda: read(line, NAME)[1] != "", 20, "not kept")  # noqa: B023 -- called at once

    take_back(server, NAME)
    give(server, NAME, "Tỉnh Lào Cai")
    time.sleep(HEARD_WITHIN)
    pages = [read(line, NAME)[2] for line in lines]
    for line in lines:
        line.close()
    take_back(server, NAME)

    assert ["<h1>Tỉnh Lào Cai</h1>" in page for page in pages] == [True, True]
    assert ["Tân Yên</h1>" in page for page in pages] == [False, False]


def test_pages_of_one_host_never_answer_for_another(server: Server) -> None:
    ours = f"127.0.0.1:{server.port}"
    known = [OTHER, ours, "localhost", f"{OTHER}:{server.port}", OTHER.upper()]
    known += [f"{OTHER}.", f"{OTHER}:1"]
    forged = ["evil.example", f"evil.{OTHER}"]
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    until(lambda: read(line, OTHER)[1] != "", 20, "not kept")

    answers = {}
    for _ in range(3):
        for host in known + forged:
            status, _, page = read(line, host)
            answers[host, status, "<h1>Tỉnh Bắc Ninh</h1>" in page] = page
    line.close()

    assert set(answers) == {
        *((host, 200, host.lower().startswith(OTHER)) for host in known),
        *((host, 400, False) for host in forged),
    }


def test_nothing_in_a_request_poisons_the_page_of_another(server: Server) -> None:
    until(lambda: "etag" in server.ask("GET", "/", headers={"Host": OTHER})[1], 20, "")
    clean = server.ask("GET", "/?ky=2026H1", headers={"Host": OTHER})
    poison = {
        "X-Forwarded-Host": "evil.example",
        "X-Host": "evil.example",
        "Forwarded": "host=evil.example",
        "X-Original-URL": "/dang-nhap/",
        "Cookie": "phien=abc; giao-dien=toi",
    }

    for _ in range(2):
        for host in (OTHER, f"127.0.0.1:{server.port}"):
            answer = server.ask("GET", "/", headers={"Host": host, **poison})
            assert "evil.example" not in answer[2].decode()
            assert host != OTHER or "set-cookie" not in answer[1]
    dark = server.ask("GET", "/", headers={"Host": OTHER, **poison})[2].decode()
    again = server.ask("GET", "/?ky=2026H1", headers={"Host": OTHER})

    assert 'data-theme="dark"' not in dark
    assert again[2] == clean[2]


def test_a_target_in_absolute_form_names_no_other_host(server: Server) -> None:
    port = server.port
    evil = f"http://evil.example:{port}/"

    own = [raw(server, f"GET {evil} HTTP/1.1", f"Host: {OTHER}") for _ in range(2)]
    local = [
        raw(server, f"GET http://{OTHER}/ HTTP/1.1", f"Host: 127.0.0.1:{port}")
        for _ in range(2)
    ]
    forged = raw(server, f"GET http://{OTHER}/ HTTP/1.1", "Host: evil.example")
    doubled = raw(server, "GET / HTTP/1.1", f"Host: {OTHER}", "Host: evil.example")
    clean = server.ask("GET", "/", headers={"Host": f"127.0.0.1:{port}"})[2].decode()

    assert ["evil.example" in page for page in own] == [False, False]
    assert [page.startswith("HTTP/1.1 200") for page in local] == [True, True]
    assert ["<h1>Tỉnh Bắc Ninh</h1>" in page for page in local] == [False, False]
    assert forged.startswith("HTTP/1.1 400")
    assert doubled.startswith("HTTP/1.1 400")
    assert "<h1>Nơi bạn sống" in clean


def test_no_cookie_is_ever_set_and_whatever_is_private_is_at_the_portal(
    server: Server,
) -> None:
    site = f"http://127.0.0.1:{server.port}"
    paths = ("/", "/tim/?q=a", "/dang-nhap/", "/ban-viec/", "/tin-tuc/", "/giao-dien/")
    body = "csrfmiddlewaretoken=" + "a" * 32

    for path in paths:
        read_ = server.ask("GET", path, headers={"Host": OTHER})
        sent = server.ask(
            "POST",
            path,
            body,
            {
                "Host": OTHER,
                "Cookie": "csrf=" + "a" * 32,
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        is_shown = path in paths[:2]

        assert [one[1].get("set-cookie") for one in (read_, sent)] == [None, None]
        assert read_[0] == (200 if is_shown else 302)
        assert is_shown or read_[1]["location"] == site + path
        assert (sent[0], sent[1]["location"]) == (303, site + path)
    twice = raw(server, "GET //evil.example/ HTTP/1.1", f"Host: {OTHER}")
    assert f"location: {site}//evil.example/" in twice.lower()


def test_a_worker_that_does_not_hear_asks_each_time(server: Server) -> None:
    give(server, NAME, "Xã Tân Yên")
    until(lambda: "etag" in server.ask("GET", "/", headers={"Host": NAME})[1], 20, "")
    role = psycopg.conninfo.conninfo_to_dict(Cluster(server.home).app_dsn())["user"]
    for _ in range(20):
        assert server.ask("GET", "/don-vi/?q=a")[0] == 200
    with owner(server) as connection:
        connection.execute(f'ALTER ROLE "{role}" CONNECTION LIMIT 0')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'danchu-pages'"
        )
        until(
            lambda: (
                not any(
                    "etag" in server.ask("GET", "/", headers={"Host": NAME})[1]
                    for _ in range(10)
                )
            ),
            2,
            "kept",
        )
        deaf = [server.ask("GET", "/", headers={"Host": NAME})[0] for _ in range(10)]
        take_back(server, NAME)
        gone = [server.ask("GET", "/", headers={"Host": NAME})[0] for _ in range(10)]
        connection.execute(f'ALTER ROLE "{role}" CONNECTION LIMIT -1')

    # Django's pool may be refused too, for either answer.
    assert 200 in deaf
    assert set(deaf) <= {200, 500}
    assert 400 in gone
    assert set(gone) <= {400, 500}
