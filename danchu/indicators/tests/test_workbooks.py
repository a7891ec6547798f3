"""A clerk's workbook: fetched, filled, rehearsed, applied and taken back."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4
from xml.sax.saxutils import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import (
    asked_of,
    filing_of,
    form_by_code,
    version_of,
)
from danchu.indicators.queries.contents import contents
from danchu.indicators.queries.places import Address, filing_place
from danchu.indicators.queries.workbooks import filing_workbook
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import submit_filing
from danchu.indicators.services.importing import (
    apply_workbook,
    keep_workbook,
    rehearse_workbook,
    take_back_workbook,
)
from danchu.indicators.services.saving import Typed, save_cells
from danchu.indicators.tests.factories import HALF, NOW, make_draft
from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.reading import read_workbook
from danchu.kernel.exchange.services import forget_old
from danchu.testing.cast import Cast

LATER = NOW + timedelta(minutes=5)


def place(cast: Cast, period: str = HALF) -> Address:
    return filing_place(
        user=cast.binh,
        form="PL4",
        unit_id=cast.hoa_thuan.pk,
        period=period,
        today=NOW.date(),
    )


def fetched(cast: Cast, period: str = HALF) -> bytes:
    where = place(cast, period)
    return filing_workbook(user=cast.binh, where=where, today=NOW.date())


def filled(raw: bytes, **texts: str | float) -> bytes:
    """Put values into cells as a spreadsheet would, by the names of the cells."""
    cells = read_workbook(raw).cells
    named = {name.replace("__", "."): value for name, value in texts.items()}
    return put(raw, {cells[name, "ky-nay"].ref: named[name] for name in named})


def put(raw: bytes, values: Mapping[str, str | float]) -> bytes:
    """Put values into cells by where they stand on the sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                sheet = content.decode()
                for ref, value in values.items():
                    sheet = with_cell(sheet, ref, value)
                content = sheet.encode()
            new.writestr(part, content)
    return out.getvalue()


def with_cell(sheet: str, ref: str, value: str | float) -> str:
    if isinstance(value, str):
        inner = f't="inlineStr"><is><t>{escape(value)}</t></is></c>'
    else:
        inner = f"><v>{value}</v></c>"
    pattern = rf'<c r="{ref}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)'
    made, count = re.subn(pattern, rf'<c r="{ref}"\1 {inner}', sheet)
    assert count == 1, ref
    return made


def kept(cast: Cast, raw: bytes) -> UUID:
    return keep_workbook(actor=cast.binh, where=place(cast), raw=raw, at=LATER)


def rehearsed(cast: Cast, ident: UUID) -> Any:
    return rehearse_workbook(actor=cast.binh, where=place(cast), ident=ident, at=LATER)


def applied(cast: Cast, ident: UUID, version: int) -> int:
    return apply_workbook(
        actor=cast.binh, where=place(cast), ident=ident, version=version, at=LATER
    )


def stands(cast: Cast, *names: str) -> list[str]:
    where = place(cast)
    asked = asked_of(form_by_code("PL4"), where.unit, where.period)
    cells, _ = contents(asked, filing_of(asked.form, where.unit, where.period))
    return [cells[name].words for name in names]


def test_a_workbook_sent_back_as_it_was_changes_nothing(cast: Cast) -> None:
    make_draft(cast, {"G01": "4", "G02": "hơn 4.000", "G03": "0", "G04": "K"})

    told = rehearsed(cast, kept(cast, fetched(cast)))

    assert (told.changes, told.refused) == ((), ())


