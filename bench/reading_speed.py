"""What the reading of PDFs costs, as ratios in one run on the same files, and the memory of many files."""

from __future__ import annotations

import ctypes
import logging
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from jiheng.reading import open_document, sandbox
from jiheng.reading.sandbox import read_many
from jiheng.reading.sandbox.pool import Pool

ROUNDS = 3
MANY = 2000


def measure(files: list[Path]) -> Iterator[tuple[str, str]]:
    """The lines of the table, as they come."""
    data = [file.read_bytes() for file in files]
    pages = sum(len(pypdfium2.PdfDocument(one)) for one in data)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font that is not embedded
    # Each work in each round, so that what else the machine does falls on all of them.
    works = {"floor": floor, "ours": ours, "tables": tables}
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            taken[name].append(seconds(lambda work=work: [work(one) for one in data]))
    best = {name: min(times) for name, times in taken.items()}
    yield "PDF to forms, a page", f"{1000 * best['ours'] / pages:.1f} ms"
    yield "  characters and paths by pdfium alone", f"{1000 * best['floor'] / pages:.1f} ms"
    yield "  ours in units of these", f"{best['ours'] / best['floor']:.2f} ×"
    yield "  tables by pdfplumber alone, in units of ours", f"{best['tables'] / best['ours']:.1f} ×"
    for cores in (1, 2):
        yield (
            f"PDFs through {cores} confined process(es)",
            f"{len(files) * 4 / pooled(files * 4, cores):.1f} files/s",
        )
    yield f"memory after 100 and {MANY:,} files", memory(files)


def seconds(work: Callable[[], object]) -> float:
    """The time of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ours(data: bytes) -> None:
    """The whole way from a file to bound forms."""
    open_document(data, "bench")


def tables(data: bytes) -> None:
    """What the best free tool does before anybody binds its tables."""
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def floor(data: bytes) -> None:
    """Every character with its box, every path with its segments, through pdfium and nothing more."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        _characters(page.get_textpage().raw)
        _paths(page.raw)


def _characters(text: pdfium.FPDF_TEXTPAGE) -> None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(pdfium.FPDFText_CountChars(text)):
        pdfium.FPDFText_GetUnicode(text, index)
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)


def _paths(page: pdfium.FPDF_PAGE) -> None:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        for number in range(pdfium.FPDFPath_CountSegments(thing)):
            segment = pdfium.FPDFPath_GetPathSegment(thing, number)
            pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)


def pooled(files: list[Path], cores: int) -> float:
    """The time of all files through so many workers that are warm."""
    shared, sandbox.POOL = sandbox.POOL, Pool(cores)
    try:
        list(read_many(str(file) for file in files[: 2 * cores]))
        return statistics.median(
            seconds(lambda: list(read_many(str(file) for file in files))) for _ in range(ROUNDS)
        )
    finally:
        sandbox.POOL.close()
        sandbox.POOL = shared


def memory(files: list[Path]) -> str:
    """The largest memory of a process that reads PDFs one after the other: its parent's is less."""
    made = subprocess.run(
        [sys.executable, __file__, *map(str, files)], check=True, capture_output=True, text=True
    )
    return made.stdout.strip()


def _read_on(files: list[Path]) -> None:
    said = []
    for number in range(1, MANY + 1):
        ours(files[number % len(files)].read_bytes())
        if number in (100, MANY):
            said.append(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    print(", ".join(said))


if __name__ == "__main__":
    _read_on([Path(name) for name in sys.argv[1:]])
