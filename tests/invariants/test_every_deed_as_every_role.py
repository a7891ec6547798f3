"""Every deed of the pages, tried by everybody; what each did is taken back at once.

`in` is “sign in first”, `go` a deed done, 422 a form that came past the question of
rights, 409 a deed that its state does not allow to one who may do others there.
"""

from dataclasses import dataclass

import pytest
import time_machine

from danchu.indicators.rules.closings import ACTIONS as COVERAGE_ACTIONS
from danchu.indicators.rules.designs import ACTIONS as DESIGN_ACTIONS
from danchu.indicators.rules.filings import ACTIONS as FILING_ACTIONS
from danchu.indicators.rules.filings import Status
from danchu.indicators.rules.signals import ANSWER_SIGNAL
from danchu.kernel.access.actions import Action
from danchu.kernel.hostnames.rules import ACTIONS as NAME_ACTIONS
from danchu.kernel.notices.rules import RESEND
from danchu.news.rules import ACTIONS as NEWS_ACTIONS
from danchu.privacy.rules import ACTIONS as PRIVACY_ACTIONS
from danchu.privacy.rules import READ
from danchu.reporting.rules import ACTIONS as REPORTING_ACTIONS
from danchu.surfaces.api import operations
from danchu.witnesses.rules import ADD, CHANGE_CONTACT, END
from tests.invariants.roles import NOW, ROLES, Scene, hand_up

CLOSING = "/theo-doi-nop/chot/?don-vi={province}&bieu=PL4&ky=2026H1"
FILING = "/so-lieu/PL4/{unit}/2026H1/"
ADMINISTRATOR = "in 404 404 404 404 404 404 422 404"
KEEPERS = "in 404 422 404 404 404 404 422 404"
EDITORS = "in 404 404 go 404 404 404 404 404"
NOBODY_HERE = "in 404 404 404 404 404 404 404 404"
"""Of the whole system: an administrator of a province finds nothing."""
MODERATORS = "in 404 go go 404 404 404 404 404"


WITNESS_DEEDS, NOTICE_DEEDS = (ADD, CHANGE_CONTACT, END), (RESEND,)


@dataclass(frozen=True)
class Deed:
    """Where it is posted, what is said, and what each role is answered.

    stranger citizen clerk head elsewhere secretary auditor administrator nation
    """

    address: str
    said: str
    answers: str
    state: Status = Status.DRAFT


PRIVACY = "/ban-viec/du-lieu-ca-nhan/{request}/"

