"""What somebody wrote to the desk is erased with its answer."""

from datetime import datetime

from django.utils import timezone

from danchu.kernel.erasures.kinds import Eraser, Found
from danchu.kernel.erasures.rules import number_in
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.privacy.models import DataRequest
from danchu.privacy.rules import FINISHED, Status

_LONGEST_NUMBER = 18


def _find(text: str) -> Found | None:
    number = text.strip()
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        return None
    rows = DataRequest.objects.filter(pk=int(number), emptied_on=None)
    asked = rows.select_related("dossier__unit").first()
    if asked is None:
        return None
    is_open = Status(asked.status) not in FINISHED
    return Found(
        key=number,
        told=f"Hồ sơ số {asked.pk}: họ tên, cách liên hệ, điều yêu cầu và câu trả lời "
        "bị hủy; chỉ còn loại yêu cầu và các ngày.",
        unit=asked.dossier.unit,
        hindrance=RuleBroken("privacy.still_open") if is_open else None,
    )


def _destroy(key: str, *, ground: str, actor: User | None, at: datetime) -> bool:
    del ground, actor
    kept = DataRequest.objects.filter(pk=number_in(key) or 0, emptied_on=None)
    return bool(
        kept.update(
            contents=None,
            answer=None,
            account=None,
            emptied_on=timezone.localdate(at),
        )
    )


REQUEST = Eraser(
    kind="data_request",
    label="Yêu cầu đã trả lời",
    hint="Số hồ sơ",
    find=_find,
    destroy=_destroy,
    numbered_by="dossiers_dossier",
)
