"""The one straight way: document → forms → scorecard and outcomes → document.

The command line, the web application and the portfolio all walk this way; none has rules of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jiheng.checks import Check, case_of, run, run_together
from jiheng.checks.cells import Cell, cell_name, cells
from jiheng.checks.publishing import is_withheld, obstacle, public_face
from jiheng.model import Form, Outcome, Problem, ProblemKind, Scorecard, Source, TargetText, UnreadableError
from jiheng.model.facsimile import Facsimile, Mark
from jiheng.reading import Reading, open_document
from jiheng.scoring import score as score_form
from jiheng.standards import Standard, for_layout, load
from jiheng.writing import WRITERS
from jiheng.writing.address import keys_of
from jiheng.writing.opendata import About, Files, Flavour
from jiheng.writing.site import Fault, Published, Wish


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A form with what it earns and what is wrong with it.

    ``standard`` and ``digest`` name the rules it was judged by, so that it can be replayed.
    """

    form: Form
    standard: str
    digest: str
    scorecard: Scorecard
    outcomes: tuple[Outcome, ...]


def standard_for(form: Form, standard: str | None = None) -> Standard:
    """The standard asked for, else the one whose layout was recognised, else the national one.

    KeyError for an unknown id.
    """
    return load(standard) if standard else for_layout(form.layout)


def read(path: str | Path) -> list[Form]:
    """The forms in a document. UnreadableError, with its Problem, where there are none to give."""
    reading = open_document(Path(path))
    if not reading.forms:
        raise UnreadableError(reading.problems[0])
    return list(reading.forms)


def score(form: Form, standard: str | None = None) -> Scorecard:
    """Every line scored anew and every lost point explained."""
    return score_form(form, standard_for(form, standard))


def check(
    form: Form, standard: str | None = None, checks: Iterable[Check] | None = None
) -> tuple[Outcome, ...]:
    """The outcome of every check (or of *checks*) for one form."""
    return run(case_of(form, standard_for(form, standard)), checks)


def check_together(
    forms: Iterable[Form], standard: str | None = None, checks: Iterable[Check] | None = None
) -> tuple[Outcome, ...]:
    """The outcome of every check across forms."""
    return run_together(tuple(case_of(form, standard_for(form, standard)) for form in forms), checks)


def evaluate(form: Form, standard: str | None = None) -> Evaluation:
    """A form scored and checked under *standard* (see ``standard_for``)."""
    chosen = standard_for(form, standard)
    case = case_of(form, chosen)
    return Evaluation(form, chosen.id, chosen.digest, case.scorecard, run(case))


def write(evaluations: Evaluation | Sequence[Evaluation], path: str | Path) -> None:
    """The official forms as one file of the kind that the path's ending names, of those in ``WRITERS``."""
    several = [evaluations] if isinstance(evaluations, Evaluation) else list(evaluations)
    target = Path(path)
    made = written([e.form for e in several], target.suffix.lstrip("."), several[0].standard)
    if isinstance(made, Problem):
        raise UnreadableError(made)
    target.write_bytes(made)


def written(
    forms: Sequence[Form],
    kind: str,
    standard: str | None = None,
    marks: Sequence[str] = (),
    watermark: str = "",
) -> bytes | Problem:
    """Forms as one document of *kind* in the layout of *standard*, or of each form's own.

    *marks*, one a form, are printed at its foot and say which version it is (版本码); the
    *watermark* (草稿) lies across every page. JSON has neither.
    """
    if kind not in WRITERS:
        known = "、".join(WRITERS)
        return Problem(ProblemKind.UNREADABLE, f"不能写成“{kind}”格式", f"可用的格式：{known}")
    layouts = [standard_for(form, standard).layout for form in forms]
    return WRITERS[kind](forms, layouts, marks, watermark)


def publishable(forms: Iterable[Form], standard: str | None = None) -> tuple[list[Form], list[Problem]]:
    """The forms as they may be published, and why the others may not be."""
    may, may_not = [], []
    for form in map(public_face, forms):
        found = obstacle(form, standard_for(form, standard))
        if found is None:
            may.append(form)
        else:
            may_not.append(found)
    return may, may_not


