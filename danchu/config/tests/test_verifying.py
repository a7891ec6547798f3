"""`python -m danchu verify` and `ledger`, from a real log to the exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cryptography
import pytest

from danchu.config.commands import main
from danchu.config.ledger_words import ledger
from danchu.config.proved import told
from danchu.indicators.services import load_catalogue
from danchu.indicators.tests.factories import make_published
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.queries import checkpoint_of, growth_of, proof_of
from danchu.kernel.ledger.rules.notes import COSIGNATURE, Signer
from danchu.kernel.ledger.services import bury, sign_checkpoint
from danchu.kernel.ledger.tests.exported import Log
from danchu.kernel.ledger.tests.published import NOW, as_an_insider, publish, run
from danchu.kernel.publication.queries import public_proof_of
from danchu.lib.setup_error import SetupError
from danchu.testing.cast import make_cast

Told = pytest.CaptureFixture[str]


def said(words: list[object], told: Told) -> tuple[int, str]:
    """Return exit status and what was printed."""
    status = main(["verify", *(str(word) for word in words)])
    out, err = told.readouterr()
    return status, out + err


def written(path: Path, read: object) -> Path:
    path.write_text(json.dumps(read))
    return path


def exported(folder: Path, size: int = 300) -> Path:
    publish(size)
    assert ledger(["export", str(folder)]) == 0
    return folder


def test_a_whole_log_is_exported_and_verified(tmp_path: Path, capsys: Told) -> None:
    folder = exported(tmp_path / "log")
    assert "Đã ghi 7 tệp" in capsys.readouterr().out

    status, text = said([folder, "--key", verifier_key()], capsys)

    assert status == 0
    assert text == (
        f"Đúng: toàn bộ 300 dòng của sổ cái “{verifier_key().name}” khớp bản chốt.\n"
        f"Chữ ký của sổ cái “{verifier_key().name}” đúng.\n"
    )


def test_verifying_needs_no_server(tmp_path: Path) -> None:
    folder = exported(tmp_path / "log", 3)
    bare = {"PATH": os.environ["PATH"], "DANCHU_HOME": str(tmp_path / "none")}

    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "danchu", "verify", str(folder)],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Đúng: toàn bộ 3 dòng" in done.stdout
    assert "Lưu ý: khóa lấy từ chính gói này" in done.stdout
    assert not (tmp_path / "none").exists()


def bare(words: list[str], site: Path | None = None) -> tuple[int, str]:
    """Run the program with plain Python: no package but those in `site`."""
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-S", "-m", "danchu", "verify", *words],
        env={"PYTHONPATH": str(site)} if site else {},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_plain_python_needs_nothing_but_the_check_of_signatures(
    tmp_path: Path,
) -> None:
    folder = exported(tmp_path / "log", 3)
    site, packages = tmp_path / "site", Path(cryptography.__file__).parent.parent
    site.mkdir()
    for name in ("cryptography", "cffi", "_cffi_backend*"):
        for found in packages.glob(name):
            (site / found.name).symlink_to(found)

    status, text = bare([str(folder)])
    assert (status, "Traceback" in text) == (2, False)
    assert "python3 -m pip install cryptography" in text

    status, text = bare([str(folder)], site)
    assert (status, "Đúng: toàn bộ 3 dòng" in text) == (0, True), text


def test_the_figures_that_were_proved_are_told(tmp_path: Path, capsys: Told) -> None:
    load_catalogue()
    cast = make_cast()
    filing = make_published(cast, {"G01": "9", "G02": "245", "G03": "0"})
    sign_checkpoint(at=NOW)
    proof = public_proof_of(f"filing:{filing.pk}")

    status, text = said([written(tmp_path / "p.json", proof.as_json())], capsys)

    assert status == 0
    lines = [line.strip() for line in text.splitlines()]
    assert "Biểu    PL4. Đối thoại, tiếp công dân, đơn thư" in lines, text
    assert f"Đơn vị  số {cast.hoa_thuan.pk}" in lines
    assert "Kỳ      6 tháng đầu năm 2026 (2026H1)" in lines
    assert "G02  245  Số lượt người tham dự đối thoại" in lines
    assert "G01    9  Số cuộc" in " ".join(lines)
    assert f"là dòng thứ {proof.index + 1} trong" in text


@pytest.mark.parametrize(
    ("kind", "face", "shown"),
    [
        (
            "article",
            {
                "title": "Họp\x1b[2J dân",
                "summary": "",
                "published_on": "2026-11-23",
                "unit": 7,
                "correction": "Sửa giờ họp.",
            },
            ["Tiêu đề  Họp[2J dân", "Đơn vị   số 7", "Đính chính  Sửa giờ họp."],
        ),
        ("filing", {"form": "PL4"}, []),
        ("filing", [], []),
        ("something", {}, []),
    ],
)
def test_what_was_proved_is_told_as_far_as_it_is_known(
    kind: str, face: object, shown: list[str]
) -> None:
    lines = [line.strip() for line in told(kind, json.dumps(face).encode())]

    assert [one for one in shown if one not in lines] == []
    assert bool(lines) == bool(shown)


def test_a_row_edited_in_the_export_is_named(tmp_path: Path, capsys: Told) -> None:
    folder = exported(tmp_path / "log")
    bundle = folder / "tile/entries/001.p/44"
    bundle.write_bytes(bundle.read_bytes().replace(b"figures:299", b"figures:298"))

    status, text = said([folder], capsys)

    assert status == 1
    assert "dòng thứ 300 (mục “figures:298”) không khớp" in text


def test_an_item_is_verified(tmp_path: Path, capsys: Told) -> None:
    publish(5)
    sign_checkpoint(at=NOW)
    path = written(tmp_path / "item.json", proof_of("figures:3").as_json())

    status, text = said([path], capsys)

    assert status == 0
    assert "Đúng: mục “figures:3”, ngày 2026-11-23, là dòng thứ 4 " in text
    assert "Nội dung kèm theo (13 byte) đúng là nội dung đã vào sổ." in text


def test_a_buried_item_proves_only_that_it_was(tmp_path: Path, capsys: Told) -> None:
    publish(5)
    bury(item="figures:3", ground="hết hạn", actor=None, at=NOW)
    sign_checkpoint(at=NOW)
    path = written(tmp_path / "item.json", proof_of("figures:3").as_json())

    status, text = said([path], capsys)

    assert status == 0
    assert "chỉ chứng minh rằng đã có một điều được công bố" in text


def test_an_item_with_other_content_is_wrong(tmp_path: Path, capsys: Told) -> None:
    publish(5)
    sign_checkpoint(at=NOW)
    read = proof_of("figures:3").as_json() | {"face": "e30="}

    status, text = said([written(tmp_path / "item.json", read)], capsys)

    assert status == 1
    assert "không khớp cam kết" in text


def test_two_checkpoints_are_shown_to_have_only_grown(
    tmp_path: Path, capsys: Told
) -> None:
    publish(3)
    old = sign_checkpoint(at=NOW)
    publish(4, start=3)
    proof = growth_of(old, sign_checkpoint(at=NOW))

    status, text = said([written(tmp_path / "growth.json", proof.as_json())], capsys)

    assert status == 0
    assert "7 dòng chỉ thêm vào sổ 3 dòng" in text


def test_a_checkpoint_kept_elsewhere_is_held_against_the_log(
    tmp_path: Path, capsys: Told
) -> None:
    publish(3)
    kept = tmp_path / "kept"
    kept.write_text(sign_checkpoint(at=NOW).note)
    publish(4, start=3)
    folder = exported(tmp_path / "log", 1)

    status, text = said([folder, "--checkpoint", kept], capsys)

    assert checkpoint_of(8) is not None
    assert status == 0
    assert "Sổ đã đi qua bản chốt 3 dòng mà bạn giữ." in text


def test_a_split_view_is_shown_by_two_checkpoints(tmp_path: Path, capsys: Told) -> None:
    one, other = Log(5), Log(5)
    other.leaves[2] = b"{}"
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text(one.checkpoint())
    second.write_text(other.checkpoint())
    key = ["--key", one.signer.key]

    assert said([first, second, *key], capsys)[0] == 1
    status, text = said([first, first, *key], capsys)
    assert (status, "Hai bản chốt là một." in text) == (0, True)
    second.write_text(one.checkpoint(4))
    status, text = said([first, second, *key], capsys)
    assert (status, "cần tệp bằng chứng" in text) == (2, True)
    assert said([first, second], capsys)[0] == 2


def test_a_witness_asked_for_must_have_signed(tmp_path: Path, capsys: Told) -> None:
    witness = Signer.make("mttq.example", COSIGNATURE)
    log = Log(5)
    bare = written(tmp_path / "bare.json", log.item(2).as_json())
    signed = log.item(2).as_json()
    signed["checkpoint"] += witness.cosign(log.tree().body, 9)
    ask = ["--witness", witness.key]

    assert said([bare, *ask], capsys)[0] == 1
    status, text = said([written(tmp_path / "s.json", signed), *ask], capsys)

    assert status == 0
    assert "Có chữ ký của người chứng kiến “mttq.example”." in text


def test_a_checkpoint_of_another_size_is_not_passed_over(
    tmp_path: Path, capsys: Told
) -> None:
    kept = tmp_path / "kept"
    kept.write_text(Log(3).checkpoint())
    item = written(tmp_path / "item.json", Log(5).item(2).as_json())
    growth = written(tmp_path / "growth.json", Log(5).growth(4).as_json())

    for path in (item, growth):
        status, text = said([path, "--checkpoint", kept], capsys)
        assert (status, "khác cỡ" in text) == (2, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", []),
        ("[]", []),
        ('{"format": "x"}', []),
        ('{"format": "danchu/item-proof/1"}', []),
        ("{}", ["--key"]),
        ("{}", ["--else", "x"]),
        ("{}", ["--key", "a+b+c"]),
        ("{}", ["a", "b"]),
    ],
)
def test_what_cannot_be_read_is_neither_right_nor_wrong(
    tmp_path: Path, capsys: Told, content: str, words: list[object]
) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)

    status, text = said([path, *words], capsys)

    assert status == 2
    assert text


def test_what_is_not_there_cannot_be_read(tmp_path: Path, capsys: Told) -> None:
    assert said([tmp_path / "none"], capsys)[0] == 2
    assert said([], capsys)[0] == 2
    (tmp_path / "empty").mkdir()
    assert said([tmp_path / "empty"], capsys)[0] == 2


def test_the_operator_is_told_what_was_changed(capsys: Told) -> None:
    publish(3)
    assert ledger(["check"]) == 0
    assert capsys.readouterr().out == "Sổ cái khớp: 3 dòng.\n"
    with as_an_insider("ledger_opening"):
        run("UPDATE ledger_opening SET face = 'x' WHERE leaf_id = 1")

    assert ledger(["check"]) == 1

    assert "mục “figures:1” (dòng thứ 2) đã bị sửa, sau " in capsys.readouterr().out


def test_the_operator_reads_checkpoint_and_key(capsys: Told) -> None:
    publish(3)

    assert ledger(["checkpoint"]) == 0
    assert capsys.readouterr().out == sign_checkpoint(at=NOW).note
    assert ledger(["key"]) == 0
    assert capsys.readouterr().out == f"{verifier_key()}\n"


@pytest.mark.parametrize("words", [[], ["export"], ["check", "x"], ["x"]])
def test_another_word_is_answered_with_the_words(words: list[str]) -> None:
    with pytest.raises(SetupError, match="ledger check"):
        ledger(words)