def test_cells_are_rehearsed_new_changed_and_refused_then_applied(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4"})
    raw = filled(fetched(cast), G01=7, G02="1.234", G03="1,234.5", G04="=1+1", G05="K")

    told = rehearsed(cast, kept(cast, raw))

    said = {step.name: (step.kind, step.old, step.new) for step in told.changes}
    assert said == {
        "G01": ("Thay đổi", "4", "7"),
        "G02": ("Ghi mới", "chưa nhập", "1.234"),
        "G05": ("Ghi mới", "chưa nhập", "không áp dụng"),
    }
    assert told.reasons["G03"] == "viết theo kiểu tiếng Anh; hãy ghi 1.234,5"
    assert set(told.reasons) == {"G03", "G04"}
    assert stands(cast, "G01", "G02") == ["4", "chưa nhập"]

    ident = kept(cast, raw)
    assert applied(cast, ident, version_of(filing)) == 3
    assert stands(cast, "G01", "G02", "G05") == ["7", "1.234", "không áp dụng"]


def test_the_first_workbook_opens_the_filing(cast: Cast) -> None:
    ident = kept(cast, filled(fetched(cast), G01=3))
    assert rehearsed(cast, ident).version == 0

    assert applied(cast, ident, 0) == 1

    assert stands(cast, "G01") == ["3"]


def test_what_a_colleague_wrote_since_the_download_stays(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4"})
    raw = filled(fetched(cast), G01=9, G02=5)
    colleague = {"G01": Typed(Entry("6"), None)}
    save_cells(actor=cast.binh, filing=filing, cells=colleague, at=NOW)

    told = rehearsed(cast, kept(cast, raw))

    assert told.reasons == {"G01": "đã có người ghi “6” sau khi tải tệp"}
    assert [step.name for step in told.changes] == ["G02"]


def test_nothing_is_applied_after_the_filing_changed(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4"})
    ident = kept(cast, filled(fetched(cast), G02=5))
    seen = rehearsed(cast, ident).version
    save_cells(actor=cast.binh, filing=filing, cells={"G03": Typed(Entry("1"))}, at=NOW)

    with pytest.raises(RuleBroken) as refused:
        applied(cast, ident, seen)

    assert refused.value.code == "indicators.stale_rehearsal"
    assert stands(cast, "G02") == ["chưa nhập"]


def test_applying_twice_is_refused_and_taking_back_restores(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4"})
    ident = kept(cast, filled(fetched(cast), G01=9, G02=5, G03="K"))
    applied(cast, ident, version_of(filing))
    with pytest.raises(RuleBroken) as refused:
        applied(cast, ident, version_of(filing))
    assert refused.value.code == "indicators.book_applied"
    edited = {"G02": Typed(Entry("8"), None)}
    save_cells(actor=cast.binh, filing=filing, cells=edited, at=LATER)

    back, stay = take_back_workbook(
        actor=cast.binh, where=place(cast), ident=ident, at=LATER
    )

    assert (back, stay) == (2, 1)
    assert stands(cast, "G01", "G02", "G03") == ["4", "8", "chưa nhập"]
    with pytest.raises(RuleBroken) as again:
        take_back_workbook(actor=cast.binh, where=place(cast), ident=ident, at=LATER)
    assert again.value.code == "indicators.nothing_to_take_back"


def test_a_workbook_of_another_period_is_refused(cast: Cast) -> None:
    raw = fetched(cast, "2026H1a")

    with pytest.raises(RuleBroken) as refused:
        kept(cast, raw)

    assert refused.value.code == "indicators.book_of_other_period"


def test_an_official_of_another_unit_finds_nothing(cast: Cast) -> None:
    raw = fetched(cast)
    ident = kept(cast, raw)

    for deed in (
        lambda: keep_workbook(actor=cast.dung, where=place(cast), raw=raw, at=LATER),
        lambda: rehearse_workbook(
            actor=cast.dung, where=place(cast), ident=ident, at=LATER
        ),
    ):
        with pytest.raises(RuleBroken) as refused:
            deed()
        assert refused.value.code == "access.forbidden"


def test_a_filing_handed_up_takes_no_workbook(cast: Cast) -> None:
    raw = fetched(cast)
    filing = make_draft(cast, {"G01": "4", "G02": "5"})
    submit_filing(actor=cast.binh, filing=filing, at=NOW)

    with pytest.raises(RuleBroken) as refused:
        kept(cast, raw)

    assert refused.value.code == "indicators.not_open"


def test_what_was_sent_is_gone_after_an_hour(cast: Cast) -> None:
    ident = kept(cast, fetched(cast))
    after = LATER + timedelta(hours=1)

    with pytest.raises(RuleBroken) as refused:
        rehearse_workbook(actor=cast.binh, where=place(cast), ident=ident, at=after)

    assert refused.value.code == "exchange.gone"
    assert forget_old(at=after) == 1


def test_the_marked_workbook_brings_back_what_was_sent(cast: Cast) -> None:
    make_draft(cast, {"G01": "4"})
    told = rehearsed(cast, kept(cast, filled(fetched(cast), G01=9, G03="1,234.5")))

    raw = filing_workbook(
        user=cast.binh,
        where=place(cast),
        today=NOW.date(),
        sent=told.book.cells,
        refused=told.reasons,
    )

    cells = read_workbook(raw).cells
    assert cells["G03", "ky-nay"].text == "1,234.5"
    assert str(cells["G01", "ky-nay"].number) == "9"
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        assert "kiểu tiếng Anh" in file.read("xl/comments1.xml").decode()
    assert set(rehearsed(cast, kept(cast, raw)).reasons) == {"G03"}


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/so-lieu/PL4/{cast.hoa_thuan.pk}/{HALF}/excel/"


def test_a_clerk_walks_through_the_pages(
    cast: Cast, client: Client, address: str
) -> None:
    client.force_login(cast.binh)
    raw = client.get(f"{address}bieu-mau.xlsx").content
    file = SimpleUploadedFile("bieu.xlsx", filled(raw, G01=7, G02="abc"))

    went = client.post(address, {"tep": file}).headers["Location"]
    page = client.get(went)
    text = page.content.decode()

    assert "1 ô bị từ chối" in text
    assert "Áp dụng 1 ô" in text
    version = re.search(r'name="phien-ban" value="(\d+)"', text)
    assert version
    done = client.post(went, {"viec": "ap-dung", "phien-ban": version[1]})
    assert done.headers["Location"] == went
    assert "Hoàn tác lần nhập này" in client.get(went).content.decode()
    assert Filing.objects.get().values.count() == 1
    assert client.get(f"{went}danh-dau.xlsx").status_code == 200
    client.post(went, {"viec": "hoan-tac"})
    assert "Đã hoàn tác" in client.get(went).content.decode()


def test_refusals_are_told_on_the_page(
    cast: Cast, client: Client, address: str
) -> None:
    client.force_login(cast.binh)

    none = client.post(address, {})
    junk = client.post(address, {"tep": SimpleUploadedFile("a.xlsx", b"a")})
    stranger = client.get(f"{address}{uuid4()}/")

    assert none.status_code == 400
    assert "Chưa chọn tệp nào." in none.content.decode()
    assert "không phải là sổ Excel" in junk.content.decode()
    assert stranger.status_code == 404


def test_a_file_larger_than_any_workbook_is_refused_unread(
    cast: Cast, client: Client, address: str
) -> None:
    client.force_login(cast.binh)

    answer = client.post(
        address, b"", content_type="text/plain", CONTENT_LENGTH=str(9 << 20)
    )

    assert answer.status_code == 413
    assert f'href="{address}"' in answer.text


def test_the_form_needs_its_token(cast: Cast, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.binh)

    assert client.post(address, {}).status_code == 403
