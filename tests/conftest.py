"""What several groups of tests need."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import settings

import databases
from jiheng.model import Form
from jiheng.model.serial import document_from_json

# A test that passed yesterday passes today, however slow the machine; `make soak` looks for new examples,
# and for twenty times as many.
settings.register_profile("test", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=2000)
settings.load_profile("soak" if os.environ.get("JIHENG_SOAK") else "test")

ROOT = Path(__file__).resolve().parents[1]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Say which database the web is tested on, however quiet the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and databases.KIND != "sqlite":
        reporter.write_line(databases.description())


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared documents: JIHENG_SHARED, else the one beside the repository.

    Where it is missing the test is skipped with a message, or fails where CI is set.
    """
    folder = Path(os.environ.get("JIHENG_SHARED", ROOT.parent / "shared"))
    if not (folder / "seed").is_dir():
        message = f"{folder} is not there; JIHENG_SHARED names the folder of the shared documents"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def published(shared: Path) -> tuple[Form, ...]:
    """The four published forms as they are printed."""
    truth = (shared / "seed" / "truth" / "seed.json").read_text("utf-8")
    forms = document_from_json(json.loads(truth))
    assert isinstance(forms, tuple)
    return forms
