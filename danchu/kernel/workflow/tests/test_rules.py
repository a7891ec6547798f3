import pytest

from danchu.kernel.access.actions import Action
from danchu.kernel.errors import RuleBroken
from danchu.kernel.workflow.rules import Step, Workflow
from danchu.kernel.workflow.tests.errands import SEND, WORKFLOW, Status

GO = Action("test.go", "Đi", frozenset())


@pytest.mark.parametrize("state", list(Status))
def test_every_button_of_a_page_is_a_step(state: Status) -> None:
    for step in WORKFLOW.steps_from(state):
        assert WORKFLOW.step(state, step.target) is step


def test_a_page_offers_what_may_follow() -> None:
    assert [step.target for step in WORKFLOW.steps_from(Status.SENT)] == [
        Status.DRAFT,
        Status.ACCEPTED,
    ]
    assert WORKFLOW.states == frozenset(Status)


def test_a_step_that_was_not_declared_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"workflow\.no_such_step"):
        WORKFLOW.step(Status.DRAFT, Status.ACCEPTED)


def test_what_is_finished_moves_only_where_the_workflow_reopens() -> None:
    assert WORKFLOW.step(Status.ACCEPTED, Status.DRAFT, finished=True).needs_reason
    assert len(WORKFLOW.steps_from(Status.ACCEPTED, finished=True)) == 1

    assert WORKFLOW.steps_from(Status.DROPPED, finished=True) == ()
    with pytest.raises(RuleBroken, match=r"workflow\.already_finished"):
        WORKFLOW.step(Status.DROPPED, Status.DRAFT, finished=True)


@pytest.mark.parametrize(
    ("steps", "reopens", "mistake"),
    [
        ((), frozenset(), "has no steps"),
        (
            (Step("a", "b", GO, "open"), Step("a", "b", SEND, "done")),
            frozenset(),
            "two steps between the same states",
        ),
        ((Step("a", "a", GO, "open"),), frozenset(), "leads nowhere"),
        ((Step("a", "b", GO, "somewhere"),), frozenset(), "dossiers do not know"),
        ((Step("a", "b", GO, "done"),), frozenset({"b"}), "no step leaves"),
    ],
    ids=["empty", "twice", "nowhere", "phase", "reopens"],
)
def test_a_mistake_in_a_workflow_stops_the_program_at_its_start(
    steps: tuple[Step, ...], reopens: frozenset[str], mistake: str
) -> None:
    with pytest.raises(ValueError, match=f"workflow errand: .*{mistake}"):
        Workflow("errand", steps, reopens)