DEEDS = {
    "ask about one's data": Deed(
        "/du-lieu-ca-nhan/yeu-cau/", "x=1", "422 422 422 422 422 422 422 422 422"
    ),
    "follow a request": Deed(
        "/du-lieu-ca-nhan/theo-doi/", "x=1", "422 422 422 422 422 422 422 422 422"
    ),
    "privacy.verify": Deed(
        PRIVACY, "viec=privacy.verify", "in 404 404 go 404 404 404 404 404"
    ),
    "privacy.answer": Deed(
        PRIVACY,
        "viec=privacy.answer&tra-loi=x",
        "in 404 404 409 404 404 404 404 404",
    ),
    "privacy.correct": Deed(
        PRIVACY,
        "viec=privacy.correct&muc=an&ho-ten=x",
        "in 404 404 409 404 404 404 404 404",
    ),
    "privacy.erase": Deed(
        PRIVACY,
        "viec=privacy.erase&loai=account&muc=an",
        "in 404 404 409 404 404 404 404 404",
    ),
    "privacy.refuse": Deed(
        PRIVACY,
        "viec=privacy.refuse&tra-loi=x&ly-do=unclear",
        "in 404 404 go 404 404 404 404 404",
    ),
    "hand in a cosignature": Deed(
        "/so-cai/chung-kien/", "note=x", "422 422 422 422 422 422 422 422 422"
    ),
    "presentations.present": Deed(
        "/bang-so-lieu/trinh-chieu/",
        "ky=2026H1&gio=2",
        "in 404 422 422 422 422 404 404 422",
    ),
    "presentations.revoke": Deed(
        "/bang-so-lieu/trinh-chieu/1/thu-hoi/", "", NOBODY_HERE
    ),
    "witnesses.add": Deed("/ban-viec/chung-kien/them/", "x=1", NOBODY_HERE),
    "witnesses.change_contact": Deed("/ban-viec/chung-kien/1/thu/", "x=1", NOBODY_HERE),
    "witnesses.end": Deed("/ban-viec/chung-kien/1/ket-thuc/", "x=1", NOBODY_HERE),
    "notices.resend": Deed("/ban-viec/thu-gui-di/1/gui-lai/", "", NOBODY_HERE),
    "switch the theme": Deed("/giao-dien/", "", "go go go go go go go go go"),
    "sign in": Deed("/dang-nhap/", "x=1", "422 go go go go go go go go"),
    "set a first password": Deed(
        "/dang-nhap/mat-khau-moi/", "x=1", "in in in in in in in in in"
    ),
    "sign out": Deed("/dang-xuat/", "", "go go go go go go go go go"),
    "set one's own password": Deed(
        "/mat-khau/", "x=1", "in 422 422 422 422 422 422 422 422"
    ),
    "switch to that post": Deed(
        "/ban-viec/chuc-vu/", "post={post}", "in 404 go 404 404 404 404 404 404"
    ),
    "open an account": Deed("/tai-khoan/them/", "x=1", ADMINISTRATOR),
    "give a post": Deed("/tai-khoan/giao-chuc-vu/", "x=1", ADMINISTRATOR),
    "end a post": Deed("/chuc-vu/{post}/ket-thuc/", "x=1", ADMINISTRATOR),
    "reset a password": Deed(
        "/tai-khoan/{account}/mat-khau/", "", "in 404 404 404 404 404 404 200 404"
    ),
    "make a token": Deed(
        "/ban-viec/ma-truy-cap/cap/", "x=1", "in 404 422 422 422 422 422 422 422"
    ),
    "revoke a token": Deed(
        "/ban-viec/ma-truy-cap/{token}/thu-hoi/",
        "",
        "in 404 go 404 404 404 404 404 404",
    ),
    "add a village": Deed("/don-vi/{unit}/them-thon/", "x=1", KEEPERS),
    "add a body": Deed("/don-vi/{unit}/them-don-vi/", "x=1", KEEPERS),
    "hostnames.give_name": Deed("/don-vi/{unit}/ten-mien/", "x=1", ADMINISTRATOR),
    "hostnames.take_back_name": Deed(
        "/ten-mien/{host_name}/thu-hoi/", "", "in 404 404 404 404 404 404 go 404"
    ),
    "comment on an article": Deed(
        "/tin-tuc/{article}/y-kien/", "x=1", "422 422 422 422 422 422 422 422 422"
    ),
    "say that one has read": Deed(
        "/tin-tuc/{article}/da-doc/", "", "204 204 204 204 204 204 204 204 204"
    ),
    "begin a report": Deed(
        "/bao-cao/",
        "don-vi={unit}&ky=2026H1&loai=dan_van",
        "in 404 go 404 404 404 404 404 404",
    ),
    "reporting.write": Deed(
        "/bao-cao/{report}/",
        "viec=reporting.write&phan-tinh-hinh=x&phien-ban=1",
        "in 404 go 404 404 404 404 404 404",
    ),
    "take the figures again": Deed(
        "/bao-cao/{report}/",
        "viec=reporting.cut&phien-ban=1",
        "in 404 go 404 404 404 404 404 404",
    ),
    "hand in an edited report": Deed(
        "/bao-cao/{report}/tai-len/", "x=1", "in 404 422 404 404 404 404 404 404"
    ),
    "reporting.approve": Deed(
        "/bao-cao/{report}/", "viec=reporting.approve&phien-ban=1", EDITORS
    ),
    "reporting.return": Deed(
        "/bao-cao/{approved}/", "viec=reporting.return&phien-ban=1&ly-do=x", EDITORS
    ),
    "reporting.publish": Deed(
        "/bao-cao/{approved}/", "viec=reporting.publish&phien-ban=1", EDITORS
    ),
    "reporting.withdraw": Deed(
        "/bao-cao/{stood}/", "viec=reporting.withdraw&phien-ban=1&ly-do=x", EDITORS
    ),
    "reporting.template": Deed(
        "/bao-cao/mau/", "don-vi={unit}&loai=qcdc", "in 404 404 400 404 404 404 404 404"
    ),
    "news.write": Deed("/tin-bai/soan/", "x=1", "in 404 422 404 422 422 404 404 422"),
    "write on": Deed(
        "/tin-bai/{draft}/sua/", "x=1", "in 404 422 404 404 404 404 404 404"
    ),
    "put a file to a text": Deed(
        "/tin-bai/{draft}/tep/", "x=1", "in 404 422 422 404 404 404 404 404"
    ),
    "take a file from a text": Deed(
        "/tin-bai/{draft}/tep/{file}/bo/", "", "in 404 go 404 404 404 404 404 404"
    ),
    "news.submit": Deed(
        "/tin-bai/{draft}/", "viec=news.submit", "in 404 go 404 404 404 404 404 404"
    ),
    "news.publish": Deed("/tin-bai/{waiting}/", "viec=news.publish", EDITORS),
    "news.return": Deed("/tin-bai/{waiting}/", "viec=news.return&reason=x", EDITORS),
    "news.withdraw": Deed(
        "/tin-bai/{article}/", "viec=news.withdraw&reason=x", EDITORS
    ),
    "news.correct": Deed(
        "/tin-bai/{article}/sua/", "x=1", "in 404 404 422 404 404 404 404 404"
    ),
    "news.show_comment": Deed(
        "/tin-bai/y-kien/{comment}/", "viec=news.show_comment", MODERATORS
    ),
    "news.refuse_comment": Deed(
        "/tin-bai/y-kien/{comment}/", "viec=news.refuse_comment&reason=x", MODERATORS
    ),
    "indicators.enter": Deed(
        FILING,
        "viec=indicators.enter&phien-ban={version}",
        "in 404 go 404 404 404 404 404 404",
    ),
    "indicators.submit": Deed(
        FILING,
        "viec=indicators.submit&phien-ban={version}",
        "in 404 go 404 404 404 404 404 404",
    ),
    "indicators.approve": Deed(
        FILING,
        "viec=indicators.approve&phien-ban={version}",
        "in 404 404 go 404 404 404 404 404",
        Status.SUBMITTED,
    ),
    "indicators.return_own": Deed(
        FILING,
        "viec=indicators.return_own&ly-do=x&phien-ban={version}",
        "in 404 404 go 404 404 404 404 404",
        Status.SUBMITTED,
    ),
    "indicators.return": Deed(
        FILING,
        "viec=indicators.return&ly-do=x&phien-ban={version}",
        "in 404 404 404 404 go 404 404 404",
        Status.APPROVED,
    ),
    "indicators.accept": Deed(
        FILING,
        "viec=indicators.accept&phien-ban={version}",
        "in 404 404 404 404 go 404 404 404",
        Status.APPROVED,
    ),
    "indicators.reopen_own": Deed(
        FILING,
        "viec=indicators.reopen_own&ly-do=x&phien-ban={version}",
        "in 404 404 go 404 404 404 404 404",
        Status.APPROVED,
    ),
    "indicators.publish": Deed(
        FILING,
        "viec=indicators.publish&phien-ban={version}",
        "in 404 404 404 404 go 404 404 404",
        Status.ACCEPTED,
    ),
    "indicators.reopen": Deed(
        FILING,
        "viec=indicators.reopen&ly-do=x&phien-ban={version}",
        "in 404 404 404 404 go 404 404 404",
        Status.ACCEPTED,
    ),
    "indicators.withdraw": Deed(
        FILING,
        "viec=indicators.withdraw&ly-do=x&phien-ban={version}",
        "in 404 404 404 404 go 404 404 404",
        Status.PUBLISHED,
    ),
    "indicators.correct": Deed(
        FILING,
        "viec=indicators.correct&o=G01&so-moi=5&ly-do=x&phien-ban={version}",
        "in 404 404 404 404 go 404 404 404",
        Status.PUBLISHED,
    ),
    "indicators.extend": Deed(
        FILING,
        "viec=indicators.extend&han-moi=2026-07-20&ly-do=x&phien-ban={version}",
        "in 404 404 404 404 go 404 404 404",
    ),
    "indicators.answer_signal": Deed(
        FILING,
        "viec=indicators.answer_signal&tin-hieu=hasty&ly-do=",
        "in 404 422 422 404 404 404 404 404",
    ),
    "indicators.write_check": Deed(
        "/quy-tac/",
        "viec=indicators.write_check&severity=block&expression=G02+>%3D+G01",
        "in 404 404 404 404 go 404 404 404",
    ),
    "indicators.drop_check": Deed(
        "/quy-tac/T{check}/bo/", "", "in 404 404 404 404 go 404 404 404"
    ),
    "indicators.design": Deed(
        "/thiet-ke-bieu/HG1/",
        "viec=them-muc&ten=x&lan=0",
        "in 404 404 404 404 go 404 404 404",
    ),
    "indicators.define": Deed(
        "/thiet-ke-bieu/chi-tieu/",
        "viec=indicators.define&code=x",
        "in 404 404 404 404 422 404 404 404",
    ),
    "change an indicator": Deed(
        "/thiet-ke-bieu/chi-tieu/AB01/",
        "name=x",
        "in 404 404 404 404 422 404 404 404",
    ),
    "indicators.publish_form": Deed(
        "/thiet-ke-bieu/HG1/",
        "viec=indicators.publish_form&since=2026-07-01&reason=x&lan=0",
        "in 404 404 404 404 422 404 404 404",
    ),
    "indicators.drop_form": Deed(
        "/thiet-ke-bieu/HG1/",
        "viec=indicators.drop_form&lan=0",
        "in 404 404 404 404 go 404 404 404",
    ),
    "indicators.retire_form": Deed(
        "/thiet-ke-bieu/HG1/",
        "viec=indicators.retire_form&ly-do=x",
        "in 404 404 404 404 409 404 404 404",
    ),
    "indicators.close": Deed(
        CLOSING,
        "viec=indicators.close&ly-do=x",
        "in 404 404 404 404 go 404 404 404",
    ),
    "indicators.reopen_closing": Deed(
        CLOSING,
        "viec=indicators.reopen_closing&ly-do=x",
        "in 404 404 404 404 409 404 404 404",
    ),
    "indicators.plan": Deed(
        "/ke-hoach/?don-vi={unit}&chi-tieu=G01&ky=2026",
        "viec=indicators.plan&so-{unit}=5&so-quyet-dinh=1&ngay-quyet-dinh=2026-01-05",
        "in 404 404 404 404 go 404 404 go",
    ),
    "indicators.remind": Deed(
        "/theo-doi-nop/nhac/gui/?don-vi={province}&bieu=PL4",
        "",
        "in 404 404 404 404 go 404 404 404",
    ),
    "mark as read": Deed("/thong-bao/", "", "in 404 go go go go go go go"),
    "indicators.read_restricted": Deed(
        FILING,
        "viec=indicators.read_restricted",
        "in 404 400 400 404 400 400 400 400",
    ),
}


