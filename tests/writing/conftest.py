"""The published forms that lie beside the repository."""

import json
import os
from pathlib import Path

import pytest

from jiheng.model.serial import document_from_json

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def seed():
    shared = Path(os.environ.get("JIHENG_SHARED", ROOT.parent / "shared"))
    truth = shared / "seed" / "truth" / "seed.json"
    if not truth.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{truth} must be there where CI is set")
        pytest.skip(f"{truth} is not there")
    return document_from_json(json.loads(truth.read_text(encoding="utf-8")))
