"""What the reader may do with a filing now."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from danchu.indicators.models import Filing, Form
from danchu.indicators.queries.recipients import may_move
from danchu.indicators.rules.filings import (
    EXTEND,
    REOPENING,
    RETURN,
    RETURN_OWN,
    UNFINISHED,
    WORKFLOW,
)
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit

_LABELS = {
    "indicators.submit": "Trình lãnh đạo duyệt",
    "indicators.approve": "Duyệt, nộp lên cấp trên",
    "indicators.return_own": "Trả để nhập lại",
    "indicators.return": "Trả lại đơn vị",
    "indicators.accept": "Nhận số liệu",
    "indicators.publish": "Công bố",
    "indicators.reopen_own": "Mở lại để sửa",
    "indicators.reopen": "Mở lại để sửa",
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


def deeds_open_to(
    user: User | AnonymousUser, filing: Filing | None
) -> tuple[DeedView, ...]:
    """Return the deeds that the state of a filing and the posts of `user` allow."""
    if filing is None:
        return ()
    steps = [
        step
        for flow in (WORKFLOW, REOPENING)
        for step in flow.steps_from(filing.status)
        if may_move(user, step.action, filing.form, filing.unit)
    ]
    return tuple(
        DeedView(step.action.name, _LABELS[step.action.name], step.needs_reason)
        for step in steps
    )


def may_extend(
    user: User | AnonymousUser, form: Form, unit: Unit, filing: Filing | None
) -> bool:
    """Tell whether `user` may give the unit more time: until it has handed up."""
    is_unfinished = filing is None or filing.status in UNFINISHED
    return is_unfinished and may_move(user, EXTEND, form, unit)
