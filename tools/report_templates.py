"""Write the Word templates of the reports: ``python tools/report_templates.py``; the same bytes each time.

Page, type and headings are those of GB/T 9704. What the parts between braces mean: ``docs/reports.md``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path

from report_texts import ANALYSIS, SELF_EVALUATION, Block, Charts, Heading, Page, Table, Text

FOLDER = Path(__file__).parent.parent / "src/jiheng/writing/report/templates"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPECIAL = re.compile(r"(【[^】]*】|\{\{ 注\.\w+ \}\})")
_TWIPS = 1440 / 25.4  # a millimetre
_UPRIGHT, _LYING = (210, 297), (297, 210)
_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_TURNED = {"top": 28, "bottom": 26, "left": 35, "right": 37}
_LINE = 579  # 22 lines a page
_BODY = {False: 156, True: 225}  # millimetres between the margins


def main() -> None:
    """Both templates into the package."""
    FOLDER.mkdir(exist_ok=True)
    for name, blocks in (("self_evaluation", SELF_EVALUATION), ("analysis", ANALYSIS)):
        (FOLDER / f"{name}.docx").write_bytes(template(blocks))


def template(blocks: Sequence[Block]) -> bytes:
    """A Word file of these blocks."""
    body, lies = [], False
    for block in blocks:
        if isinstance(block, Page):
            body.append(f"<w:p><w:pPr>{_section(lies)}</w:pPr></w:p>")
            lies = block.lies
        else:
            body.append(_block(block, lies))
    return _packed(f"<w:document {_SPACES}><w:body>{''.join(body)}{_section(lies)}</w:body></w:document>")


_SPACES = f'xmlns:w="{_WORD}" xmlns:r="{_LINKS}"'


def _block(block: Block, lies: bool) -> str:
    if isinstance(block, Heading):
        return _paragraph(block.text, f"Heading{block.level}" if block.level else "Title")
    if isinstance(block, Charts):
        return _paragraph("".join(f"{{{{ {name} }}}}" for name in block.names), "Chart")
    if isinstance(block, Table):
        return _table(block, _BODY[lies])
    return _paragraph(block.text, block.style)


def _paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(map(_run, filter(None, _SPECIAL.split(text))))}</w:p>"


def _run(text: str) -> str:
    style = ""
    if text.startswith("【"):
        style = '<w:rPr><w:rStyle w:val="Gap"/></w:rPr>'
    elif text.startswith("{{ 注."):
        style = '<w:rPr><w:rStyle w:val="Mark"/></w:rPr>'
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _table(table: Table, width: int) -> str:
    shares = [column[1] for column in table.columns]
    widths = [round(width * share / sum(shares) * _TWIPS) for share in shares]
    heads = [column[0] for column in table.columns]
    rows = [_row(heads, widths, "TableHead", '<w:tblHeader/>')] if any(heads) else []
    if table.each:
        rows.append(_row([f"{{%tr for 行 in {table.each} %}}"], [sum(widths)], "TableText"))
    rows.append(_row([column[2] for column in table.columns], widths, "TableText"))
    if table.each:
        rows.append(_row(["{%tr endfor %}"], [sum(widths)], "TableText"))
    rows += [_row(list(row), widths, "TableText") for row in table.more]
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    look = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblCaption w:val="{escape(table.title)}"/></w:tblPr>'
    )
    caption = _paragraph(f"{table.title}{table.mark}", "Caption") if table.title else ""
    return f"{caption}<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{_paragraph('', 'Gap0')}"


def _row(texts: Sequence[str], widths: Sequence[int], style: str, look: str = "") -> str:
    span = f'<w:gridSpan w:val="{len(texts)}"/>' if False else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(text, _aligned(text, style))}</w:tc>"
        for text, width in zip(texts, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{look}</w:trPr>{cells}</w:tr>"


_LEFT = re.compile(r"行\.(项目|疑点|办法|原因|内容|位置|算法|取自|数据|备注|文件|名称|单位|部门|指标|校验|算式|依据)\b")
_FIGURES = re.compile(r"行\.(年初预算数|全年预算数|全年执行数|未执行数)\b|^\{\{ (年初预算数|全年预算数|全年执行数) \}\}$")


def _aligned(text: str, style: str) -> str:
    if style == "TableHead":
        return style
    if _FIGURES.search(text):
        return "TableFigure"
    return "TableLeft" if _LEFT.search(text) or text.startswith("【") or len(text) > 60 else style


def _section(lies: bool) -> str:
    width, height = _LYING if lies else _UPRIGHT
    margins = "".join(
        f' w:{side}="{round(size * _TWIPS)}"' for side, size in (_TURNED if lies else _MARGINS).items()
    )
    turned = ' w:orient="landscape"' if lies else ""
    footer = round(((_TURNED if lies else _MARGINS)["bottom"] - 7 - 5) * _TWIPS)
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
        '<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{round(width * _TWIPS)}" w:h="{round(height * _TWIPS)}"{turned}/>'
        f'<w:pgMar{margins} w:header="851" w:footer="{footer}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{_LINE}"/></w:sectPr>'
    )


def _footer(align: str) -> str:
    """— 1 — at the outer side, one character in."""
    side = "right" if align == "right" else "left"
    look = f'<w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}Chars="100"/><w:jc w:val="{align}"/></w:pPr>'
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return f"<w:ftr {_SPACES}><w:p>{look}{dash.format('— ')}{number}{dash.format(' —')}</w:p></w:ftr>"


def _style(
    key: str, name: str, face: str, size: float, paragraph: str = "", letters: str = "", *, based: str = "", level: int = 0
) -> str:
    kind = "character" if based == "character" else "paragraph"
    fonts = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>' if face else ""
    sizes = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    default = ' w:default="1"' if key == "Normal" else ""
    parent = "" if key == "Normal" or kind == "character" else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="Normal"/>' if key.startswith(("Heading", "Title")) else ""
    outline = f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
    look = f"<w:pPr>{paragraph}{outline}</w:pPr>" if paragraph or outline else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{key}"><w:name w:val="{name}"/>{parent}{following}'
        f"<w:qFormat/>{look}<w:rPr>{fonts}{letters}{sizes}</w:rPr></w:style>"
    )


def _styles() -> str:
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{_LINE}" w:lineRule="exact"/>'
    single = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    title_line = '<w:spacing w:before="0" w:after="579" w:line="660" w:lineRule="exact"/>'
    begun, flush, keep = '<w:ind w:firstLineChars="200" w:firstLine="640"/>', '<w:ind w:firstLineChars="0" w:firstLine="0"/>', "<w:keepNext/>"
    centred, left, right = (f'<w:jc w:val="{side}"/>' for side in ("center", "left", "right"))
    told = [
        _style("Normal", "Normal", "仿宋", 16, exact + begun + '<w:jc w:val="both"/>'),
        _style("Title", "Title", "方正小标宋简体", 22, title_line + flush + centred),
        _style("Heading1", "heading 1", "黑体", 16, keep + exact + begun, level=1),
        _style("Heading2", "heading 2", "楷体", 16, keep + exact + begun, level=2),
        _style("Heading3", "heading 3", "仿宋", 16, keep + exact + begun, "<w:b/>", level=3),
        _style("Caption", "caption", "黑体", 12, keep + '<w:snapToGrid w:val="0"/><w:spacing w:before="160" w:after="60" w:line="320" w:lineRule="exact"/>' + flush + centred),
        _style("Small", "数据说明", "仿宋", 12, '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="60" w:line="360" w:lineRule="exact"/>' + '<w:ind w:firstLineChars="200" w:firstLine="480"/>'),
        _style("Annex", "附件", "黑体", 16, keep + exact + flush, level=1),
        _style("Chart", "图", "宋体", 10.5, keep + single + flush + centred),
        _style("TableHead", "表头", "黑体", 10.5, keep + single + flush + centred),
        _style("TableText", "表格文字", "宋体", 10.5, single + flush + centred),
        _style("TableLeft", "表格文字 左", "宋体", 10.5, single + flush + left),
        _style("TableFigure", "表格数字", "宋体", 10.5, single + flush + right),
        _style("Gap0", "表后", "宋体", 5, '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>' + flush),
        _style("Footer", "footer", "宋体", 14, single + flush),
        _style("Gap", "待填写", "", 0, letters='<w:shd w:val="clear" w:color="auto" w:fill="FFF200"/>', based="character"),
        _style("Mark", "数据来源标记", "宋体", 0, letters='<w:vertAlign w:val="superscript"/>', based="character"),
    ]
    default = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return f"<w:styles {_SPACES}>{default}{''.join(told)}</w:styles>"


def _packed(document: str) -> bytes:
    parts = {"document": ("document.main", document), "styles": ("styles", _styles()), "settings": ("settings", _SETTINGS)}
    parts |= {"odd": ("footer", _footer("right")), "even": ("footer", _footer("left"))}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, (kind, _) in parts.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    links = [("odd", "footer"), ("even", "footer"), ("styles", "styles"), ("settings", "settings")]
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>',
        "_rels/.rels": _related(
            [("document", f"{_LINKS}/officeDocument", "word/document.xml"),
             ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")]
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>zh-CN</dc:language></cp:coreProperties>',
        "word/_rels/document.xml.rels": _related([(n, f"{_LINKS}/{kind}", f"{n}.xml") for n, kind in links]),
        **{f"word/{name}.xml": content for name, (_, content) in parts.items()},
    }  # fmt: skip
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, _HEAD + content)
    return made.getvalue()


_SETTINGS = (
    f'<w:settings {_SPACES}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
)


def _related(links: Sequence[tuple[str, str, str]]) -> str:
    told = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{path}"/>' for name, kind, path in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


if __name__ == "__main__":
    main()
