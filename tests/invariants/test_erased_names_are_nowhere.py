"""A name that was erased is at no address, for nobody, and in no table.

Four persons: a reader who commented, an official who wrote and left, somebody who asked
for something, and somebody whom an article and its file name.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from danchu.kernel.files.queries import files_of
from danchu.kernel.files.tests.samples import a_pdf
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.people.services import close_post
from danchu.kernel.publication.services import look_over
from danchu.lib.vietnamese import fold
from danchu.news.rules.files import SentFile
from danchu.news.services import (
    Said,
    attach_file,
    comment_on,
    correct_article,
    publish_article,
    show_comment,
    submit_article,
    write_article,
)
from danchu.news.tests.factories import writing
from danchu.privacy.rules import Contents, Kind
from danchu.privacy.services import (
    answer_request,
    erase_for,
    receive_request,
    verify_request,
)
from danchu.testing.cast import hire
from tests.contracts.test_personal_data import tables_holding
from tests.invariants.roles import NOW, ROLES, Scene
from tests.invariants.test_every_address_as_every_role import TABLE

_PACKED = re.compile(rb'"(?:face|salt)": ?"([A-Za-z0-9+/=]+)"')
"""What the proofs of the ledger pack."""
READER, WRITER, ASKER, NAMED = (
    *("Quách Thị Ngọc Trâm", "Lục Văn Khiêm"),
    *("Mạc Thị Thúy Vân", "Cù Huy Thước"),
)
EMAIL = "quach.tram@example.vn"
NAMES = (READER, WRITER, ASKER, NAMED)
TRACES = (*NAMES, EMAIL, "cu-huy-thuoc", "luc.khiem")
MORE = (
    "/tin-tuc/?noi={unit}",
    "/tin-tuc/{about}-{slug}/",
    "/tin-tuc/{about}-cu-huy-thuoc/",
    "/tin-tuc/{about}/y-kien/",
    "/tin-tuc/{about}/tep/{file_name}",
    "/tin-bai/{about}/",
    "/tin-bai/{about}/sua/",
    "/tin-bai/{about}/tep/{file_number}/",
    *(f"/tin-bai/?trang-thai={one}" for one in ("draft", "published", "withdrawn")),
    *(f"/tin-bai/y-kien/?trang-thai={one}" for one in ("waiting", "shown", "refused")),
    "/kiem-chung/?muc=article:{about}",
    "/kiem-chung/?muc=article:{article}",
    "/api/v1/news/{about}",
    "/api/v1/news",
    "/api/v1/ledger/proof?item=article:{about}",
    "/api/v1/ledger/tile/entries/000.p/{size}",
    *("/nguon-tin.xml?loai=tin-bai", "/sitemap-tin-bai.xml", "/sitemap-trang.xml"),
    *(f"/du-lieu-mo/{name}.json" for name in ("so-lieu", "don-vi", "chi-tieu")),
    "/ban-viec/du-lieu-ca-nhan/{asked}/",
    "/tai-khoan/{gone}/",
    "/tai-khoan/?q=luc",
)


def people(scene: Scene) -> dict[str, Any]:
    """Have the four leave their traces, and return what addresses call them."""
    cast, at = scene.cast, NOW
    under = scene.names["article"]
    comment = comment_on(article=under, said=Said(READER, "Đồng ý.", EMAIL), at=at)
    show_comment(actor=cast.binh, comment=comment, at=at)
    writer = hire("luc.khiem", WRITER, cast.hoa_thuan, "clerk")
    said = writing(title=f"{NAMED} được khen thưởng", body=f"Ông **{NAMED}**, 61 tuổi.")
    about = write_article(actor=writer, unit=cast.hoa_thuan, writing=said, at=at)
    file = SentFile(a_pdf(NAMED.encode()), f"{NAMED}.pdf", "")
    attach_file(actor=writer, article=about, sent=file, correction="", at=at)
    submit_article(actor=writer, article=about, at=at)
    publish_article(actor=cast.cuc, article=about, at=at)
    correct_article(
        actor=cast.cuc,
        article=about,
        writing=writing(title=said.title, body=f"Ông **{NAMED}**, 62 tuổi."),
        revision=about.revision,
        correction=f"Số tuổi của ông {NAMED}.",
        at=at,
    )
    slug = about.slug
    close_post(post=writer.posts.get(), last_day=at.date() - timedelta(days=1))
    asked, _ = receive_request(
        actor=cast.an,
        kind=Kind.ERASE,
        unit=cast.hoa_thuan,
        contents=Contents(ASKER, EMAIL, f"Xóa tên {ASKER}"),
        at=at,
    )
    verify_request(actor=cast.cuc, asked=asked, at=at)
    size = sign_checkpoint(at=at).size
    return {
        "said": comment.pk,
        "about": about.pk,
        "slug": slug,
        "file_name": "cu-huy-thuoc.pdf",
        "file_number": files_of(about.pk)[0].pk,
        "gone": writer.pk,
        "asked": asked.pk,
        "request_row": asked,
        "size": size,
    }


def erase_them(scene: Scene, names: dict[str, Any]) -> None:
    """Have the head erase all four; the request itself after it was answered."""
    asked, cuc = names["request_row"], scene.cast.cuc
    other, _ = receive_request(
        actor=scene.cast.an,
        kind=Kind.ERASE,
        unit=scene.cast.hoa_thuan,
        contents=Contents("Nguyễn Văn An", "0900", "Xóa hồ sơ trước"),
        at=NOW,
    )
    verify_request(actor=cuc, asked=other, at=NOW)
    for kind, text in (
        ("comment", str(names["said"])),
        ("account", "luc.khiem"),
        ("published", f"article:{names['about']}"),
    ):
        erase_for(actor=cuc, asked=asked, kind=kind, text=text, at=NOW)
    answer_request(actor=cuc, asked=asked, answer=f"Đã xóa, {ASKER}.", at=NOW)
    erase_for(actor=cuc, asked=other, kind="data_request", text=str(asked.pk), at=NOW)
    names["size"] = sign_checkpoint(at=NOW).size


def told(scene: Scene, names: dict[str, Any]) -> dict[str, list[str]]:
    """Return, of each address, which traces anybody finds there."""
    found = {}
    known = {**scene.names, **names}
    for asked in (*(row[0] for row in TABLE.values()), *MORE):
        address = asked.format(**known)
        texts = [text_at(scene.client(role), address) for role in ROLES]
        # What was asked for is no answer.
        texts = [text.replace(address, "") for text in texts]
        seen = {one for one in TRACES for text in texts if one in text}
        if seen:
            found[asked] = sorted(seen)
    return found


def text_at(client: Client, address: str) -> str:
    answer = client.get(address)
    data = answer.getvalue() if answer.streaming else answer.content
    where = answer.headers.get("Location", "")
    packed = b"".join(map(b64decode, _PACKED.findall(data)))
    return f"{(data + packed).decode(errors='replace')}{where}"


@pytest.fixture
def around(
    scene: Scene, settings: Settings, tmp_path: Path
) -> Iterator[dict[str, Any]]:
    """Leave the scene as it was."""
    settings.NEWS_KEY = tmp_path / "news.key"
    settings.ERASURES = tmp_path / "erasures.jsonl"
    before = transaction.savepoint()
    with time_machine.travel(NOW, tick=False):
        yield people(scene)
    transaction.savepoint_rollback(before)


def test_a_name_that_was_erased_is_at_no_address_and_in_no_table(
    scene: Scene, around: dict[str, Any]
) -> None:
    before = told(scene, around)
    tables = tables_holding(*TRACES)

    erase_them(scene, around)

    assert {one for seen in before.values() for one in seen} >= {*NAMES}
    assert "/api/v1/news/{about}" in before
    assert "/api/v1/ledger/proof?item=article:{about}" in before
    assert {"news_comment", "news_article", "files_content", "people_user"} <= {*tables}
    assert told(scene, around) == {}
    assert tables_holding(*TRACES) == []
    assert look_over(at=NOW).findings == []


@pytest.mark.parametrize("name", NAMES)
def test_search_finds_nothing_of_a_name_that_was_erased(
    scene: Scene, around: dict[str, Any], name: str
) -> None:
    words = fold(name)

    def hits() -> tuple[int, bool, int]:
        found = Client().get(f"/api/v1/search?q={words}").json()
        page = text_at(Client(), f"/tim/?q={words}")
        offered = Client().get(f"/tim/goi-y/?q={words}").json()
        seen = name in re.sub(r"\s+", " ", page)
        return found["total"], seen, len(offered["suggestions"])

    before = hits()
    erase_them(scene, around)

    assert before[0] == (1 if name == NAMED else 0)
    assert hits() == (0, False, 0)
