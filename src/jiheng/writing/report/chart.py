"""Charts that Word draws itself, with the workbook of their figures in them: bars in one colour.

The drawing is the one that XlsxWriter makes for its own workbooks: DrawingML is the same in both.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from io import BytesIO

from jiheng.writing import workbook

_SHEET = "数据"
_COLOUR = "#3B6E8F"
_TYPE = {"name": "宋体", "size": 9}
_EMU = 36000  # a millimetre
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LAST = b"<c:printSettings>"
# LibreOffice shows what Word hides where the file does not say.
_VALUE = b'<c:showVal val="1"/>'
_VALUE_ALONE = (
    b'<c:showLegendKey val="0"/>'
    + _VALUE
    + b"".join(b'<c:show%s val="0"/>' % name for name in (b"CatName", b"SerName", b"Percent", b"BubbleSize"))
)
# The first part that the chart refers to is the workbook it is drawn from.
_DATA = f'<c:externalData xmlns:r="{_LINKS}" r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'.encode()


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars named *title*, one a name; a value that is missing has none. Sizes in millimetres."""

    title: str
    unit: str
    names: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    width: int = 75
    height: int = 58

    @property
    def alternative(self) -> str:
        """The chart in words, for who does not see it."""
        pairs = (
            f"{name}{'无数据' if value is None else f'{value:f}{self.unit}'}"
            for name, value in zip(self.names, self.values, strict=True)
        )
        return f"柱形图：{self.title}。{'，'.join(pairs)}。"


def drawn(chart: Chart) -> tuple[bytes, bytes]:
    """The part of the chart and the workbook that it refers to first."""
    made = BytesIO()
    with workbook.new(made) as book:
        page = book.add_worksheet(_SHEET)
        page.write_row(0, 0, ["", f"{chart.title}（{chart.unit}）"])
        for row, (name, value) in enumerate(zip(chart.names, chart.values, strict=True), start=1):
            page.write_string(row, 0, name)
            if value is not None:
                page.write_number(row, 1, value)
        bars = book.add_chart({"type": "column"})
        bars.add_series(_series(len(chart.names)))
        bars.set_legend({"none": True})
        bars.set_x_axis({"num_font": _TYPE, "line": {"color": "#808080"}})
        bars.set_y_axis({"major_gridlines": {"visible": False}, "min": 0, "visible": False})
        bars.set_chartarea({"border": {"none": True}})
        page.insert_chart(1, 3, bars)
    data = made.getvalue()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        part = archive.read("xl/charts/chart1.xml")
    return part.replace(_VALUE, _VALUE_ALONE).replace(_LAST, _DATA + _LAST), data


def _series(count: int) -> dict[str, object]:
    return {
        "name": [_SHEET, 0, 1],
        "categories": [_SHEET, 1, 0, count, 0],
        "values": [_SHEET, 1, 1, count, 1],
        "fill": {"color": _COLOUR},
        "gap": 70,
        "data_labels": {"value": True, "font": _TYPE},
    }


def inline(chart: Chart, link: str) -> str:
    """The chart in a line of text; *link* is what the document calls its part."""
    told = escape(chart.alternative)
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_PLACED}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{chart.width * _EMU}" cy="{chart.height * _EMU}"/>'
        f'<wp:docPr id="1" name="{escape(chart.title)}" descr="{told}"/>'
        f'<a:graphic xmlns:a="{_DRAWING}"><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_LINKS}" r:id="{link}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
