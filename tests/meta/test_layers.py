"""The import contract in pyproject.toml holds, and every part of it can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo', '--no-cache'])"

VIOLATIONS = {
    "an import back": ("model/planted.py", "import jiheng.scoring"),
    "an import back from deep inside": ("terms/planted.py", "def f():\n    from jiheng.checks import runner"),
    "an import back through the package": ("model/planted.py", "import jiheng\nimport jiheng.cli"),
    "a sibling": ("reading/planted.py", "import jiheng.checks"),
    "another sibling": ("writing/planted.py", "from jiheng import reading"),
    "a module nobody listed": ("planted.py", ""),
    "a library that makes files, outside writing": ("checks/planted.py", "import xlsxwriter"),
    "a library that opens workbooks, outside reading and writing": ("scoring/planted.py", "import openpyxl"),
    "the web from below": ("reading/planted.py", "import jiheng.web"),
    **{
        f"{library} in the command line": ("cli/planted.py", f"import {library}")
        for library in ("django", "granian", "ninja", "psycopg", "whitenoise")
    },
}
WELCOME = {
    "makes files, in writing": ("writing/planted.py", "import openpyxl, typst, xlsxwriter"),
    "opens workbooks, in reading": ("reading/planted.py", "import openpyxl"),
    "serves pages, in web": ("web/planted.py", "import django, granian, ninja, psycopg, whitenoise"),
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    only_python = shutil.ignore_patterns(
        "__pycache__", "fonts", "data", "static", "templates", "*.md", "*.toml"
    )
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=only_python)
    return tmp_path


def test_the_contract_holds(copy: Path) -> None:
    verdict = lint(copy)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_the_contract_refuses(violation: str, copy: Path) -> None:
    place, text = VIOLATIONS[violation]
    (copy / "src" / "jiheng" / place).write_text(text, encoding="utf-8")
    verdict = lint(copy)
    assert verdict.returncode == 1
    assert "planted" in verdict.stdout


@pytest.mark.parametrize("library", WELCOME)
def test_the_contract_welcomes_a_library_that(library: str, copy: Path) -> None:
    place, text = WELCOME[library]
    (copy / "src" / "jiheng" / place).write_text(text, encoding="utf-8")
    verdict = lint(copy)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
