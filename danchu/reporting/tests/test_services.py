"""Making a report, writing in it and moving it, by those who may and others."""

from datetime import UTC, datetime, timedelta

import pytest

from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.publication.kinds import Destroying
from danchu.kernel.publication.queries import public_proof_of
from danchu.kernel.publication.services import look_over
from danchu.reporting.models import Report
from danchu.reporting.public import REPORT
from danchu.reporting.queries import (
    deeds_of,
    history,
    parts_of,
    published_report,
    report_in_reach,
    reports_in_reach,
)
from danchu.reporting.rules import Status
from danchu.reporting.services import cut_again, make_report, move, write_parts
from danchu.reporting.tests.factories import a_cut
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEYS = ("tinh-hinh", "kien-nghi")


def made(cast: Cast, *, actor: User | None = None) -> Report:
    return make_report(
        actor=actor or cast.giang,
        unit=cast.an_binh,
        period=ensure_period(period_from("2026H1")),
        kind="qcdc",
        cut=a_cut(),
        at=NOW,
    )


def written(cast: Cast, report: Report, **said: str) -> list[str]:
    return write_parts(
        actor=cast.giang,
        report=report,
        said={name.replace("_", "-"): text for name, text in said.items()},
        keys=KEYS,
        revision=report.revision,
        at=NOW,
    )


def published(cast: Cast) -> Report:
    report = made(cast)
    written(cast, report, tinh_hinh="Tỉnh có 2 xã, phường.")
    for step, to in enumerate((Status.APPROVED, Status.PUBLISHED), 1):
        move(
            actor=cast.giang,
            report=report,
            revision=report.revision,
            to=to,
            at=NOW + step * HOUR,
        )
    return report


def test_one_report_of_a_unit_a_period_and_a_kind(cast: Cast) -> None:
    made(cast)

    with pytest.raises(RuleBroken) as refused:
        made(cast)

    assert refused.value.code == "reporting.exists"


@pytest.mark.parametrize("who", ["khoa", "lan", "minh", "binh", "dung"])
def test_only_those_who_write_for_the_unit_make_its_report(
    cast: Cast, who: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        made(cast, actor=getattr(cast, who))

    assert refused.value.code == "access.forbidden"


def test_what_is_written_stays_when_the_figures_are_taken_again(cast: Cast) -> None:
    report = made(cast)
    assert written(cast, report, tinh_hinh=" Tỉnh có 2 xã. ") == ["tinh-hinh"]

    cut_again(
        actor=cast.giang,
        report=report,
        cut=a_cut("400"),
        revision=report.revision,
        at=NOW + HOUR,
    )

    assert report.cut["figures"][0]["text"] == "400"
    assert parts_of(report) == {"tinh-hinh": "Tỉnh có 2 xã."}
    assert [one.deed for one in history(report)] == [
        *("cập nhật số liệu", "viết 1 phần", "lập báo cáo"),
    ]


def test_nothing_new_is_no_new_revision(cast: Cast) -> None:
    report = made(cast)
    written(cast, report, tinh_hinh="Một.")
    before = report.revision

    assert written(cast, report, tinh_hinh="Một.\r\n", kien_nghi="") == []
    assert report.revision == before


def test_who_did_not_see_the_last_words_does_not_overwrite_them(cast: Cast) -> None:
    report = made(cast)
    old = report.revision
    written(cast, report, tinh_hinh="Của người khác.")

    with pytest.raises(RuleBroken) as refused:
        write_parts(
            actor=cast.giang,
            report=report,
            said={"tinh-hinh": "Của tôi."},
            keys=KEYS,
            revision=old,
            at=NOW,
        )

    assert refused.value.code == "reporting.stale_page"
    assert parts_of(report) == {"tinh-hinh": "Của người khác."}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"khac": "x"}, "reporting.unknown_part"),
        ({"tinh-hinh": "x" * 20_001}, "reporting.part_too_long"),
    ],
)
def test_parts_that_the_outline_has_not_or_that_never_end(
    cast: Cast, said: dict[str, str], code: str
) -> None:
    report = made(cast)

    with pytest.raises(RuleBroken) as refused:
        write_parts(
            actor=cast.giang,
            report=report,
            said=said,
            keys=KEYS,
            revision=report.revision,
            at=NOW,
        )

    assert refused.value.code == code
    assert parts_of(report) == {}


