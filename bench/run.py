"""What Jiheng costs: forms a second from JSON to findings, where the time goes, and the other ways through.

Speeds are compared within one run: against ``json.loads`` of the same bytes, and against one another.
"""

from __future__ import annotations

import cProfile
import io
import json
import pstats
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import reading
import web
import writing
from jiheng.checks import case_of, run, run_together, select
from jiheng.model import Form, serial
from jiheng.pipeline import standard_for
from jiheng.reading import open_document
from jiheng.scoring import score

ROOT = Path(__file__).parent.parent
EXAMPLE = next((ROOT / "examples").glob("*.txt"))
COPIES = 50


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def from_json_to_findings(text: str) -> int:
    """The whole way of one document; returns the number of findings."""
    forms = serial.document_from_json(json.loads(text, parse_float=Decimal))
    assert isinstance(forms, tuple)
    cases = [case_of(form, standard_for(form)) for form in forms]
    return sum(len(outcome.findings) for case in cases for outcome in run(case))


def document(forms: list[Form]) -> str:
    """Many forms as JSON; every copy bears a name of its own, so that no cache knows it."""
    copies = [
        replace(form, header=replace(form.header, project=f"{form.header.project}{copy}"))
        for copy in range(COPIES)
        for form in forms
    ]
    return json.dumps(serial.document_to_json("bench", copies), ensure_ascii=False)


def line(name: str, value: str) -> None:
    """One row of the report."""
    print(f"  {name:<44}{value:>20}")


def main() -> None:
    """Measure and print."""
    forms = list(open_document(EXAMPLE).forms)
    text = document(forms)
    count = len(forms) * COPIES
    from_json_to_findings(text)
    cases = [case_of(form, standard_for(form)) for form in forms] * COPIES

    print(f"{count} forms, {len(select())} checks, Python {sys.version.split()[0]}\n")
    floor = seconds(lambda: json.loads(text))
    whole = seconds(lambda: from_json_to_findings(text))
    scoring = seconds(lambda: [score(case.form, case.standard) for case in cases])
    checking = seconds(lambda: [run(case) for case in cases])
    together = seconds(lambda: run_together(tuple(cases)))
    line("JSON to findings, one core", f"{count / whole:,.0f} forms/s")
    line("  in units of json.loads of the same bytes", f"{whole / floor:.1f} ×")
    line("scoring alone", f"{count / scoring:,.0f} forms/s")
    line("checks of one form", f"{checking / count * 1000:.2f} ms")
    line("checks across all forms, a form", f"{together / count * 1000:.2f} ms")
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(from_json_to_findings, [text] * 2))
        both = seconds(lambda: list(pool.map(from_json_to_findings, [text] * 4)), rounds=3)
    line("JSON to findings, two processes", f"{4 * count / both:,.0f} forms/s")

    taken = seconds(lambda: open_document(EXAMPLE))
    line("reading plain text, a form", f"{taken / len(forms) * 1000:.1f} ms")
    for name, value in writing.measure():
        line(name, value)
    line("cold: jiheng --help", f"{seconds(lambda: cold('--help'), 3):.2f} s")
    line("cold: jiheng read", f"{seconds(lambda: cold('read', str(EXAMPLE)), 3):.2f} s")
    pdf = ("write", str(EXAMPLE), "--to", "pdf", "-o", "-")
    line("cold: first PDF", f"{seconds(lambda: cold(*pdf), 3):.2f} s")
    for name, value in reading.measure():
        line(name, value)
    for name, value in web.measure():
        line(name, value)
    print("\nWhere the time goes, JSON to findings:")
    print(profile(lambda: from_json_to_findings(text)))


def cold(*arguments: str) -> None:
    """One command in a new process."""
    program = Path(sys.executable).with_name("jiheng")
    subprocess.run([program, *arguments], check=True, capture_output=True)


def profile(work: Callable[[], object]) -> str:
    """The twelve functions that take most time of their own."""
    profiler = cProfile.Profile()
    profiler.runcall(work)
    text = io.StringIO()
    stats = pstats.Stats(profiler, stream=text)
    stats.strip_dirs().sort_stats("tottime").print_stats(12)
    rows = text.getvalue().splitlines()
    return "\n".join(row for row in rows if row.strip())


if __name__ == "__main__":
    main()
