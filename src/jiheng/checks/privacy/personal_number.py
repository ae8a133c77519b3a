"""PRV911."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from jiheng.checks.case import Case
from jiheng.checks.cells import Cell, cells, everything
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, Stage, check
from jiheng.checks.personal_numbers import may_stand_in, personal_numbers
from jiheng.model import Form, Severity
from jiheng.terms import label

Text: TypeAlias = tuple[str, str, str]
"""Where a text stands: its path, its name in words; and the text."""

_AMOUNTS = ("budget", "adjusted", "executed")


@check(
    code="PRV911",
    title="含有电话、身份证或银行卡号码",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    message="{where}有{kind}：{masked}",
    fix="公开前删去号码，或遮盖中间各位；文件属性、批注、隐藏的工作表里的也要删去",
    clause="公开前的个人信息检查（《个人信息保护法》第二十五条、《政府信息公开条例》第十五条）",
    blocks=Stage.PUBLICATION,
)
def personal_number(case: Case) -> Iterator[Answer]:
    """Numbers of persons in any text of the form, also where no cell of it is printed."""
    form = case.form
    beside = list(_beside(form))
    printed = "\0".join((everything(form), *(text for _, _, text in beside))).strip("\0")
    if not printed:
        yield NotApplicable("表中没有文字")
    if not may_stand_in(printed):
        return
    for path, name, text in (*_in_cells(form), *beside):
        for number in dict.fromkeys(personal_numbers(text, name, case.figures.year)[0]):
            yield Hit(path, {"where": name, "kind": number.kind, "masked": number.masked})


def _in_cells(form: Form) -> Iterator[Text]:
    for cell in cells(form):
        if may_stand_in(cell.text) and not _is_amount(cell):
            yield cell.path, _name(cell), cell.text


def _beside(form: Form) -> Iterator[Text]:
    """What stands in no cell: text without a place, comments, hidden sheets, keys of other programs."""
    for index, item in enumerate(form.unbound):
        yield f"unbound[{index}].text", f"{label('unbound')}第{index + 1}条", item.text
    for path, part in _parts(form):
        yield from _nested(path, part.extra)


def _is_amount(cell: Cell) -> bool:
    """Eleven figures and nothing else in a column of amounts are an amount."""
    return cell.block == "funding" and cell.field in _AMOUNTS and cell.text.isdigit()


def _name(cell: Cell) -> str:
    """The cell in words; a message must not repeat a number that stands in the name of its row."""
    return replace(cell, row=personal_numbers(cell.row)[1]).name


def _parts(form: Form) -> Iterator[tuple[str, Any]]:
    """The form and its parts that keep what other programs wrote beside them."""
    yield "", form
    yield from (("header", form.header), ("goals", form.goals), ("total", form.total))
    for block in ("funding", "indicators", "notes"):
        for index, row in enumerate(getattr(form, block)):
            yield f"{block}[{index}]", row
    for index, line in enumerate(form.indicators):
        yield f"indicators[{index}].target", line.target


def _nested(path: str, value: Any) -> Iterator[Text]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            inside = f"{path}.{personal_numbers(key)[1]}".lstrip(".")
            yield from _nested(inside, item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _nested(path, item)
    elif isinstance(value, str | int):
        yield path, f"“{path.rpartition('.')[2]}”", str(value)
