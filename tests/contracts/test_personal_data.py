"""What the desk of personal data shows and destroys, across all capabilities."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.law.services import load_law
from danchu.kernel.ledger.models import Leaf
from danchu.kernel.ledger.services import self_check, sign_checkpoint
from danchu.kernel.people.models import User
from danchu.kernel.people.services import change_password
from danchu.kernel.publication import kinds
from danchu.kernel.publication.kinds import Kind as PublishedKind
from danchu.kernel.publication.services import publish
from danchu.privacy.models import DataRequest
from danchu.privacy.rules import Contents, Corrected, Kind
from danchu.privacy.services import (
    answer_request,
    correct_for,
    empty_old,
    erase_for,
    receive_request,
    verify_request,
)
from danchu.registry.models import Invitation
from danchu.registry.rules import Person, Terms
from danchu.registry.services.accounts import add_account, end_post
from danchu.registry.services.signing import fail_sign_in
from danchu.registry.services.tokens import add_token
from danchu.testing.cast import PASSWORD, Cast, make_cast

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
ASK = "/du-lieu-ca-nhan/yeu-cau/"
SAID = {
    "kind": "erase",
    "unit_text": "xa hoa thuan",
    "name": "Đặng Thị Hoa",
    "contact": "0900 000 001",
    "wish": "Xóa tài khoản của tôi",
}


@pytest.fixture
def cast() -> Iterator[Cast]:
    load_law()
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_whoever_has_an_account_sees_all_that_is_held_about_him_at_once(
    cast: Cast,
) -> None:
    person = Person("hoa.hoathuan", "Đặng Thị Hoa", "hoa@example.vn")
    terms = Terms("clerk", NOW.date(), title="Công chức Văn phòng")
    user, _ = add_account(
        actor=cast.lan, person=person, unit=cast.hoa_thuan, terms=terms, at=NOW
    )
    client = browser_of(user)
    client.post(ASK, SAID)

    page = client.get("/du-lieu-ca-nhan/cua-toi/").content.decode()
    file = client.get("/du-lieu-ca-nhan/cua-toi.json")

    told = ("hoa.hoathuan", "Đặng Thị Hoa", "hoa@example.vn", "Công chức Văn phòng")
    assert [one for one in (*told, SAID["wish"]) if one not in page] == []
    assert "full_name" not in page
    held = json.loads(file.content)["dữ liệu đang giữ"]
    assert {title: len(rows) for title, rows in held.items()} == {
        "Tài khoản": 1,
        "Chức vụ": 1,
        "Mã truy cập cho chương trình": 0,
        "Phần riêng tư của lịch sử": 1,
        "Thời gian nhập một biểu": 0,
        "Thông báo": 0,
        "Cách nhận thông báo": 0,
        "Lời mời": 1,
        "Yêu cầu về dữ liệu cá nhân": 1,
    }
    assert file.headers["Content-Disposition"] == (
        'attachment; filename="du-lieu-cua-toi.json"'
    )


def tables_holding(*words: str) -> list[str]:
    """Return the tables in which any of the words stands in any column."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                text = b"".join(copy).decode()
            binary = [word.encode().hex() for word in words]
            if any(word in text for word in (*words, *binary)):
                found.append(table)
    return sorted(found)


@pytest.fixture
def hoa(cast: Cast) -> User:
    """Whoever left: an account with all that an account leaves behind."""
    person = Person("hoa.hoathuan", "Đặng Thị Hoa", "hoa@example.vn")
    terms = Terms("clerk", date(2026, 6, 1), title="Công chức Văn phòng")
    user, _ = add_account(
        actor=cast.lan, person=person, unit=cast.hoa_thuan, terms=terms, at=NOW
    )
    EmailAddress.objects.create(user=user, email=person.email, primary=True)
    fail_sign_in(login=person.email, path="/dang-nhap/", at=NOW)
    add_token(
        actor=user, post=user.posts.get(), name="Máy của Đặng Thị Hoa", days=9, at=NOW
    )
    client = Client()
    change_password(user=user, password=PASSWORD)
    signed_in = {"login": person.username, "password": PASSWORD}
    Invitation.objects.all().delete()
    assert client.post("/dang-nhap/", signed_in).status_code == 302
    end_post(actor=cast.lan, post=user.posts.get(), last_day=date(2026, 7, 5), at=NOW)
    return user


