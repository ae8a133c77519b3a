"""The catalogue refuses what is not one well-named check a file."""

import sys
import types

import pytest

from jiheng.checks import catalogue as package
from jiheng.checks.catalogue import CatalogueError, _only_check, catalogue


def test_a_file_without_a_check_or_with_two_is_refused(monkeypatch):
    module = types.ModuleType("planted")
    monkeypatch.setitem(sys.modules, "planted", module)
    with pytest.raises(CatalogueError, match="0 checks"):
        _only_check("planted")
    module.one, module.two = list(package().values())[:2]
    with pytest.raises(CatalogueError, match="2 checks"):
        _only_check("planted")


def test_a_check_in_another_familys_folder_is_refused(monkeypatch):
    monkeypatch.setattr(sys.modules["jiheng.checks.catalogue"], "FAMILIES", {"ZZZ": "funds"})
    with pytest.raises(CatalogueError, match="funds"):
        catalogue.__wrapped__()
