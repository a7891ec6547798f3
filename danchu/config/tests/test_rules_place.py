import socket
from pathlib import Path

import pytest

from danchu.config.place import (
    AlreadyRunningError,
    check_port,
    chosen_address,
    chosen_port,
    only_launcher,
)
from danchu.lib.public_url import parse_public_url
from danchu.lib.setup_error import SetupError


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "8e3", "\uff18\uff10", "tám"])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="không phải là số cổng"):
        chosen_port(text)


def test_only_https_opens_the_server_to_strangers() -> None:
    assert chosen_address(parse_public_url("")) == "127.0.0.1"
    assert chosen_address(parse_public_url("http://localhost:8000")) == "127.0.0.1"
    assert chosen_address(parse_public_url("https://danchu.vn")) == "0.0.0.0"  # noqa: S104 -- the point


def test_a_taken_port_is_refused_even_if_the_taker_would_share_it() -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SetupError, match=rf"Cổng {port} đang .* PORT=\d+ make run"):
            check_port("127.0.0.1", port)


def test_a_free_port_is_accepted() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    check_port("127.0.0.1", port)


def test_a_second_launcher_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with (
        only_launcher(tmp_path, "http://127.0.0.1:8000"),
        pytest.raises(AlreadyRunningError) as told,
        only_launcher(tmp_path, "http://127.0.0.1:9000"),
    ):
        pass

    assert str(told.value) == "http://127.0.0.1:8000"
    with only_launcher(tmp_path, "http://127.0.0.1:9000"):
        assert (tmp_path / "launcher.lock").read_text() == "http://127.0.0.1:9000"


@pytest.mark.parametrize(
    "text",
    ["danchu.vn", "ftp://danchu.vn", "http://danchu.vn", "https://", "https://[x",
     "https://danchu.vn/duong-dan", "https://ai@danchu.vn", "https://danchu.vn:cổng"],
)  # fmt: skip
def test_a_public_address_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="PUBLIC_URL="):
        parse_public_url(text)


def test_a_public_address_is_kept_without_its_last_stroke() -> None:
    url = parse_public_url(" https://Danchu.gov.vn:8443/ ")

    assert url.text == "https://danchu.gov.vn:8443"
    assert (url.host, url.is_secure) == ("danchu.gov.vn", True)
