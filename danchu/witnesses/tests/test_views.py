"""The register in the hands of its keeper; the book in everybody's."""

import pytest
from django.test import Client

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.ledger.tests.published import publish
from danchu.kernel.notices.models import Notice
from danchu.kernel.notices.rules import Letter
from danchu.kernel.notices.services import queue, send_due
from danchu.kernel.notices.ways import UnsentError
from danchu.witnesses.models import WitnessEntry
from danchu.witnesses.queries.register import register_for
from danchu.witnesses.services.receiving import hand_in
from danchu.witnesses.tests.scenes import (
    COUNCIL,
    FRONT,
    KEY,
    NOW,
    OTHER,
    Scene,
    cosigned,
)

REGISTER = "/ban-viec/chung-kien/"
NEW = {
    "organisation": COUNCIL,
    "contact": "hdnd@council.example",
    "key": str(OTHER.key),
}


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture(name="desk")
def a_desk(scene: Scene) -> Client:
    client = Client()
    client.force_login(scene.keeper)
    return client


def test_a_keeper_adds_a_witness(desk: Client, scene: Scene) -> None:
    done = desk.post(f"{REGISTER}them/", NEW)

    page = text_of(desk, REGISTER)
    assert done.headers["Location"] == REGISTER
    assert COUNCIL in page
    assert "hdnd@council.example" in page
    assert [one.contact for one in register_for(scene.keeper)] == [
        "hdnd@council.example",
        "mttq@front.example",
    ]
    assert "Nơi chứng kiến" in text_of(desk, "/ban-viec/")
    assert history_of_unit(scene.cast.nation)[0].verb == "witnesses.add"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("key", "x", "không phải khóa công khai loại chứng kiến"),
        ("key", str(KEY.key), "đã được đăng ký"),
        ("contact", "khong-phai-thu", "không hợp lệ"),
        ("organisation", "", "bắt buộc"),
    ],
)
def test_what_cannot_be_a_witness_is_refused_at_its_field(
    desk: Client, field: str, value: str, said: str
) -> None:
    response = desk.post(f"{REGISTER}them/", {**NEW, field: value})

    assert response.status_code in {409, 422}
    assert said in response.content.decode()
    assert WitnessEntry.objects.count() == 1


def test_an_address_is_changed_and_destroyed_with_the_end(
    desk: Client, scene: Scene
) -> None:
    pk = scene.entry.pk

    desk.post(f"{REGISTER}{pk}/thu/", {"contact": "moi@front.example"})
    assert "moi@front.example" in text_of(desk, REGISTER)
    blank = desk.post(f"{REGISTER}{pk}/ket-thuc/", {"reason": " "})
    ended = desk.post(f"{REGISTER}{pk}/ket-thuc/", {"reason": "Sáp nhập"})

    scene.entry.refresh_from_db()
    assert (blank.status_code, ended.status_code) == (422, 302)
    assert scene.entry.contact is None
    assert scene.entry.until == NOW.date()
    assert desk.get(f"{REGISTER}{pk}/thu/").status_code == 404
    assert desk.post(f"{REGISTER}{pk}/ket-thuc/", {"reason": "x"}).status_code == 404
    line = history_of_unit(scene.cast.nation)[0]
    assert (line.verb, line.facts["reason"]) == ("witnesses.end", "Sáp nhập")


@pytest.mark.parametrize("name", ["lan", "minh", "khoa", "cuc", "an"])
def test_nobody_else_finds_the_register_nor_the_outbox(scene: Scene, name: str) -> None:
    client = Client()
    client.force_login(getattr(scene.cast, name))
    pk = scene.entry.pk

    for address in (
        REGISTER,
        f"{REGISTER}them/",
        f"{REGISTER}{pk}/thu/",
        f"{REGISTER}{pk}/ket-thuc/",
        "/ban-viec/thu-gui-di/",
    ):
        assert client.get(address).status_code == 404
    assert client.post(f"{REGISTER}them/", NEW).status_code == 404
    assert WitnessEntry.objects.count() == 1


def test_the_book_shows_who_signed_which_checkpoint_and_no_address(
    scene: Scene,
) -> None:
    publish(3)
    hand_in(note=cosigned(sign_checkpoint(at=NOW), at=NOW), at=NOW)
    publish(2)
    sign_checkpoint(at=NOW)

    page = text_of(Client(), "/so-cai/")

    assert f"{FRONT}, " in page
    assert "2 dòng mới nhất đang chờ nơi chứng kiến ký" in page
    assert "front.example" not in page
    assert str(KEY.key) in page
    assert scene.entry.organisation in text_of(Client(), "/kiem-chung/")


@pytest.mark.usefixtures("scene")
def test_a_checkpoint_is_a_sheet_and_a_file() -> None:
    publish(3)
    checkpoint = sign_checkpoint(at=NOW)

    page = text_of(Client(), "/so-cai/3/")
    file = Client().get("/so-cai/3.txt")

    root = bytes(checkpoint.root).hex()
    assert "Bản chốt sổ ngày 26/11/2026" in page
    assert root[:8] in page
    assert root[-8:] in page
    assert file.content.decode() == checkpoint.note
    assert file.headers["Content-Disposition"] == (
        'attachment; filename="ban-chot-so-3.txt"'
    )


@pytest.mark.parametrize(
    "address",
    ["/so-cai/2/", "/so-cai/2.txt", f"/so-cai/{10**30}/", "/so-cai/trai-so/1.txt"],
)
def test_what_was_never_signed_is_not_there(scene: Scene, address: str) -> None:
    publish(3)
    sign_checkpoint(at=NOW)

    assert Client().get(address).status_code == 404
    assert scene.entry.until is None


@pytest.mark.usefixtures("scene")
def test_an_empty_ledger_has_a_page() -> None:
    assert "Sổ chưa được chốt lần nào" in text_of(Client(), "/so-cai/")


def test_the_outbox_shows_what_did_not_leave_and_sends_again(desk: Client) -> None:
    class Refusing:
        def send(self, letter: Letter, *, name: str) -> None:
            del letter, name
            raise UnsentError("550 <an@xa.example> unknown", is_final=True)

    queue(letter=Letter("an@xa.example", "Tiêu đề", "Kín"), once="a", at=NOW)
    send_due(at=NOW, way=Refusing())
    [notice] = Notice.objects.all()

    page = text_of(desk, "/ban-viec/thu-gui-di/")
    done = desk.post(f"/ban-viec/thu-gui-di/{notice.pk}/gui-lai/")

    notice.refresh_from_db()
    assert "Không gửi được" in page
    assert "550 (địa chỉ) unknown" in page
    assert "an@xa.example" not in page
    assert "Kín" not in page
    assert done.headers["Location"] == "/ban-viec/thu-gui-di/"
    assert notice.next_at == NOW
    assert desk.post("/ban-viec/thu-gui-di/999/gui-lai/").status_code == 404
