"""Make `.mo` of every `.po`, as gettext reads it: part of building the assets."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGES = Path(__file__).resolve().parent.parent


def sources(root: Path = PACKAGES) -> Iterator[Path]:
    """Find the words of every package."""
    return iter(sorted(root.rglob("locale/*/LC_MESSAGES/*.po")))


def words_of(source: Path) -> Catalog:
    """Read the words of one package; a line that is none is an error."""
    with source.open("rb") as lines:
        return read_po(lines, locale=source.parent.parent.name, abort_invalid=True)


def build_catalogs(root: Path = PACKAGES) -> None:
    """Write what gettext reads beside what people write."""
    for source in sources(root):
        with source.with_suffix(".mo").open("wb") as target:
            write_mo(target, words_of(source))
