"""A change of rights is visible in the diff of docs/access.md."""

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module

from danchu.kernel.access.actions import Action, Role, Where, known_actions
from danchu.kernel.people.models import ROLE_CHOICES
from tests.invariants.papers import ACCESS, RENEW, access_paper, papers
from tests.invariants.source import ROOT, modules, name_of

READ = Action("planted.read", "Đọc", frozenset({Role.CLERK}), Where.WITHIN)
ROLES = dict(ROLE_CHOICES)


def declared() -> set[Action]:
    """Return every Action that stands in rules, registered or not."""
    found: set[Action] = set()
    for path in modules():
        name = name_of(path).removesuffix(".py").replace("/", ".")
        if ".rules" in name:
            module = import_module(name.removesuffix(".__init__"))
            found |= {v for v in vars(module).values() if isinstance(v, Action)}
    return found


def unregistered(found: Iterable[Action], known: Iterable[Action]) -> list[str]:
    """List actions that pages and papers would not know."""
    return sorted(action.name for action in set(found) - set(known))


def test_the_paper_is_what_the_code_says() -> None:
    assert (ROOT / ACCESS).read_text() == papers()[ACCESS](), f"run {RENEW}"


def test_every_action_is_registered() -> None:
    assert len(declared()) > 0
    assert unregistered(declared(), known_actions()) == []


def test_every_role_of_an_action_can_be_held() -> None:
    assert {str(role) for role in Role} == set(ROLES)


def test_a_right_that_was_widened_changes_the_paper() -> None:
    before = access_paper((READ,), ROLES)

    wider = replace(READ, roles=frozenset({Role.CLERK, Role.AUDITOR}))
    farther = replace(READ, where=Where.PARENT)

    assert "`planted.read`" in before
    assert len({before, *(access_paper((a,), ROLES) for a in (wider, farther))}) == 3


def test_an_action_nobody_registered_is_found() -> None:
    assert unregistered([READ], known_actions()) == ["planted.read"]
