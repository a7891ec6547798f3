"""What may be asked about one's data, who answers, by when, and the tracking code."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.deadlines.rules import Deadline
from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.workflow.rules import Step, Workflow

DOSSIER = "privacy.request"


class Kind(StrEnum):
    """What somebody asks."""

    SEE = "see"
    CORRECT = "correct"
    ERASE = "erase"


KIND_NAMES = {
    Kind.SEE: "Xem dữ liệu",
    Kind.CORRECT: "Sửa dữ liệu",
    Kind.ERASE: "Xóa dữ liệu",
}


class Status(StrEnum):
    """How far a request is."""

    RECEIVED = "received"
    VERIFIED = "verified"
    ANSWERED = "answered"
    REFUSED = "refused"


STATUS_NAMES = {
    Status.RECEIVED: "Đang xác minh người yêu cầu",
    Status.VERIFIED: "Đã xác minh, đang xử lý",
    Status.ANSWERED: "Đã trả lời",
    Status.REFUSED: "Từ chối, có lý do",
}
FINISHED = frozenset({Status.ANSWERED, Status.REFUSED})


class Refusal(StrEnum):
    """Why a request is refused: from a list, for history keeps it and names nobody."""

    NOT_IDENTIFIED = "not_identified"
    NOT_HELD = "not_held"
    KEPT_BY_LAW = "kept_by_law"
    OF_ANOTHER = "of_another"
    UNCLEAR = "unclear"


REFUSAL_NAMES = {
    Refusal.NOT_IDENTIFIED: "Không xác minh được người yêu cầu",
    Refusal.NOT_HELD: "Đơn vị không giữ dữ liệu này",
    Refusal.KEPT_BY_LAW: "Pháp luật yêu cầu giữ dữ liệu này",
    Refusal.OF_ANOTHER: "Dữ liệu là của người khác",
    Refusal.UNCLEAR: "Yêu cầu không rõ và không liên hệ được để hỏi lại",
}

# Officers receive citizens and handle what they send in: a request about personal data
# is one more thing that arrives that way. The head answers for the unit, and alone
# refuses, corrects or destroys. Administrators keep the accounts in question and would
# judge their own work; clerks, secretaries and auditors need not know who asked.
_DESK = frozenset({Role.OFFICER, Role.HEAD})
_HEADS = frozenset({Role.HEAD})

READ = Action("privacy.read", "Xem yêu cầu về dữ liệu cá nhân", _DESK)
VERIFY = Action("privacy.verify", "Xác minh người yêu cầu", _DESK)
ANSWER = Action("privacy.answer", "Trả lời yêu cầu về dữ liệu cá nhân", _DESK)
REFUSE = Action("privacy.refuse", "Từ chối yêu cầu về dữ liệu cá nhân", _HEADS)
ERASE = Action(
    "privacy.erase", "Xóa dữ liệu cá nhân theo yêu cầu", _HEADS, Where.WITHIN
)
CORRECT = Action(
    "privacy.correct", "Sửa dữ liệu cá nhân theo yêu cầu", _HEADS, Where.WITHIN
)
ACTIONS = (READ, VERIFY, ANSWER, REFUSE, ERASE, CORRECT)
RECEIVE = "privacy.receive"
VERB_NAMES = {RECEIVE: "Nhận yêu cầu"}
"""What history calls the deed of whoever asks: no post is needed for it."""

WORKFLOW = Workflow(
    "privacy",
    (
        Step(Status.RECEIVED, Status.VERIFIED, VERIFY, Phase.OPEN),
        Step(Status.VERIFIED, Status.ANSWERED, ANSWER, Phase.DONE),
        Step(Status.RECEIVED, Status.REFUSED, REFUSE, Phase.DONE, needs_reason=True),
        Step(Status.VERIFIED, Status.REFUSED, REFUSE, Phase.DONE, needs_reason=True),
    ),
)
ANSWER_BY = Deadline(
    "privacy.answer", "Trả lời yêu cầu về dữ liệu cá nhân", rule="R190"
)
"""Luật số 91/2025/QH15: two working days, the day of receipt not counting."""

ACCOUNT = "account"
"""The kind of erasure that concerns an account."""
GROUND = "Yêu cầu xóa dữ liệu cá nhân, hồ sơ số {number}"
"""What is kept, and shown, as the ground of an erasure: it names no person."""
KEPT_FOR = timedelta(days=366)
"""How long after the answer what was written in a request is kept."""
MOST_A_DAY = 200
"""How many requests a unit takes from strangers in a day; more is a machine."""
LONGEST_NAME, LONGEST_CONTACT, LONGEST_TEXT = 120, 200, 4_000


@dataclass(frozen=True)
class Contents:
    """Who asks, how to reach that person, and what is asked; kept sealed."""

    name: str
    contact: str
    wish: str


@dataclass(frozen=True)
class Corrected:
    """How the name and the address of an account are to be written."""

    full_name: str
    email: str


CODE_BYTES = 20
_CODE = re.compile("[a-z2-7]{32}")


def code_of(entropy: bytes) -> str:
    """Write 160 random bits as a code to be copied by hand: eight groups of four.

    >>> code_of(bytes(20))
    'aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa'
    """
    letters = base64.b32encode(entropy).decode().lower()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def mark_of(code: str) -> str:
    """Return what is kept of a tracking code; empty for a text that can be none.

    160 random bits need no slow hash: nobody guesses them from their digest.

    >>> mark_of(code_of(bytes(20)).upper()) == mark_of(8 * " aaaa")
    True
    >>> mark_of("aaaa")
    ''
    """
    letters = re.sub(r"[\s\-–.]", "", code[:100]).lower()
    if _CODE.fullmatch(letters) is None:
        return ""
    return hashlib.sha256(letters.encode()).hexdigest()
