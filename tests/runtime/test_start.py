import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from danchu.lib.postgres import Cluster
from tests.runtime.serving import (
    ROOT,
    Server,
    answers,
    clean_environment,
    free_port,
    is_alive,
    serving,
    until,
)


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "danchu", *words],
        cwd=ROOT,
        env=clean_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_started_server_answers_and_stops_cleanly(home: Path) -> None:
    server = Server(home)
    server.start()
    status, _, body = server.ask("GET", "/suc-khoe/")
    pids = [*server.workers(), server.postmaster()]

    left = server.stop()

    assert (status, json.loads(body)) == (200, {"status": "up", "database": "up"})
    assert left == 0
    assert f"Dân Chủ đang phục vụ tại http://127.0.0.1:{server.port}" in (
        server.log.read_text()
    )
    assert not answers(server.port)
    assert [pid for pid in pids if is_alive(pid)] == []


def test_ctrl_c_stops_as_cleanly(home: Path) -> None:
    server = Server(home)
    server.start()
    postmaster = server.postmaster()

    assert server.stop(signal.SIGINT) == 0
    assert not is_alive(postmaster)


def test_a_stop_in_the_middle_of_starting_leaves_nothing(home: Path) -> None:
    server = Server(home)
    server.launch()
    until(lambda: Cluster(home).pid() is not None, 30, "no database yet")

    left = server.stop()

    assert left == 0
    assert Cluster(home).pid() is None
    assert not answers(server.port)


def test_six_starters_give_one_server(home: Path) -> None:
    port = free_port()
    starters = [Server(home, port=port) for _ in range(6)]

    for starter in starters:
        starter.launch()
    until(starters[0].is_healthy, 60, "none of them answers")

    def running() -> list[Server]:
        return [s for s in starters if s.process and s.process.poll() is None]

    until(lambda: len(running()) == 1, 30, "more than one keeps running")
    told = starters[0].log.read_text()
    assert told.count(f"Dân Chủ đang chạy tại http://127.0.0.1:{port}.") == 5
    assert told.count("Dân Chủ đang phục vụ tại") <= 1
    assert running()[0].stop() == 0
    assert not answers(port)


def test_a_taken_port_gives_a_sentence_and_a_free_one(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ran = command("start", "--no-demo", DANCHU_HOME=str(home), PORT=str(port))

    assert ran.returncode == 1
    said = f"Cổng {port} đang được chương trình khác dùng. Hãy chọn cổng khác: PORT="
    assert ran.stderr.startswith(said)
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("PORT", "tám nghìn", "PORT=“tám nghìn” không phải là số cổng."),
        ("PORT", "70000", "PORT=“70000” không phải là số cổng."),
        ("PUBLIC_URL", "danchu.vn", "PUBLIC_URL=“danchu.vn” không phải là địa chỉ"),
        ("PUBLIC_URL", "http://danchu.vn", "PUBLIC_URL=“http://danchu.vn” không phải"),
        ("PUBLIC_URL", "https://[x", "PUBLIC_URL=“https://[x” không phải là địa chỉ"),
        ("DATABASE_URL", "mysql://a/b", "DATABASE_URL phải bắt đầu bằng postgresql://"),
        (
            "DATABASE_URL",
            "postgresql://a:bi-mat@127.0.0.1:1/b",
            "Không kết nối được cơ sở dữ liệu 127.0.0.1/b:",
        ),
        ("DANCHU_HOME", "/proc/danchu", "Không ghi được vào thư mục dữ liệu /proc/dan"),
        ("DANCHU_SECRET_KEY", "ngan", "Khóa bí mật của máy chủ quá ngắn."),
    ],
)
def test_a_wrong_setting_gives_a_sentence(
    home: Path, setting: str, value: str, said: str
) -> None:
    given = {"DANCHU_HOME": str(home), "PORT": str(free_port()), setting: value}

    ran = command("start", "--no-demo", **given)

    assert ran.returncode == 1
    assert ran.stderr.startswith(said), ran.stderr
    assert "Traceback" not in ran.stderr
    assert "bi-mat" not in ran.stderr


def test_without_an_administrator_or_a_terminal_it_says_what_to_set(
    home: Path,
) -> None:
    cluster = Cluster(home)
    with psycopg.connect(cluster.ensure(), autocommit=True) as connection:
        connection.execute("DELETE FROM people_post")

    ran = command("start", "--no-demo", DANCHU_HOME=str(home), PORT=str(free_port()))

    assert ran.returncode == 1
    assert "Máy chủ chưa có người quản trị nào." in ran.stderr
    assert "DANCHU_ADMIN=" in ran.stderr


