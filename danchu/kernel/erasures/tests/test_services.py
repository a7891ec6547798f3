from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.erasures import journal
from danchu.kernel.erasures.models import Erasure
from danchu.kernel.erasures.rules import Line
from danchu.kernel.erasures.services import adopt, catch_up, erase, replay
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.models import Opening
from danchu.kernel.ledger.queries import latest_self_check
from danchu.kernel.ledger.services import self_check
from danchu.kernel.ledger.tests.published import run
from danchu.kernel.publication import kinds
from danchu.kernel.publication.kinds import Kind
from danchu.kernel.publication.models import Withdrawal
from danchu.kernel.publication.services import publish
from danchu.kernel.units.models import Unit
from danchu.testing.cast import Cast, make_cast

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
NAME = "Nguyễn Thị Mơ"
LIST = Kind("list", "Danh sách", lambda _: {"name": NAME})


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def _file(settings: Settings, tmp_path: Path) -> None:
    settings.ERASURES = tmp_path / "erasures.jsonl"


def published(cast: Cast, unit: Unit) -> str:
    dossier = open_dossier(kind="list", unit=unit, at=NOW, phase=Phase.OPEN)
    made = publish(dossier=dossier, kind=LIST, actor=cast.cuc, at=NOW)
    assert made is not None
    return made.item


def erased(cast: Cast, item: str) -> Erasure:
    return erase(
        kind="published",
        key=item,
        ground="Yêu cầu, hồ sơ số 1",
        actor=cast.cuc,
        post=cast.cuc.posts.get(),
        at=NOW,
    )


def test_a_published_item_is_erased_and_the_row_says_why(cast: Cast) -> None:
    item = published(cast, cast.hoa_thuan)
    other = published(cast, cast.tan_lap)
    assert NAME.encode() in bytes(Opening.objects.get(leaf__item=item).face)

    made = erased(cast, item)

    assert list(Opening.objects.values_list("leaf__item", flat=True)) == [other]
    assert Withdrawal.objects.get().reason == "Yêu cầu, hồ sơ số 1"
    assert (made.kind, made.key, made.post) == (
        "published",
        item,
        cast.cuc.posts.get(),
    )
    assert self_check(at=NOW).findings == []


def test_what_the_owner_of_a_kind_holds_is_forgotten_with_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[int] = []
    kind = replace(LIST, forget=lambda dossier, _how: forgotten.append(dossier.pk))
    monkeypatch.setitem(kinds._KINDS, "list", kind)  # noqa: SLF001 -- for this test alone
    item = published(cast, cast.hoa_thuan)

    erased(cast, item)
    replay(at=NOW)

    assert forgotten == [int(item.removeprefix("list:"))]


def test_what_is_gone_is_not_erased_again(cast: Cast) -> None:
    item = published(cast, cast.hoa_thuan)
    erased(cast, item)

    with pytest.raises(RuleBroken, match=r"erasures.nothing_there"):
        erased(cast, item)
    assert Erasure.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "kind", "ground"),
    [
        ("erasures.unknown_kind", "ghost", "Yêu cầu"),
        ("erasures.ground_missing", "published", " "),
        ("erasures.ground_missing", "published", "x" * 501),
    ],
)
def test_an_erasure_says_what_and_why(
    cast: Cast, code: str, kind: str, ground: str
) -> None:
    item = published(cast, cast.hoa_thuan)

    with pytest.raises(RuleBroken, match=code):
        erase(kind=kind, key=item, ground=ground, actor=cast.cuc, post=None, at=NOW)
    assert Opening.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE erasures_erasure SET ground = 'khác'",
        "DELETE FROM erasures_erasure",
        "TRUNCATE erasures_erasure",
    ],
)
def test_an_erasure_is_kept_even_from_the_owner(cast: Cast, statement: str) -> None:
    erased(cast, published(cast, cast.hoa_thuan))

    run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)


def test_the_file_gets_its_line_after_the_commit_and_holds_no_name(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    item = published(cast, cast.hoa_thuan)
    with django_capture_on_commit_callbacks(execute=True):
        made = erased(cast, item)
        assert journal.load() is None

    held = journal.load()
    assert held is not None
    assert [(line.mark, line.key) for line in held.lines] == [(made.mark, item)]
    text = journal.path().read_text()
    assert NAME not in text
    assert journal.path().stat().st_mode & 0o777 == 0o600


def test_a_file_left_behind_catches_up_and_a_torn_line_harms_nothing(
    cast: Cast,
) -> None:
    first = erased(cast, published(cast, cast.hoa_thuan))
    assert catch_up() == 1
    with journal.path().open("a") as file:
        file.write('{"mark": "torn by a dea')
    second = erased(cast, published(cast, cast.tan_lap))

    assert catch_up() == 1

    held = journal.load()
    assert held is not None
    assert [line.mark for line in held.lines] == [first.mark, second.mark]
    assert held.spoilt == 1
    assert catch_up() == 0


def test_a_file_is_made_even_while_nothing_was_erased(cast: Cast) -> None:
    del cast
    assert journal.load() is None
    assert catch_up() == 0
    assert journal.load() == journal.Journal((), 0)


def test_what_only_the_file_knows_is_erased_after_a_restore(cast: Cast) -> None:
    item = published(cast, cast.hoa_thuan)
    kept = published(cast, cast.tan_lap)
    line = Line(uuid4(), "published", item, "Yêu cầu, hồ sơ số 1", NOW)

    assert (adopt([line]), adopt([line])) == (1, 0)
    first, second = replay(at=NOW), replay(at=NOW)

    assert (first.erased, first.already) == (1, 0)
    assert (second.erased, second.already) == (0, 1)
    assert list(Opening.objects.values_list("leaf__item", flat=True)) == [kept]
    check = self_check(at=NOW)
    assert (check.findings, latest_self_check()) == ([], check)


def test_a_new_row_never_gets_the_number_of_an_erased_one(cast: Cast) -> None:
    item = published(cast, cast.hoa_thuan)
    far = int(item.removeprefix("list:")) + 40
    adopt([Line(uuid4(), "published", f"list:{far}", "Yêu cầu", NOW)])

    told = replay(at=NOW)

    assert (told.erased, told.already) == (0, 1)
    assert published(cast, cast.hoa_thuan) == f"list:{far + 1}"
    assert Dossier.objects.filter(pk=far).exists() is False


def test_a_kind_that_nobody_erases_any_more_is_told(cast: Cast) -> None:
    del cast
    adopt([Line(uuid4(), "ghost", "1", "Yêu cầu", NOW)])

    assert replay(at=NOW).unknown == ("ghost",)
