"""The end of the chain noted outside of the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiheng.web.apps.audit.anchor import Anchor, anchor_of, move_anchor
from jiheng.web.config.folder import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


def test_the_anchor_goes_on_and_never_back_by_itself(folder: DataFolder) -> None:
    assert anchor_of(folder) is None
    move_anchor(folder, 5, "e")
    move_anchor(folder, 4, "d")
    assert anchor_of(folder) == Anchor(5, "e")
    move_anchor(folder, 4, "d", back=True)
    assert anchor_of(folder) == Anchor(4, "d")


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"number": "x", "hash": ""}', '{"hash": ""}'])
def test_an_anchor_that_a_power_cut_damaged_is_told_and_does_not_stop_saving(
    folder: DataFolder, damaged: str
) -> None:
    folder.anchor.write_text(damaged, "utf-8")
    with pytest.raises(ValueError, match=r"."):
        anchor_of(folder)
    move_anchor(folder, 7, "g")
    assert anchor_of(folder) == Anchor(7, "g")
