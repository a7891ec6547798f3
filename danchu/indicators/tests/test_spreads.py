"""A workbook with a line for each unit: rehearsed, applied as one, taken back."""

import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from danchu.indicators.models import Filing, Value
from danchu.indicators.queries.asked import asked_of, filing_of, form_by_code
from danchu.indicators.queries.contents import contents
from danchu.indicators.queries.spreads import Spread, spread_of, spread_workbook
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import load_catalogue, submit_filing
from danchu.indicators.services.importing import keep_workbook
from danchu.indicators.services.many import Part, Weighed, write_parts
from danchu.indicators.services.saving import Typed, save_cells
from danchu.indicators.services.spreading import (
    apply_spread,
    keep_spread,
    rehearse_spread,
    take_back_spread,
)
from danchu.indicators.tests.factories import HALF, NOW, make_draft
from danchu.indicators.tests.test_workbooks import fetched, place, put
from danchu.kernel.audit.queries import history_of, history_of_unit
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.reading import read_workbook
from danchu.kernel.people.models import User
from danchu.kernel.people.services import give_post
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.models import Unit
from danchu.testing.cast import SINCE, Cast, make_cast

LATER = NOW + timedelta(minutes=5)
BROKEN = (
    "ALTER TABLE indicators_value ADD CONSTRAINT broken CHECK (unit_id <> %s) NOT VALID"
)


@pytest.fixture
def two(cast: Cast) -> Cast:
    """Return the cast, of whom Bình is the clerk of both communes."""
    give_post(
        user=cast.binh, unit=cast.tan_lap, role="clerk", title="", valid_from=SINCE
    )
    return cast


def seen_by(user: User, period: str = HALF) -> Spread:
    return spread_of(user=user, form="PL4", period=period, today=NOW.date())


def book_of(user: User, period: str = HALF) -> bytes:
    return spread_workbook(seen_by(user, period), NOW.date())


def filled(raw: bytes, texts: dict[tuple[Unit, str], Any]) -> bytes:
    cells = read_workbook(raw).cells
    refs = {cells[str(unit.pk), name].ref: text for (unit, name), text in texts.items()}
    return put(raw, refs)


def kept(user: User, raw: bytes) -> UUID:
    return keep_spread(actor=user, spread=seen_by(user), raw=raw, at=LATER)


def rehearsed(user: User, ident: UUID) -> Any:
    return rehearse_spread(actor=user, spread=seen_by(user), ident=ident, at=LATER)


def applied(user: User, ident: UUID, version: str) -> int:
    return apply_spread(
        actor=user, spread=seen_by(user), ident=ident, version=version, at=LATER
    )


def stands(unit: Unit, *names: str) -> list[str]:
    period = period_from(HALF)
    asked = asked_of(form_by_code("PL4"), unit, period)
    cells, _ = contents(asked, filing_of(asked.form, unit, period))
    return [cells[name].words for name in names]


def test_what_is_sent_back_as_it_was_changes_nothing(two: Cast) -> None:
    make_draft(two, {"G01": "4", "G02": "hơn 4.000", "G03": "0", "G04": "K"})

    told = rehearsed(two.binh, kept(two.binh, book_of(two.binh)))

    assert (told.count, told.refused) == (0, ())
    assert [unit.name for unit in told.units] == ["Phường Tân Lập", "Xã Hòa Thuận"]


def test_units_are_rehearsed_apart_and_applied_together(two: Cast) -> None:
    make_draft(two, {"G01": "4"})
    here, there = two.hoa_thuan, two.tan_lap
    texts = {(here, "G01"): 7, (here, "G02"): "1.234,5", (there, "G01"): 9}
    raw = filled(book_of(two.binh), texts | {(there, "G03"): "1,234.5"})

    ident = kept(two.binh, raw)
    told = rehearsed(two.binh, ident)

    said = [
        (step.unit, step.name, step.kind, step.old, step.new)
        for unit in told.units
        for step in unit.changes
    ]
    assert said == [
        ("Phường Tân Lập", "G01", "Ghi mới", "chưa nhập", "9"),
        ("Xã Hòa Thuận", "G01", "Thay đổi", "4", "7"),
    ]
    assert told.reasons == {
        (str(here.pk), "G02"): "phải là số nguyên, không có phần lẻ",
        (str(there.pk), "G03"): "viết theo kiểu tiếng Anh; hãy ghi 1.234,5",
    }
    assert applied(two.binh, ident, told.version) == 2
    assert (stands(here, "G01"), stands(there, "G01")) == (["7"], ["9"])
    for filing in Filing.objects.select_related("dossier"):
        newest = history_of(filing.dossier)[0]
        assert (newest.verb, newest.actor) == ("indicators.enter", two.binh)
        assert filing.entered_by == two.binh


