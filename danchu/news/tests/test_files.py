"""Files of articles: seen with them, proved with them, gone with them."""

import io
import json
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.models import Content
from danchu.kernel.files.queries import files_of
from danchu.kernel.files.rules import LARGEST
from danchu.kernel.files.tests.samples import a_docx, a_jpeg, a_pdf, camera
from danchu.kernel.ledger.models import Opening
from danchu.kernel.people.models import User
from danchu.kernel.publication.services import look_over, purge
from danchu.news.models import Article
from danchu.news.rules.files import SentFile
from danchu.news.services import (
    attach_file,
    publish_article,
    remove_file,
    submit_article,
    withdraw_article,
)
from danchu.news.tests.factories import NOW, make_draft, make_published
from danchu.testing.cast import Cast, hire

WHY = "Bổ sung phương án."
NAME = "phuong-an.pdf"


def put(
    user: User,
    article: Article,
    data: bytes = a_pdf(),
    name: str = "Phương án.pdf",
) -> Article:
    sent = SentFile(data, name, "")
    return attach_file(actor=user, article=article, sent=sent, correction=WHY, at=NOW)


def published(cast: Cast) -> Article:
    article = put(cast.binh, make_draft(cast))
    submit_article(actor=cast.binh, article=article, at=NOW)
    return publish_article(actor=cast.cuc, article=article, at=NOW)


def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def address(article: Article, name: str = NAME) -> str:
    return f"/tin-tuc/{article.pk}/tep/{name}"


def page(article: Article) -> str:
    found = Client().get(f"/tin-tuc/{article.pk}-{article.slug}/")
    return found.content.decode()


def face(article: Article) -> Any:
    rows = Opening.objects.filter(leaf__item=f"article:{article.pk}")
    return json.loads(bytes(rows.order_by("-leaf").first().face))  # type: ignore[union-attr]  # -- it is there


def test_a_file_goes_with_its_article_to_everybody_and_into_the_ledger(
    cast: Cast,
) -> None:
    draft = put(cast.binh, make_draft(cast))
    before = Client().get(address(draft)).status_code
    submit_article(actor=cast.binh, article=draft, at=NOW)
    article = publish_article(actor=cast.cuc, article=draft, at=NOW)

    answer = Client().get(address(article))

    (fact,) = files_of(article.pk)
    assert before == HTTPStatus.NOT_FOUND
    assert answer.content == a_pdf()
    assert answer["Cache-Control"] == "no-cache"
    assert face(article)["files"] == [
        {
            "title": "Phương án",
            "name": NAME,
            "media": "application/pdf",
            "size": len(a_pdf()),
            "sha256": fact.sha256,
        }
    ]
    assert f'href="{address(article)}"' in page(article)
    assert look_over(at=NOW).findings == []


def test_bytes_changed_past_the_product_are_named(cast: Cast) -> None:
    article = published(cast)
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE files_content"
            " DROP CONSTRAINT files_content_is_under_its_digest"
        )
        cursor.execute(
            "UPDATE files_content SET data = overlay(data placing 'X'::bytea from 20)"
        )

    (finding,) = look_over(at=NOW).findings

    assert finding["item"] == f"article:{article.pk}"


def test_what_is_withdrawn_takes_its_files_from_every_address(cast: Cast) -> None:
    article = published(cast)
    kept = Client().get(address(article))["ETag"]

    withdraw_article(actor=cast.cuc, article=article, reason=WHY, at=NOW)

    again = Client().get(address(article), headers={"If-None-Match": kept})
    assert again.status_code == HTTPStatus.NOT_FOUND
    assert address(article) not in page(article)
    (fact,) = files_of(article.pk)
    desk = f"/tin-bai/{article.pk}/tep/{fact.pk}/"
    assert client(cast.binh).get(desk).content == a_pdf()


def test_what_is_erased_takes_the_bytes_with_it(cast: Cast) -> None:
    article = published(cast)

    purge(item=f"article:{article.pk}", ground="x", actor=None, at=NOW)

    assert not Content.objects.exists()
    assert Client().get(address(article)).status_code == HTTPStatus.NOT_FOUND
    assert look_over(at=NOW).findings == []


def test_a_published_article_gets_and_loses_files_as_corrections(cast: Cast) -> None:
    article = make_published(cast)
    assert "files" not in face(article)

    put(cast.cuc, article)
    with_file = face(article)
    (fact,) = files_of(article.pk)
    remove_file(
        actor=cast.cuc, article=article, attachment=fact.pk, correction="Bỏ.", at=NOW
    )

    assert with_file["correction"] == WHY
    assert len(with_file["files"]) == 1
    assert "files" not in face(article)
    assert face(article)["correction"] == "Bỏ."
    assert Client().get(address(article)).status_code == HTTPStatus.NOT_FOUND


