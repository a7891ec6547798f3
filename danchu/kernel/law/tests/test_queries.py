from datetime import date

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.law.models import LawItem, LawRule
from danchu.kernel.law.queries import item, items_for, known_codes, rule
from danchu.kernel.law.services import load_law


@pytest.fixture(autouse=True)
def law() -> None:
    load_law()


def test_a_rule_in_force_is_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        found = rule("R016", on=date(2026, 7, 1))

    assert (int(found.value), found.measure, found.direction) == (5, "wd", "after")
    assert found.citation == "khoản 2 Điều 21 Luật số 10/2022/QH15"
    assert str(found).startswith("R016 Công nhận")


@pytest.mark.parametrize(
    ("asked", "on", "found"),
    [
        ("R121", "2026-06-30", "R121"),
        ("R121", "2026-07-01", "R122"),
        ("R122", "2026-07-01", "R122"),
        ("R122", "2026-06-30", "R121"),
        ("R072", "2023-07-01", "R044"),
        ("R044", "2023-06-30", "R072"),
    ],
)
def test_a_duty_is_asked_by_any_of_its_codes(asked: str, on: str, found: str) -> None:
    assert rule(asked, on=date.fromisoformat(on)).code == found


def test_a_chain_of_replacements_is_followed_to_its_end() -> None:
    old = LawRule.objects.get(code="R121")
    LawRule.objects.filter(code="R122").update(effective_to=date(2027, 12, 31))
    old.pk, old.code, old.replaces_id = None, "R990", "R122"
    old.effective_from, old.effective_to = date(2028, 1, 1), None
    old.save()

    assert rule("R121", on=date(2028, 6, 1)).code == "R990"
    assert rule("R990", on=date(2020, 6, 1)).code == "R121"


def test_a_duty_that_split_is_followed_past_the_branch_that_ended() -> None:
    LawRule.objects.filter(code="R122").update(effective_to=date(2027, 12, 31))
    other = LawRule.objects.get(code="R122")
    other.pk, other.code = None, "R991"
    other.effective_from, other.effective_to = date(2028, 1, 1), None
    other.save()

    assert rule("R121", on=date(2028, 6, 1)).code == "R991"
    assert rule("R121", on=date(2027, 6, 1)).code == "R122"


@pytest.mark.parametrize(
    ("code", "on"),
    [("R034", "2025-03-01"), ("R016", "2023-06-30"), ("R122", "2012-06-30")],
    ids=["ended without heir", "before the law", "before the first of the chain"],
)
def test_a_rule_not_in_force_is_refused_with_its_day(code: str, on: str) -> None:
    day = date.fromisoformat(on)

    with pytest.raises(RuleBroken, match=r"law\.not_in_force") as refused:
        rule(code, on=day)

    assert f"“{code}” không có hiệu lực vào ngày {day:%d/%m/%Y}" in (
        explain(refused.value).text
    )


def test_an_unknown_code_is_said_to_be_unknown() -> None:
    for ask in (rule, item):
        with pytest.raises(RuleBroken, match=r"law\.no_such_code"):
            ask("R999", on=date(2026, 7, 1))


def test_an_item_is_in_force_from_its_first_to_its_last_day() -> None:
    LawItem.objects.filter(code="XA-CK-07").update(valid_to=date(2026, 6, 30))

    found = item("XA-CK-07", on=date(2026, 6, 30))

    assert found.citation == "khoản 7 Điều 11 Luật số 10/2022/QH15"
    assert str(found).startswith("XA-CK-07 ")
    for day in (date(2023, 6, 30), date(2026, 7, 1)):
        with pytest.raises(RuleBroken, match=r"law\.not_in_force"):
            item("XA-CK-07", on=day)


def test_what_a_commune_must_disclose_on_a_day() -> None:
    LawItem.objects.filter(code="XA-CK-14").update(valid_to=date(2026, 6, 30))

    assert items_for("commune", "disclose", on=date(2026, 6, 30)).count() == 14
    assert [
        found.code for found in items_for("commune", "disclose", on=date(2026, 7, 1))
    ] == [f"XA-CK-{n:02}" for n in range(1, 14)]
    assert items_for("agency", "disclose", on=date(2026, 7, 1)).count() == 12
    assert items_for("commune", "disclose", on=date(2023, 6, 30)).count() == 0


def test_every_code_that_may_be_cited_is_known() -> None:
    codes = known_codes()

    assert len(codes) == 161 + 92
    assert {"R016", "XA-CK-07", "TN-CK-đ"} <= codes


@pytest.mark.parametrize(
    ("level", "words"),
    [("verified", ""), ("memory", "chưa kiểm chứng")],
)
def test_the_screen_says_how_sure_we_are(level: str, words: str) -> None:
    assert LawRule(confidence=level).caution == words
    assert LawItem(confidence=level).caution == words


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"domain": "x"}, "domain_known"),
        ({"base_code": "x"}, "base_code_known"),
        ({"direction": "x"}, "direction_known"),
        ({"measure": "x"}, "measure_known"),
        ({"confidence": "x"}, "confidence_known"),
        ({"effective_to": date(2000, 1, 1)}, "ends_after_it_begins"),
        ({"numerator": 1}, "share_is_a_fraction"),
    ],
)
def test_the_table_of_rules_refuses(change: dict[str, object], constraint: str) -> None:
    with (
        pytest.raises(IntegrityError, match=f"law_lawrule_{constraint}"),
        transaction.atomic(),
    ):
        LawRule.objects.filter(code="R001").update(**change)


@pytest.mark.parametrize(
    "field",
    [
        "kind",
        "rhythm",
        "visibility",
        "recognised_by",
        "effect",
        "scope",
        "confidence",
    ],
)
def test_the_table_of_items_refuses_unknown_words(field: str) -> None:
    with (
        pytest.raises(IntegrityError, match=f"law_lawitem_{field}_known"),
        transaction.atomic(),
    ):
        LawItem.objects.filter(code="XA-CK-01").update(**{field: "x"})
