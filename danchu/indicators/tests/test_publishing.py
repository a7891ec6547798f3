"""What is published enters the ledger; whoever changes it past the product is named."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from danchu.indicators.models import Indicator, Value
from danchu.indicators.queries import rollup
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import (
    correct_values,
    publish_filing,
    withdraw_filing,
)
from danchu.indicators.tests.factories import (
    HALF,
    NOW,
    make_accepted,
    make_approved,
    make_published,
)
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.models import Leaf
from danchu.kernel.ledger.queries import proof_of
from danchu.kernel.ledger.rules.bundles import ItemProof, Trust
from danchu.kernel.ledger.rules.findings import told
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.publication import kinds
from danchu.kernel.publication.models import Publication, Withdrawal
from danchu.kernel.publication.queries import (
    edition_of,
    editions_of,
    public_proof_of,
)
from danchu.kernel.publication.services import expire_due, look_over, purge
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "6"}
HOUR = timedelta(hours=1)
DAY = date(2026, 7, 15)


def close(code: str) -> None:
    Indicator.objects.filter(code=code).update(visibility="restricted")


def face(proof: ItemProof) -> dict[str, Any]:
    assert proof.face is not None
    said: dict[str, Any] = json.loads(proof.face)
    return said


def edit(number: int, code: str) -> None:
    """Change a number as who owns the tables, past the product."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE indicators_value SET number = %s FROM indicators_indicator i"
            " WHERE i.id = indicator_id AND i.code = %s",
            [number, code],
        )


