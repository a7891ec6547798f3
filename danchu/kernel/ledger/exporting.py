"""The whole log as a folder of files, as C2SP tlog-tiles serves it."""

from pathlib import Path

from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.models import Checkpoint
from danchu.kernel.ledger.queries import entries, note_of, tile
from danchu.kernel.ledger.rules.tiles import tiles_of


def export_log(checkpoint: Checkpoint, folder: Path) -> int:
    """Write checkpoint, public key, tiles and leaves; return how many files.

    No content of what was published is among them.
    """
    files = {"checkpoint": note_of(checkpoint).encode(), "key": _key()}
    count = len(files)
    for one in tiles_of(checkpoint.size):
        _write(folder / one.path, tile(one.level or 0, one.index, one.width))
        count += 1
        if one.level == 0:
            bundle = one.path.replace("tile/0/", "tile/entries/")
            _write(folder / bundle, entries(one.index, one.width))
            count += 1
    for name, content in files.items():
        _write(folder / name, content)
    return count


def _key() -> bytes:
    return f"{verifier_key()}\n".encode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
