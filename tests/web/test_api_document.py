"""The interface keeps to its OpenAPI document, whatever it is sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.openapi import from_wsgi
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.api.services import make_token
from jiheng.web.apps.evaluations.document import cell_paths
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.review.transitions import TRANSITIONS
from jiheng.web.config.wsgi import application
from people import build_city
from published import QUICK_HASHERS, example_form, published

EXAMPLES = 100 if os.environ.get("JIHENG_SOAK") else 10
schema = from_wsgi("/api/openapi.json", application)


def is_random(number: int | str) -> bool:
    """True for a large number; small ones are kept, since they may be there or not."""
    return len(str(number)) > 2


@dataclass
class Place:
    """A city with an open and a published form, and a clerk who may do much with them."""

    token: str
    form: ProjectForm
    publication: int

    def aim(self, case: schemathesis.Case) -> None:
        """Numbers and names made at random hit nothing; most are replaced by those that are there."""
        there = {
            "form_id": self.form.pk,
            "task_id": self.form.task_id,
            "publication_id": self.publication,
            "version": 1,
        }
        case.path_parameters.update(
            {name: there[name] for name, value in case.path_parameters.items() if is_random(value)}
        )
        if isinstance(case.body, dict):
            self._aim_body(case.body)

    def _aim_body(self, body: dict[str, Any]) -> None:
        self.form.refresh_from_db()
        there = {"task": self.form.task_id, "unit": self.form.unit.code, "version": self.form.version}
        body.update({name: value for name, value in there.items() if name in body})
        if "step" in body:
            body["step"] = TRANSITIONS[len(body["step"]) % 2].id
        cells = dict(cell_paths(self.form.document))
        for edit in body.get("edits", ()):
            if isinstance(edit["new"], str):
                edit["path"] = list(cells)[len(str(edit)) % len(cells)]
                edit["old"] = cells[edit["path"]]
            else:
                edit["path"], edit["old"] = "indicators[k99]", None
        for number, form in enumerate(body.get("forms", ())):
            form["header"] = {
                "project_code": f"Q{number}",
                "project": "会议费",
                "unit_code": self.form.unit.code,
            }


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The server would drop the connection between requests, and with it what the test has stored."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def place(db: None, one_connection: None, settings: Any) -> Place:
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    city = build_city()
    public = published(city, example_form(city, code="P1"))
    token = make_token(user=city.people[Role.FILLER], name="测试", days=30)[1]
    return Place(token, example_form(city, code="P2"), public.pk)


@schema.parametrize()
@hypothesis.settings(max_examples=EXAMPLES, suppress_health_check=list(hypothesis.HealthCheck))
def test_every_answer_is_one_that_the_document_names(case: schemathesis.Case, place: Place) -> None:
    if case.meta.generation.mode is GenerationMode.POSITIVE:
        place.aim(case)
    # What is right in shape can still be refused: an unknown unit, a step out of turn.
    left_out = [positive_data_acceptance]
    body = case.meta.components.get(ParameterLocation.BODY)
    if body is None or body.mode is GenerationMode.POSITIVE:
        # One header more is held to be wrong, which every server lets pass.
        left_out.append(negative_data_rejection)
    case.call_and_validate(headers={"Authorization": f"Bearer {place.token}"}, excluded_checks=left_out)