def test_published_figures_are_proved_with_their_content(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    sign_checkpoint(at=NOW)

    (edition,) = editions_of(filing.dossier)
    proof = public_proof_of(edition.item)

    assert proof.verify(Trust(verifier_key())).size == 1
    said = face(proof)
    assert (said["form"], said["period"]) == ("PL4", "2026H1")
    assert said["cells"]["G01"] == {
        "state": "number",
        "number": "4",
        "qualifier": "exact",
    }


def test_nothing_enters_the_ledger_before_it_is_published(cast: Cast) -> None:
    make_approved(cast, NUMBERS)

    assert not Leaf.objects.exists()


def test_who_fails_to_publish_leaves_nothing_behind(cast: Cast) -> None:
    filing = make_accepted(cast, NUMBERS)

    with transaction.atomic():
        publish_filing(actor=cast.giang, filing=filing, at=NOW)
        transaction.set_rollback(True)

    assert not Leaf.objects.exists()
    assert not Publication.objects.exists()


def test_a_correction_is_a_further_version_and_the_first_stays(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)

    correct_values(
        actor=cast.giang,
        filing=filing,
        entries={"G03": Entry("7")},
        reason="Đếm sót một vụ.",
        at=NOW + HOUR,
    )
    sign_checkpoint(at=NOW + HOUR)

    (edition,) = editions_of(filing.dossier)
    assert edition.version == 2
    assert face(proof_of(edition.item))["cells"]["G03"]["number"] == "7"
    assert Leaf.objects.filter(item=edition.item).count() == 2


def test_of_closed_figures_strangers_get_the_commitment_alone(cast: Cast) -> None:
    close("G03")
    filing = make_published(cast, NUMBERS)
    sign_checkpoint(at=NOW)

    opened = face(public_proof_of(f"filing:{filing.pk}"))
    closed = public_proof_of(f"filing_closed:{filing.pk}")

    assert "G03" not in opened["cells"]
    assert (closed.salt, closed.face) == (None, None)
    assert closed.verify(Trust(verifier_key())).size == 2
    assert [one.item for one in editions_of(filing.dossier)] == [f"filing:{filing.pk}"]


@pytest.mark.parametrize("code", ["G01", "G03"])
def test_a_number_changed_in_the_database_is_named_with_when(
    cast: Cast, code: str
) -> None:
    close("G03")
    filing = make_published(cast, NUMBERS)
    assert look_over(at=NOW + HOUR).findings == []

    edit(9, code)
    check = look_over(at=NOW + 2 * HOUR)

    kind = "filing_closed" if code == "G03" else "filing"
    (found,) = check.findings
    assert found["item"] == f"{kind}:{filing.pk}"
    assert told(found) == (
        f"Số liệu đang hiển thị của mục “{kind}:{filing.pk}” (dòng thứ "
        f"{found['index'] + 1}) khác với nội dung đã công bố, sau "
        "10:00 ngày 03/07/2026 và trước 11:00 ngày 03/07/2026."
    )


def test_a_value_removed_or_added_in_the_database_is_named(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)

    Value.objects.filter(filing=filing, indicator__code="G01").delete()

    (found,) = look_over(at=NOW + HOUR).findings
    assert found["what"] == "shown_changed"


def test_a_withdrawal_takes_figures_away_and_its_reason_stays(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)

    withdraw_filing(
        actor=cast.giang, filing=filing, reason="Nhầm kỳ báo cáo.", at=NOW + HOUR
    )
    sign_checkpoint(at=NOW + HOUR)

    seen = rollup(indicator="G01", unit=cast.hoa_thuan, period=HALF, map_on=DAY)
    assert (seen.value, filing.status) == (None, "accepted")
    (edition,) = editions_of(filing.dossier)
    assert edition.withdrawn is not None
    assert edition.withdrawn.reason == "Nhầm kỳ báo cáo."
    proof = public_proof_of(edition.item)
    assert proof.verify(Trust(verifier_key())).size == 2
    assert face(proof) == {"reason": "Nhầm kỳ báo cáo.", "withdraws": 1}
    assert look_over(at=NOW + 2 * HOUR).findings == []


def test_what_was_withdrawn_may_be_published_again(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    withdraw_filing(actor=cast.giang, filing=filing, reason="Nhầm.", at=NOW + HOUR)

    publish_filing(actor=cast.giang, filing=filing, at=NOW + 2 * HOUR)

    (edition,) = editions_of(filing.dossier)
    assert (edition.version, edition.withdrawn) == (2, None)
    assert look_over(at=NOW + 3 * HOUR).findings == []


def test_of_closed_figures_nobody_reads_a_withdrawal(cast: Cast) -> None:
    close("G03")
    filing = make_published(cast, NUMBERS)

    withdraw_filing(actor=cast.giang, filing=filing, reason="Nhầm.", at=NOW + HOUR)
    sign_checkpoint(at=NOW + HOUR)

    closed = public_proof_of(f"filing_closed:{filing.pk}")
    assert (closed.salt, closed.face) == (None, None)


def test_a_reason_changed_in_the_database_is_named(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    withdraw_filing(actor=cast.giang, filing=filing, reason="Nhầm.", at=NOW + HOUR)

    Withdrawal.objects.update(reason="Theo yêu cầu.")

    (found,) = look_over(at=NOW + 2 * HOUR).findings
    assert (found["what"], found["item"]) == ("shown_changed", f"filing:{filing.pk}")


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_withdrawn_without_a_reason(cast: Cast, reason: str) -> None:
    filing = make_published(cast, NUMBERS)

    with pytest.raises(RuleBroken):
        withdraw_filing(actor=cast.giang, filing=filing, reason=reason, at=NOW)

    filing.refresh_from_db()
    assert filing.status == "published"


def test_a_term_that_is_over_destroys_content_everywhere(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    item = f"filing:{filing.pk}"
    Publication.objects.filter(item=item).update(until=DAY)

    assert expire_due(at=NOW) == []
    assert expire_due(at=NOW + timedelta(days=20)) == [item]
    assert expire_due(at=NOW + timedelta(days=21)) == []

    sign_checkpoint(at=NOW + timedelta(days=21))
    proof = public_proof_of(item)
    assert (proof.salt, proof.face) == (None, None)
    assert proof.tombstone is not None
    assert "Hết thời hạn" in proof.tombstone.decode()
    edition = edition_of(item)
    assert edition is not None
    assert edition.withdrawn is not None
    assert look_over(at=NOW + timedelta(days=22)).findings == []


def test_who_follows_publications_is_told_of_each_in_its_transaction(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "_FOLLOWERS", [])
    told: list[str] = []
    kinds.follow(told.append)
    filing = make_published(cast, NUMBERS)
    item = f"filing:{filing.pk}"
    published = list(told)

    withdraw_filing(actor=cast.giang, filing=filing, reason="Nhầm.", at=NOW + HOUR)
    purge(item=item, ground="Điều 16 Luật 91/2025/QH15", actor=cast.giang, at=NOW)

    assert (published, told) == ([item], [item] * 3)
