"""What a reader said is erased with the name and the address that came with it."""

from datetime import datetime

from danchu.kernel.audit.services import erase_personal_of
from danchu.kernel.erasures.kinds import Eraser, Found
from danchu.kernel.erasures.rules import number_in
from danchu.kernel.people.models import User
from danchu.news.models import Comment

_LONGEST_NUMBER = 18


def _find(text: str) -> Found | None:
    number = text.strip()
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        return None
    rows = Comment.objects.select_related("dossier__unit", "article")
    comment = rows.filter(pk=int(number)).first()
    if comment is None:
        return None
    return Found(
        key=number,
        told=f"Ý kiến bạn đọc số {comment.pk}, người gửi ghi tên “{comment.name}”, "
        f"dưới bài “{comment.article.title}”: tên, lời và địa chỉ thư bị hủy.",
        unit=comment.unit,
    )


def _destroy(key: str, *, ground: str, actor: User | None, at: datetime) -> bool:
    number = number_in(key) or 0
    deleted, _ = Comment.objects.filter(pk=number).delete()
    if deleted:
        erase_personal_of(dossiers=[number], ground=ground, actor=actor, at=at)
    return bool(deleted)


COMMENT = Eraser(
    kind="comment",
    label="Ý kiến bạn đọc",
    hint="Số của ý kiến, ghi ở trang Ý kiến bạn đọc",
    find=_find,
    destroy=_destroy,
    numbered_by="dossiers_dossier",
)