def test_secrets_are_kept_for_their_owner(home: Path) -> None:
    kept = ["secret.key", "cluster.id", "pg.owner.password", "pg.app.password"]

    modes = {name: stat.S_IMODE((home / name).stat().st_mode) for name in kept}

    assert modes == dict.fromkeys(kept, 0o600)


def test_the_server_works_as_a_role_that_owns_nothing(home: Path) -> None:
    cluster = Cluster(home)
    cluster.ensure()

    with psycopg.connect(cluster.app_dsn()) as connection:
        owned = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = 'danchu_app'::regrole"
        ).fetchone()
        rights = connection.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants "
            "WHERE grantee = 'danchu_app' AND table_name = 'audit_event' ORDER BY 1"
        ).fetchall()

    assert owned == (0,)
    assert rights == [("INSERT",), ("SELECT",)]


def test_loading_again_changes_nothing(home: Path) -> None:
    once = command("load", "units", "law", DANCHU_HOME=str(home))
    counted = count_rows(home)
    twice = command("load", "units", "law", DANCHU_HOME=str(home))

    assert (once.returncode, twice.returncode) == (0, 0), once.stderr + twice.stderr
    assert count_rows(home) == counted
    assert counted["units_unit"] > 13_000
    assert Cluster(home).pid() is None


def count_rows(home: Path) -> dict[str, int]:
    cluster = Cluster(home)
    with psycopg.connect(cluster.ensure()) as connection:
        tables = ["units_unit", "units_ancestry", "units_succession", "law_lawrule"]
        counted = {
            table: connection.execute(
                psycopg.sql.SQL("SELECT count(*) FROM {}").format(
                    psycopg.sql.Identifier(table)
                )
            ).fetchone()
            for table in tables
        }
    cluster.leave()
    return {table: row[0] for table, row in counted.items() if row}


def test_an_unknown_thing_to_load_gives_the_choice() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ran = command("load", "mặt-trăng", DANCHU_HOME=folder)

    assert ran.returncode == 1
    assert "python -m danchu load units|law|indicators|articles" in ran.stderr


def ordinary_python() -> tuple[int, str] | None:
    """Find an ordinary user and an interpreter that she may run over this checkout."""
    if os.geteuid() != 0:
        return os.geteuid(), sys.executable
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        try:
            ran = subprocess.run(
                [python, "-c", "import danchu.lib.postgres, django, granian"],
                user=65534,
                group=65534,
                extra_groups=[],
                env={"PYTHONPATH": os.pathsep.join(sys.path)},
                capture_output=True,
                check=False,
            )
        except OSError:
            continue
        if ran.returncode == 0:
            return 65534, python
    return None


def test_an_ordinary_user_serves_from_a_home_below_a_closed_folder(
    folder: Path,
) -> None:
    found = ordinary_python()
    if found is None:
        pytest.skip("no interpreter here that an ordinary user may run")
    user, python = found
    closed = Path(tempfile.mkdtemp(dir=folder))
    os.chown(closed, user, -1)
    server = Server(
        closed / "home",
        environment={"PYTHONPATH": os.pathsep.join(sys.path)},
        command=(python,),
        user=user,
    )

    server.log.touch()
    server.start()
    ran_as = {Path(f"/proc/{pid}").stat().st_uid for pid in server.workers()}
    left = server.stop()

    assert ran_as == {user}
    assert left == 0
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_forged_host_gets_a_sentence_or_a_problem(home: Path) -> None:
    forged = {"Host": "evil.example"}
    with serving(home) as server:
        page = server.ask("GET", "/", headers=forged)
        problem = server.ask("GET", "/api/v1/units", headers=forged)

    assert page[0] == 400
    assert "Tên máy chủ trong yêu cầu không phải là tên của hệ thống này" in (
        page[2].decode()
    )
    assert problem[0] == 400
    assert problem[1]["content-type"] == "application/problem+json"
    assert json.loads(problem[2])["code"] == "http.bad_host"


def test_the_bridge_carries_bodies_paths_and_cookies(home: Path) -> None:
    with serving(home) as server:
        large = server.post("/dang-nhap/", login="x", password="y" * 300_000)
        accented = server.ask("GET", "/kh%C3%B4ng-c%C3%B3/?q=%C3%A1&q=%ff")
        broken = server.ask(
            "GET", "/dang-nhap/", headers={"Cookie": 'phien="\\000"; x=%; =;;'}
        )
        head = server.ask("HEAD", "/suc-khoe/")
        longest = server.ask("GET", "/tim/?q=" + "a" * 10_000)
        nul = server.ask("GET", "/don-vi/%00/")

    assert large in {200, 400, 422}
    assert accented[0] == 404
    assert "Không tìm thấy trang này" in accented[2].decode()
    assert broken[0] == 200
    assert (head[0], head[2]) == (200, b"")
    assert longest[0] < 500
    assert nul[0] == 404
