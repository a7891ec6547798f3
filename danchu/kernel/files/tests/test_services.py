"""Files are kept whole or not at all, once for each content, and destroyed for good."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.models import Attachment, Content
from danchu.kernel.files.queries import digests_of, file_of, files_of, files_of_many
from danchu.kernel.files.rules import MOST
from danchu.kernel.files.sending import sent
from danchu.kernel.files.services import attach, destroy_files, detach
from danchu.kernel.files.tests.samples import a_jpeg, a_pdf, a_png, camera
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 3, 2, 0, tzinfo=UTC)


def a_dossier(cast: Cast) -> Dossier:
    return open_dossier(kind="article", unit=cast.hoa_thuan, at=NOW)


def put(cast: Cast, dossier: Dossier, data: bytes, name: str, title: str = "") -> Any:
    return attach(
        actor=cast.binh, dossier=dossier, data=data, name=name, title=title, at=NOW
    )


def ask(dossier: Dossier, name: str, **headers: str) -> Any:
    request = RequestFactory().get("/", headers=headers)
    return sent(request, file_of(dossier.pk, name))


def test_a_file_is_kept_under_what_its_bytes_come_to(cast: Cast) -> None:
    dossier = a_dossier(cast)

    made = put(cast, dossier, a_pdf(), "../Báo cáo.pdf")

    (fact,) = files_of(dossier.pk)
    digest = hashlib.sha256(a_pdf()).hexdigest()
    assert (fact.title, fact.name) == ("Báo cáo", "bao-cao.pdf")
    assert fact.sha256 == digest
    assert digests_of(dossier.pk) == {made.pk: digest}
    assert files_of_many([dossier.pk, 0]) == {dossier.pk: (fact,)}


def test_bytes_put_under_another_digest_are_refused_by_the_database(
    cast: Cast,
) -> None:
    put(cast, a_dossier(cast), a_pdf(), "a.pdf")

    with (
        pytest.raises(DatabaseError, match="files_content_is_under_its_digest"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE files_content SET data = data || '\\x00', size = size+1")


def test_the_same_bytes_are_kept_once_and_go_with_the_last(cast: Cast) -> None:
    one, other = a_dossier(cast), a_dossier(cast)
    first = put(cast, one, a_pdf(), "a.pdf")
    put(cast, other, a_pdf(), "b.pdf")

    assert Content.objects.count() == 1
    assert detach(dossier=one, attachment=first.pk) == "a"
    assert Content.objects.count() == 1
    assert destroy_files(dossier=other) == 1
    assert Content.objects.count() == 0
    with pytest.raises(RuleBroken) as broken:
        detach(dossier=one, attachment=first.pk)
    assert broken.value.code == "files.not_found"


def test_one_dossier_takes_no_file_twice_and_not_too_many(cast: Cast) -> None:
    dossier = a_dossier(cast)
    for number in range(MOST - 1):
        put(cast, dossier, a_pdf(b"%d" % number), "a.pdf")

    with pytest.raises(RuleBroken) as same:
        put(cast, dossier, a_pdf(b"0"), "b.pdf")
    put(cast, dossier, a_png(), "a.png")
    with pytest.raises(RuleBroken) as full:
        put(cast, dossier, a_jpeg(), "a.jpg")

    assert (same.value.code, full.value.code) == ("files.same", "files.too_many")
    names = [one.name for one in files_of(dossier.pk)]
    assert names[:2] == ["a.pdf", "a-2.pdf"]
    assert len(names) == MOST


def test_what_is_refused_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        put(cast, a_dossier(cast), b"<svg/>", "a.png")

    assert not Content.objects.exists()
    assert not Attachment.objects.exists()


def test_a_file_is_sent_as_nothing_but_itself(cast: Cast) -> None:
    dossier = a_dossier(cast)
    put(cast, dossier, a_pdf(), "a.pdf", 'Báo cáo; x="y"\r\nA: b')
    put(cast, dossier, a_jpeg(more=camera(1)), "a.jpg")

    paper = ask(dossier, "bao-cao-x-y-a-b.pdf")
    photo = ask(dossier, "a.jpg")

    assert paper.content == a_pdf()
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"] == 'attachment; filename="bao-cao-x-y-a-b.pdf"'
    assert paper["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in paper["Content-Security-Policy"]
    assert photo.content == a_jpeg()
    assert photo["Content-Disposition"] == 'inline; filename="a.jpg"'


def test_a_reader_is_told_that_a_copy_is_good_and_may_go_on_where_it_broke(
    cast: Cast,
) -> None:
    dossier = a_dossier(cast)
    put(cast, dossier, a_pdf(), "a.pdf")
    mark = ask(dossier, "a.pdf")["ETag"]

    unchanged = ask(dossier, "a.pdf", if_none_match=mark)
    rest = ask(dossier, "a.pdf", range="bytes=9-", if_range=mark)
    other = ask(dossier, "a.pdf", range="bytes=9-", if_range='"x"')
    beyond = ask(dossier, "a.pdf", range="bytes=9999-")

    size = len(a_pdf())
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (rest.status_code, rest.content) == (206, a_pdf()[9:])
    assert rest["Content-Range"] == f"bytes 9-{size - 1}/{size}"
    assert (other.status_code, other.content) == (200, a_pdf())
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{size}")
