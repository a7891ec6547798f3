"""The whole story: a backup is made, somebody is erased, the backup is restored."""

import io
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from danchu.config.archive import DUMP, MANIFEST
from danchu.lib.postgres import Cluster
from danchu.lib.postgres.binaries import installed_tree
from tests.runtime.serving import ROOT, Server, clean_environment

NAME, EMAIL, LOGIN = "Đặng Thị Hoa Sen", "hoasen@example.vn", "hoasen.hoathuan"
READER, NAMED = "Quách Thị Ngọc Trâm", "Cù Huy Thước"
SLUG, IN_FILE = "cu-huy-thuoc", "toan văn đơn của ông Thước"
TRACES = (NAME, EMAIL, LOGIN, READER, NAMED, SLUG, IN_FILE)
SETTING = """
from datetime import date, timedelta
from django.utils import timezone
from danchu.kernel.people.models import User
from danchu.kernel.units.queries import country, unit_by_code
from danchu.registry.rules import Person, Terms
from danchu.registry.services.accounts import add_account, grant_post
at, today = timezone.now(), timezone.localdate()
since = today - timedelta(days=9)
unit = unit_by_code("07339", today)
def arrive(login, name, role, last=None, email=""):
    chief = User.objects.get(username="quantri")
    terms = Terms(role, since, last, "Cán bộ")
    return add_account(
        actor=chief, person=Person(login, name, email), unit=unit, terms=terms, at=at
    )[0]
"""
ARRIVE = (
    SETTING
    + f"""
from danchu.kernel.files.tests.samples import a_pdf
from danchu.news.rules.articles import Writing
from danchu.news.rules.files import SentFile
from danchu.news.services import (
    Said, attach_file, comment_on, publish_article, submit_article, write_article
)
cuc = arrive("cuc", "Lê Thị Cúc", "head")
arrive({LOGIN!r}, {NAME!r}, "clerk", today - timedelta(days=1), {EMAIL!r})
binh = arrive("binh", "Trần Thị Bình", "clerk")
def told(title, name=""):
    said = Writing("news", "discuss", "vi", title, "Tóm tắt.", "Nội dung.")
    made = write_article(actor=binh, unit=unit, writing=said, at=at)
    if name:
        sent = SentFile(a_pdf({IN_FILE!r}.encode()), name + ".pdf", "")
        attach_file(actor=binh, article=made, sent=sent, correction="", at=at)
    submit_article(actor=binh, article=made, at=at)
    publish_article(actor=cuc, article=made, at=at)
    return made
about = told({NAMED!r} + " được khen thưởng", {NAMED!r})
said = Said({READER!r}, "Đồng ý.", "tram@example.vn")
comment = comment_on(article=told("Xã lấy ý kiến"), said=said, at=at)
print("article:" + str(about.pk), comment.pk)
"""
)
ERASE = (
    SETTING
    + f"""
from django.contrib.auth.models import AnonymousUser
from danchu.privacy.rules import Contents, Kind
from danchu.privacy.services import erase_for, receive_request, verify_request
cuc = User.objects.get(username="cuc")
contents = Contents({NAME!r}, {EMAIL!r}, "Xóa tài khoản của tôi")
asked, _ = receive_request(
    actor=AnonymousUser(), kind=Kind.ERASE, unit=unit, contents=contents, at=at
)
verify_request(actor=cuc, asked=asked, at=at)
made = erase_for(actor=cuc, asked=asked, kind="account", text={LOGIN!r}, at=at)
late = arrive("den.sau", "Người Đến Sau", "clerk", today - timedelta(days=1))
erase_for(actor=cuc, asked=asked, kind="account", text="den.sau", at=at)
print(made.key, late.pk)
"""
)
ERASE_TOO = (
    "\nfor kind, text in (('published', 'ITEM'), ('comment', 'COMMENT')):"
    "\n    erase_for(actor=cuc, asked=asked, kind=kind, text=text, at=at)"
)
ARRIVE_LATER = SETTING + 'print(arrive("moi", "Người Mới Tới", "clerk").pk)'


def danchu(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "danchu", *words],
        cwd=ROOT,
        env=clean_environment(DANCHU_HOME=str(home)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )


