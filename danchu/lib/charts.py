"""Charts: a Vega-Lite specification in, an SVG or a PNG out, without any network.

The drawing is done by one child process (`charts_child`), begun when it is wanted and
gone a minute after: the first chart takes a second, those that follow a tenth, and
no server process grows by it. Words are set in Be Vietnam Pro of our own.
"""

import atexit
import json
import re
import select
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from threading import Lock
from typing import Any
from xml.etree import ElementTree as ET

FAMILY = "Be Vietnam Pro"
MOST_SPEC, MOST_SVG = 400_000, 600_000
MOST_SIDE, MOST_SCALE = 2_400, 4.0
SECONDS = 20.0
_SVG = "{http://www.w3.org/2000/svg}"
_TAGS = {
    f"{_SVG}{name}"
    for name in ("svg", "g", "path", "rect", "line", "circle", "text", "tspan")
}
_KEPT = {
    "d", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray",
    "stroke-opacity", "stroke-linecap", "stroke-linejoin", "opacity", "transform",
    "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx", "dy", "width", "height",
    "viewBox", "text-anchor", "font-size", "font-weight", "font-family",
}  # fmt: skip
_FORBIDDEN = {"url", "href", "loader"}
_NOWHERE = re.compile(r"M0,0h0v0h0Z|")
_RUNS = re.compile(r'(?<=")(-?\d+\.\d{3,})(?=")')


class NotDrawn(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The chart is not drawn: asked wrongly, too large, or it took too long."""


def svg_of(spec: Mapping[str, Any]) -> str:
    """Draw a Vega-Lite specification; its data stands in it, nothing is fetched.

    The SVG has shapes and words alone: no script, no link, no style, no outer file.
    Raises `NotDrawn`.
    """
    if any(name in _FORBIDDEN for name in _names(spec)):
        raise NotDrawn("a chart fetches nothing")
    wanted = {"spec": dict(spec)}
    if len(json.dumps(wanted)) > MOST_SPEC:
        raise NotDrawn("too much data for a chart")
    return bare(_CHILD.ask(wanted)["svg"])


def png_of(svg: str, scale: float = 2.0) -> bytes:
    """Draw an SVG of `svg_of` as a PNG, `scale` pixels a unit. Raises `NotDrawn`."""
    if not 0 < scale <= MOST_SCALE:
        raise NotDrawn("too large a scale")
    return b64decode(_CHILD.ask({"svg": bare(svg), "scale": scale})["png"])


def bare(svg: str) -> str:
    """Return the shapes and words of an SVG that are known; refuse anything else.

    >>> bare('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><g/></svg>')
    '<svg xmlns="http://www.w3.org/2000/svg" />'
    """
    if len(svg) > MOST_SVG or "<!" in svg:
        raise NotDrawn("not a drawing of ours")
    try:
        root = ET.fromstring(svg)  # noqa: S314 -- without declarations, see above
    except ET.ParseError:
        raise NotDrawn("not a drawing of ours") from None
    sides = [float(root.get(side, "0")) for side in ("width", "height")]
    if root.tag != f"{_SVG}svg" or max(sides) > MOST_SIDE:
        raise NotDrawn("not a drawing of ours, or too large")
    _strip(root)
    ET.register_namespace("", _SVG[1:-1])
    return _RUNS.sub(_rounded, ET.tostring(root, encoding="unicode"))


def _strip(one: ET.Element) -> None:
    """Leave what is seen: known marks with known attributes."""
    for name in [name for name in one.attrib if name not in _KEPT]:
        del one.attrib[name]
    for child in list(one):
        if child.tag not in _TAGS:
            raise NotDrawn(f"a drawing holds no {child.tag}")
        _strip(child)
        if _is_nothing(child):
            one.remove(child)


def _is_nothing(one: ET.Element) -> bool:
    if one.tag == f"{_SVG}g":
        return not len(one)
    if one.tag == f"{_SVG}path":
        is_unseen = one.get("fill", "black") == "none" and not one.get("stroke")
        return _NOWHERE.fullmatch(one.get("d", "")) is not None or is_unseen
    return one.tag == f"{_SVG}text" and not (one.text or len(one))


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found[1]):.2f}".rstrip("0").rstrip(".")


def _names(part: object) -> Iterator[str]:
    if isinstance(part, Mapping):
        for name, inner in part.items():
            yield str(name)
            yield from _names(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _names(inner)


class _Child:
    """The one process that draws, for all threads of this one, each in its turn."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, order: Mapping[str, Any]) -> dict[str, str]:
        line = json.dumps(order).encode() + b"\n"
        with self._lock:
            try:
                raw = self._answer(line)
            except (OSError, NotDrawn):
                self.end()
                raw = self._answer_anew(line)
        told: dict[str, str] = json.loads(raw)
        if "refused" in told:
            raise NotDrawn(told["refused"])
        return told

    def _answer_anew(self, line: bytes) -> bytes:
        try:
            return self._answer(line)
        except (OSError, NotDrawn) as error:
            self.end()
            raise NotDrawn("the chart was not drawn in time") from error

    def _answer(self, line: bytes) -> bytes:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise NotDrawn("no way to the child")
        process.stdin.write(line)
        process.stdin.flush()
        until = time.monotonic() + SECONDS
        parts: list[bytes] = []
        while not parts or not parts[-1].endswith(b"\n"):
            left = max(until - time.monotonic(), 0)
            if not select.select([process.stdout], [], [], left)[0]:
                raise NotDrawn("too slow")
            parts.append(process.stdout.read1(1 << 20))  # type: ignore[attr-defined]  # -- a BufferedReader
            if not parts[-1]:
                raise NotDrawn("the child is gone")
        return b"".join(parts)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "danchu.lib.charts_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)},
            )
        return self._process

    def end(self) -> None:
        """Let the child go; the next order begins another."""
        if self._process is None:
            return
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process = None


_CHILD = _Child()
atexit.register(_CHILD.end)