TRACES = ("hoa.hoathuan", "Đặng Thị Hoa", "hoa@example.vn")


def asked_to_erase(cast: Cast, actor: User | None = None) -> DataRequest:
    asked, _ = receive_request(
        actor=actor or AnonymousUser(),
        kind=Kind.ERASE,
        unit=cast.hoa_thuan,
        contents=Contents(SAID["name"], SAID["contact"], SAID["wish"]),
        at=NOW,
    )
    verify_request(actor=cast.cuc, asked=asked, at=NOW)
    return asked


def test_an_account_erased_is_found_in_no_table_and_on_no_page(
    cast: Cast, hoa: User
) -> None:
    before = tables_holding(*TRACES)
    assert before == [
        "account_emailaddress",
        "audit_eventpersonal",
        "people_accesstoken",
        "people_user",
    ]
    asked = asked_to_erase(cast)
    assert Session.objects.count() == 1

    made = erase_for(
        actor=cast.cuc, asked=asked, kind="account", text="hoa.hoathuan", at=NOW
    )

    assert (made.kind, made.key) == ("account", str(hoa.pk))
    assert tables_holding(*TRACES) == []
    assert Session.objects.count() == 0
    hoa.refresh_from_db()
    assert (hoa.full_name, hoa.is_active, hoa.email) == (
        "(đã xóa theo yêu cầu)",
        False,
        "",
    )
    pages = [
        browser_of(cast.lan).get(f"/tai-khoan/{hoa.pk}/").content.decode(),
        browser_of(cast.lan).get("/tai-khoan/").content.decode(),
        browser_of(cast.cuc).get(f"/ban-viec/du-lieu-ca-nhan/{asked.pk}/").content,
    ]
    assert "(đã xóa theo yêu cầu)" in str(pages[0])
    assert [page for page in pages[:2] if TRACES[0] in page or TRACES[1] in page] == []


def test_whoever_was_erased_may_not_sign_in(cast: Cast, hoa: User) -> None:
    erase_for(
        actor=cast.cuc,
        asked=asked_to_erase(cast),
        kind="account",
        text="hoa@example.vn",
        at=NOW,
    )

    for login in ("hoa.hoathuan", "hoa@example.vn", f"da-xoa-{hoa.pk}"):
        said = {"login": login, "password": PASSWORD}
        assert Client().post("/dang-nhap/", said).status_code == 422


def test_an_account_in_office_is_not_erased(cast: Cast) -> None:
    asked = asked_to_erase(cast)

    with pytest.raises(RuleBroken, match=r"registry.still_in_office"):
        erase_for(actor=cast.cuc, asked=asked, kind="account", text="binh", at=NOW)
    with pytest.raises(RuleBroken, match=r"privacy.not_oneself"):
        erase_for(actor=cast.cuc, asked=asked, kind="account", text="cuc", at=NOW)


@pytest.mark.parametrize("text", ["dung", "giang", "an", "khong-co-ai", "", "\0"])
def test_an_account_out_of_reach_looks_like_none(cast: Cast, text: str) -> None:
    asked = asked_to_erase(cast)

    with pytest.raises(RuleBroken, match=r"privacy.nothing_found"):
        erase_for(actor=cast.cuc, asked=asked, kind="account", text=text, at=NOW)


def test_who_never_held_a_post_is_erased_by_whom_he_asked_while_signed_in(
    cast: Cast,
) -> None:
    asked = asked_to_erase(cast, cast.an)

    erase_for(actor=cast.cuc, asked=asked, kind="account", text="an", at=NOW)

    cast.an.refresh_from_db()
    assert cast.an.full_name == "(đã xóa theo yêu cầu)"


