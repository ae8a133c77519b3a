"""Labels as different people write them: with spaces between their characters, colons, stars, remarks."""

import random
from dataclasses import replace

from . import Specimen
from .table import Cell, Sheet, Table

_WAYS = (
    lambda text: " ".join(text),
    lambda text: "\u3000".join(text) if len(text) <= 4 else text,
    lambda text: f"{text}：",
    lambda text: f"*{text}",
    lambda text: f"{text}（必填）",
    lambda text: f"{text}\n",
    lambda text: f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}",
    lambda text: f"{text}*",
)


def relabelled(specimen: Specimen) -> Specimen:
    """The same specimen, about a third of its labels written in other ways; names of money rows stay."""
    dice = random.Random(f"labels of {specimen.name}")  # noqa: S311
    return replace(specimen, sheets=tuple(_sheet(sheet, dice) for sheet in specimen.sheets))


def _sheet(sheet: Sheet, dice: random.Random) -> Sheet:
    kept = {row["label"] for row in sheet.truth["funding"]}
    return replace(sheet, tables=tuple(_table(table, kept, dice) for table in sheet.tables))


def _table(table: Table, kept: set[str], dice: random.Random) -> Table:
    def written(cell: Cell) -> Cell:
        if not cell.is_label or not cell.text or cell.text in kept or dice.random() > 0.35:
            return cell
        return cell._replace(text=dice.choice(_WAYS)(cell.text))

    return replace(table, cells=tuple(written(cell) for cell in table.cells))
