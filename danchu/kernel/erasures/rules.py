"""One erasure as a line of a file that outlives the database."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

LONGEST_GROUND = 500
_NUMBER = re.compile(r"(?:^|:)(\d{1,18})$")


@dataclass(frozen=True)
class Line:
    """References alone: nothing in it tells about a person."""

    mark: UUID
    kind: str
    key: str
    ground: str
    at: datetime


def written(line: Line) -> str:
    """Return a line of the file, without its end."""
    said = {
        "mark": str(line.mark),
        "kind": line.kind,
        "key": line.key,
        "ground": line.ground,
        "at": line.at.isoformat(),
    }
    return json.dumps(said, ensure_ascii=False)


def read(text: str) -> Line | None:
    """Return what a line says; None for one that was torn or spoilt.

    >>> read("{") is None
    True
    """
    try:
        said = json.loads(text)
        line = Line(
            UUID(said["mark"]),
            str(said["kind"]),
            str(said["key"]),
            str(said["ground"]),
            datetime.fromisoformat(said["at"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    is_whole = line.kind and line.key and line.ground and line.at.tzinfo
    return line if is_whole else None


def number_in(key: str) -> int | None:
    """Return the number of the row that a key ends with.

    >>> number_in("12"), number_in("filing:12"), number_in("x12")
    (12, 12, None)
    """
    found = _NUMBER.search(key)
    return int(found[1]) if found else None
