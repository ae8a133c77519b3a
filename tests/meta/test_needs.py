"""Where a browser or a database for the tests is missing, it is installed or the one command is named."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# An apt-get that installs nothing until it was told to update, as on a machine whose lists are empty.
APT_GET = """#!/bin/sh
if [ "$1" = update ]; then : >updated; exit; fi
[ -e updated ] || exit 100
for package; do :; done
printf '#!/bin/sh\\necho "$0 1.0"\\n' >"bin/$package"
chmod +x "bin/$package"
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A clone on a machine that has a shell, an administrator, and a PostgreSQL."""
    (tmp_path / "bin").mkdir()
    for name in ("sh", "chmod", "printf"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    program(tmp_path, "id", "#!/bin/sh\necho 0\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    program(tmp_path, "../.venv/bin/python", "#!/bin/sh\necho PostgreSQL 16\n")
    return tmp_path


def program(machine: Path, name: str, text: str) -> None:
    path = machine / "bin" / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def needs(machine: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(ROOT / "tools" / "test_needs.sh")],
        cwd=machine,
        env={**os.environ, "PATH": str(machine / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_administrator_has_the_browser_installed_after_an_update_of_the_lists(machine: Path) -> None:
    program(machine, "apt-get", APT_GET)
    done = needs(machine)
    assert done.returncode == 0, done.stderr
    assert "安装 chromium" in done.stderr
    assert "chromium 1.0, PostgreSQL 16" in done.stderr


def test_somebody_else_is_told_the_one_command(machine: Path) -> None:
    program(machine, "apt-get", APT_GET)
    program(machine, "id", "#!/bin/sh\necho 1000\n")
    done = needs(machine)
    assert done.returncode == 1
    assert "请运行：sudo apt-get install chromium" in done.stderr
    assert "run: sudo apt-get install chromium" in done.stderr
    assert not (machine / "updated").exists()


def test_without_apt_get_the_command_is_named_too(machine: Path) -> None:
    program(machine, "chromium", "#!/bin/sh\necho Chromium\n")
    program(machine, "../.venv/bin/python", "#!/bin/sh\nexit 1\n")
    done = needs(machine)
    assert done.returncode == 1
    assert "sudo apt-get install postgresql" in done.stderr
