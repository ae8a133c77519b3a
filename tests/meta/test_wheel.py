"""The wheel holds everything that is needed at run time, and works where nothing of the checkout is."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "jiheng"
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
SCRIPTS = Path(sys.executable).parent
DATA = {".toml", ".md", ".ttf", ".typ", ".css", ".js", ".svg", ".html", ".txt"}


def run(*command: str | Path, cwd: Path) -> str:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL"))
    }
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment of its own, which has the wheel and borrows the libraries of this one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    run(SCRIPTS / "uv", "pip", "install", "--offline", "--no-deps", "--python", python, wheel, cwd=folder)
    packages = next((folder / "env" / "lib").glob("python*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def test_the_wheel_holds_the_data_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    data = {
        f"jiheng/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.suffix in DATA or path.name in {"py.typed", "OFL.txt"} or path.parent.name == "migrations"
        if "__pycache__" not in path.parts
    }
    assert {
        "jiheng/py.typed",
        "jiheng/writing/fonts/NotoSerifSC-Regular.ttf",
        "jiheng/web/templates/base.html",
        "jiheng/web/static/app/app.css",
        "jiheng/web/demo/lanjiang-2024.txt",
        "jiheng/web/apps/audit/migrations/0001_initial.py",
    } <= data
    assert data - held == set()
    assert {name.split("/")[0].split("-")[0] for name in held} == {"jiheng"}
    assert not any("test" in name for name in held)


def test_the_installed_package_is_the_wheels(elsewhere: Path) -> None:
    where = run("env/bin/python", "-c", "import jiheng; print(jiheng.__file__)", cwd=elsewhere)
    assert Path(where.strip()).is_relative_to(elsewhere)


def test_the_command_line_works_elsewhere(elsewhere: Path) -> None:
    assert "FND207" in run("env/bin/jiheng", "explain", "FND207", cwd=elsewhere)
    run("env/bin/jiheng", "write", EXAMPLES[0], "--to", "pdf", "-o", "form.pdf", cwd=elsewhere)
    assert (elsewhere / "form.pdf").read_bytes().startswith(b"%PDF")


def test_the_demo_opens_elsewhere(elsewhere: Path) -> None:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "JIHENG"))
    }
    server = subprocess.Popen(
        ["env/bin/jiheng", "serve", "--demo", "--data", "data", "--port", "8500"],
        cwd=elsewhere,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr
        line = next(line for line in server.stderr if "打开：" in line)
        address = line.strip().rpartition("：")[2]
        for path, words in (
            ("accounts/login/", "tianbao"),
            ("static/app/app.css", "{"),
            ("public/2024/", "澜江市"),
        ):
            with urlopen(f"{address}{path}") as answer:  # noqa: S310  our own server
                assert words in answer.read().decode()
    finally:
        server.terminate()
        server.communicate()
    assert server.returncode == 0