def did(home: Path, *words: str) -> str:
    done = danchu(home, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def told(home: Path, code: str) -> list[str]:
    return did(home, "shell", "--no-imports", "-c", code).split()


def whole_text(home: Path) -> str:
    """Return the whole database as pg_dump writes it."""
    cluster = Cluster(home)
    try:
        return subprocess.run(
            [str(installed_tree() / "bin/pg_dump"), cluster.ensure()],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    finally:
        cluster.leave()


def traces_in(text: str) -> set[str]:
    """Return what is found, in columns of text and in those of bytes."""
    return {trace for trace in TRACES if trace in text or trace.encode().hex() in text}


@pytest.fixture
def elsewhere(home: Path) -> Iterator[Path]:
    """A fresh home beside the first, with copies of its sealed keys."""
    fresh = home.parent / "elsewhere"
    fresh.mkdir(mode=0o755)
    for name in ("ledger.key", "privacy.key"):
        if (home / name).exists():
            shutil.copy2(home / name, fresh / name)
    yield fresh
    Cluster(fresh).leave()


def test_what_was_erased_after_a_backup_stays_erased_when_it_is_restored(
    home: Path, elsewhere: Path
) -> None:
    file = home.parent / "backup"
    item, comment = told(home, ARRIVE)
    made = did(home, "backup", str(file))
    assert traces_in(whole_text(home)) == set(TRACES)
    more = ERASE_TOO.replace("ITEM", item).replace("COMMENT", comment)
    erased, late = told(home, ERASE + more)
    assert traces_in(whole_text(home)) == set()
    listed = (home / "erasures.jsonl").read_text()
    keys = [json.loads(line)["key"] for line in listed.splitlines()]
    assert keys == [erased, late, item, comment]
    assert traces_in(listed) == set()

    shutil.copy2(home / "ledger.key", elsewhere / "ledger.key")
    refused = danchu(elsewhere, "restore", str(file))
    shutil.copy2(home / "erasures.jsonl", elsewhere / "erasures.jsonl")
    restored = did(elsewhere, "restore", str(file))

    assert "Đã sao lưu vào" in made
    assert (refused.returncode, "erasures.jsonl" in refused.stderr) == (1, True)
    assert "Đã xóa lại 3 mục (4 lần xóa sau bản sao lưu); 1 mục vốn đã xóa." in restored
    assert traces_in(whole_text(elsewhere)) == set()
    assert "Lê Thị Cúc" in whole_text(elsewhere)
    assert "Sổ cái khớp" in did(elsewhere, "ledger", "check")
    (newcomer,) = told(elsewhere, ARRIVE_LATER)
    assert int(newcomer) > int(late)


def test_a_list_of_erasures_that_ends_before_the_backup_is_refused(
    home: Path, elsewhere: Path
) -> None:
    told(home, ARRIVE)
    told(home, ERASE)
    file = home.parent / "backup"
    did(home, "backup", str(file))
    shutil.copy2(home / "ledger.key", elsewhere / "ledger.key")
    listed = (home / "erasures.jsonl").read_text().splitlines()
    (elsewhere / "erasures.jsonl").write_text(listed[0] + "\n")

    refused = danchu(elsewhere, "restore", str(file))

    assert (refused.returncode, "erasures.jsonl" in refused.stderr) == (1, True)


def test_a_restored_place_serves_and_is_not_restored_over(
    home: Path, elsewhere: Path
) -> None:
    file = home.parent / "backup"
    did(home, "backup", str(file))

    did(elsewhere, "restore", str(file), "--without-list")

    again = danchu(elsewhere, "restore", str(file))
    assert (again.returncode, "không trống" in again.stderr) == (1, True)
    server = Server(elsewhere)
    try:
        server.start()
        busy = danchu(elsewhere, "restore", str(file))
        assert (busy.returncode, "Hãy dừng máy chủ" in busy.stderr) == (1, True)
        assert server.ask("GET", "/du-lieu-ca-nhan/")[0] == 200
        assert server.stop() == 0
    finally:
        server.clear()


def test_a_restore_that_died_halfway_opens_no_doors_and_is_done_again(
    home: Path, elsewhere: Path
) -> None:
    file = home.parent / "backup"
    did(home, "backup", str(file))
    did(elsewhere, "restore", str(file), "--without-list")
    cluster = Cluster(elsewhere)
    with psycopg.connect(cluster.ensure(), autocommit=True) as owner:
        owner.execute("CREATE TABLE danchu_restoring ()")
    cluster.leave()

    started = danchu(elsewhere, "start", "--no-demo")
    again = did(elsewhere, "restore", str(file))

    assert started.returncode == 1
    assert "Lần khôi phục trước chưa xong" in started.stderr
    assert "làm trống rồi khôi phục lại" in again
    assert "danchu_restoring" not in whole_text(elsewhere)


def test_a_place_that_was_never_prepared_is_not_backed_up(elsewhere: Path) -> None:
    done = danchu(elsewhere, "backup", str(elsewhere.parent / "nothing"))

    assert (done.returncode, "chưa được cập nhật" in done.stderr) == (1, True)
    assert not (elsewhere.parent / "nothing").exists()


def test_a_backup_holds_no_private_key_and_only_its_owner_reads_it(
    home: Path,
) -> None:
    file = home.parent / "backup"

    did(home, "backup", str(file))
    over = danchu(home, "backup", str(file))

    assert file.stat().st_mode & 0o777 == 0o600
    assert (over.returncode, "đã có" in over.stderr) == (1, True)
    content = file.read_bytes()
    keys = [path for path in home.glob("*") if path.suffix in {".key", ".password"}]
    assert len(keys) >= 3
    assert [path.name for path in keys if path.read_bytes().strip() in content] == []


def rewritten(file: Path, into: Path, **said: object) -> Path:
    """Forge the manifest of a backup."""
    with tarfile.open(file) as tar, tarfile.open(into, "w") as forged:
        manifest, dump = tar.extractfile(MANIFEST), tar.extractfile(DUMP)
        assert manifest is not None
        assert dump is not None
        text = json.dumps(json.load(manifest) | said).encode()
        for name, size, content in (
            (MANIFEST, len(text), io.BytesIO(text)),
            (DUMP, tar.getmember(DUMP).size, dump),
        ):
            member = tarfile.TarInfo(name)
            member.size = size
            forged.addfile(member, content)
    return into


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"ledger_size": 7}, "không khớp với dấu ghi lúc sao lưu"),
        ({"ledger_root": "00" * 32}, "không khớp với dấu ghi lúc sao lưu"),
        ({"migrations": ["people.9999_from_the_future"]}, "phiên bản mới hơn"),
        ({"dump_sha256": "00" * 32}, "không nguyên vẹn"),
    ],
    ids=["size", "root", "newer", "digest"],
)
def test_a_backup_that_lies_is_refused_and_nothing_stays(
    home: Path, elsewhere: Path, said: dict[str, object], why: str
) -> None:
    file = home.parent / "backup"
    did(home, "backup", str(file))
    forged = rewritten(file, home.parent / "forged", **said)

    lost = ("--without-list", "--new-key")
    refused = danchu(elsewhere, "restore", str(forged), *lost)
    restored = danchu(elsewhere, "restore", str(file), *lost)

    assert (refused.returncode, why in refused.stderr) == (1, True), refused.stderr
    assert restored.returncode == 0, restored.stderr


