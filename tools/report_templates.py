"""Write the Word templates of the reports: ``python tools/report_templates.py``; the same bytes each time.

Their texts stand in ``report_templates/*.txt``, a paragraph a line. What a line begins with says what it is:
``#`` title and headings, ``§`` the name of an annex, ``&`` caption, ``%`` small, ``!`` charts, ``@`` another
file, ``====`` a new page, upright or lying. ``|=`` is the caption of a table, ``|+`` that of one that no page
parts, ``|w`` the shares of its width, ``|h`` its headings, ``|*`` a list and the row for each of its items,
``|-`` a row. Page, type and headings are those of GB/T 9704. What stands between braces: ``docs/reports.md``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path

TEXTS = Path(__file__).parent / "report_templates"
FOLDER = Path(__file__).parent.parent / "src/jiheng/writing/report/templates"
NAMES = ("self_evaluation", "analysis")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = f'xmlns:w="{_WORD}" xmlns:r="{_LINKS}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = {
    "#": "Title",
    "##": "Heading1",
    "###": "Heading2",
    "§": "Annex",
    "&": "Caption",
    "%": "Small",
    "!": "Chart",
}
_LYING = "lying"
_SPECIAL = re.compile(r"(【[^】]*】|\{\{ 注\.\w+ \}\})")
_CAPTIONS = ("|=", "|+")
_MARK = re.compile(r"\{\{ 注\.\w+ \}\}")
_TWIPS = 1440 / 25.4  # a millimetre
_UPRIGHT_PAGE = {"w": 210, "h": 297}, {"top": 37, "right": 26, "bottom": 35, "left": 28}
_LYING_PAGE = {"w": 297, "h": 210}, {"top": 28, "right": 37, "bottom": 26, "left": 35}
_FOOTER = 12  # millimetres from the foot of the type area to the page number's foot
# Columns of text begin at the left, amounts end at the right, everything else stands in the middle.
_LEFT = re.compile(
    r"行\.(?:项目|疑点|办法|原因|内容|位置|算法|取自|数据|备注|文件|名称|单位|部门|指标|校验|算式|依据)\b"
)
_RIGHT = re.compile(r"(?:行\.|^\{\{ )(?:年初预算数|全年预算数|全年执行数|未执行数)\b")


def main() -> None:
    """Both templates into the package."""
    for name in NAMES:
        (FOLDER / f"{name}.docx").write_bytes(template(name))


def template(name: str) -> bytes:
    """The Word file of a text."""
    body, width = [], _width(_UPRIGHT_PAGE)
    page = _UPRIGHT_PAGE
    for is_table, lines in groupby(_lines(name), lambda line: line.startswith("|")):
        if is_table:
            body += [_table(rows, width) for rows in _tables(lines)]
            continue
        for line in lines:
            sign, _, text = line.partition(" ")
            if sign == "====":
                body.append(f"<w:p><w:pPr>{_section(*page)}</w:pPr></w:p>")
                page = _LYING_PAGE if text == _LYING else _UPRIGHT_PAGE
                width = _width(page)
            else:
                body.append(_paragraph(text, _STYLES[sign]) if sign in _STYLES else _paragraph(line))
    return _packed(_root("document", f"<w:body>{''.join(body)}{_section(*page)}</w:body>"))


def _lines(name: str) -> Iterator[str]:
    for line in (TEXTS / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("@ "):
            yield from _lines(line.removeprefix("@ "))
        else:
            yield line


def _width(page: tuple[dict[str, int], dict[str, int]]) -> float:
    size, margins = page
    return (size["w"] - margins["left"] - margins["right"]) * _TWIPS


def _paragraph(text: str, style: str = "", *, is_kept: bool = False) -> str:
    kept = "<w:keepNext/>" if is_kept else ""
    look = f'<w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(map(_run, filter(None, _SPECIAL.split(text))))}</w:p>"


def _run(text: str) -> str:
    style = "Gap" if text.startswith("【") else "Mark" if _MARK.fullmatch(text) else ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _tables(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lines of each table, which begins with its caption."""
    held: list[str] = []
    for line in lines:
        if line[:2] in _CAPTIONS and held:
            yield held
            held = []
        held.append(line)
    yield held


