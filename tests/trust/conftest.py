"""One installation in a folder for the tests of a module, and who works in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from nursery import Nursery

FORMS = 9


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    made = Nursery(tmp_path_factory.mktemp("installation"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def forms(nursery: Nursery) -> list[int]:
    """The ids of the forms, the complete one first."""
    found = nursery.do("build", forms=FORMS)
    assert "forms" in found, found
    return list(found["forms"])


@pytest.fixture(scope="module")
def backups(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backups")
