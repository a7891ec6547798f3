"""The ledger over HTTP: what is downloaded is verified with the rules alone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.rules.bundles import GrowthProof, ItemProof, Trust
from danchu.kernel.ledger.rules.notes import Key
from danchu.kernel.ledger.rules.whole import verify_log
from danchu.kernel.ledger.services import bury, sign_checkpoint
from danchu.kernel.ledger.tests.published import NOW, publish

LEDGER = "/api/v1/ledger"


def fetch_with(client: Client) -> Callable[[str], bytes | None]:
    def fetch(path: str) -> bytes | None:
        response = client.get(f"{LEDGER}/{path}")
        return response.content if response.status_code == 200 else None

    return fetch


@pytest.mark.parametrize("size", [1, 256, 300])
def test_a_stranger_downloads_and_verifies_everything(
    client: Client, size: int
) -> None:
    publish(size)
    fetch = fetch_with(client)

    key = Key.parse((fetch("key") or b"").decode())

    assert key == verifier_key()
    assert verify_log(fetch, Trust(key)).size == size


def test_what_was_published_just_now_has_its_proof(client: Client) -> None:
    publish(5)

    answer = client.get(f"{LEDGER}/proof", {"item": "figures:3"}).json()

    proof = ItemProof.parse(answer)
    assert proof.verify(Trust(verifier_key())).size == 5
    assert (proof.index, answer["salt"], answer["face"]) == (3, None, None)


def test_content_is_not_told_even_while_it_is_kept(client: Client) -> None:
    publish(5)
    kept = client.get(f"{LEDGER}/proof", {"item": "figures:3"}).json()
    bury(item="figures:3", ground="hết hạn", actor=None, at=NOW)

    gone = client.get(f"{LEDGER}/proof", {"item": "figures:3"}).json()

    assert kept["tombstone"] is None
    assert '"of":3' in gone["tombstone"]
    assert {**gone, "tombstone": None, "checkpoint": "", "path": []} == {
        **kept,
        "checkpoint": "",
        "path": [],
    }


def test_two_checkpoints_are_joined_by_a_proof(client: Client) -> None:
    publish(3)
    sign_checkpoint(at=NOW)
    publish(4, start=3)
    sign_checkpoint(at=NOW)

    answer = client.get(f"{LEDGER}/consistency", {"old": 3, "new": 7}).json()

    proof = GrowthProof.parse(answer)
    old, new = proof.verify(Trust(verifier_key()))
    assert (old.size, new.size) == (3, 7)
    assert replace(proof, path=()).as_json() == {**answer, "path": []}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("proof?item=figures:9", "ledger.unknown_item"),
        ("proof?item=%00", "ledger.unknown_item"),
        ("consistency?old=2&new=5", "ledger.unknown_size"),
        ("consistency?old=5&new=6", "ledger.unknown_size"),
        ("tile/0/000", "ledger.unknown_size"),
        ("tile/entries/001.p/1", "ledger.unknown_size"),
        ("tile/0/0", "api.not_found"),
        ("tile/0/../checkpoint", "api.not_found"),
        (f"tile/63/{'x999/' * 9}999", "ledger.unknown_size"),
    ],
)
def test_what_is_not_there_is_not_found(
    client: Client, address: str, code: str
) -> None:
    publish(5)
    sign_checkpoint(at=NOW)

    response = client.get(f"{LEDGER}/{address}")

    assert response.status_code == 404
    assert response.json()["code"] == code


def test_a_tile_is_kept_for_ever_and_a_checkpoint_for_seconds(client: Client) -> None:
    publish(5)

    checkpoint = client.get(f"{LEDGER}/checkpoint")
    tile = client.get(f"{LEDGER}/tile/0/000.p/5")

    kept: list[Any] = [one.headers["Cache-Control"] for one in (checkpoint, tile)]
    assert kept == ["public, max-age=3", "public, max-age=31536000, immutable"]
    assert checkpoint.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert tile.headers["Content-Type"] == "application/octet-stream"
    assert tile.headers["Access-Control-Allow-Origin"] == "*"
