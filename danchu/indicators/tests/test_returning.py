from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from danchu.indicators.models import Filing, Narrative, Remark, Value
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.filings import LONGEST_REMARK, MOST_REMARKS
from danchu.indicators.rules.narratives import LONGEST_NARRATIVE, Said
from danchu.indicators.services import (
    correct_values,
    extend_filing,
    open_filing,
    return_filing,
    submit_filing,
    write_narratives,
)
from danchu.indicators.services.extensions import Duty
from danchu.indicators.tests.factories import (
    HALF_ADMINISTRATIVE,
    NOW,
    make_approved,
    make_draft,
    make_published,
    make_submitted,
)
from danchu.kernel.audit.queries import history_of
from danchu.kernel.deadlines.models import Clock
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.testing.cast import Cast

HALF = Period.half(2026, 1)
PARTS = {"I04": "296", "I05": "38", "I06": "94", "I07": "164"}


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def refused(deed: Callable[[], object]) -> RuleBroken:
    with pytest.raises(RuleBroken) as found:
        deed()
    explain(found.value)
    return found.value


def test_remarks_are_open_until_the_filing_is_handed_up_again(cast: Cast) -> None:
    filing = make_approved(cast, {"G01": "4", "G02": "9"})
    said = {"G01": " Xem lại biên bản. ", "G02": "Lệch", "G03": "  "}

    return_filing(actor=cast.giang, filing=filing, reason="Sai", remarks=said, at=NOW)
    opened = list(
        Remark.objects.order_by("cell").values_list("cell", "text", "is_open")
    )
    submit_filing(actor=cast.binh, filing=filing, at=NOW)

    assert opened == [("G01", "Xem lại biên bản.", True), ("G02", "Lệch", True)]
    assert set(Remark.objects.values_list("is_open", flat=True)) == {False}
    facts = history_of(filing.dossier).filter(verb="indicators.remark").get().facts
    assert facts == {"remarks": {"G01": "Xem lại biên bản.", "G02": "Lệch"}}


def test_the_head_too_says_which_cell_is_meant(cast: Cast) -> None:
    filing = make_submitted(cast, {"G01": "4"})

    return_filing(
        actor=cast.cuc, filing=filing, reason="Sai", remarks={"G01": "Sai"}, at=NOW
    )

    assert Remark.objects.get().author == cast.cuc


@pytest.mark.parametrize(
    ("remarks", "code"),
    [
        ({"Z99": "x"}, "indicators.not_in_form"),
        ({"G01": "x" * (LONGEST_REMARK + 1)}, "indicators.remark_too_long"),
        (
            {f"G{number}": "x" for number in range(MOST_REMARKS + 1)},
            "indicators.too_many_remarks",
        ),
    ],
)
def test_a_remark_that_says_too_much_returns_nothing(
    cast: Cast, remarks: dict[str, str], code: str
) -> None:
    filing = make_approved(cast, {"G01": "4"})

    found = refused(
        lambda: return_filing(
            actor=cast.giang, filing=filing, reason="Sai", remarks=remarks, at=NOW
        )
    )

    assert found.code == code
    assert Filing.objects.get().status == "approved"
    assert not Remark.objects.exists()


def extend(cast: Cast, actor: User, until: date, reason: str = "Bão số 5") -> Filing:
    return extend_filing(
        actor=actor,
        duty=Duty("PL4", cast.hoa_thuan, HALF),
        until=until,
        reason=reason,
        at=NOW,
    )


def test_an_extension_opens_the_filing_and_moves_its_day(cast: Cast) -> None:
    filing = extend(cast, cast.giang, date(2026, 7, 20))

    assert filing.status == "draft"
    assert filing.entered_by is None
    assert Clock.objects.get().due_on == date(2026, 7, 20)
    assert history_of(filing.dossier)[0].facts == {
        "before": "2026-07-06",
        "after": "2026-07-20",
        "reason": "Bão số 5",
    }


@pytest.mark.parametrize("who", ["binh", "cuc", "dung", "khoa", "lan", "minh", "an"])
def test_only_the_secretary_above_extends(cast: Cast, who: str) -> None:
    found = refused(lambda: extend(cast, getattr(cast, who), date(2026, 7, 20)))

    assert found.code == "access.forbidden"
    assert not Filing.objects.exists()


@pytest.mark.parametrize(
    ("until", "reason", "code"),
    [
        (date(2026, 7, 6), "Bão", "indicators.extension_out_of_range"),
        (date(2026, 7, 2), "Bão", "indicators.extension_out_of_range"),
        (date(2027, 7, 4), "Bão", "indicators.extension_out_of_range"),
        (date(2026, 7, 20), " ", "indicators.reason_missing"),
    ],
)
def test_an_extension_that_helps_nobody_is_refused_and_opens_nothing(
    cast: Cast, until: date, reason: str, code: str
) -> None:
    found = refused(lambda: extend(cast, cast.giang, until, reason))

    assert found.code == code
    assert not Filing.objects.exists()


def test_a_day_that_has_passed_helps_nobody_either(cast: Cast) -> None:
    make_draft(cast, {"G01": "4"})

    with time_machine.travel("2026-07-15 09:00+07:00", tick=False):
        found = refused(
            lambda: extend_filing(
                actor=cast.giang,
                duty=Duty("PL4", cast.hoa_thuan, HALF),
                until=date(2026, 7, 10),
                reason="Bão",
                at=NOW.replace(day=15),
            )
        )

    assert found.code == "indicators.extension_out_of_range"


