"""The stored tree: complete tiles, and the edge read from what lies below it."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from danchu.kernel.ledger.models import Leaf, Tile
from danchu.kernel.ledger.rules.hashing import SIZE
from danchu.kernel.ledger.rules.proofs import Node, Span, nodes_of, span_hash
from danchu.kernel.ledger.rules.tiles import HEIGHT, WIDTH, home_of, node_in

Place = tuple[int, int]
"""Level and number of a tile."""


class BrokenTreeError(Exception):
    """The stored tree lacks hashes that a signed log has: somebody removed rows."""


def stored_size() -> int:
    """Return the number of leaves."""
    last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def hashes_at(places: Iterable[Place], size: int) -> dict[Place, bytes]:
    """Return the hashes of tiles of a tree of `size`, complete or not.

    Three statements, however many tiles.
    """
    widths = {place: width_of(place, size) for place in places}
    full = {place for place, width in widths.items() if width == WIDTH}
    edges = {place: width for place, width in widths.items() if 0 < width < WIDTH}
    found = dict(_full(full))
    found |= _leaves({at: width for at, width in edges.items() if at[0] == 0})
    found |= _roots({at: width for at, width in edges.items() if at[0] > 0})
    for place, width in widths.items():
        if len(found.get(place, b"")) != width * SIZE:
            raise BrokenTreeError(place)
    return found


def width_of(place: Place, size: int) -> int:
    """Return how many hashes a tile has in a tree of `size`."""
    level, index = place
    return max(0, min(WIDTH, (size >> (HEIGHT * level)) - index * WIDTH))


def _full(places: Iterable[Place]) -> Iterable[tuple[Place, bytes]]:
    wanted = Q(pk__in=[])
    for level, index in places:
        wanted |= Q(level=level, index=index)
    rows = Tile.objects.filter(wanted).values_list("level", "index", "hashes")
    return (((level, index), bytes(hashes)) for level, index, hashes in rows)


def _leaves(edges: Mapping[Place, int]) -> dict[Place, bytes]:
    """Join the hashes of the last leaves; a tree has at most one such edge."""
    found = {}
    for (level, index), width in edges.items():
        first = index * WIDTH
        rows = Leaf.objects.filter(index__gte=first, index__lt=first + width)
        hashes = rows.order_by("index").values_list("hash", flat=True)
        found[level, index] = b"".join(map(bytes, hashes))
    return found


def _roots(edges: Mapping[Place, int]) -> dict[Place, bytes]:
    """Join the roots of the complete tiles below each edge."""
    wanted = Q(pk__in=[])
    for (level, index), width in edges.items():
        first = index * WIDTH
        wanted |= Q(level=level - 1, index__gte=first, index__lt=first + width)
    rows = Tile.objects.filter(wanted).order_by("level", "index")
    found: dict[Place, bytes] = {}
    for level, index, root in rows.values_list("level", "index", "root"):
        place = (level + 1, index // WIDTH)
        found[place] = found.get(place, b"") + bytes(root)
    return found


def span_hashes(spans: Iterable[Span], size: int) -> list[bytes]:
    """Return the hashes of spans of a tree of `size` leaves."""
    listed = list(spans)
    homes = {node: home_of(node) for span in listed for node in nodes_of(span)}
    tiles = hashes_at({home[:2] for home in homes.values()}, size)

    def read(node: Node) -> bytes:
        level, index, first, last = homes[node]
        return node_in(tiles[level, index], first, last)

    return [span_hash(span, read) for span in listed]


def roots_at(sizes: Iterable[int], of: int) -> list[bytes]:
    """Return the roots that a tree of `of` leaves had at smaller sizes."""
    return span_hashes([(0, size) for size in sizes], of)
