"""Signed notes, checkpoints and cosignatures; one vector is Go's own."""

from base64 import b64encode

import pytest

from danchu.kernel.ledger.rules.hashing import EMPTY_ROOT
from danchu.kernel.ledger.rules.notes import (
    COSIGNATURE,
    Key,
    Note,
    NoteError,
    Signer,
    Tree,
)

# The example in the documentation of golang.org/x/mod/sumdb/note (BSD-3-Clause).
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SIGNER = (
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
)
GO_BODY = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_NOTE = (
    f"{GO_BODY}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1"
    "FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
BODY = Tree("tinh.example/so-cai", 7, bytes(range(32))).body


@pytest.fixture(name="log")
def the_log() -> Signer:
    return Signer.make("tinh.example/so-cai")


@pytest.fixture(name="witness")
def the_witness() -> Signer:
    return Signer.make("mttq.example", COSIGNATURE)


def test_we_read_and_write_what_go_does() -> None:
    signer = Signer.parse(GO_SIGNER)

    assert str(signer.key) == GO_KEY
    assert signer.sign(GO_BODY) == GO_NOTE
    assert signer.secret() == GO_SIGNER
    assert Note.parse(GO_NOTE).is_signed_by(Key.parse(GO_KEY))


def test_a_note_changed_after_signing_is_an_error(log: Signer) -> None:
    note = Note.parse(log.sign(BODY).replace("\n7\n", "\n8\n"))

    with pytest.raises(NoteError, match="false signature"):
        note.is_signed_by(log.key)


def test_a_signature_of_somebody_else_says_nothing(log: Signer) -> None:
    namesake = Signer.make(log.name)

    assert not Note.parse(namesake.sign(BODY)).is_signed_by(log.key)


def test_a_witness_signs_with_the_time(log: Signer, witness: Signer) -> None:
    note = Note.parse(log.sign(BODY) + witness.cosign(BODY, 1_679_315_147))

    assert note.is_signed_by(log.key)
    assert note.cosigned_at(witness.key) == 1_679_315_147
    assert Note.parse(log.sign(BODY)).cosigned_at(witness.key) is None


def test_a_witness_signs_the_words_of_the_specification(witness: Signer) -> None:
    line = witness.cosign(BODY, 1_679_315_147)
    signed = Note.parse(f"{BODY}\n{line}").signatures[0][1]

    message = f"cosignature/v1\ntime 1679315147\n{BODY}".encode()
    assert signed[4:12] == (1_679_315_147).to_bytes(8)
    assert witness.key.verify(signed[12:], message)


def test_the_time_of_a_witness_cannot_be_moved(witness: Signer) -> None:
    [(name, blob)] = Note.parse(f"{BODY}\n{witness.cosign(BODY, 5)}").signatures
    moved = blob[:4] + (6).to_bytes(8) + blob[12:]

    with pytest.raises(NoteError, match="false signature"):
        Note(BODY, [(name, moved)]).cosigned_at(witness.key)


@pytest.mark.parametrize("cut", [blob[:4] for blob in [bytes(76)]] + [bytes(40)])
def test_a_cosignature_too_short_is_an_error(witness: Signer, cut: bytes) -> None:
    blob = witness.key.number + cut

    with pytest.raises(NoteError, match="false signature"):
        Note(BODY, [(witness.name, blob)]).cosigned_at(witness.key)


def test_a_checkpoint_is_three_lines_and_extensions_are_passed_over() -> None:
    tree = Tree("a", 0, EMPTY_ROOT)

    assert tree.body == "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    assert Tree.parse(tree.body) == tree
    assert Tree.parse(f"{tree.body}more\n") == tree


ROOT = b64encode(EMPTY_ROOT).decode()


@pytest.mark.parametrize(
    "body",
    [
        *("a\n1\n", f"\n1\n{ROOT}\n", f"a\n01\n{ROOT}\n", f"a\n-1\n{ROOT}\n"),
        *(f"a\n1\n{ROOT}\n\nx\n", "a\n1\nAAAA\n", "a\n1\n???\n", f"a\n٣\n{ROOT}\n"),
        f"a\n{'9' * 5000}\n{ROOT}\n",
    ],
)
def test_another_text_is_no_checkpoint(body: str) -> None:
    with pytest.raises(NoteError):
        Tree.parse(body)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a\n", "a\n\n", "a\n\n— x\n", "a\n\n- x AAAA\n", "a\n\n— x ????\n"),
        *("a\n\n— x AAAA", "a\t\n\n— x AAAA\n", "a\r\n\n— x AAAA\n"),
        "x" * 100_001 + "\n\n— x AAAA\n",
    ],
)
def test_another_text_is_no_note(text: str) -> None:
    with pytest.raises(NoteError):
        Note.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "a+b", "a+b+c", GO_KEY.replace("c74f", "c74e"), GO_KEY[:-8]),
        GO_KEY.replace("+AR", "+BR"),
    ],
)
def test_a_damaged_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Key.parse(text)


@pytest.mark.parametrize("text", ["", GO_KEY, GO_SIGNER.replace("c74f", "c74e")])
def test_a_damaged_secret_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Signer.parse(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb"])
def test_a_name_that_cannot_be_written_is_refused(name: str) -> None:
    with pytest.raises(NoteError, match="neither spaces nor plus"):
        Signer.make(name)
