"""State machines as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass

from danchu.kernel.access.actions import Action
from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.errors import RuleBroken


@dataclass(frozen=True)
class Step:
    """One permitted move, the action it takes and the phase it leads to."""

    source: str
    target: str
    action: Action
    phase: str
    needs_reason: bool = False


@dataclass(frozen=True)
class Workflow:
    """The moves that one kind of dossier allows.

    `reopens` are the states a finished dossier may leave; out of every other finished
    state no step leads, whatever `steps` say. A mistake here stops the program when it
    starts, not when somebody presses the button.
    """

    name: str
    steps: tuple[Step, ...]
    reopens: frozenset[str] = frozenset()
    has_personal_reasons: bool = False
    """Whether a reason may name somebody, and so is kept where it can be erased."""

    def __post_init__(self) -> None:
        for mistake in self._mistakes():
            message = f"workflow {self.name}: {mistake}"
            raise ValueError(message)

    def step(self, source: str, target: str, *, finished: bool = False) -> Step:
        """Return the step between two states, or refuse."""
        if finished and source not in self.reopens:
            raise RuleBroken("workflow.already_finished", state=source)
        for step in self.steps:
            if (step.source, step.target) == (source, target):
                return step
        raise RuleBroken("workflow.no_such_step", source=source, target=target)

    def steps_from(self, source: str, *, finished: bool = False) -> tuple[Step, ...]:
        """Return the steps that lead out of a state: the buttons of a page."""
        if finished and source not in self.reopens:
            return ()
        return tuple(step for step in self.steps if step.source == source)

    @property
    def states(self) -> frozenset[str]:
        """Every state that a step leaves or reaches."""
        return frozenset(
            state for step in self.steps for state in (step.source, step.target)
        )

    def _mistakes(self) -> Iterator[str]:
        moves = [(step.source, step.target) for step in self.steps]
        if not moves:
            yield "has no steps"
        if len(set(moves)) < len(moves):
            yield "has two steps between the same states"
        if any(source == target for source, target in moves):
            yield "has a step that leads nowhere"
        if not {step.phase for step in self.steps} <= set(Phase):
            yield "leads to a phase that dossiers do not know"
        if not self.reopens <= {source for source, _ in moves}:
            yield "reopens a state that no step leaves"