def _table(lines: Sequence[str], width: float) -> str:
    caption, shares = lines[0][2:].strip(), [int(share) for share in lines[1][2:].split()]
    widths = [round(width * share / sum(shares)) for share in shares]
    rows, is_kept = [], lines[0].startswith("|+")
    for line in lines[2:]:
        cells = [cell.strip() for cell in line[2:].split(" | ")]
        if line.startswith("|h"):
            rows.append(_row(cells, widths, "<w:tblHeader/>"))
        elif line.startswith("|*"):
            begun, ended = [f"{{%tr for 行 in {cells[0]} %}}"], ["{%tr endfor %}"]
            rows += [
                _row(begun, [sum(widths)]),
                _row(cells[1:], widths, is_kept=is_kept),
                _row(ended, [sum(widths)]),
            ]
        else:
            rows.append(_row(cells, widths, is_kept=is_kept))
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in widths)
    told = escape(_MARK.sub("", caption))
    look = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_TABLE_LOOK}<w:tblCaption w:val="{told}"/>'
    above = _paragraph(caption, "Caption") if caption else ""
    table = f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    return f"{above}{table}{_paragraph('', 'AfterTable')}"


def _row(texts: Sequence[str], widths: Sequence[int], head: str = "", *, is_kept: bool = False) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(text, 'TableHead' if head else _aligned(text), is_kept=is_kept)}</w:tc>"
        for text, width in zip(texts, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _aligned(text: str) -> str:
    return "TableFigure" if _RIGHT.search(text) else "TableLeft" if _LEFT.search(text) else "TableText"


_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PADDING = "".join(
    f'<w:{side} w:w="{size}" w:type="dxa"/>'
    for side, size in (("top", 40), ("left", 45), ("bottom", 40), ("right", 45))
)
_TABLE_LOOK = (
    f'<w:jc w:val="center"/><w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    f"<w:tblCellMar>{_PADDING}</w:tblCellMar>"
)


def _section(size: dict[str, int], margins: dict[str, int]) -> str:
    turned = ' w:orient="landscape"' if size["w"] > size["h"] else ""
    page = "".join(f' w:{side}="{round(length * _TWIPS)}"' for side, length in size.items())
    around = "".join(f' w:{side}="{round(length * _TWIPS)}"' for side, length in margins.items())
    footer = round((margins["bottom"] - _FOOTER) * _TWIPS)
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="odd"/>'
        '<w:footerReference w:type="even" r:id="even"/><w:type w:val="nextPage"/>'
        f'<w:pgSz{page}{turned}/><w:pgMar{around} w:header="851" w:footer="{footer}" w:gutter="0"/>'
        '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )


def _footer(side: str) -> str:
    """— 1 — at the outer side, one character in."""
    look = f'<w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}Chars="100"/><w:jc w:val="{side}"/></w:pPr>'
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    before, after = (f'<w:r><w:t xml:space="preserve">{dash}</w:t></w:r>' for dash in ("— ", " —"))
    return _root("ftr", f"<w:p>{look}{before}{number}{after}</w:p>")


def _root(name: str, inside: str) -> str:
    return f"{_HEAD}<w:{name} {_SPACES}>{inside}</w:{name}>"


_SETTINGS = (
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>'
)


def _packed(document: str) -> bytes:
    parts = {
        "document": ("document.main", document),
        "styles": ("styles", _root("styles", (TEXTS / "styles.xml").read_text("utf-8"))),
        "settings": ("settings", _root("settings", _SETTINGS)),
        "odd": ("footer", _footer("right")),
        "even": ("footer", _footer("left")),
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, (kind, _) in parts.items()
    )
    links = "application/vnd.openxmlformats-package.relationships+xml"
    files = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{links}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _related({"document": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _related(
            {name: (kind, f"{name}.xml") for name, (kind, _) in parts.items() if name != "document"}
        ),
        **{f"word/{name}.xml": content for name, (_, content) in parts.items()},
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return made.getvalue()


def _related(links: dict[str, tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{path}"/>'
        for name, (kind, path) in links.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


if __name__ == "__main__":
    main()
