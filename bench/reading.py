"""How exactly documents are read: shares of right cells by format and family, and what the reading costs.

The documents are those of the bench beside the repository (``JIHENG_SHARED``), scored by its own program,
and the made-up specimens of the tests. Alone: ``python bench/reading.py [EACH] [FORMAT ...]`` prints a table
by family with EACH specimens of every family; formats named with a + are slow: +browser, +word, +workbook.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("JIHENG_SHARED", ROOT.parent / "shared"))
BENCH = SHARED / "readbench"
sys.path.insert(0, str(ROOT / "tests" / "reading"))

from benchmark import scorer  # noqa: E402
from specimens import Specimen, canvas, office, printed, specimens, typeset, web  # noqa: E402

import reading_speed  # noqa: E402
from jiheng.model.serial import document_to_json  # noqa: E402
from jiheng.reading import open_document  # noqa: E402

EACH = 4
_TEXTS = ("layout.txt", "pdftotext.txt", "pdfminer.txt")


@dataclass
class Count:
    """Cells and whole documents, right ones among them."""

    documents: int = 0
    exact: int = 0
    cells: int = 0
    right: int = 0

    def add(self, truth: dict[str, Any], data: bytes, name: str) -> None:
        forms = open_document(data, name).forms
        found = json.loads(json.dumps(document_to_json(name, forms), default=str))
        tally, info = scorer(SHARED).score_doc(truth, found)
        self.documents += 1
        self.exact += bool(info["exact"])
        self.cells += sum(group[0] for group in tally.c.values())
        self.right += sum(group[1] for group in tally.c.values())

    @property
    def told(self) -> str:
        share = 100 * self.right / self.cells if self.cells else 0
        return f"{share:.2f} % of cells, {self.exact} of {self.documents} exact"


def published(ending: str) -> Iterator[tuple[str, str, dict[str, Any], bytes]]:
    """The documents of the bench in one format: name, layout, truth, bytes."""
    layouts = {entry["doc"]: entry["layout"] for entry in json.loads(_read("dev/manifest.json"))}
    folder = "pdf" if ending == "pdf" else "txt" if ending in _TEXTS else "src"
    for name, layout in layouts.items():
        file = BENCH / "dev" / folder / f"{name}.{ending}"
        if file.exists():
            yield name, layout, json.loads(_read(f"dev/truth/{name}.json")), file.read_bytes()


def _read(path: str) -> str:
    return (BENCH / path).read_text("utf-8")


def drawn(specimen: Specimen) -> bytes:
    """The specimen as its own hand draws it."""
    return canvas.pdf(specimen, canvas.Hand.drawn(random.Random(specimen.name)))  # noqa: S311


def _each(produce: Callable[[Specimen], bytes]) -> Callable[[list[Specimen]], dict[str, bytes]]:
    return lambda several: {specimen.name: produce(specimen) for specimen in several}


PRODUCERS: dict[str, Callable[[list[Specimen]], dict[str, bytes]]] = {
    "html": _each(web.page),
    "docx": _each(office.word),
    "xlsx": _each(office.workbook),
    "pdf by typst": _each(typeset.pdf),
    "pdf drawn": _each(drawn),
    "+browser": printed.by_browser,
    "+word": printed.from_word,
    "+workbook": printed.from_workbook,
}


def of_bench(ending: str) -> dict[str, Count]:
    """The counts on the documents of the bench, by layout."""
    counts: dict[str, Count] = defaultdict(Count)
    for name, layout, truth, data in published(ending):
        counts[layout].add(truth, data, name)
    return counts


def of_specimens(kind: str, each: int) -> dict[str, Count]:
    """The counts on the specimens in one format, by family."""
    made = list(specimens(each))
    files = PRODUCERS[kind](made)
    counts: dict[str, Count] = defaultdict(Count)
    for specimen in made:
        counts[specimen.family].add(specimen.truth, files[specimen.name], specimen.name)
    return counts


def together(counts: Iterable[Count]) -> Count:
    """The sum of some counts."""
    whole = Count()
    for count in counts:
        for name in vars(whole):
            setattr(whole, name, getattr(whole, name) + getattr(count, name))
    return whole


def measure() -> Iterator[tuple[str, str]]:
    """The lines of the table, as they come."""
    for kind in (kind for kind in PRODUCERS if not kind.startswith("+")):
        yield f"specimens as {kind}", together(of_specimens(kind, EACH).values()).told
    if not BENCH.is_dir():
        yield "the bench of published forms", "is not there"
        return
    for ending in ("pdf", "xlsx", "docx", "html", *_TEXTS):
        yield f"readbench, {ending}", together(of_bench(ending).values()).told
    yield from reading_speed.measure(sorted((BENCH / "dev" / "pdf").glob("*.pdf")))


def main(each: int = EACH, *kinds: str) -> None:
    """Every format by layout or family."""
    for ending in ("pdf", "xlsx", "docx", "html", *_TEXTS):
        if not kinds or ending in kinds:
            _table(f"readbench, {ending}", of_bench(ending))
    for kind in PRODUCERS:
        if kind in kinds or (not kinds and not kind.startswith("+")):
            _table(f"specimens as {kind}", of_specimens(kind, each))


def _table(title: str, counts: dict[str, Count]) -> None:
    print(f"\n{title}: {together(counts.values()).told}")
    for family, count in sorted(counts.items()):
        print(f"  {family:<20}{count.told}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else EACH, *sys.argv[2:])
