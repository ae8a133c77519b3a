"""The data folder against other accounts of the machine: passwords, sessions and forms are in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jiheng.web.config.folder import DataFolder


@pytest.mark.skipif(os.name != "posix", reason="files have no modes here")
@pytest.mark.parametrize("umask", [0o022, 0o000])
def test_a_new_data_folder_is_closed_to_other_accounts(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        folder = DataFolder(tmp_path / "data")
        folder.key("session")
    finally:
        os.umask(before)
    assert folder.path.stat().st_mode & 0o077 == 0
    assert folder.keys_file.stat().st_mode & 0o077 == 0
