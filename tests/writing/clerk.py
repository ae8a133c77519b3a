"""A clerk who fills in a blank form: finds every cell by what is printed above it or beside it."""

import re
import shutil
import subprocess
from copy import copy
from io import BytesIO

from openpyxl import load_workbook

from jiheng.terms import bare

SHEET = "自评表"
OFFICE = shutil.which("soffice") or ""
_REFERENCE = re.compile(r"(?<![\w\"])(\$?[A-Z]{1,2}\$?)(\d+)(?![\w(])")


class Clerk:
    """A blank workbook, and what is typed into it; ``data`` is the file as it is saved."""

    def __init__(self, data, layout):
        self.book = load_workbook(BytesIO(data))
        self.sheet, self.layout = self.book[SHEET], layout
        self.first = next(
            row for row in range(1, 99) if not self.sheet.row_dimensions[row].hidden and row > 1
        )
        self.typed = {}

    @property
    def data(self):
        made = BytesIO()
        self.book.save(made)
        return made.getvalue()

    def insert_row(self, row):
        """A row put in above *row* as Excel does it: looks of the row before, all that points below moves."""
        sheet, down = self.sheet, lambda match: f"{match[1]}{int(match[2]) + (int(match[2]) >= row)}"
        merged = [str(area) for area in sheet.merged_cells.ranges]
        for area in merged:
            sheet.unmerge_cells(area)
        sheet.insert_rows(row)
        for area in merged:
            sheet.merge_cells(_REFERENCE.sub(down, area))
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = _REFERENCE.sub(down, cell.value)
                elif cell.data_type == "f":
                    cell.value.text = _REFERENCE.sub(down, cell.value.text)
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row, column)._style = copy(sheet.cell(row - 1, column)._style)
        return self

    def find(self, text, above=None):
        """The first cell from the form's title on that shows *text*."""
        for row in self.sheet.iter_rows(min_row=above or self.first):
            for cell in row:
                if isinstance(cell.value, str) and bare(cell.value) == bare(text):
                    return cell
        raise LookupError(text)

    def type(self, cell, text, path):
        """A text into a cell that must be open."""
        assert not cell.protection.locked, f"{path} is locked at {cell.coordinate}"
        self.typed[path] = cell.coordinate
        if text == "" and cell.data_type == "f":
            return
        cell.value = text or None
        if text:
            cell.data_type = "s"

    def right_of(self, label):
        """The cell beside a label, which may be merged."""
        area = next((a for a in self.sheet.merged_cells.ranges if label.coordinate in a), None)
        return self.sheet.cell(label.row, (area.max_col if area else label.column) + 1)

    def columns(self, columns, heading_row):
        """The column number under each heading of a block."""
        cells = {bare(c.value): c.column for c in self.sheet[heading_row] if isinstance(c.value, str)}
        return {c.field: cells[bare(c.label)] for c in columns if c.label}

    def fill(self, form, computed=()):
        """All values of *form* but those at the paths in *computed*, which the form is to find itself."""
        self.computed = computed
        self._head(form)
        self._funds(form)
        self._goals(form)
        self._indicators(form)
        self._foot(form)
        return self

    def _put(self, cell, text, path):
        if path in self.computed:
            assert not cell.protection.locked
            assert cell.data_type == "f", path
            self.typed[path] = cell.coordinate
        else:
            self.type(cell, text, path)

    def _head(self, form):
        year = form.header.year
        for row in self.sheet.iter_rows(min_row=self.first, max_row=self.first + 3):
            for cell in row:
                if isinstance(cell.value, str) and "\u3000\u3000年度" in cell.value:
                    self.type(cell, cell.value.replace("\u3000\u3000", year), "header.year")
        for column in (column for row in self.layout.header for column in row):
            text = getattr(form.header, column.field)
            self.type(self.right_of(self.find(column.label)), text, f"header.{column.field}")

    def _funds(self, form):
        layout = self.layout
        side = self.find(layout.funding_label.format(fund_unit=layout.fund_unit, year=""))
        if form.fund_unit != layout.fund_unit:
            self.type(side, layout.funding_label.format(fund_unit=form.fund_unit, year=""), "fund_unit")
        columns = self.columns(layout.funding, side.row)
        for number, row in enumerate(form.funding):
            at = self.find(row.label, above=side.row).row
            for field, column in columns.items():
                self._put(self.sheet.cell(at, column), getattr(row, field), f"funding[{number}].{field}")

    def _goals(self, form):
        heading = self.find(self.layout.goals_label)
        for field, column in self.columns(self.layout.goals, heading.row).items():
            self.type(self.sheet.cell(heading.row + 1, column), getattr(form.goals, field), f"goals.{field}")

    def _indicators(self, form):
        heading = self.find(next(c.label for c in self.layout.indicators if c.field == "level3")).row
        self.foot = self.find(self.layout.total, above=heading).row
        assert self.foot - heading - 1 >= len(form.indicators)
        columns = self.columns(self.layout.indicators, heading)
        for row in range(heading + 1, self.foot):
            number = row - heading - 1
            line = form.indicators[number] if number < len(form.indicators) else None
            for field, column in columns.items():
                text = _text(line, field)
                self._put(self.sheet.cell(row, column), text, f"indicators[{number}].{field}")
        for field, text in (("points", form.total.points), ("score", form.total.score)):
            if field in columns:
                self._put(self.sheet.cell(self.foot, columns[field]), text, f"total.{field}")

    def _foot(self, form):
        layout = self.layout
        if layout.grade:
            self._put(self.right_of(self.find(layout.grade, above=self.foot)), form.grade, "grade")
        texts = {note.label: note.text for note in form.notes}
        for label in (*layout.notes_above, *layout.notes):
            self.type(self.right_of(self.find(label)), texts.get(label, ""), f"notes.{label}")
        for label in layout.signatures:
            cell = self.find(f"{label}：")
            self.type(cell, f"{label}：{texts.get(label, '')}", f"notes.{label}")


def _text(line, field):
    if line is None:
        return ""
    if field.startswith("target."):
        return getattr(line.target, field.removeprefix("target."))
    return line.target.text if field == "target" else getattr(line, field)


def recalculated(books, folder):
    """The workbooks as LibreOffice saves them, with all formulas calculated."""
    return converted(books, folder, "xlsx")


def converted(books, folder, kind):
    """The workbooks as LibreOffice saves them as *kind*."""
    names = [folder / f"{number}.xlsx" for number in range(len(books))]
    for name, data in zip(names, books, strict=True):
        name.write_bytes(data)
    done = folder / kind
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", done, *names]
    subprocess.run(command, check=True, capture_output=True, timeout=60 + 5 * len(names))
    return [(done / f"{name.stem}.{kind}").read_bytes() for name in names]
