"""Whatever is asked, the answer is one that the description announces."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance

from danchu.indicators.services import load_catalogue
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.ledger.tests.published import publish
from danchu.registry.services.tokens import add_token
from danchu.testing.cast import make_cast

RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
FILING = "/filings/{form}/{unit}/{period}"
QUESTIONS = [
    # What has no parameter that could be wrong.
    *(("GET", path, RIGHT) for path in ("/errors", "/filings/due", FILING)),
    *(("POST", f"{FILING}/{deed}", RIGHT) for deed in ("submit", "approve", "publish")),
    *(
        (method, path, mode)
        for method, path in (
            ("GET", "/figures"),
            ("GET", "/units"),
            ("GET", "/units/{unit_id}"),
            ("GET", "/forms/{form}"),
            ("GET", "/forms/{form}/completeness"),
            ("GET", "/news"),
            ("GET", "/news/{article}"),
            ("GET", "/ledger/proof"),
            ("GET", "/ledger/consistency"),
            ("POST", "/ledger/cosignatures"),
            ("GET", "/filings"),
            ("PUT", FILING),
            ("POST", f"{FILING}/return"),
            ("POST", f"{FILING}/correct"),
            ("POST", f"{FILING}/extend"),
            ("POST", "/values"),
        )
        for mode in (RIGHT, WRONG)
    ),
]
FROM_ABOVE = ("/return", "/correct", "/extend")
"""Deeds of whoever receives the filing; a clerk would find nothing there."""
KNOWN_PATH = {"form": "PL4", "unit": "code:90101", "period": "2025Q4"}
KNOWN: dict[str, dict[str, Any]] = {
    "/forms/{form}": {"unit": "code:90101", "period": "2025Q4"},
    "/forms/{form}/completeness": {"unit": "code:90101", "period": "2025Q4"},
    "/filings": {"unit": "code:901", "period": "2025Q4", "form": "PL4"},
    "/figures": {
        "indicator": "G01",
        "within": "901",
        "period": "2025Q4",
        "as_of_map": "2026-01-01",
        "floor": "published",
    },
    "/ledger/proof": {"item": "figures:1"},
    "/ledger/consistency": {"old": 2, "new": 3},
    "/units": {"within": "901", "as_of": "2026-01-01"},
}
"""What is there, so that half of the questions have an answer."""
REFUSALS = schemathesis.Config.from_dict(
    {
        "checks": {
            "negative_data_rejection": {
                "expected-statuses": [400, 401, 403, 404, 409, 413, 415, 422, 428]
            }
        }
    }
)
"""A text that is too long may first be too large: 413, which is not expected else."""
BOUNDED = settings(
    max_examples=50,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Keep the connection that the transaction is on, as Django's client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize(("method", "path", "mode"), QUESTIONS)
def test_every_answer_is_as_described(
    method: str, path: str, mode: GenerationMode
) -> None:
    load_catalogue()
    cast = make_cast()
    who = cast.giang if path.endswith(FROM_ABOVE) else cast.binh
    for size in (2, 1):
        publish(size)
        sign_checkpoint(at=timezone.now())
    _, secret = add_token(
        actor=who,
        post=who.posts.get(),
        name="Phần mềm",
        days=90,
        at=timezone.now(),
    )
    described = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", app=WSGIHandler(), config=REFUSALS
    )
    operation = described[f"/api/v1{path}"][method]
    is_signed = path.startswith(("/filings", "/values")) or path.endswith(
        "/completeness"
    )
    headers = {"Authorization": f"Bearer {secret}"} if is_signed else {}

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode), is_known=booleans())
    def answers(case: Any, *, is_known: bool) -> None:
        if is_known and mode == RIGHT:
            case.query = {**case.query, **KNOWN.get(path, {})}
        if is_known and case.path_parameters.keys() <= KNOWN_PATH.keys():
            names = case.path_parameters.keys()
            case.path_parameters = {name: KNOWN_PATH[name] for name in names}
        # A well-formed day, code or pair of periods may still be none that is known.
        case.call_and_validate(
            excluded_checks=[positive_data_acceptance], headers=headers
        )

    answers()
