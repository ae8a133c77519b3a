"""Where a fresh clone cannot be installed, a person is told what is missing, in two languages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "绩效 自评"
    (folder / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "install.sh", folder / "tools")
    shutil.copy(ROOT / "requirements.lock", folder)
    return folder


def install(clone: Path, **environment: str) -> str:
    """What is said, with *environment* over this one; it must be a refusal and no dump."""
    done = subprocess.run(
        ["sh", "tools/install.sh", "requirements.lock"],
        cwd=clone,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


def fake_python(folder: Path, refuses: str) -> str:
    """A Python that cannot run any code in which *refuses* stands."""
    path = folder / "python3"
    path.write_text(f'#!/bin/sh\ncase "$*" in *{refuses}*) exit 1;; esac\nexec "{sys.executable}" "$@"\n')
    path.chmod(0o755)
    return str(path)


def test_no_python_at_all(clone: Path) -> None:
    said = install(clone, PYTHON="no-such-python")
    assert "需要 Python 3.11、3.12 或 3.13；no-such-python：没有找到" in said
    assert "no-such-python: not found" in said


def test_a_python_that_is_too_old_or_too_new(clone: Path) -> None:
    said = install(clone, PYTHON=fake_python(clone, refuses="version_info"))
    assert "3.11, 3.12 or 3.13 is needed" in said
    assert sys.version.split()[0] in said


def test_a_python_without_venv(clone: Path) -> None:
    said = install(clone, PYTHON=fake_python(clone, refuses="ensurepip"))
    assert "python3-venv" in said
    assert not (clone / ".venv").exists()


def test_no_package_index_within_reach(clone: Path) -> None:
    closed = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9", "PIP_RETRIES": "0"}
    said = install(clone, **closed, PIP_FIND_LINKS="", PYTHON=sys.executable)
    assert "No matching distribution found for" in said
    assert "PIP_INDEX_URL=<镜像地址>" in said
    assert (clone / ".venv" / "install.log").is_file()
