"""Reads the text of the PDF files that we make, page by page, as a reader copies it."""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_PLAIN = rb"(?:[^()\\]|\\.)*"
_NESTED = rb"(?:[^()\\]|\\.|\(" + _PLAIN + rb"\))*"
_SHOWN = re.compile(
    rb"/(f\d+) [\d.]+ Tf|\((" + _NESTED + rb")\)|<([0-9A-Fa-f]+)>|(\bET\b)", re.DOTALL
)
_ESCAPED = re.compile(rb"\\(\d{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ONE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def pages_of(data: bytes) -> list[str]:
    """Return the text of each page, one line for each piece of it."""
    objects = {int(number): body for number, body in _OBJECT.findall(data)}
    pages = [body for body in objects.values() if re.search(rb"/Type/Page\b", body)]
    return ["\n".join(_pieces(page, objects)) for page in pages]


def links_of(data: bytes) -> list[str]:
    """Return where the links of a file lead."""
    return [one.decode() for one in re.findall(rb"/URI\(([^)]*)\)", data)]


def sizes_of(data: bytes) -> list[tuple[int, int]]:
    """Return the width and height of each page in millimetres."""
    boxes = re.findall(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", data)
    return [(_mm(width), _mm(height)) for width, height in boxes]


def _mm(points: bytes) -> int:
    return round(float(points) / 72 * 25.4)


def _pieces(page: bytes, objects: dict[int, bytes]) -> Iterator[str]:
    letters, line = {}, ""
    fonts = _fonts(page, objects)
    content = _unpacked(objects[_named(page, "Contents")])
    for font, text, digits, end in _SHOWN.findall(content):
        if font:
            letters = fonts[font]
        elif end:
            yield line
            line = ""
        else:
            raw = _bytes(digits) or _ESCAPED.sub(_letter, text)
            codes = (raw[place : place + 2] for place in range(0, len(raw), 2))
            line += "".join(letters.get(code, "") for code in codes)


def _fonts(page: bytes, objects: dict[int, bytes]) -> dict[bytes, dict[bytes, str]]:
    held = objects.get(_named(page, "Resources"), page)
    found = {}
    for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", held):
        cmap = _unpacked(objects[_named(objects[int(number)], "ToUnicode")])
        found[name] = {
            bytes.fromhex(code.decode()): bytes.fromhex(said.decode()).decode(
                "utf-16-be"
            )
            for code, said in _ONE.findall(cmap.partition(b"endcodespacerange")[2])
        }
    return found


def _bytes(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode())


def _named(body: bytes, name: str) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % name.encode(), body)
    return int(found[1]) if found else 0


def _unpacked(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1])


def _letter(found: re.Match[bytes]) -> bytes:
    mark = found[1]
    if mark.isdigit():
        return bytes([int(mark, 8)])
    return _LETTERS.get(mark, mark)