API = "/api/v1/filings/PL4/{unit}/2026H1"
WHY = '{"reason": "x"}'


@dataclass(frozen=True)
class Operation:
    """What a program sends to the API, and what each role is answered."""

    method: str
    address: str
    said: str
    answers: str
    state: Status = Status.DRAFT


OPERATIONS = {
    "hand in cosignatures": Operation(
        "POST",
        "/api/v1/ledger/cosignatures",
        '{"note": "x"}',
        "422 422 422 422 422 422 422 422 422",
    ),
    "post values": Operation(
        "POST",
        "/api/v1/values",
        '{"filings": [{"form": "PL4", "unit": "code:90101", "period": "2026H1",'
        ' "cells": {"G01": {"number": 4}}}]}',
        "401 404 200 422 422 422 422 422 422",
    ),
    "put": Operation(
        "PUT", API, '{"cells": {}}', "401 404 200 404 404 404 404 404 404"
    ),
    "submit": Operation(
        "POST", f"{API}/submit", "", "401 404 200 404 404 404 404 404 404"
    ),
    "return, by the head": Operation(
        "POST",
        f"{API}/return",
        WHY,
        "401 404 404 200 404 404 404 404 404",
        Status.SUBMITTED,
    ),
    "return, from above": Operation(
        "POST",
        f"{API}/return",
        WHY,
        "401 404 404 404 404 200 404 404 404",
        Status.APPROVED,
    ),
    "approve": Operation(
        "POST",
        f"{API}/approve",
        "",
        "401 404 404 200 404 404 404 404 404",
        Status.SUBMITTED,
    ),
    "accept": Operation(
        "POST",
        f"{API}/accept",
        "",
        "401 404 404 404 404 200 404 404 404",
        Status.APPROVED,
    ),
    "publish": Operation(
        "POST",
        f"{API}/publish",
        "",
        "401 404 404 404 404 200 404 404 404",
        Status.ACCEPTED,
    ),
    "correct": Operation(
        "POST",
        f"{API}/correct",
        '{"cells": {"G01": {"number": 5}}, "reason": "x"}',
        "401 404 404 404 404 200 404 404 404",
        Status.PUBLISHED,
    ),
    "extend": Operation(
        "POST",
        f"{API}/extend",
        '{"until": "2026-07-20", "reason": "x"}',
        "401 404 404 404 404 200 404 404 404",
    ),
    "withdraw": Operation(
        "POST",
        f"{API}/withdraw",
        WHY,
        "401 404 404 404 404 200 404 404 404",
        Status.PUBLISHED,
    ),
    "reopen, by the head": Operation(
        "POST",
        f"{API}/reopen",
        WHY,
        "401 404 404 200 404 404 404 404 404",
        Status.APPROVED,
    ),
    "reopen, from above": Operation(
        "POST",
        f"{API}/reopen",
        WHY,
        "401 404 404 404 404 200 404 404 404",
        Status.ACCEPTED,
    ),
}


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_no_program_does_what_only_others_may(scene: Scene, name: str) -> None:
    deed = OPERATIONS[name]
    hand_up(scene, deed.state)

    with time_machine.travel(NOW):
        given = {
            role: scene.send(deed.method, deed.address, deed.said, role)
            for role in ROLES
        }

    assert given == dict(zip(ROLES, deed.answers.split(), strict=True))


