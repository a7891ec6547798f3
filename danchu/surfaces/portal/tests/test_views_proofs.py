"""The page on which anybody checks what was published."""

from datetime import timedelta
from http import HTTPStatus

from django.test import Client

from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import correct_values
from danchu.indicators.tests.factories import NOW, make_approved, make_published
from danchu.kernel.ledger.services import bury
from danchu.kernel.ledger.tests.published import as_an_insider, run
from danchu.kernel.publication.services import look_over
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "6"}
PROOFS = "/kiem-chung/"


def _text(item: str = "") -> str:
    answer = Client().get(PROOFS, {"muc": item} if item else {})
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_a_stranger_reads_how_the_ledger_stands(cast: Cast) -> None:
    make_published(cast, NUMBERS)

    text = _text()

    assert "Sổ công bố hiện nay" in text
    assert "chưa chạy lần nào" in text


def test_published_figures_fit_and_are_shown_as_they_were_published(
    cast: Cast,
) -> None:
    filing = make_published(cast, NUMBERS)

    text = _text(f"filing:{filing.pk}")

    assert "Khớp. Nội dung này chưa bị sửa." in text
    assert "Xã Hòa Thuận" in text
    assert '<td class="num key" data-th="Số liệu">200</td>' in text
    assert f"/api/v1/ledger/proof?item=filing%3A{filing.pk}" in text


def test_a_locality_leads_to_the_proofs_of_its_filings(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    correct_values(
        actor=cast.giang,
        filing=filing,
        entries={"G03": Entry("7")},
        reason="Đếm sót một lượt.",
        at=NOW,
    )

    text = Client().get(f"/dia-phuong/{cast.hoa_thuan.pk}/").content.decode()

    assert f'href="{PROOFS}?muc=filing%3A{filing.pk}"' in text
    assert "Bản 2 (đã đính chính)" in text


def test_what_is_not_published_is_not_listed(cast: Cast) -> None:
    make_approved(cast, NUMBERS)

    text = Client().get(f"/dia-phuong/{cast.hoa_thuan.pk}/").content.decode()

    assert "Biểu đã công bố" not in text


def test_an_edited_content_is_told_in_red(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    with as_an_insider("ledger_opening"):
        run("UPDATE ledger_opening SET face = 'x'")

    text = _text(f"filing:{filing.pk}")

    assert "Không khớp. Nội dung đã bị sửa." in text
    assert "Khớp. Nội dung này" not in text


def test_an_erased_content_is_told_without_it(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    item = f"filing:{filing.pk}"
    bury(item=item, ground="Hết thời hạn niêm yết.", actor=None, at=NOW)

    text = _text(item)

    assert "Nội dung đã bị hủy, có ghi sổ." in text
    assert "Nội dung đã công bố</h2>" not in text


def test_an_unknown_item_is_not_there(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    for item in ("filing:0", "x" * 10_000, "\0", "<script>"):
        answer = Client().get(PROOFS, {"muc": item})

        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert "không có mục" in answer.content.decode()
        assert "<script>" not in answer.content.decode()


def test_a_figure_edited_behind_the_product_does_not_fit_and_the_true_one_stands(
    cast: Cast,
) -> None:
    filing = make_published(cast, NUMBERS)
    look_over(at=NOW)
    filing.values.filter(indicator__code="G02").update(number=999)

    before = _text(f"filing:{filing.pk}")
    look_over(at=NOW + timedelta(hours=1))
    after = _text(f"filing:{filing.pk}")

    for text in (before, after):
        assert "Không khớp. Trang đang hiển thị nội dung khác." in text
        assert "Khớp. Nội dung này chưa bị sửa." not in text
        assert '<td class="num key" data-th="Số liệu">200</td>' in text
    assert "sau 09:00 ngày 03/07/2026 và trước 10:00 ngày 03/07/2026" not in before
    assert "sau 09:00 ngày 03/07/2026 và trước 10:00 ngày 03/07/2026" in after
