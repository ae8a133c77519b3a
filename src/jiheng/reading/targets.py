"""年度指标值 from the cells that a form has for it: one, or one each for operator, value and unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jiheng.model import TargetText
from jiheng.reading.document import Cell
from jiheng.reading.fields import Column
from jiheng.reading.labels import labelled
from jiheng.terms import notation


def in_force(initial: Cell | None, adjusted: Cell | None) -> bool:
    """True where the *adjusted* target or goal is filled in and does not only say that it is as before."""
    if initial is None or adjusted is None:
        return adjusted is not None
    return not notation.is_empty(adjusted.text) and labelled(adjusted.text, "mark") is None


def chosen(found: Mapping[str, Cell], columns: Sequence[Column]) -> dict[str, Cell]:
    """The cells of a row, those of its target made clear.

    An adjusted target that is blank leaves the initial one in force; an operator under another label
    takes the place of words such as 正向 under 指标性质.
    """
    cells, labels = dict(found), {column.field: column.label for column in columns}
    initial = cells.pop("initial", None)
    target = next((name for name in ("target", "target.value") if name in cells), "")
    if initial is not None and in_force(initial, cells.get(target)):
        cells[f"+{labels['initial']}"] = initial
    elif initial is not None:
        cells[target or ("target.value" if "target.value" in labels else "target")] = initial
    op = cells.get("target.op")
    if op is not None and not notation.operator(op.text):
        other = next((n for n, c in cells.items() if n[0] == "+" and notation.operator(c.text)), "")
        if other:
            cells["target.op"], cells[f"+{labels['target.op']}"] = cells.pop(other), op
    return cells


def target_of(texts: Mapping[str, str]) -> TargetText:
    """The target of the texts by field; where no operator has a cell, the cell of the value is split.

    The operator is the sign that is meant, however it is printed: ``≧`` and 大于等于 are ``≥``.
    """
    op, value, unit = (texts.get(f"target.{name}", "") for name in ("op", "value", "unit"))
    op = notation.operator(op) or op
    if "target" in texts:
        return notation.completed(TargetText(text=texts["target"], op=op, value=value, unit=unit))
    split = notation.split_target(value)
    if not op and (split.op or (split.unit and not unit)):
        op, value, unit = split.op, split.value, unit or split.unit
    return notation.completed(TargetText(op=op, value=value, unit=unit))
