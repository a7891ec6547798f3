"""Pages in memory: the least wanted make room when the bytes run out."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

Headers = list[tuple[str, str]]
_ABOUT_A_PAGE = 4_096
"""What a page costs beside its bodies: headers, key, objects."""


@dataclass(frozen=True, slots=True)
class Body:
    """One form of a page, ready to be sent; without an ETag it is sent once only."""

    headers: Headers
    content: bytes
    etag: str = ""
    unchanged: Headers | None = None
    """The headers of 304."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page plain and compressed, with what it depends on."""

    status: int
    plain: Body
    packed: Body
    touches: frozenset[str]
    may_be_kept: bool

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.plain.content) + len(self.packed.content) + _ABOUT_A_PAGE

    def body_for(self, encodings: str) -> Body:
        """Return the form for an Accept-Encoding."""
        return self.packed if takes_gzip(encodings) else self.plain


class Shelf:
    """Pages by key, below `most` bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> Page | None:
        """Return a page, which is wanted again."""
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def put(self, key: Hashable, page: Page) -> None:
        """Keep a page unless it is too big; what was wanted longest ago leaves."""
        self._take(key)
        if page.size > self._most:
            return
        self._pages[key] = page
        self.size += page.size
        while self.size > self._most:
            self._take(next(iter(self._pages)))

    def drop(self, topic: str) -> None:
        """Let go of every page that touches a topic."""
        for key in [key for key, one in self._pages.items() if topic in one.touches]:
            self._take(key)

    def clear(self) -> None:
        """Let go of every page."""
        self._pages.clear()
        self.size = 0

    def _take(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.size -= page.size


@lru_cache(maxsize=256)
def takes_gzip(encodings: str) -> bool:
    """Tell whether an Accept-Encoding allows gzip.

    >>> [takes_gzip(one) for one in ("gzip, br", "br", "*", "gzip;q=0, *")]
    [True, False, True, False]
    """
    found = {}
    for one in encodings.lower().split(","):
        name, _, rest = one.partition(";")
        quality = rest.replace(" ", "").removeprefix("q=")
        found[name.strip()] = quality.strip("0.") != "" or not quality
    return found.get("gzip", found.get("*", False))


def is_known(etag: str, asked: str) -> bool:
    """Tell whether If-None-Match names an ETag; weak and strong compare alike.

    >>> is_known('"a"', 'W/"b", W/"a"'), is_known('"a"', '"ab"'), is_known('"a"', "*")
    (True, False, True)
    """
    if asked.strip() == "*":
        return True
    return etag in {one.strip().removeprefix("W/") for one in asked.split(",")}
