"""Draws charts for `charts`, as a process of its own that holds what is heavy.

Each line of the input is an order in JSON, each line of the output its answer. It ends
with its input, and after a minute without orders.
"""

import json
import select
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any, BinaryIO

import vl_convert

FONTS = Path(__file__).parent / "fonts"
VERSION = "v5.21"
IDLE_SECONDS = 60


def main() -> int:
    """Answer orders until there are none."""
    vl_convert.register_font_directory(str(FONTS))
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    while select.select([orders], [], [], IDLE_SECONDS)[0]:
        line = orders.readline()
        if not line:
            break
        answer(json.loads(line), answers)
    return 0


def answer(order: dict[str, Any], answers: BinaryIO) -> None:
    """Draw one order; what cannot be drawn is told as a refusal."""
    try:
        told = drawn(order)
    except Exception as error:  # noqa: BLE001 -- whatever fails in there, nothing is drawn
        told = {"refused": str(error)[:300]}
    answers.write(json.dumps(told).encode() + b"\n")
    answers.flush()


def drawn(order: dict[str, Any]) -> dict[str, str]:
    """Return the SVG of a specification or the PNG of an SVG."""
    if "svg" in order:
        scale = float(order["scale"])
        return {"png": b64encode(vl_convert.svg_to_png(order["svg"], scale)).decode()}
    svg = vl_convert.vegalite_to_svg(
        order["spec"], vl_version=VERSION, allowed_base_urls=[]
    )
    return {"svg": svg}


if __name__ == "__main__":
    sys.exit(main())