def test_who_puts_a_file_to_a_text_does_not_approve_it(cast: Cast) -> None:
    quynh = hire("quynh", "Lý Thị Quỳnh", cast.hoa_thuan, "secretary")
    draft = put(quynh, make_draft(cast))
    submit_article(actor=cast.binh, article=draft, at=NOW)

    with pytest.raises(RuleBroken) as broken:
        publish_article(actor=quynh, article=draft, at=NOW)

    assert broken.value.code == "news.own_text"


def test_only_who_may_write_puts_files_and_only_where_that_may_be(
    cast: Cast,
) -> None:
    draft, waiting = make_draft(cast), make_draft(cast)
    submit_article(actor=cast.binh, article=waiting, at=NOW)
    stands = make_published(cast)
    codes = []

    for user, article in (
        (cast.dung, draft),
        (cast.cuc, draft),
        (cast.binh, waiting),
        (cast.binh, stands),
    ):
        with pytest.raises(RuleBroken) as broken:
            put(user, article)
        codes.append(broken.value.code)

    assert codes == [*["access.forbidden"] * 2, "news.not_writable", "access.forbidden"]
    assert not Content.objects.exists()


def test_a_photo_is_sent_without_the_place_where_it_was_taken(cast: Cast) -> None:
    article = put(cast.cuc, make_published(cast), a_jpeg(more=camera(6)), "Họp.jpg")

    data = Client().get(address(article, "hop.jpg")).content

    assert b"105.8542E" not in data
    assert f'<img src="{address(article, "hop.jpg")}" alt="Họp" width="3"' in page(
        article
    )


def sent(cast: Cast, article: Article, name: str, data: bytes) -> Any:
    file = SimpleUploadedFile(name, data, content_type="text/html")
    told = {"file": file, "title": "", "correction": ""}
    return client(cast.binh).post(f"/tin-bai/{article.pk}/tep/", told)


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("a.pdf", b"", 422, "Tệp không có nội dung."),
        ("a.svg", b"<svg><script>1</script></svg>", 422, "Không nhận loại tệp này."),
        ("a.pdf", b"<html><script>", 422, "Không nhận loại tệp này."),
        ("a.pdf.exe", a_pdf(), 422, "Tên tệp nói là “exe”"),
        ("a.pdf", a_pdf() + b"PK", 422, "Tệp bị hỏng"),
        ("a.docx", a_docx({"a.xml": b"\0" * 100_000_001}), 422, "Tệp mở ra lớn gấp"),
        ("a.pdf", b"%PDF-1.4" + b"x" * LARGEST, 413, "Tệp lớn hơn 10 MB"),
    ],
    ids=["empty", "svg", "html", "double extension", "appended", "bomb", "large"],
)
def test_what_is_no_paper_and_no_picture_is_refused_in_words(
    cast: Cast, name: str, data: bytes, status: int, said: str
) -> None:
    article = make_draft(cast)

    answer = sent(cast, article, name, data)

    assert answer.status_code == status
    assert said in answer.content.decode()
    assert not Content.objects.exists()
    assert files_of(article.pk) == ()


class Endless(io.RawIOBase):
    """A body that goes on, and knows how much of it was read."""

    def __init__(self) -> None:
        self.left = self.length = 200_000_000

    def read(self, size: int = -1) -> bytes:
        given = self.left if size < 0 else min(size, self.left)
        self.left -= given
        return b"x" * given


def test_two_hundred_megabytes_are_refused_before_anything_is_kept(
    cast: Cast,
) -> None:
    article, body = make_draft(cast), Endless()

    answer = client(cast.binh).generic(
        "POST",
        f"/tin-bai/{article.pk}/tep/",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(body.length),
        **{"wsgi.input": body},  # type: ignore[arg-type]  # -- Django's own name
    )

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Tệp lớn hơn 10 MB nên không nhận" in answer.content.decode()
    assert not Content.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "..%2fx.pdf", "..\\..\\x.pdf", "/etc/x.pdf"]
)
def test_a_path_in_a_name_leads_nowhere(cast: Cast, name: str) -> None:
    article = make_draft(cast)

    sent(cast, article, name, a_pdf())

    (fact,) = files_of(article.pk)
    assert set(fact.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert "/" not in fact.title
    inside = client(cast.binh).get(f"/tin-bai/{article.pk}/tep/{fact.pk}/")
    assert inside.content == a_pdf()


def test_a_file_is_taken_from_a_draft_on_its_page(cast: Cast) -> None:
    article = make_draft(cast)
    sent(cast, article, "a.pdf", a_pdf())
    (fact,) = files_of(article.pk)
    desk = f"/tin-bai/{article.pk}/"
    before = client(cast.binh).get(desk).content.decode()

    client(cast.binh).post(f"{desk}tep/{fact.pk}/bo/")
    gone = client(cast.binh).post(f"{desk}tep/{fact.pk}/bo/")

    assert f'href="{desk}tep/{fact.pk}/"' in before
    assert files_of(article.pk) == ()
    assert not Content.objects.exists()
    assert gone.status_code == HTTPStatus.NOT_FOUND
