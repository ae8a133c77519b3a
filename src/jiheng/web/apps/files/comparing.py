"""A form found in a file beside the stored one, cell by cell; what may be taken, what not and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.checks.cells import Cell, cell_name, cells
from jiheng.model import Form, Source
from jiheng.model.facsimile import anchor
from jiheng.model.form import NOTHING
from jiheng.model.location import SURE
from jiheng.pipeline import source_of
from jiheng.standards import Standard
from jiheng.terms import notation
from jiheng.web.apps.evaluations.document import Document, PathError, value_at
from jiheng.web.apps.evaluations.following import derived
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.readonly import approved_cells, is_approved
from jiheng.web.apps.files.another import another
from jiheng.web.apps.files.corrections import Corrections, counts, in_words
from jiheng.web.apps.files.matching import Matched, match
from jiheng.web.apps.files.models import Correction
from jiheng.web.apps.files.taking import same, taken

_ROW = re.compile(r"(funding|indicators|notes)\[(\d+)\]\.([\w.]+)")
_AMOUNTS = ("budget", "adjusted", "executed")
_HEADER_TAKEN = ("header.category", "header.secrecy")
_APPROVED = "来自批复，只能通过“目标调整”修改"
_FROM_TASK = "由自评任务和单位信息确定"
_FROM_STANDARD = "由评分办法确定"
_FROM_LINES = "由各行得出"
_PARTS = {"header": "基本信息", "goals": "年度总体目标", "total": "总分", "notes": "其他说明"}


@dataclass(frozen=True, slots=True)
class Item:
    """One found cell.

    ``state``: ``take`` it may be taken, ``locked`` not, ``follows`` the form shows it by itself once the
    others are taken, ``same`` it is there already. ``why`` says more in words. ``row`` names the row of the
    file, ``label`` the column. ``source`` is the path in the file's form, ``read`` what the program read
    there; ``corrected`` says in words who has read otherwise.
    """

    path: str
    row: str
    label: str
    present: str
    found: str
    confidence: Decimal
    at: str
    source: str = ""
    read: str = ""
    corrected: str = ""
    state: str = "take"
    why: str = ""

    @property
    def name(self) -> str:
        """The cell in words: ``“工作次数”的得分``."""
        return self.label if self.row in _PARTS.values() else f"“{self.row}”的{self.label}"

    @property
    def is_unsure(self) -> bool:
        """True for what was read with little confidence, and by no person since."""
        return self.confidence < SURE and not self.corrected

    @property
    def anchor(self) -> str:
        """What links to the place in the file end with."""
        return anchor(0, self.source)

    @property
    def percent(self) -> int:
        """The confidence in per cent."""
        return int(self.confidence * 100)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All found cells, what could not be placed as texts, and remarks about the file as a whole.

    ``another`` says where the file names another project, unit or year: it may be another form.
    """

    items: tuple[Item, ...]
    unplaced: tuple[str, ...]
    remarks: tuple[str, ...]
    matched: Matched
    another: tuple[str, ...] = ()

    def of(self, state: str) -> tuple[Item, ...]:
        """The items in one state."""
        return tuple(item for item in self.items if item.state == state)


def compare(
    row: ProjectForm, found: Form, prefix: str, standard: Standard, corrections: Corrections = NOTHING
) -> Comparison:
    """*found* beside the stored form; *prefix* begins the keys of rows that would be new.

    *corrections*, by the path in *found*, take the place of what was read.
    """
    document: Document = row.document
    fixed = any(path.startswith("indicators[") for path in approved_cells(row))
    matched = match(document, found, prefix, rows_fixed=fixed)
    items = tuple(_items(row, found, matched, corrections))
    chosen = {item.path: item.found for item in items if item.state == "take"}
    _, shown = taken(document, matched, chosen, standard)
    computed = derived(shown, standard)
    return Comparison(
        tuple(_follows(item, shown, computed) for item in items),
        tuple(_unplaced(found, matched, fixed=fixed)),
        tuple(_remarks(document, found, matched)),
        matched,
        tuple(another(document, found)),
    )


def _items(row: ProjectForm, found: Form, matched: Matched, corrections: Corrections) -> Iterator[Item]:
    for cell in cells(found):
        path = _path(cell, matched)
        if path is None or (notation.is_empty(cell.text) and not cell.is_narrative):
            continue
        text = _converted(cell, found, row.document)
        source = source_of(found, cell.path) or Source(found.at(cell.path))
        name, label = _names(cell)
        present = _present(row.document, path)
        item = Item(path, name, label, present, text, source.confidence, str(source.at), cell.path, text)
        yield _judged(_corrected(item, corrections.get(cell.path)), cell, row)


