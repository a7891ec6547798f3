"""The vectors of transparency-dev: what must be believed and what must not."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from danchu.kernel.ledger.rules.proofs import (
    ProofError,
    verify_consistency,
    verify_inclusion,
)

HERE = Path(__file__).parent / "vectors"


def vectors(kind: str) -> list[Any]:
    found = json.loads((HERE / f"{kind}.json").read_text())
    return [pytest.param(one, id=one["file"]) for one in found]


def proof_in(vector: dict[str, Any]) -> list[bytes]:
    return [b64decode(part) for part in vector["proof"] or []]


@pytest.mark.parametrize("vector", vectors("inclusion"))
def test_inclusion(vector: dict[str, Any]) -> None:
    def verify() -> None:
        verify_inclusion(
            index=vector["leafIdx"],
            size=vector["treeSize"],
            leaf=b64decode(vector["leafHash"]),
            proof=proof_in(vector),
            root=b64decode(vector["root"]),
        )

    if vector["wantErr"]:
        with pytest.raises(ProofError):
            verify()
    else:
        verify()


@pytest.mark.parametrize("vector", vectors("consistency"))
def test_consistency(vector: dict[str, Any]) -> None:
    def verify() -> None:
        verify_consistency(
            old=vector["size1"],
            new=vector["size2"],
            proof=proof_in(vector),
            old_root=b64decode(vector["root1"]),
            new_root=b64decode(vector["root2"]),
        )

    if vector["wantErr"]:
        with pytest.raises(ProofError):
            verify()
    else:
        verify()


@pytest.mark.parametrize(
    ("kind", "count", "right"), [("inclusion", 98, 6), ("consistency", 98, 6)]
)
def test_every_vector_is_there(kind: str, count: int, right: int) -> None:
    found = [param.values[0] for param in vectors(kind)]

    assert len(found) == count
    assert sum(not vector["wantErr"] for vector in found) == right
