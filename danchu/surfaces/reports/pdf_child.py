"""Sets one paper or picture: run by `pdf`, as a process: the setter forgets nothing.

Its arguments are the source, the folder of fonts, a moment and the format; its input is
what the source prints, as JSON; it gives the PDF, or pictures as JSON.
"""

import json
import resource
import sys
from base64 import b64encode
from typing import Any

MOST_MEMORY, MOST_SECONDS = 768 * 2**20, 30


def main(source: str, fonts: str, moment: str, form: str) -> int:
    """Set the paper and return the status."""
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    import typst  # noqa: PLC0415 -- after the limits

    made: Any = typst.compile(
        source,
        root=source.rpartition("/")[0],
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[fonts],
        ),
        format="png" if form == "png" else "pdf",
        sys_inputs={"paper": sys.stdin.buffer.read().decode()},
        timestamp=int(moment),
        ppi=200,
    )
    if form == "png":
        pages = made if isinstance(made, list) else [made]
        made = json.dumps([b64encode(page).decode() for page in pages]).encode()
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
