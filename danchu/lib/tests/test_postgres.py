import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from danchu.lib.postgres import Cluster
from danchu.lib.postgres.binaries import installed_tree
from danchu.lib.setup_error import SetupError
from danchu.lib.tests.ordinary_user import NOBODY, run_as_ordinary_user

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that everyone may enter."""
    path = Path(tempfile.mkdtemp(prefix="danchu-lib-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    server = Cluster(folder / "home", {"fsync": "off"})
    yield server
    server.leave()
    shutil.rmtree(server.root, ignore_errors=True)


def ask(dsn: str, question: str) -> object:
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row and row[0]


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return True
    return state == "Z"


def test_a_first_start_makes_a_unicode_database_and_two_roles(cluster: Cluster) -> None:
    dsn = cluster.ensure()

    assert ask(dsn, "SELECT current_user") == "danchu_owner"
    assert ask(dsn, "SHOW server_encoding") == "UTF8"
    assert ask(cluster.app_dsn(), "SELECT current_user") == "danchu_app"
    assert ask(cluster.app_dsn(), "SELECT current_database()") == "danchu"
    assert ask(dsn, "SELECT upper('đặng')") == "ĐẶNG"


def test_the_application_may_not_make_tables(cluster: Cluster) -> None:
    cluster.ensure()

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(cluster.app_dsn(), "CREATE TABLE t (a int)")


def test_the_server_listens_to_no_network(cluster: Cluster) -> None:
    assert ask(cluster.ensure(), "SHOW listen_addresses") == ""
    assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700


def test_secrets_are_for_their_owner_only(cluster: Cluster) -> None:
    cluster.ensure()

    kept = ["cluster.id", "pg.app.password", "pg.owner.password"]
    modes = {stat.S_IMODE((cluster.home / name).stat().st_mode) for name in kept}
    assert modes == {0o600}
    assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.log.stat().st_mode) == 0o600


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    cluster.ensure()

    with pytest.raises(psycopg.OperationalError, match="password"):
        ask(cluster.dsn().replace("owner:", "owner:x"), "SELECT 1")


def test_six_starters_give_one_server(cluster: Cluster) -> None:
    code = (
        "import sys; from pathlib import Path; from danchu.lib.postgres import Cluster;"
        "c = Cluster(Path(sys.argv[1]), {'fsync': 'off'}); c.ensure(); print(c.pid());"
        "sys.stdout.flush(); sys.stdin.read()"
    )
    starters = [
        subprocess.Popen(  # noqa: S603 -- the test's own code
            [sys.executable, "-c", code, str(cluster.home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]

    pids = {starter.stdout.readline() for starter in starters if starter.stdout}

    assert len(pids) == 1
    for starter in starters:
        starter.communicate()
    assert not is_gone(int(pids.pop()))


def test_the_last_user_stops_the_server(cluster: Cluster) -> None:
    other = Cluster(cluster.home)
    cluster.ensure()
    other.ensure()
    pid = cluster.pid()
    assert pid is not None

    assert cluster.leave() is False
    assert not is_gone(pid)
    assert other.leave() is True

    assert is_gone(pid)
    assert not cluster.socket.exists()


def test_a_server_killed_at_once_comes_back_with_what_was_committed(
    folder: Path,
) -> None:
    cluster = Cluster(folder / "home")
    with psycopg.connect(cluster.ensure(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS a")
        pid = cluster.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        begun = time.monotonic()

        again = cluster.ensure()

    assert ask(again, "SELECT a FROM kept") == 7
    assert cluster.pid() != pid
    assert time.monotonic() - begun < 20
    cluster.leave()


def test_a_cut_initdb_leaves_nothing_half(cluster: Cluster) -> None:
    half = cluster.root / "pg.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    cluster.data.mkdir()
    (cluster.data / "base").mkdir()

    assert ask(cluster.ensure(), "SELECT 1") == 1
    assert not half.exists()
    assert not (cluster.root / "pg.first").exists()


def test_a_recycled_process_number_does_not_pass_for_the_server(
    cluster: Cluster,
) -> None:
    cluster.ensure()
    cluster.leave()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")

    assert cluster.pid() is None
    assert ask(cluster.ensure(), "SELECT 1") == 1


def test_a_missing_password_gives_a_sentence(cluster: Cluster) -> None:
    cluster.ensure()
    (cluster.home / "pg.owner.password").unlink()

    with pytest.raises(SetupError, match=r"pg\.owner\.password"):
        cluster.ensure()


def test_a_home_behind_a_closed_folder_works_and_stays_closed(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "home", {"fsync": "off"})

    answer = ask(cluster.ensure(), "SELECT 1")

    assert answer == 1
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert closed.stat().st_uid == os.geteuid()
    assert (cluster.root == cluster.home) is not AS_ROOT
    again = Cluster(closed / "home")
    assert again.root == cluster.root
    cluster.leave()
    shutil.rmtree(cluster.root)


def test_a_home_that_was_closed_later_is_never_replaced_by_an_empty_one(
    folder: Path,
) -> None:
    if not AS_ROOT:
        pytest.skip("only root's server runs as somebody else")
    cluster = Cluster(folder / "home", {"fsync": "off"})
    cluster.ensure()
    cluster.leave()
    folder.chmod(0o700)

    with pytest.raises(SetupError, match=r"chmod o\+x"):
        Cluster(folder / "home")


def test_an_ordinary_user_has_a_server_of_her_own(folder: Path) -> None:
    if not os.access(installed_tree(), os.X_OK) or not reachable(installed_tree()):
        pytest.skip("this checkout lies where only root may go")
    mine = folder / "mine"
    mine.mkdir(mode=0o700)
    os.chown(mine, NOBODY, NOBODY if AS_ROOT else -1)

    ran = run_as_ordinary_user(
        f"c = Cluster(Path({str(mine / 'home')!r}), {{'fsync': 'off'}})\n"
        "with psycopg.connect(c.ensure()) as o:\n"
        "    print(o.execute('SELECT 5').fetchone())\n"
        "print(os.stat(f'/proc/{c.pid()}').st_uid, c.root == c.home, c.leave())"
    )

    assert ran.stdout == f"(5,)\n{NOBODY} True True\n", ran.stderr
    assert stat.S_IMODE(mine.stat().st_mode) == 0o700


def reachable(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in path.parents)


def refusal(home: Path) -> str:
    ran = run_as_ordinary_user(
        f"try: Cluster(Path({str(home)!r}))\nexcept SetupError as e: print(e)"
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_a_home_that_cannot_be_written_gives_a_sentence(folder: Path) -> None:
    home = folder / "home"
    home.mkdir()
    os.chown(home, NOBODY, NOBODY if AS_ROOT else -1)
    home.chmod(0o500)

    said = refusal(home)

    assert said.startswith(f"Không ghi được vào thư mục dữ liệu {home} (")
    assert "DANCHU_HOME=" in said


def test_a_home_that_cannot_be_made_gives_a_sentence(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(0o500)

    said = refusal(closed / "home")

    assert said.startswith(f"Không ghi được vào thư mục dữ liệu {closed / 'home'} (")


def test_a_home_of_another_user_gives_a_sentence(folder: Path) -> None:
    home = folder if AS_ROOT else Path("/usr")

    said = refusal(home)

    assert said.startswith(f"Thư mục dữ liệu {home} thuộc về người dùng “root”")
    assert "DANCHU_HOME=" in said