def test_nothing_is_erased_without_a_verified_request_to_erase(
    cast: Cast, hoa: User
) -> None:
    del hoa
    for kind, is_verified in ((Kind.ERASE, False), (Kind.SEE, True)):
        asked, _ = receive_request(
            actor=cast.an,
            kind=kind,
            unit=cast.hoa_thuan,
            contents=Contents("Hoa", "0900", "Xóa"),
            at=NOW,
        )
        if is_verified:
            verify_request(actor=cast.cuc, asked=asked, at=NOW)

        with pytest.raises(RuleBroken, match=r"privacy.not_asked"):
            erase_for(
                actor=cast.cuc, asked=asked, kind="account", text=TRACES[0], at=NOW
            )


def test_the_page_asks_again_before_it_destroys(cast: Cast, hoa: User) -> None:
    asked = asked_to_erase(cast)
    address = f"/ban-viec/du-lieu-ca-nhan/{asked.pk}/"
    press = {"viec": "privacy.erase", "loai": "account", "muc": "hoa.hoathuan"}
    client = browser_of(cast.cuc)

    wrong = client.post(address, {**press, "muc": "dung"})
    again = client.post(address, press)
    hoa.refresh_from_db()
    assert (wrong.status_code, hoa.full_name) == (422, "Đặng Thị Hoa")
    assert "Đặng Thị Hoa: họ tên, tên đăng nhập" in again.content.decode()
    done = client.post(address, {**press, "xac-nhan": "1"})

    hoa.refresh_from_db()
    assert (done.status_code, hoa.full_name) == (302, "(đã xóa theo yêu cầu)")
    page = client.get(address).content.decode()
    assert "xóa dữ liệu cá nhân theo yêu cầu" in page


def asked_to_correct(cast: Cast, actor: User) -> DataRequest:
    asked, _ = receive_request(
        actor=actor,
        kind=Kind.CORRECT,
        unit=cast.hoa_thuan,
        contents=Contents("Đặng Thị Hoa", "0900 000 001", "Tên tôi là Hoa Sen"),
        at=NOW,
    )
    verify_request(actor=cast.cuc, asked=asked, at=NOW)
    return asked


def test_a_name_is_corrected_and_the_wrong_one_leaves_with_the_account(
    cast: Cast, hoa: User
) -> None:
    asked = asked_to_correct(cast, hoa)
    address = f"/ban-viec/du-lieu-ca-nhan/{asked.pk}/"
    press = {
        "viec": "privacy.correct",
        "muc": "hoa.hoathuan",
        "ho-ten": " Đặng Thị Hoa Sen ",
        "thu-dien-tu": "Sen@example.vn",
    }
    client = browser_of(cast.cuc)
    assert 'value="hoa@example.vn"' in client.get(address).content.decode()

    done = [client.post(address, press).status_code for _ in range(2)]

    hoa.refresh_from_db()
    assert done == [302, 422]
    assert (hoa.full_name, hoa.email) == ("Đặng Thị Hoa Sen", "sen@example.vn")
    page = browser_of(hoa).get("/du-lieu-ca-nhan/cua-toi/").content.decode()
    assert "hoa@example.vn" in page
    erase_for(
        actor=cast.cuc,
        asked=asked_to_erase(cast),
        kind="account",
        text="sen@example.vn",
        at=NOW,
    )
    assert tables_holding(*TRACES, "sen@example.vn") == []


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("privacy.nothing_found", "dung", Corrected("Khác", "")),
        ("privacy.nothing_found", "lan", Corrected("Khác", "")),
        ("privacy.not_oneself", "cuc", Corrected("Khác", "")),
        ("people.full_name_missing", "binh", Corrected(" ", "")),
        ("people.bad_email", "binh", Corrected("Khác", "binh")),
        ("people.email_taken", "binh", Corrected("Khác", "HOA@example.vn")),
        ("privacy.nothing_changed", "binh", Corrected("Trần Thị Bình", "")),
    ],
)
def test_what_may_not_be_corrected_stays(
    cast: Cast, hoa: User, code: str, text: str, said: Corrected
) -> None:
    asked = asked_to_correct(cast, hoa)

    with pytest.raises(RuleBroken, match=code):
        correct_for(actor=cast.cuc, asked=asked, text=text, said=said, at=NOW)
    with pytest.raises(RuleBroken, match=r"privacy.not_asked"):
        correct_for(
            actor=cast.cuc, asked=asked_to_erase(cast), text=text, said=said, at=NOW
        )


