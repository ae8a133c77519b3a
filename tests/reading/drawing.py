"""PDF pages drawn for a test: a table as lines, its texts in the middle of their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
A4 = (595, 842)
SIZE = 9
ROW = 20

Draw = Callable[[Canvas], None]

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def pdf(*pages: Draw, size: tuple[float, float] = A4, password: str = "") -> bytes:
    """A file with one page for each of *pages*."""
    made = BytesIO()
    encrypt = StandardEncryption(password, ownerPassword="owner", canPrint=1) if password else None
    canvas = Canvas(made, pagesize=size, encrypt=encrypt)
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    top: float = 760,
    title: str = "",
    uprights: bool = True,
    open_above: int = 0,
    open_below: int = 0,
) -> Draw:
    """A table of equal rows; a text of ``<`` or ``^`` joins its cell to the one on its left or above it.

    The first *open_above* columns have no line at the top, the first *open_below* none at the bottom.
    """

    def draw(canvas: Canvas) -> None:
        if title:
            canvas.drawString(200, top + 30, title)
        for number, row in enumerate(rows):
            for col, text in enumerate(row):
                _cell(canvas, rows, widths, (number, col), text, top)
        if uprights:
            _uprights(canvas, rows, widths, top)
        _across(canvas, rows, widths, top, open_above, open_below)

    return draw


def _left(widths: Sequence[float], col: int) -> float:
    return 40 + sum(widths[:col])


def _cell(
    canvas: Canvas,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    place: tuple[int, int],
    text: str,
    top: float,
) -> None:
    row, col = place
    if text in ("<", "^", ""):
        return
    down = right = 1
    while row + down < len(rows) and rows[row + down][col] == "^":
        down += 1
    while col + right < len(rows[row]) and rows[row][col + right] == "<":
        right += 1
    middle = (_left(widths, col) + _left(widths, col + right)) / 2
    lines = text.split("\n")
    start = top - ROW * (row + down / 2) + SIZE * (len(lines) / 2 - 0.85)
    for number, line in enumerate(lines):
        canvas.drawCentredString(middle, start - number * SIZE, line)


def _uprights(canvas: Canvas, rows: Sequence[Sequence[str]], widths: Sequence[float], top: float) -> None:
    for number, row in enumerate(rows):
        for col in range(len(widths) + 1):
            if col == len(widths) or row[col] != "<":
                x = _left(widths, col)
                canvas.line(x, top - ROW * number, x, top - ROW * (number + 1))


def _across(
    canvas: Canvas,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    top: float,
    open_above: int,
    open_below: int,
) -> None:
    opened = {0: open_above, len(rows): open_below}
    for number in range(len(rows) + 1):
        for col in range(opened.get(number, 0), len(widths)):
            if number == len(rows) or rows[number][col] != "^":
                y = top - ROW * number
                canvas.line(_left(widths, col), y, _left(widths, col + 1), y)
