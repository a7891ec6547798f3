"""`python -m danchu ledger …`: what an operator does with the log."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from danchu.config.nights import is_due
from danchu.indicators.services.reminding import send_digests
from danchu.kernel.erasures.services import catch_up
from danchu.kernel.exchange.services import forget_old
from danchu.kernel.ledger.exporting import export_log
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.queries import latest_self_check, note_of
from danchu.kernel.ledger.rules.findings import told
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.notices.services import empty_old as empty_letters
from danchu.kernel.publication.services import expire_due, look_over
from danchu.kernel.search.services import rebuild
from danchu.lib.mortality import die_with_parent
from danchu.lib.setup_error import SetupError
from danchu.news.services.nights import pass_night
from danchu.privacy.services import empty_old
from danchu.witnesses.services.letters import mail_checkpoint, tell_findings

USAGE = """\
python -m danchu ledger check             kiểm tra sổ cái và số đang hiện; 1 nếu bị sửa
python -m danchu ledger checkpoint        ký và in bản chốt sổ hiện tại
python -m danchu ledger export THƯ_MỤC    ghi toàn bộ sổ cái ra tệp
python -m danchu ledger night             việc mỗi đêm: hết hạn thì hủy, kiểm, chốt, gửi
python -m danchu ledger key               in khóa công khai của sổ cái
"""


def ledger(rest: Sequence[str]) -> int:
    """Do one of the words above; needs Django set up."""
    word, values = (rest[0], rest[1:]) if rest else ("", [])
    if (word, len(values)) not in _WORDS:
        raise SetupError(USAGE)
    return _WORDS[word, len(values)](*values)


def _check() -> int:
    # What was found is told in the transaction that keeps it, or found again.
    with transaction.atomic():
        check = look_over(at=timezone.now())
        tell_findings(check=check)
    for finding in check.findings:
        sys.stdout.write(f"{told(finding)}\n")
    if not check.findings:
        sys.stdout.write(f"Sổ cái khớp: {check.size} dòng.\n")
    return 1 if check.findings else 0


def _night() -> int:
    """Do the night's work unless it has been done; see `nights`."""
    if launcher := os.environ.get("DANCHU_LAUNCHER"):
        die_with_parent(int(launcher))
    now, look = timezone.now(), latest_self_check()
    last = timezone.localtime(look.at) if look else None
    if not is_due(timezone.localtime(now), last):
        return 0
    pass_night(at=now)
    for item in expire_due(at=now):
        sys.stdout.write(f"Đã hủy nội dung hết hạn công khai: {item}.\n")
    if behind := catch_up():
        sys.stdout.write(f"Đã ghi thêm {behind} lần xóa vào erasures.jsonl.\n")
    empty_old(at=now)
    forget_old(at=now)
    rebuild()
    status = _check()
    empty_letters(at=now)
    try:
        signed = sign_checkpoint(at=now)  # refuses where the past was changed
        mail_checkpoint(checkpoint=signed, at=now)
    finally:
        send_digests(at=now)
    return status


def _checkpoint() -> int:
    sys.stdout.write(note_of(sign_checkpoint(at=timezone.now())))
    return 0


def _export(folder: str) -> int:
    count = export_log(sign_checkpoint(at=timezone.now()), Path(folder))
    sys.stdout.write(f"Đã ghi {count} tệp vào {folder}.\n")
    return 0


def _key() -> int:
    sys.stdout.write(f"{verifier_key()}\n")
    return 0


_WORDS: dict[tuple[str, int], Callable[..., int]] = {
    ("check", 0): _check,
    ("night", 0): _night,
    ("checkpoint", 0): _checkpoint,
    ("export", 1): _export,
    ("key", 0): _key,
}