def test_every_operation_that_writes_is_tried() -> None:
    written = {
        (method, path.replace("{form}", "PL4").replace("{period}", "2026H1"))
        for method, path, _ in operations()
        if method != "GET"
    }

    assert {(one.method, one.address) for one in OPERATIONS.values()} == written


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_nobody_does_what_only_others_may(scene: Scene, name: str) -> None:
    deed = DEEDS[name]
    hand_up(scene, deed.state)

    with time_machine.travel(NOW):
        given = {role: scene.post(deed.address, deed.said, role) for role in ROLES}

    assert given == dict(zip(ROLES, deed.answers.split(), strict=True))


@pytest.mark.parametrize(
    ("package", "actions"),
    [
        (
            "indicators.",
            (*FILING_ACTIONS, *COVERAGE_ACTIONS, *DESIGN_ACTIONS, ANSWER_SIGNAL),
        ),
        ("news.", NEWS_ACTIONS),
        ("reporting.", REPORTING_ACTIONS),
        ("hostnames.", NAME_ACTIONS),
        ("witnesses.", WITNESS_DEEDS),
        ("notices.", NOTICE_DEEDS),
    ],
)
def test_every_action_is_tried(package: str, actions: tuple[Action, ...]) -> None:
    assert sorted(action.name for action in actions) == sorted(
        name for name in DEEDS if name.startswith(package)
    )


def test_every_deed_upon_a_request_is_tried() -> None:
    assert sorted(one.name for one in PRIVACY_ACTIONS if one is not READ) == sorted(
        name for name in DEEDS if name.startswith("privacy.")
    )


def test_what_was_done_is_taken_back(scene: Scene) -> None:
    said = DEEDS["indicators.submit"].said

    with time_machine.travel(NOW):
        given = [scene.post(FILING, said, "clerk") for _ in range(2)]

    assert given == ["go", "go"]