def test_what_is_handed_up_needs_no_more_time(cast: Cast) -> None:
    make_approved(cast, {"G01": "4"})

    found = refused(lambda: extend(cast, cast.giang, date(2026, 7, 20)))

    assert found.code == "indicators.not_extendable"


def commune_report(cast: Cast) -> Filing:
    return open_filing(
        actor=cast.binh, form="PL2", unit=cast.hoa_thuan, period=HALF, at=NOW
    )


def test_words_are_written_and_history_keeps_before_and_after(cast: Cast) -> None:
    filing = commune_report(cast)
    said = {"HAN_CHE": Said("Một thôn họp muộn.\r\n\0")}

    write_narratives(actor=cast.binh, filing=filing, texts=said, at=NOW)
    again = {"HAN_CHE": Said("Hai thôn họp muộn.")}
    write_narratives(actor=cast.binh, filing=filing, texts=again, at=NOW)
    write_narratives(actor=cast.binh, filing=filing, texts=again, at=NOW)

    assert Narrative.objects.get().text == "Hai thôn họp muộn."
    before = "Một thôn họp muộn.\n\ufffd"
    kept = [event.facts.get("texts") for event in history_of(filing.dossier)]
    assert kept == [
        {"HAN_CHE": [before, "Hai thôn họp muộn."]},
        {"HAN_CHE": ["", before]},
        None,
    ]


def test_a_part_somebody_else_wrote_meanwhile_is_a_conflict_and_stays(
    cast: Cast,
) -> None:
    filing = commune_report(cast)
    first = {"HAN_CHE": Said("Của người khác.", seen="")}
    write_narratives(actor=cast.binh, filing=filing, texts=first, at=NOW)

    answers = write_narratives(
        actor=cast.binh,
        filing=filing,
        texts={
            "HAN_CHE": Said("Của tôi.", seen=""),
            "NGUYEN_NHAN": Said("Thiếu người.", seen=""),
        },
        at=NOW,
    )

    assert [(one.text, one.is_conflict) for one in answers.values()] == [
        ("Của người khác.", True),
        ("Thiếu người.", False),
    ]
    assert answers["HAN_CHE"].who == str(cast.binh)
    assert Narrative.objects.count() == 2


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"LA": Said("x")}, "indicators.not_in_form"),
        (
            {"HAN_CHE": Said("x" * (LONGEST_NARRATIVE + 1))},
            "indicators.text_too_long",
        ),
    ],
)
def test_words_the_form_has_no_place_for_are_refused(
    cast: Cast, texts: dict[str, Said], code: str
) -> None:
    filing = commune_report(cast)

    found = refused(
        lambda: write_narratives(actor=cast.binh, filing=filing, texts=texts, at=NOW)
    )

    assert found.code == code
    assert not Narrative.objects.exists()


def test_words_are_for_the_clerk_and_only_while_it_is_open(cast: Cast) -> None:
    filing = make_submitted(cast, {"G01": "4"})

    def write(actor: User) -> str:
        return refused(
            lambda: write_narratives(actor=actor, filing=filing, texts={}, at=NOW)
        ).code

    codes = [write(actor) for actor in (cast.dung, cast.cuc, cast.binh)]

    assert codes == ["access.forbidden", "access.forbidden", "indicators.not_open"]


def test_linked_cells_are_corrected_on_one_slip(cast: Cast) -> None:
    filing = make_published(cast, PARTS, HALF_ADMINISTRATIVE)
    alone = {"I04": Entry("297")}
    together = alone | {"I05": Entry("39")}

    found = refused(
        lambda: correct_values(
            actor=cast.giang, filing=filing, entries=alone, reason="Sót", at=NOW
        )
    )
    correct_values(
        actor=cast.giang, filing=filing, entries=together, reason="Sót", at=NOW
    )

    assert found.code == "indicators.contradiction"
    numbers = dict(Value.objects.values_list("indicator__code", "number"))
    assert numbers == {"I04": 297, "I05": 39, "I06": 94, "I07": 164}
    assert history_of(filing.dossier)[0].facts == {
        "changes": {"I04": ["296", "297"], "I05": ["38", "39"]},
        "reason": "Sót",
    }


def test_a_slip_without_a_line_is_refused(cast: Cast) -> None:
    filing = make_published(cast, PARTS, HALF_ADMINISTRATIVE)

    found = refused(
        lambda: correct_values(
            actor=cast.giang, filing=filing, entries={}, reason="Sót", at=NOW
        )
    )

    assert found.code == "indicators.correction_missing"


def test_why_it_came_back_stands_above_the_form_until_it_is_handed_up(
    cast: Cast,
) -> None:
    filing = make_approved(cast, {"G01": "4", "G02": "200", "G03": "40"})
    client = Client()
    client.force_login(cast.binh)
    address = f"/so-lieu/PL4/{cast.hoa_thuan.pk}/2026H1/"

    return_filing(actor=cast.giang, filing=filing, reason="Thiếu quý II.", at=NOW)
    returned = client.get(address).text
    submit_filing(actor=cast.binh, filing=filing, at=NOW)
    sent = client.get(address).text

    assert "<p>Lý do: Thiếu quý II.</p>" in returned
    assert returned.index("Thiếu quý II.") < returned.index("data-save")
    assert sent.count("Thiếu quý II.") == returned.count("Thiếu quý II.") - 1
