"""One press on the page of a request: which deed it means, and doing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.privacy.models import DataRequest
from danchu.privacy.rules import (
    ANSWER,
    CORRECT,
    ERASE,
    LONGEST_NAME,
    LONGEST_TEXT,
    REFUSE,
    VERIFY,
    Corrected,
)
from danchu.privacy.services import (
    answer_request,
    correct_for,
    erase_for,
    refuse_request,
    verify_request,
)

DONE = {
    VERIFY.name: "Đã ghi nhận xác minh người yêu cầu.",
    CORRECT.name: "Đã sửa. Hãy trả lời để người yêu cầu biết.",
    ERASE.name: "Đã xóa. Hãy trả lời để người yêu cầu biết.",
    ANSWER.name: "Đã trả lời. Người yêu cầu đọc được bằng mã theo dõi.",
    REFUSE.name: "Đã từ chối, có lý do. Người yêu cầu đọc được bằng mã theo dõi.",
}


@dataclass(frozen=True)
class Press:
    """What somebody pressed, with what was typed beside it."""

    deed: str
    answer: str = ""
    refusal: str = ""
    kind: str = ""
    thing: str = ""
    is_confirmed: bool = False
    full_name: str = ""
    email: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "Press":
        """Read what a form sent."""
        return cls(
            deed=said.get("viec", "")[:40],
            answer=said.get("tra-loi", "")[:LONGEST_TEXT],
            refusal=said.get("ly-do", "")[:14],
            kind=said.get("loai", "")[:60],
            thing=said.get("muc", "")[:254],
            is_confirmed=said.get("xac-nhan") == "1",
            full_name=said.get("ho-ten", "")[:LONGEST_NAME],
            email=said.get("thu-dien-tu", "")[:254],
        )


def act_on_request(
    *, actor: User, asked: DataRequest, press: Press, at: datetime
) -> None:
    """Do what was pressed; refuses with ``privacy.unknown_deed`` anything else."""
    if press.deed == VERIFY.name:
        verify_request(actor=actor, asked=asked, at=at)
    elif press.deed == ANSWER.name:
        answer_request(actor=actor, asked=asked, answer=press.answer, at=at)
    elif press.deed == REFUSE.name:
        refuse_request(
            actor=actor,
            asked=asked,
            refusal=press.refusal,
            answer=press.answer,
            at=at,
        )
    elif press.deed == ERASE.name:
        erase_for(actor=actor, asked=asked, kind=press.kind, text=press.thing, at=at)
    elif press.deed == CORRECT.name:
        said = Corrected(press.full_name, press.email)
        correct_for(actor=actor, asked=asked, text=press.thing, said=said, at=at)
    else:
        raise RuleBroken("privacy.unknown_deed")