def test_applying_twice_is_refused_and_taking_back_restores(two: Cast) -> None:
    filing = make_draft(two, {"G01": "4"})
    here, there = two.hoa_thuan, two.tan_lap
    texts = {(here, "G01"): 9, (here, "G02"): 5, (there, "G01"): 3}
    ident = kept(two.binh, filled(book_of(two.binh), texts))
    version = rehearsed(two.binh, ident).version
    assert applied(two.binh, ident, version) == 3
    with pytest.raises(RuleBroken) as refused:
        applied(two.binh, ident, version)
    assert refused.value.code == "indicators.book_applied"
    edited = {"G02": Typed(Entry("8"), None)}
    save_cells(actor=two.binh, filing=filing, cells=edited, at=LATER)

    told = take_back_spread(
        actor=two.binh, spread=seen_by(two.binh), ident=ident, at=LATER
    )

    assert told == (2, 1)
    assert stands(here, "G01", "G02") == ["4", "8"]
    assert stands(there, "G01") == ["chưa nhập"]


def test_nothing_of_any_unit_is_written_after_one_filing_changed(two: Cast) -> None:
    filing = make_draft(two, {"G01": "4"})
    texts = {(two.hoa_thuan, "G02"): 5, (two.tan_lap, "G01"): 3}
    ident = kept(two.binh, filled(book_of(two.binh), texts))
    version = rehearsed(two.binh, ident).version
    save_cells(actor=two.binh, filing=filing, cells={"G03": Typed(Entry("1"))}, at=NOW)

    with pytest.raises(RuleBroken) as refused:
        applied(two.binh, ident, version)

    assert refused.value.code == "indicators.stale_rehearsal"
    assert stands(two.hoa_thuan, "G02") == stands(two.tan_lap, "G01") == ["chưa nhập"]


def test_when_the_last_unit_fails_nothing_stands_of_the_first(two: Cast) -> None:
    texts = {(two.hoa_thuan, "G02"): 5, (two.tan_lap, "G01"): 3}
    ident = kept(two.binh, filled(book_of(two.binh), texts))
    version = rehearsed(two.binh, ident).version
    with connection.cursor() as cursor:
        cursor.execute(BROKEN, [two.tan_lap.pk])

    with pytest.raises(IntegrityError), transaction.atomic():
        applied(two.binh, ident, version)

    assert Filing.objects.count() == 0
    assert not history_of_unit(two.hoa_thuan).filter(verb="indicators.enter").exists()


def test_a_filing_handed_up_is_refused_and_the_others_are_not(two: Cast) -> None:
    filing = make_draft(two, {"G01": "4", "G02": "90"})
    raw = filled(
        book_of(two.binh), {(two.hoa_thuan, "G01"): 7, (two.tan_lap, "G01"): 3}
    )
    submit_filing(actor=two.binh, filing=filing, at=NOW)

    ident = kept(two.binh, raw)
    told = rehearsed(two.binh, ident)

    assert [step.unit for step in told.refused] == ["Xã Hòa Thuận"]
    assert "không sửa được" in told.refused[0].why
    assert applied(two.binh, ident, told.version) == 1
    assert stands(two.hoa_thuan, "G01") == ["4"]


def test_the_province_sees_all_units_and_writes_for_none(two: Cast) -> None:
    make_draft(two, {"G01": "4"})
    spread = seen_by(two.giang)

    book = read_workbook(book_of(two.giang))

    assert spread.mine == frozenset()
    assert book.cells[str(two.hoa_thuan.pk), "G01"].number == 4
    with pytest.raises(RuleBroken) as refused:
        kept(two.giang, book_of(two.giang))
    assert refused.value.code == "access.forbidden"


def test_a_line_of_a_unit_that_is_not_yours_writes_nothing(cast: Cast) -> None:
    make_draft(cast, {"G01": "4"})
    theirs = book_of(cast.giang)
    raw = filled(theirs, {(cast.hoa_thuan, "G01"): 5, (cast.tan_lap, "G01"): 6})

    ident = kept(cast.binh, raw)
    told = rehearsed(cast.binh, ident)

    strange = "không phải đơn vị nào của biểu này trong phạm vi của đồng chí"
    assert [one.why for one in told.refused] == [strange, strange]  # the province too
    assert applied(cast.binh, ident, told.version) == 1
    assert stands(cast.tan_lap, "G01") == ["chưa nhập"]


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda cast: book_of(cast.binh, "2026H1a"), "indicators.book_of_other_period"),
        (fetched, "indicators.book_of_other_kind"),
        (lambda _: b"PK\x03\x04" + b"0" * (5 * 1024 * 1024), "exchange.too_large"),
        (lambda _: b"no workbook", "exchange.not_a_workbook"),
    ],
    ids=["period", "single", "huge", "text"],
)
def test_another_file_is_refused(two: Cast, made: Any, code: str) -> None:
    raw = made(two)

    with pytest.raises(RuleBroken) as refused:
        kept(two.binh, raw)

    assert refused.value.code == code


