"""The manners of the tree: each a function over a path and its text, each shown able to refuse."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "src/jiheng/"
EXACT = tuple(PACKAGE + part for part in ("model/", "terms/", "standards/", "scoring/", "checks/"))
RUNNER = PACKAGE + "checks/runner.py"

SAID_BY_DJANGO = {"Meta", "Migration"}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
REGION_OR_YEAR = re.compile(
    r"(?:^|_)(?:beijing|tianjin|hebei|shanxi|neimenggu|liaoning|jilin|heilongjiang|shanghai|jiangsu|zhejiang|anhui"
    r"|fujian|jiangxi|shandong|henan|hubei|hunan|guangdong|guangxi|hainan|chongqing|sichuan|guizhou|yunnan|xizang"
    r"|shaanxi|gansu|qinghai|ningxia|xinjiang|hongkong|macau|taiwan|kunming|\d{4})(?:_|$)"
)
CLOCK_AND_ENVIRONMENT = {
    *("os.environ", "os.environb", "os.getenv"),
    *("datetime.now", "datetime.today", "datetime.utcnow", "date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime"),
}
MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(?:home|root|Users|work|opt|tmp|private|mnt)/|\b[A-Z]:\\Users\b")
INDEX_HOST = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|yarnpkg|npmmirror|crates|debian|ubuntu)\.(?:org|com|io|net)\b"
    r"|https?://\S*(?:/simple\b|registry|mirrors?\.)"
)


def names(path: str, _text: str) -> Iterator[str]:
    uncounted = re.sub(r"/migrations/\d{4}_", "/migrations/", path.removesuffix(".py"))  # Django counts them
    for part in uncounted.split("/"):
        if part in EMPTY_NAMES or re.search(r"_v\d+$", part):
            yield f"{part} says nothing of what is in it"
        if REGION_OR_YEAR.search(part):
            yield f"{part} has a region or a year: those are data"


def length(_path: str, text: str) -> Iterator[str]:
    if (lines := text.count("\n")) > 400:
        yield f"{lines} lines"


def broad_except(_path: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler):
            caught = (
                {dotted(part).split(".")[-1] for part in ast.walk(node.type)} if node.type else {"Exception"}
            )
            if caught & {"Exception", "BaseException"}:
                yield f"line {node.lineno}: catches everything"


def floats(_path: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"line {node.lineno}: {node.value}"
        if isinstance(node, ast.Call) and dotted(node.func) == "float":
            yield f"line {node.lineno}: float()"


def clock_and_environment(_path: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            used = {".".join(dotted(node).split(".")[-2:])}
        elif isinstance(node, ast.ImportFrom):
            used = {f"{node.module}.{alias.name}" for alias in node.names}
        else:
            continue
        for name in used & CLOCK_AND_ENVIRONMENT:
            yield f"line {node.lineno}: {name}"


def foreign_imports(_path: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            imported = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            imported = [node.module or ""]
        else:
            continue
        for name in imported:
            if name.split(".")[0] not in {*sys.stdlib_module_names, "jiheng"}:
                yield f"line {node.lineno}: {name}"


def missing_docstrings(_path: str, text: str) -> Iterator[str]:
    def public(body: list[ast.stmt]) -> Iterator[str]:
        for node in body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                and node.name[0] != "_"
                and node.name not in SAID_BY_DJANGO
            ):
                if not ast.get_docstring(node):
                    yield f"line {node.lineno}: {node.name}"
                if isinstance(node, ast.ClassDef):
                    yield from public(node.body)

    yield from public(ast.parse(text).body)


def machine_and_index(_path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := MACHINE_PATH.search(line) or INDEX_HOST.search(line):
            yield f"line {number}: {found.group()}"


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of a name or an attribute, else nothing."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


@dataclass(frozen=True)
class Guard:
    """A rule, the files it holds for, and texts (or paths) that it must refuse and must let pass."""

    rule: Callable[[str, str], Iterator[str]]
    of: tuple[str, ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    but: tuple[str, ...] = ()
    suffix: str = ".py"
    by_path: bool = False

    def holds_for(self, path: str) -> bool:
        return path.startswith(self.of) and not path.startswith(self.but) and path.endswith(self.suffix)

    def complaints(self, sample: str) -> list[str]:
        return list(self.rule(sample, "") if self.by_path else self.rule("sample.py", sample))


GUARDS = {
    "a module's name says what is in it, and no region or year": Guard(
        names,
        ("src/", "tests/", "tools/", "bench/"),
        bad=("a/utils.py", "common/b.py", "form_v2.py", "shanghai_form.py", "rules_2024.py"),
        good=("checks/low_execution_unexplained.py", "reading/pdf.py", "a/migrations/0001_initial.py"),
        by_path=True,
    ),
    "a module can be read at a sitting": Guard(
        length, (PACKAGE,), bad=("x = 1\n" * 401,), good=("x = 1\n" * 400,)
    ),
    "only the check runner catches everything": Guard(
        broad_except,
        (PACKAGE,),
        but=(RUNNER,),
        bad=tuple(
            f"try:\n    f()\n{line}\n    pass"
            for line in ("except:", "except Exception:", "except (KeyError, BaseException) as e:")
        ),
        good=("try:\n    f()\nexcept (KeyError, errors.Broken):\n    pass",),
    ),
    "amounts, points and rates are exact": Guard(
        floats, EXACT, bad=("x = 0.5", "x = float('1')", "x = 1e3"), good=("x = Decimal('0.5')", "x = 1")
    ),
    "below the command line and the web nobody knows the day or the environment": Guard(
        clock_and_environment,
        (PACKAGE,),
        but=(PACKAGE + "cli/", PACKAGE + "web/"),
        bad=(
            "import os\nos.environ['A']",
            "from os import getenv",
            "import datetime as dt\ndt.datetime.now()",
            "from datetime import date\ndate.today()",
            "import time\ntime.time()",
        ),
        good=(
            "from datetime import date\ndate(2024, 1, 1)",
            "import os\nos.path",
            "def f(today): return today",
        ),
    ),
    "the model needs nothing but the standard library": Guard(
        foreign_imports,
        (PACKAGE + "model/",),
        bad=("import typst", "from rich.table import Table"),
        good=("from decimal import Decimal", "from jiheng.model.form import Form"),
    ),
    "everything public says what it is": Guard(
        missing_docstrings,
        (PACKAGE,),
        bad=("def f(): pass", "class A: pass", 'class A:\n    """A."""\n    def f(self): pass'),
        good=(
            "def _f(): pass",
            'def f():\n    """F."""\n    def inner(): pass',
            'class A:\n    """A."""\n    class Meta: pass',
        ),
    ),
    "no file knows a machine or a package index": Guard(
        machine_and_index,
        ("",),
        suffix="",
        bad=(
            *("/".join(("see ", part, "x")) for part in ("home", "root", "work", "tmp", "Users")),
            *(
                ".".join(parts)
                for parts in (("pypi", "org"), ("files.pythonhosted", "org"), ("npmjs", "com"))
            ),
            "/".join(("https:", "", "example.cn", "simple")),
        ),
        good=("src/work/x.py", "https://creativecommons.org", "/usr/local/bin/python3.12"),
    ),
}


def files(guard: Guard) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name and guard.holds_for(name))
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str:
    """Nothing for a file that is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("name", GUARDS)
def test_the_tree_keeps(name: str) -> None:
    guard = GUARDS[name]
    complaints = [
        f"{path.relative_to(ROOT)}: {complaint}"
        for path in files(guard)
        for complaint in guard.rule(path.relative_to(ROOT).as_posix(), text_of(path))
    ]
    assert complaints == []


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_refuses_what_is_bad_and_lets_pass_what_is_good(name: str) -> None:
    guard = GUARDS[name]
    assert all(guard.complaints(sample) for sample in guard.bad)
    assert [complaint for sample in guard.good for complaint in guard.complaints(sample)] == []


def test_the_guards_look_at_the_files_that_are_there() -> None:
    assert all(files(guard) for guard in GUARDS.values())
    assert not GUARDS["only the check runner catches everything"].holds_for(RUNNER)
