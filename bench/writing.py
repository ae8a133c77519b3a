"""What the writing of forms costs: forms a second and bytes a form, beside LibreOffice on the same forms."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from jiheng.checks import catalogue
from jiheng.model import Form, Problem
from jiheng.pipeline import check_together, evaluate, written
from jiheng.reading import open_document
from jiheng.writing.report import Judged, report

EXAMPLE = next((Path(__file__).parent.parent / "examples").glob("*.txt"))
KINDS = ("json", "html", "xlsx", "docx", "pdf")
ONE_BY_ONE = 60
OFFICE = 10
REPORTED = 1000


def measure() -> Iterator[tuple[str, str]]:
    """The lines of the table, as they come. Every form is a file of its own."""
    forms = copies(ONE_BY_ONE)
    for kind in KINDS:
        size = sum(map(len, made(forms[:OFFICE], kind))) / OFFICE
        taken = seconds(lambda kind=kind: made(forms, kind))
        yield f"writing {kind}, a file each", f"{len(forms) / taken:,.0f} forms/s"
        yield f"  bytes a file, {kind}", f"{size:,.0f}"
    with ProcessPoolExecutor(2) as pool:
        halves = [ONE_BY_ONE // 2] * 2
        list(pool.map(pdfs, halves))
        both = seconds(lambda: list(pool.map(pdfs, halves)))
    yield "writing pdf, two processes", f"{len(forms) / both:,.0f} forms/s"
    if shutil.which("soffice"):
        alone = office(made(forms[:OFFICE], "xlsx")) / OFFICE
        yield "LibreOffice, Excel to PDF", f"{1 / alone:.1f} forms/s"
        yield "  ours, two processes, in units of it", f"{alone * len(forms) / both:.0f} ×"
    many = copies(REPORTED)
    yield f"汇总分析报告 of {REPORTED:,} forms, with its checks", f"{seconds(lambda: analysis(many)):.1f} s"


def copies(count: int) -> list[Form]:
    """So many forms of the example, each with a name of its own."""
    given = open_document(EXAMPLE).forms
    return [
        replace(form, header=replace(form.header, project=f"{form.header.project}{number}"))
        for number in range(count)
        for form in [given[number % len(given)]]
    ]


def made(forms: list[Form], kind: str) -> list[bytes]:
    """Every form as a file."""
    files = [written([form], kind) for form in forms]
    assert not any(isinstance(file, Problem) for file in files)
    return [file for file in files if isinstance(file, bytes)]


def pdfs(count: int) -> int:
    """Makes so many PDF files, in a process of its own."""
    return sum(map(len, made(copies(count), "pdf")))


def office(workbooks: list[bytes]) -> float:
    """How long LibreOffice takes for all of them in one call, its start included."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder, f"{number}.xlsx")) for number in range(len(workbooks))]
        for name, data in zip(names, workbooks, strict=True):
            Path(name).write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        call = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *names]
        return seconds(lambda: subprocess.run(call, check=True, capture_output=True))


def analysis(forms: list[Form]) -> None:
    """The report on many forms, judged first."""
    judged = []
    for form in forms:
        found = evaluate(form)
        judged.append(Judged("bench", form, found.scorecard, found.outcomes))
    titles = {code: item.title for code, item in catalogue().items()}
    assert isinstance(report(judged, titles, check_together(forms)), bytes)


def seconds(work: Callable[[], object]) -> float:
    """The time of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    for line in measure():
        print(*line)