def test_a_book_of_many_units_is_none_of_one(two: Cast) -> None:
    with pytest.raises(RuleBroken) as refused:
        keep_workbook(actor=two.binh, where=place(two), raw=book_of(two.binh), at=LATER)

    assert refused.value.code == "indicators.book_of_other_kind"


def test_a_unit_twice_on_the_sheet_is_refused(two: Cast) -> None:
    raw = book_of(two.binh)
    cells = read_workbook(raw).cells
    ref = cells[str(two.tan_lap.pk), "G01"].ref
    row = "".join(filter(str.isdigit, ref))

    with pytest.raises(RuleBroken) as refused:
        kept(two.binh, put(raw, {f"A{row}": str(two.hoa_thuan.pk)}))

    assert refused.value.code == "exchange.twofold"


def test_the_pages_lead_from_file_to_figures(two: Cast, client: Client) -> None:
    client.force_login(two.binh)
    address = f"/so-lieu/PL4/nhieu-don-vi/{HALF}/excel/"
    raw = client.get(f"{address}bieu-mau.xlsx").content
    texts = {(two.hoa_thuan, "G01"): 7, (two.tan_lap, "G01"): "1,5"}
    file = SimpleUploadedFile("bieu.xlsx", filled(raw, texts))

    where = client.post(address, {"tep": file}).headers["Location"]
    shown = client.get(f"{where}?don-vi={two.hoa_thuan.pk}").content.decode()
    marked = read_workbook(client.get(f"{where}danh-dau.xlsx").content)

    assert "Phường Tân Lập, G01" in shown
    assert "Xã Hòa Thuận: 1 ô sẽ được ghi" in shown
    assert marked.cells[str(two.tan_lap.pk), "G01"].text == "1,5"
    version = shown.split('name="phien-ban" value="')[1].split('"')[0]
    client.post(where, {"viec": "ap-dung", "phien-ban": version})
    assert stands(two.hoa_thuan, "G01") == ["7"]
    client.post(where, {"viec": "hoan-tac"})
    assert stands(two.hoa_thuan, "G01") == ["chưa nhập"]


@pytest.mark.django_db(transaction=True)
def test_what_is_begun_meanwhile_is_held_before_it_is_written() -> None:
    load_catalogue()
    cast = make_cast()
    give_post(
        user=cast.binh, unit=cast.tan_lap, role="clerk", title="", valid_from=SINCE
    )
    held = make_draft(cast, {"G01": "1"})
    free: list[set[int]] = []

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            Dossier.objects.select_for_update().get(pk=held.pk)
            writing = threads.submit(write_to_both, cast.binh, free)
            wait_until_somebody_waits()
            make_draft(cast, {"G01": "2"}, unit=cast.tan_lap)
        writing.result(timeout=60)

    assert free == [set()]
    written = Value.objects.filter(indicator__code="G02")
    assert [value.number for value in written] == [7, 7]


def write_to_both(clerk: User, free: list[set[int]]) -> None:
    """Write a cell of both filings, and note which another session could take then."""

    def look(weighed: Sequence[Weighed]) -> None:
        pks = [one.stand.filing.pk for one in weighed if one.stand.filing]
        with ThreadPoolExecutor(1) as other:
            free.append(other.submit(not_held, pks).result())

    every = seen_by(clerk).every
    parts = [Part(asked, {"G02": Typed(Entry("7"))}) for asked in every]
    try:
        write_parts(actor=clerk, parts=parts, at=LATER, check=look)
    finally:
        connection.close()


def not_held(pks: Collection[int]) -> set[int]:
    try:
        with transaction.atomic():
            rows = Dossier.objects.select_for_update(skip_locked=True)
            return set(rows.filter(pk__in=pks).values_list("pk", flat=True))
    finally:
        connection.close()


def wait_until_somebody_waits() -> None:
    """Return once a session of this database waits for a lock."""
    asked = """SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'"""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(asked)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise TimeoutError