def open_data(forms: Sequence[Form], kind: str, flavour: Flavour, about: About) -> Files | Problem:
    """Forms that may be published as tables or JSON with their description: files by their names."""
    from jiheng.writing import opendata

    return opendata.write(forms, list(keys_of(forms)), kind, flavour, about)


def publish(
    forms: Iterable[Form], folder: Path, wish: Wish, standard: str | None = None
) -> Published | Problem:
    """The forms that may be published as a site in *folder*; those that are withheld leave it.

    Why the others are not there stands among the problems.
    """
    from jiheng.writing.site.folder import publish as into_folder

    given = list(forms)
    may, may_not = publishable(given, standard)
    withheld = [form for form in given if is_withheld(form)]
    done = into_folder([(form, standard_for(form, standard)) for form in may], folder, wish, withheld)
    if not isinstance(done, Problem):
        done.problems.extend(may_not)
    return done


def faults_of_site(folder: Path) -> tuple[list[Fault], int]:
    """All that is wrong with a published folder, and how many files were looked at."""
    from jiheng.reading.sandbox import read_many
    from jiheng.writing.site.agreement import check as check_site

    return check_site(folder, lambda paths: ((name, reading.forms) for name, reading in read_many(paths)))


def shown(reading: Reading, facsimile: Facsimile) -> bytes:
    """A document as one HTML file, with the values that were read marked in it and listed beside it."""
    from jiheng.writing.facsimile import write as write_page

    marks = [mark for number, form in enumerate(reading.forms) for mark in marks_of(form, number)]
    return write_page(reading.doc, reading.forms, marks, reading.problems, facsimile)


def marks_of(form: Form, number: int = 0) -> Iterator[Mark]:
    """Every value of a form with its place, then what was seen and not bound; *number* is the form's."""
    targets = {f"indicators[{n}].target": line.target for n, line in enumerate(form.indicators)}
    for cell in cells(form):
        source = source_of(form, cell.path)
        if source is not None and not (cell.block == "notes" and cell.field == "label"):
            yield _mark(cell, source, number)
        if cell.path in targets:
            for part, place in _parts(form, cell, targets[cell.path]):
                yield _mark(part, place, number)
    for loose in form.unbound:
        yield Mark(number, "", "", "", loose.text, replace(loose.at, path=""))


def _mark(cell: Cell, source: Source, number: int) -> Mark:
    named = ("", cell.row) if cell.block == "notes" else (cell.row, cell_name(cell.block, cell.field))
    is_there = not source.raw or "".join(cell.text.split()) in "".join(source.raw.split())
    at = replace(source.at, path="")
    return Mark(number, cell.path, *named, cell.text, at, "" if is_there else source.raw, source.confidence)


def _parts(form: Form, cell: Cell, target: TargetText) -> Iterator[tuple[Cell, Source]]:
    """The parts of a target that stand in cells of their own, but for the one that stands for the whole."""
    whole = source_of(form, cell.path)
    for part in ("op", "value", "unit"):
        path, text = f"{cell.path}.{part}", getattr(target, part)
        source = form.sources.get(path)
        if source is not None and text and source.at != (whole or source).at:
            yield replace(cell, path=path, field=f"target.{part}", text=text), source


def source_of(form: Form, path: str) -> Source | None:
    """Where a cell was read; of several parts, the least sure one."""
    parts = [source for name, source in form.sources.items() if name == path or name.startswith(f"{path}.")]
    return min(parts, key=lambda source: source.confidence, default=None)


__all__ = [
    "Evaluation",
    "Reading",
    "check",
    "check_together",
    "evaluate",
    "faults_of_site",
    "marks_of",
    "open_data",
    "open_document",
    "publish",
    "publishable",
    "read",
    "score",
    "shown",
    "source_of",
    "standard_for",
    "write",
    "written",
]
