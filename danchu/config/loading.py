"""What every installation is given: maps, law, catalogue, the articles' figures."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import psycopg
from django.utils.module_loading import import_string
from psycopg import sql
from psycopg.types.json import Jsonb

import danchu
from danchu.config.database import LEDGER

_HERE = Path(danchu.__file__).parent


@dataclass(frozen=True)
class Loader:
    """An idempotent service that fills tables from the data of its package."""

    name: str
    called: str
    service: str
    folder: str

    def files(self) -> Iterator[Path]:
        """List what decides the result: the package's data and the code that reads it.

        Tests do not decide anything, so changing them loads nothing anew.
        """
        root = _HERE / self.folder
        for path in sorted(root.rglob("*")):
            if path.suffix in {".csv", ".txt", ".json", ".py"} and not (
                {"tests", "migrations", "__pycache__"} & set(path.parts)
            ):
                yield path

    def digest(self) -> str:
        """Tell one state of the data from another by content."""
        found = hashlib.sha256()
        for path in self.files():
            found.update(path.relative_to(_HERE).as_posix().encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
        return found.hexdigest()

    def run(self) -> Any:
        """Call the service; its package is imported only now."""
        service: Callable[[], Any] = import_string(self.service)
        return service()


LOADERS = (
    Loader(
        "units",
        "bản đồ đơn vị hành chính trước và sau 01/7/2025",
        "danchu.kernel.units.loading.load_units",
        "kernel/units",
    ),
    Loader(
        "law",
        "các quy định của pháp luật",
        "danchu.kernel.law.services.load_law",
        "kernel/law",
    ),
    Loader(
        "indicators",
        "chỉ tiêu và biểu mẫu",
        "danchu.indicators.services.load_catalogue",
        "indicators",
    ),
    Loader(
        "articles",
        "số liệu đã công bố trên báo",
        "danchu.indicators.services.load_articles",
        "indicators",
    ),
)
"""In the order in which they stand on one another."""

DEMO = Loader(
    "demo", "số liệu và tài khoản minh họa", "danchu.demo.services.load_demo", "demo"
)

SEARCH = Loader(
    "search", "mục lục tìm kiếm", "danchu.kernel.search.services.rebuild", ""
)
"""Made of what all the others load and of how any package tells it: of everything."""


def load_if_changed(
    connection: psycopg.Connection, loader: Loader, besides: str = ""
) -> Any:
    """Load unless exactly this content was loaded already; return what it gave then.

    `besides` is what else decides the result, and is kept only as part of the digest.
    """
    digest = loader.digest()
    if besides:
        digest = hashlib.sha256(f"{digest}{besides}".encode()).hexdigest()
    kept = connection.execute(
        sql.SQL("SELECT result::text FROM {} WHERE name = %s AND digest = %s").format(
            sql.Identifier(LEDGER)
        ),
        [loader.name, digest],
    ).fetchone()
    if kept:
        return msgspec.json.decode(kept[0] or "null")
    return load(connection, loader, digest)


def was_loaded(connection: psycopg.Connection, loader: Loader) -> bool:
    """Tell whether this database was ever given what `loader` loads."""
    found = connection.execute(
        sql.SQL("SELECT 1 FROM {} WHERE name = %s").format(sql.Identifier(LEDGER)),
        [loader.name],
    )
    return found.fetchone() is not None


def load(connection: psycopg.Connection, loader: Loader, digest: str = "") -> Any:
    """Load, whatever was loaded before; loading twice changes nothing."""
    result = msgspec.to_builtins(loader.run())
    connection.execute(
        sql.SQL(
            "INSERT INTO {} (name, digest, result) VALUES (%s, %s, %s) "
            "ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, "
            "result = excluded.result, loaded_at = now()"
        ).format(sql.Identifier(LEDGER)),
        [loader.name, digest or loader.digest(), Jsonb(result)],
    )
    return result