PUBLISH = SETTING + (
    "from danchu.kernel.ledger.services import append\n"
    "append(item='x:1', kind='x', unit=unit, day=today, face={'v': '1'}, at=at)"
)


def test_a_ledger_is_not_restored_without_its_key_unless_that_is_lost(
    home: Path, elsewhere: Path
) -> None:
    told(home, PUBLISH)
    file = home.parent / "backup"
    did(home, "backup", str(file))
    words = ("restore", str(file), "--without-list")

    refused = danchu(elsewhere, *words)
    restored = danchu(elsewhere, *words, "--new-key")

    assert (refused.returncode, "ledger.key" in refused.stderr) == (1, True)
    assert restored.returncode == 2
    assert "không mang chữ ký đúng" in restored.stdout


def test_a_ledger_changed_before_the_backup_is_told(
    home: Path, elsewhere: Path
) -> None:
    told(home, PUBLISH)
    shutil.copy2(home / "ledger.key", elsewhere / "ledger.key")
    cluster = Cluster(home)
    with psycopg.connect(cluster.ensure(), autocommit=True) as owner:
        owner.execute("ALTER TABLE ledger_opening DISABLE TRIGGER ALL")
        owner.execute("UPDATE ledger_opening SET face = 'khác'")
        owner.execute("ALTER TABLE ledger_opening ENABLE TRIGGER ALL")
    cluster.leave()
    file = home.parent / "backup"
    did(home, "backup", str(file))

    restored = danchu(elsewhere, "restore", str(file), "--without-list")

    assert restored.returncode == 2
    assert "x:1" in restored.stdout
