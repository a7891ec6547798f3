"""A corrected figure says from what, to what and why wherever it is told."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from danchu.indicators.queries.corrections import corrections_of
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import correct_values, withdraw_filing
from danchu.indicators.tests.factories import (
    HALF,
    NOW,
    as_illustration,
    close_indicator,
    make_published,
)
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.publication.services import purge
from danchu.testing.cast import Cast
from tests.invariants.test_public_pages_are_in_both_languages import Page

SAID = "từ 245 thành 254"
WHY = "Lý do: Đảo <chữ số>."


@pytest.fixture
def filing(cast: Cast) -> Any:
    made = make_published(cast, {"G01": "9", "G02": "245"})
    correct_values(
        actor=cast.giang,
        filing=made,
        entries={"G02": Entry("254")},
        reason="Đảo <chữ số>.",
        at=NOW,
    )
    sign_checkpoint(at=NOW)
    return made


def text(address: str) -> str:
    return " ".join(
        unescape(strip_tags(Client().get(address).content.decode())).split()
    )


def places(cast: Cast, filing: int) -> list[str]:
    return [
        f"/kiem-chung/?muc=filing:{filing}",
        f"/dia-phuong/{cast.hoa_thuan.pk}/?ky={HALF}",
        "/nguon-tin.xml",
        "/",
    ]


def test_a_correction_and_its_reason_are_told_to_everybody(
    cast: Cast, filing: Any
) -> None:
    for address in places(cast, filing.pk):
        page = Client().get(address).content.decode()
        said = " ".join(unescape(page).split())
        assert "Đính chính" in said, address
        assert SAID in said, address
        assert "Lý do:" in said, address
        assert "Đảo &lt;chữ số&gt;." in page, address
        assert cast.giang.full_name not in said, address


def test_a_correction_is_told_in_english(cast: Cast, filing: Any) -> None:
    for address in places(cast, filing.pk):
        if address.endswith("xml"):
            continue
        page = Client().get(f"/en{address}").content.decode()
        assert "from 245 to 254" in page, address
        assert Page(page).foreign == [], address


def test_of_a_closed_figure_no_correction_is_told(cast: Cast, filing: Any) -> None:
    close_indicator("G02", "internal")

    assert corrections_of([filing.pk]) == {}
    for address in places(cast, filing.pk):
        assert SAID not in text(address), address
        assert "Đảo" not in text(address), address


def test_a_figure_opened_later_does_not_tell_what_it_was(cast: Cast) -> None:
    close_indicator("G01", "internal")
    filing = make_published(cast, {"G01": "4", "G02": "9"})
    close_indicator("G01", "public")
    correct_values(
        actor=cast.giang,
        filing=filing,
        entries={"G01": Entry("7")},
        reason="Đếm sót.",
        at=NOW,
    )

    assert corrections_of([filing.pk]) == {}


def test_what_was_withdrawn_or_destroyed_is_not_told_again(
    cast: Cast, filing: Any
) -> None:
    (told,) = corrections_of([filing.pk])[filing.pk]
    assert [(one.code, one.old, one.new) for one in told.cells] == [
        ("G02", "245", "254")
    ]
    withdraw_filing(actor=cast.giang, filing=filing, reason="Sai đơn vị.", at=NOW)

    assert corrections_of([filing.pk]) == {}
    purge(item=f"filing:{filing.pk}", ground="Luật", actor=None, at=NOW)
    assert corrections_of([filing.pk]) == {}


def test_what_was_made_for_show_is_corrected_in_no_real_place(filing: Any) -> None:
    as_illustration("G01")

    assert corrections_of([filing.pk]) == {}


def test_of_many_cells_the_first_are_named(cast: Cast) -> None:
    codes = ("G01", "G02", "G03", "G04", "G05")
    filing = make_published(cast, dict.fromkeys(codes, "9"))
    correct_values(
        actor=cast.giang,
        filing=filing,
        entries={code: Entry("8") for code in codes},
        reason="Đếm trùng.",
        at=NOW,
    )

    (told,) = corrections_of([filing.pk])[filing.pk]

    assert len(told.cells) == len(codes)
    assert told.in_words.count("từ 9 thành 8") == 3
    assert "; 2 số khác. Lý do: Đếm trùng." in told.in_words