def _corrected(item: Item, correction: Correction | None) -> Item:
    if correction is None or not counts(correction, item.read):
        return item
    return replace(item, found=correction.text, corrected=in_words(correction))


def _names(cell: Cell) -> tuple[str, str]:
    """The row and the column of a cell in words."""
    if cell.block == "notes":
        return _PARTS["notes"], cell.row
    return _PARTS.get(cell.block, cell.row), cell_name(cell.block, cell.field)


def _path(cell: Cell, matched: Matched) -> str | None:
    """The document's path for a found cell; None for what has no place or names its row."""
    if ".target." in cell.path or cell.field == "label" or cell.block == "form":
        return None
    step = _ROW.fullmatch(cell.path)
    if step is None:
        return cell.path
    key = matched.keys[step[1]].get(int(step[2]))
    return None if key is None else f"{step[1]}[{key}].{step[3]}"


def _converted(cell: Cell, found: Form, document: Document) -> str:
    """Amounts in the unit of the stored form, exactly."""
    unit = document.get("fund_unit", found.fund_unit)
    if cell.block != "funding" or cell.field not in _AMOUNTS or unit == found.fund_unit:
        return cell.text
    number = notation.amount(cell.text, found.fund_unit)
    return cell.text if number is None else f"{notation.in_unit(number.value, found.fund_unit, unit):f}"


def _present(document: Document, path: str) -> str:
    try:
        return str(value_at(document, path) or "")
    except PathError:
        return ""


def _judged(item: Item, cell: Cell, row: ProjectForm) -> Item:
    if same(item.path, item.present, item.found):
        return replace(item, state="same")
    if is_approved(row, item.path):
        return replace(item, state="locked", why=_APPROVED)
    if cell.block == "header" and cell.path not in _HEADER_TAKEN:
        return replace(item, state="locked", why=_FROM_TASK)
    if cell.block == "funding" and cell.field == "points":
        return replace(item, state="locked", why=_FROM_STANDARD)
    if cell.block == "total":
        return replace(item, state="locked", why=_FROM_LINES)
    return item


def _follows(item: Item, shown: Document, computed: Mapping[str, str]) -> Item:
    """Derived cells beside what the form will show once everything is taken."""
    if item.state == "same":
        now = _present(shown, item.path)
        if same(item.path, now, item.found):
            return item
        return replace(
            item, state="locked", why=f"填入后由计算得出{now or '空'}；要用文件中的值，请填入后再改"
        )
    follows = computed.get(item.path)
    if not follows or item.why not in ("", _FROM_LINES):
        return item
    if same(item.path, follows, item.found):
        return replace(item, state="follows", why="")
    return replace(item, why=f"{item.why or '与计算不同'}，应为{follows}")


def _unplaced(found: Form, matched: Matched, *, fixed: bool) -> Iterator[str]:
    """What has no place in the form, as it was read."""
    yield from (unbound.text for unbound in found.unbound)
    for block, number in matched.unplaced:
        if block == "indicators" and fixed:
            line = found.indicators[number]
            texts = (line.level3, line.target.text, line.actual, line.points, line.score, line.reason)
            yield f"批复的指标中没有这一行：{_told(texts)}"
        elif block == "funding":
            row = found.funding[number]
            amounts = (row.label, row.budget, row.adjusted, row.executed, row.score)
            yield f"资金表中没有这一行：{_told(amounts)}"
        else:
            note = found.notes[number]
            if note.text:
                yield f"表中没有这一栏：{note.label}：{note.text}"


def _told(texts: Iterable[str]) -> str:
    return " | ".join(text for text in texts if text)


def _remarks(document: Document, found: Form, matched: Matched) -> Iterator[str]:
    unit = document.get("fund_unit", found.fund_unit)
    if unit != found.fund_unit:
        yield f"文件中的金额以{found.fund_unit}填列，已换算为{unit}，数值不变。"
    if matched.added:
        yield f"将增加{len(matched.added)}行指标。"
    if matched.emptied:
        yield f"将去掉{len(matched.emptied)}行没有填写的空白指标行。"
