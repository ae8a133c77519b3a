"""The published forms, as values."""

import json

import pytest

from jiheng.model.serial import document_from_json


@pytest.fixture(scope="session")
def seed(shared):
    truth = shared / "seed" / "truth" / "seed.json"
    return document_from_json(json.loads(truth.read_text(encoding="utf-8")))
