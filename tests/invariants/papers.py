"""Papers written from the code; `python -m tests.invariants.papers` renews them.

A change of rights or of a refusal is then visible where it is reviewed.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path

from danchu.kernel.access.actions import WHERE_NAMES, Action, known_actions
from danchu.kernel.errors import Sentence, known_sentences
from tests.invariants.source import ROOT

ACCESS = "docs/access.md"
ERRORS = "docs/errors.md"
RENEW = "python -m tests.invariants.papers"

_ACCESS_HEAD = f"""\
# Who may do what

Written from the code by `{RENEW}`; do not edit.
Rights follow the post a person holds on that day, never the account.
Reading is another matter: a post reaches its unit and everything below it, and what is
out of reach looks exactly like what is not there.
"""
_ERRORS_HEAD = f"""\
# Every refusal

Written from the code by `{RENEW}`; do not edit.
Pages show the sentence and the cure; the API answers a problem document (RFC 9457) with
the same `code` and status. Words in braces are facts of the case.
"""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _area(name: str) -> str:
    return name.partition(".")[0]


def access_paper(actions: tuple[Action, ...], roles: Mapping[str, str]) -> str:
    """Write down every action: who may take it, and from where."""
    lines = [_ACCESS_HEAD]
    for area, some in groupby(actions, key=lambda action: _area(action.name)):
        lines += [f"## {area}", "", _row("action", "việc", "vai trò", "từ đâu")]
        lines.append(_row("---", "---", "---", "---"))
        lines += [
            _row(
                f"`{action.name}`",
                action.label,
                ", ".join(roles[role] for role in roles if role in action.roles),
                WHERE_NAMES[action.where],
            )
            for action in some
        ]
        lines.append("")
    return "\n".join(lines)


def errors_paper(sentences: Mapping[str, Sentence]) -> str:
    """Write down every code, what a person reads and what to do."""
    areas = defaultdict(list)
    for code in sorted(sentences):
        areas[_area(code)].append(code)
    lines = [_ERRORS_HEAD]
    for area, codes in areas.items():
        lines += [f"## {area}", ""]
        for code in codes:
            said = sentences[code]
            lines += [f"### `{code}` · {said.status}", "", said.text, "", said.cure, ""]
    return "\n".join(lines)


def papers() -> dict[str, Callable[[], str]]:
    """Return each paper and what writes it."""
    from danchu.kernel.people.models import (  # noqa: PLC0415 -- after Django is set up
        ROLE_CHOICES,
    )

    return {
        ACCESS: lambda: access_paper(known_actions(), dict(ROLE_CHOICES)),
        ERRORS: lambda: errors_paper(known_sentences()),
    }


def main() -> None:
    """Write every paper anew."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.config.settings")
    import django  # noqa: PLC0415 -- after the settings are named

    django.setup()
    for name, write in papers().items():
        Path(ROOT / name).write_text(write())
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
