"""A witness on its own machine signs what continues the past, and nothing else."""

import json
import stat
from pathlib import Path

import pytest

from danchu.config.witnessing import DONE, UNREADABLE, WRONG, witness
from danchu.kernel.ledger.keys import signer, verifier_key
from danchu.kernel.ledger.models import Checkpoint
from danchu.kernel.ledger.queries import growth_of
from danchu.kernel.ledger.rules.notes import Key, Note, Signer, Tree
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.ledger.tests.published import NOW, publish


class House:
    """The folder of a witness, and what came by mail."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = str(path / "khoa")

    def made(self) -> int:
        return witness(["new", self.folder, "mttq.example", str(verifier_key())])

    def mail(self, name: str, text: str) -> str:
        (self.path / name).write_text(text)
        return str(self.path / name)

    def checkpoint(self, one: Checkpoint) -> str:
        return self.mail(f"{one.size}.txt", one.note)

    def growth(self, old: Checkpoint, new: Checkpoint) -> str:
        return self.mail("growth.json", json.dumps(growth_of(old, new).as_json()))


@pytest.fixture(name="house")
def a_house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_witness_signs_what_continues_the_past(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(3)
    first = sign_checkpoint(at=NOW)
    publish(300)
    second = sign_checkpoint(at=NOW)

    assert house.made() == DONE
    key = Key.parse(capsys.readouterr().out)
    assert witness(["sign", house.folder, house.checkpoint(first)]) == DONE
    signed = [Note.parse(capsys.readouterr().out)]
    growth = house.growth(first, second)
    assert witness(["sign", house.folder, house.checkpoint(second), growth]) == DONE
    signed.append(Note.parse(capsys.readouterr().out))
    assert witness(["sign", house.folder, house.checkpoint(second)]) == DONE

    assert [Tree.parse(one.body).size for one in signed] == [3, 303]
    assert all(one.cosigned_at(key) for one in signed)
    assert all(one.is_signed_by(verifier_key()) for one in signed)
    secret = Path(house.folder) / "witness.key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    capsys.readouterr()
    assert witness(["key", house.folder]) == DONE
    assert Key.parse(capsys.readouterr().out) == key


def test_another_past_is_not_signed(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(3)
    first = sign_checkpoint(at=NOW)
    publish(2)
    second = sign_checkpoint(at=NOW)
    house.made()
    growth = house.growth(first, second)
    witness(["sign", house.folder, house.checkpoint(first)])
    witness(["sign", house.folder, house.checkpoint(second), growth])
    other = house.mail("x", signer().sign(Tree(verifier_key().name, 5, bytes(32)).body))
    longer = signer().sign(Tree(verifier_key().name, 9, bytes(32)).body)
    stranger = Signer.make("khac.example")
    foreign = house.mail("y", stranger.sign(Tree(stranger.name, 9, bytes(32)).body))
    capsys.readouterr()

    asked = [
        ["sign", house.folder, house.checkpoint(first)],
        ["sign", house.folder, other],
        ["sign", house.folder, foreign],
        ["sign", house.folder, house.mail("z", longer)],
        ["sign", house.folder, house.mail("z", longer), growth],
        ["sign", house.folder, house.mail("w", "x")],
        ["sign", house.folder, house.mail("v", "x" * 1_000_001)],
        ["sign", house.folder, str(house.path / "nowhere")],
        ["sign", str(house.path), other],
        ["new", house.folder, "mttq.example", str(verifier_key())],
        ["new", str(house.path / "b"), "mttq.example", "x"],
        ["new", str(house.path / "b"), "hai từ", str(verifier_key())],
        ["sign", house.folder, house.mail("z", longer), house.mail("j", "[]")],
        ["sign", house.folder, house.mail("z", longer), house.mail("j", "{")],
        [],
    ]

    assert [witness(words) for words in asked] == [WRONG] * 3 + [UNREADABLE] * 12
    assert capsys.readouterr().out == ""
    last = Path(house.folder) / "last-checkpoint.txt"
    assert last.read_text() == second.note


def test_a_proof_that_lies_is_not_signed(house: House) -> None:
    publish(3)
    first = sign_checkpoint(at=NOW)
    house.made()
    witness(["sign", house.folder, house.checkpoint(first)])
    longer = signer().sign(Tree(verifier_key().name, 9, bytes(32)).body)
    proof = {
        "format": "danchu/consistency-proof/1",
        "key": str(verifier_key()),
        "old": first.note,
        "new": longer,
        "path": [],
    }
    growth = house.mail("g", json.dumps(proof))

    assert witness(["sign", house.folder, house.mail("l", longer), growth]) == WRONG