def test_what_was_written_in_a_request_is_emptied_once_answered_and_in_time(
    cast: Cast,
) -> None:
    old, asked = asked_to_erase(cast), asked_to_erase(cast, cast.an)
    with pytest.raises(RuleBroken, match=r"privacy.still_open"):
        erase_for(
            actor=cast.cuc, asked=asked, kind="data_request", text=str(old.pk), at=NOW
        )
    answer_request(actor=cast.cuc, asked=old, answer="Đã xóa", at=NOW)

    assert empty_old(at=NOW + timedelta(days=366)) == 0
    assert empty_old(at=NOW + timedelta(days=366, seconds=1)) == 1

    old.refresh_from_db()
    assert (old.contents, old.answer, old.account) == (None, None, None)
    asked.refresh_from_db()
    assert asked.contents is not None


@pytest.fixture
def listed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    """Publish a list with somebody's name on it; return its item."""
    kind = PublishedKind(
        "list", "Danh sách", lambda _: {"name": TRACES[1]}, forget=lambda *_: None
    )
    monkeypatch.setitem(kinds._KINDS, kind.name, kind)
    dossier = open_dossier(kind="list", unit=cast.hoa_thuan, at=NOW, phase=Phase.OPEN)
    made = publish(dossier=dossier, kind=kind, actor=cast.cuc, at=NOW)
    assert made is not None
    sign_checkpoint(at=NOW)
    return made.item


def showing(words: str, addresses: Iterable[str]) -> list[str]:
    """Return the addresses whose answer holds the words, plainly or encoded."""
    raw = words.encode()
    # Base64 of the same bytes reads differently at each of three places.
    encoded = [b64encode(b"x" * skipped + raw)[4:-4] for skipped in range(3)]
    found = []
    for address in addresses:
        answer = Client().get(address)
        if any(one in answer.getvalue() for one in (raw, *encoded)):
            found.append(address)
    return found


def test_a_person_on_a_published_list_leaves_pages_proofs_and_tiles(
    cast: Cast, listed: str
) -> None:
    place, proof = cast.hoa_thuan.pk, f"/api/v1/ledger/proof?item={listed}"
    addresses = (
        proof,
        f"/kiem-chung/?muc={listed}",
        "/nguon-tin.xml",
        f"/dia-phuong/{place}/",
        f"/dia-phuong/{place}/nguon-tin.xml",
        f"/api/v1/ledger/tile/entries/000.p/{Leaf.objects.count()}",
        "/so-cai/nguon-tin.xml",
        "/sitemap.xml",
    )
    assert tables_holding(TRACES[1]) == ["ledger_opening"]
    assert showing(TRACES[1], addresses) == [proof]
    asked = asked_to_erase(cast)

    erase_for(actor=cast.cuc, asked=asked, kind="published", text=listed, at=NOW)
    sign_checkpoint(at=NOW)

    assert tables_holding(TRACES[1]) == []
    assert showing(TRACES[1], addresses) == []
    assert self_check(at=NOW).findings == []
    page = Client().get(f"/kiem-chung/?muc={listed}").content.decode()
    assert "Nội dung đã bị hủy, có ghi sổ." in page


def test_what_names_nobody_is_not_erased_for_anybody(
    cast: Cast, listed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = replace(kinds.kind_of("list"), forget=None)
    monkeypatch.setitem(kinds._KINDS, kind.name, kind)
    asked = asked_to_erase(cast)

    for text in (listed, "list:0", ""):
        with pytest.raises(RuleBroken, match=r"privacy.nothing_found"):
            erase_for(actor=cast.cuc, asked=asked, kind="published", text=text, at=NOW)
    assert tables_holding(TRACES[1]) == ["ledger_opening"]


def test_whoever_follows_publications_is_told_that_an_item_was_erased(
    cast: Cast, listed: str
) -> None:
    asked = asked_to_erase(cast)
    told: list[str] = []
    followers = kinds.followers()
    kinds.follow(told.append)
    try:
        erase_for(actor=cast.cuc, asked=asked, kind="published", text=listed, at=NOW)
    finally:
        kinds._FOLLOWERS[:] = followers

    assert told == [listed]