def test_an_approved_report_is_written_on_only_once_reopened(cast: Cast) -> None:
    report = made(cast)
    move(
        actor=cast.giang,
        report=report,
        revision=report.revision,
        to=Status.APPROVED,
        at=NOW,
    )
    with pytest.raises(RuleBroken) as refused:
        written(cast, report, tinh_hinh="Thêm.")
    assert refused.value.code == "reporting.not_writable"
    with pytest.raises(RuleBroken) as refused:
        move(
            actor=cast.giang,
            report=report,
            revision=report.revision,
            to=Status.DRAFT,
            at=NOW,
        )
    assert refused.value.code == "workflow.reason_missing"

    move(
        actor=cast.giang,
        report=report,
        revision=report.revision,
        to=Status.DRAFT,
        at=NOW,
        reason="Thiếu.",
    )

    assert written(cast, report, tinh_hinh="Thêm.") == ["tinh-hinh"]


def test_why_a_report_was_returned_is_erased_with_it(cast: Cast) -> None:
    report = made(cast)
    for to, reason in ((Status.APPROVED, ""), (Status.DRAFT, "Nêu tên bà Hoa.")):
        move(
            actor=cast.giang,
            report=report,
            revision=report.revision,
            to=to,
            at=NOW,
            reason=reason,
        )
    assert history(report)[0].why == "Nêu tên bà Hoa."

    assert REPORT.forget is not None
    REPORT.forget(report.dossier, Destroying("Theo yêu cầu xóa", cast.giang, NOW))

    assert not any("Hoa" in change.why for change in history(report))


def test_only_what_was_read_is_approved(cast: Cast) -> None:
    report = made(cast)
    read = report.revision
    written(cast, report, tinh_hinh="Viết sau khi người duyệt mở trang.")

    with pytest.raises(RuleBroken) as refused:
        move(
            actor=cast.giang,
            report=report,
            revision=read,
            to=Status.APPROVED,
            at=NOW,
        )

    assert refused.value.code == "reporting.stale_page"
    report.refresh_from_db()
    assert report.status == Status.DRAFT


def test_publishing_lets_everybody_read_and_prove_it(cast: Cast) -> None:
    report = published(cast)
    sign_checkpoint(at=NOW + 3 * HOUR)

    assert published_report(report.pk) == report
    face = public_proof_of(f"report:{report.pk}").face
    assert face is not None
    assert "Tỉnh có 2 xã, phường." in face.decode()
    assert '"G01"' in face.decode()
    assert "I05" not in face.decode()
    assert look_over(at=NOW + 4 * HOUR).findings == []


def test_what_was_changed_in_the_database_is_named(cast: Cast) -> None:
    report = published(cast)

    report.parts.update(text="Tỉnh có 3 xã, phường.")

    (found,) = look_over(at=NOW + 4 * HOUR).findings
    assert (found["what"], found["item"]) == ("shown_changed", f"report:{report.pk}")


def test_a_withdrawn_report_is_read_by_nobody_and_may_be_made_anew(cast: Cast) -> None:
    report = published(cast)

    move(
        actor=cast.giang,
        report=report,
        revision=report.revision,
        to=Status.WITHDRAWN,
        at=NOW + 3 * HOUR,
        reason="Nhầm kỳ.",
    )

    with pytest.raises(RuleBroken) as refused:
        published_report(report.pk)
    assert refused.value.code == "reporting.not_found"
    assert made(cast).pk != report.pk


def test_reach_decides_who_sees_a_draft_and_role_what_may_be_done(cast: Cast) -> None:
    report, today = made(cast), NOW.date()

    assert reports_in_reach(cast.khoa, today) == [report]
    assert deeds_of(cast.khoa, report) == frozenset()
    assert deeds_of(cast.giang, report) == {"reporting.write", "reporting.approve"}
    assert reports_in_reach(cast.dung, today) == []
    with pytest.raises(RuleBroken) as refused:
        report_in_reach(cast.binh, today, report.pk)
    assert refused.value.code == "access.forbidden"
