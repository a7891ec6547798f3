"""A downloaded log: whole, or cut, edited, forged, shown in two shapes."""

from collections.abc import Callable

import pytest

from danchu.kernel.ledger.rules.bundles import DisprovedError, Trust, UnreadableError
from danchu.kernel.ledger.rules.notes import COSIGNATURE, Signer
from danchu.kernel.ledger.rules.tiles import bundle, entries_in
from danchu.kernel.ledger.rules.whole import verify_log
from danchu.kernel.ledger.tests.exported import LOG, Log

Files = dict[str, bytes]
TRUST = Trust(LOG.key)


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 700])
def test_a_whole_log_is_right(size: int) -> None:
    log = Log(size)

    assert verify_log(log.files().get, TRUST) == log.tree()


def test_a_whole_tile_serves_for_its_beginning() -> None:
    files = Log(300).files()
    later = Log(512).files()
    for name in ("tile/0/001.p/44", "tile/entries/001.p/44"):
        del files[name]
        whole = name.removesuffix(".p/44")
        files[whole] = later[whole]

    assert verify_log(files.get, TRUST).size == 300


def cut_tile(files: Files) -> None:
    files["tile/0/001.p/44"] = files["tile/0/001.p/44"][:-1]


def cut_tile_by_a_hash(files: Files) -> None:
    files["tile/0/000"] = files["tile/0/000"][:-32]


def cut_bundle(files: Files) -> None:
    files["tile/entries/001.p/44"] = files["tile/entries/001.p/44"][:-1]


def lose_tile(files: Files) -> None:
    del files["tile/1/000.p/1"]


def _entries(files: Files) -> list[bytes]:
    return entries_in(files["tile/entries/001.p/44"])


def edit_row(files: Files) -> None:
    entries = _entries(files)
    entries[9] = entries[9].replace(b"2026", b"2020")
    files["tile/entries/001.p/44"] = bundle(entries)


def delete_row(files: Files) -> None:
    entries = _entries(files)
    del entries[9]
    files["tile/entries/001.p/44"] = bundle(entries)


def swap_rows(files: Files) -> None:
    entries = _entries(files)
    entries[9], entries[10] = entries[10], entries[9]
    files["tile/entries/001.p/44"] = bundle(entries)


def garble_row(files: Files) -> None:
    files["tile/entries/001.p/44"] = bundle([b"?", *_entries(files)[1:]])


def edit_upper_tile(files: Files) -> None:
    files["tile/1/000.p/1"] = bytes(32)


def rewrite_rows_and_tiles(files: Files) -> None:
    other = Log(300)
    other.leaves[265] = other.leaves[265].replace(b"2026", b"2020")
    kept = files["checkpoint"]
    files.update(other.files())
    files["checkpoint"] = kept


def forge_checkpoint(files: Files) -> None:
    files["checkpoint"] = files["checkpoint"].replace(b"\n300\n", b"\n299\n")


def sign_by_another(files: Files) -> None:
    other = Log(300, Signer.make("other.example"))
    files["checkpoint"] = other.checkpoint().encode()


def sign_for_another(files: Files) -> None:
    body = Log(300, Signer.make("other.example")).tree().body
    files["checkpoint"] = LOG.sign(body).encode()


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (cut_tile, "tile/0/001.p/44 dài 1407 byte, phải là 1408: bị cắt cụt"),
        (cut_tile_by_a_hash, "tile/0/000 dài 8160 byte, phải là 8192"),
        (cut_bundle, "tile/entries/001.p/44 bị cắt cụt"),
        (lose_tile, "thiếu tệp tile/1/000.p/1"),
        (edit_row, "dòng thứ 266 (mục “figures:265”) không khớp mảnh tile/0/001.p/44"),
        (delete_row, "có 43 dòng, phải có 44"),
        (swap_rows, "dòng thứ 266 (mục “figures:266”)"),
        (garble_row, "dòng thứ 257 (mục “không đọc được”)"),
        (edit_upper_tile, "mảnh tile/1/000.p/1 không khớp"),
        (rewrite_rows_and_tiles, "không phải là gốc ghi trong bản chốt"),
        (forge_checkpoint, "chữ ký mang tên “tinh.example/api/v1/ledger” là giả"),
        (sign_by_another, "không mang chữ ký của sổ cái"),
        (sign_for_another, "bản chốt của sổ cái khác, “other.example”"),
    ],
)
def test_a_log_that_was_tampered_with_is_refused_by_name(
    deed: Callable[[Files], None], said: str
) -> None:
    files = Log(300).files()
    deed(files)

    with pytest.raises(DisprovedError) as refused:
        verify_log(files.get, TRUST)

    assert said in str(refused.value)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 299, 300])
def test_a_checkpoint_kept_elsewhere_was_passed(size: int) -> None:
    log = Log(300)

    trust = Trust(LOG.key, kept=[log.tree(size), log.tree(100)])

    assert verify_log(log.files().get, trust) == log.tree()


@pytest.mark.parametrize("size", [266, 299])
def test_who_holds_the_key_is_caught_by_a_checkpoint_kept_elsewhere(size: int) -> None:
    before, after = Log(300), Log(301)
    after.leaves[265] = after.leaves[265].replace(b"2026", b"2020")

    with pytest.raises(DisprovedError, match="quá khứ đã bị viết lại"):
        verify_log(after.files().get, Trust(LOG.key, kept=[before.tree(size)]))
    assert verify_log(after.files().get, TRUST).size == 301


def test_two_shapes_of_one_size_are_a_split_view() -> None:
    before, after = Log(300), Log(300)
    after.leaves[265] = after.leaves[265].replace(b"2026", b"2020")

    with pytest.raises(DisprovedError, match="hai sổ cái khác nhau"):
        verify_log(after.files().get, Trust(LOG.key, kept=[before.tree()]))


def test_a_log_cut_short_is_found_by_a_checkpoint_kept_elsewhere() -> None:
    with pytest.raises(DisprovedError, match="bị cắt đuôi"):
        verify_log(Log(299).files().get, Trust(LOG.key, kept=[Log(300).tree()]))


def test_a_witness_must_have_signed() -> None:
    witness = Signer.make("mttq.example", COSIGNATURE)
    files = Log(3).files()
    trust = Trust(LOG.key, [witness.key])

    with pytest.raises(DisprovedError, match=r"người chứng kiến “mttq\.example”"):
        verify_log(files.get, trust)

    files["checkpoint"] += witness.cosign(Log(3).tree().body, 1).encode()
    assert verify_log(files.get, trust).size == 3


@pytest.mark.parametrize("text", [None, b"", b"\xff", b"a\n1\n"])
def test_without_a_checkpoint_nothing_is_proved(text: bytes | None) -> None:
    files = Log(3).files() | ({} if text is None else {"checkpoint": text})
    if text is None:
        del files["checkpoint"]

    with pytest.raises(UnreadableError):
        verify_log(files.get, TRUST)
