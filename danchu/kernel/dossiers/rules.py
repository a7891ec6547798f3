"""How far along a dossier is, in the same five words for every capability."""

from enum import StrEnum


class Phase(StrEnum):
    """The coarse state that dashboards show; capabilities keep their own fine one."""

    DRAFT = "draft"
    OPEN = "open"
    RETURNED = "returned"
    DONE = "done"
    CANCELLED = "cancelled"


PHASE_NAMES = {
    Phase.DRAFT: "Dự thảo",
    Phase.OPEN: "Đang xử lý",
    Phase.RETURNED: "Trả lại",
    Phase.DONE: "Hoàn thành",
    Phase.CANCELLED: "Hủy",
}
FINISHED = frozenset({Phase.DONE, Phase.CANCELLED})
UNFINISHED = frozenset(Phase) - FINISHED
