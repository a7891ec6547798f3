from datetime import date

import pytest

from danchu.kernel import errors
from danchu.kernel.errors import RuleBroken, Sentence, explain, register

QUORUM = Sentence(
    "Mới có {present}/{needed} hộ tham gia, hạn {until:%d/%m/%Y}.",
    "Hãy gia hạn, hoặc tổ chức lại vào {until}.",
    status=422,
)


@pytest.fixture(autouse=True)
def quorum_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "_sentences", {})
    register({"test.quorum": QUORUM})


def test_a_refusal_reads_as_its_sentence_with_the_facts() -> None:
    broken = RuleBroken("test.quorum", needed=101, present=96, until=date(2026, 7, 3))

    told = explain(broken)

    assert told == errors.Explanation(
        code="test.quorum",
        text="Mới có 96/101 hộ tham gia, hạn 03/07/2026.",
        cure="Hãy gia hạn, hoặc tổ chức lại vào 2026-07-03.",
        status=422,
    )


def test_missing_and_misshapen_facts_never_hide_the_refusal() -> None:
    broken = RuleBroken("test.quorum", needed=101, until=7)

    told = explain(broken)

    assert told.text == "Mới có …/101 hộ tham gia, hạn 7."


def test_braces_in_a_fact_are_text_and_not_a_template() -> None:
    broken = RuleBroken("test.quorum", needed="{present}", present="{0.__class__}")

    told = explain(broken)

    assert told.text == "Mới có {0.__class__}/{present} hộ tham gia, hạn …."


@pytest.mark.parametrize("name", ["{needed.real.imag}", "{needed[3]}", "{0}", "{}"])
def test_a_template_that_reaches_too_far_shows_dots(name: str) -> None:
    register({"test.far": Sentence(name, "–")})

    told = explain(RuleBroken("test.far", needed=None))

    assert told.text == "…"


def test_a_code_without_a_sentence_is_told_plainly_with_its_code() -> None:
    told = explain(RuleBroken("nobody.wrote.this", code="something else"))

    assert told.text == errors.UNKNOWN.text
    assert "“nobody.wrote.this”" in told.cure
    assert told.status == 409


def test_one_code_never_means_two_things() -> None:
    register({"test.quorum": QUORUM})

    with pytest.raises(ValueError, match=r"two sentences for the code 'test\.quorum'"):
        register({"test.quorum": Sentence("Khác.", "Khác.")})

    assert errors.known_sentences() == {"test.quorum": QUORUM}


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (RuleBroken("test.quorum"), "test.quorum"),
        (RuleBroken("test.quorum", needed=3), "test.quorum {'needed': 3}"),
    ],
    ids=["without facts", "with facts"],
)
def test_a_refusal_in_a_log_says_code_and_facts(broken: RuleBroken, text: str) -> None:
    assert str(broken) == text
