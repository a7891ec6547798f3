"""What the reader may do with a filing now."""

from dataclasses import dataclass

from danchu.indicators.models import Filing
from danchu.indicators.queries.recipients import Asker
from danchu.indicators.rules.filings import (
    CORRECT,
    ENTER,
    EXTEND,
    REOPENING,
    RETURN,
    RETURN_OWN,
    UNFINISHED,
    WITHDRAWAL,
    WORKFLOW,
    Status,
)

_LABELS = {
    "indicators.submit": "Trình lãnh đạo duyệt",
    "indicators.approve": "Duyệt, nộp lên cấp trên",
    "indicators.return_own": "Trả để nhập lại",
    "indicators.return": "Trả lại đơn vị",
    "indicators.accept": "Nhận số liệu",
    "indicators.publish": "Công bố",
    "indicators.reopen_own": "Mở lại để sửa",
    "indicators.reopen": "Mở lại để sửa",
    "indicators.withdraw": "Rút công bố",
}


@dataclass(frozen=True)
class DeedView:
    """Something the reader may do with the filing now."""

    name: str
    label: str
    needs_reason: bool

    @property
    def takes_remarks(self) -> bool:
        """Whether it sends back what is said of single cells."""
        return self.name in {RETURN.name, RETURN_OWN.name}


def deeds_open_to(asker: Asker, filing: Filing | None) -> tuple[DeedView, ...]:
    """Return the steps that the state of a filing and the posts of the asker allow."""
    if filing is None:
        return ()
    steps = [
        step
        for flow in (WORKFLOW, REOPENING, WITHDRAWAL)
        for step in flow.steps_from(filing.status)
        if asker.may(step.action)
    ]
    return tuple(
        DeedView(step.action.name, _LABELS[step.action.name], step.needs_reason)
        for step in steps
    )


def names_open_to(asker: Asker, filing: Filing | None) -> tuple[str, ...]:
    """Return the names of all actions, steps or not, that are open to the asker now."""
    others = ((ENTER, may_enter), (CORRECT, may_correct), (EXTEND, may_extend))
    return (
        *(deed.name for deed in deeds_open_to(asker, filing)),
        *(action.name for action, is_open in others if is_open(asker, filing)),
    )


def may_enter(asker: Asker, filing: Filing | None) -> bool:
    """Tell whether the asker may write into the filing: until it is submitted."""
    is_open = filing is None or filing.status == Status.DRAFT
    return is_open and asker.may(ENTER)


def may_correct(asker: Asker, filing: Filing | None) -> bool:
    """Tell whether the asker may correct the figures: once they are published."""
    is_open = filing is not None and filing.status == Status.PUBLISHED
    return is_open and asker.may(CORRECT)


def may_extend(asker: Asker, filing: Filing | None) -> bool:
    """Tell whether the asker may give the unit more time: until it has handed up."""
    is_unfinished = filing is None or filing.status in UNFINISHED
    return is_unfinished and asker.may(EXTEND)
