"""Contents into a Word template: the document, with the same bytes for the same contents."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import TemplateError, TemplateSyntaxError
from lxml import etree

from jiheng.writing.page import visible
from jiheng.writing.report.chart import Chart, drawn, inline
from jiheng.writing.report.restraint import Restrained, RestraintError

_PACKED = (1980, 1, 1, 0, 0, 0)  # as zip files begin to count
_LARGEST = 64 * 1024 * 1024  # bytes, all parts unpacked
_MACROS = "vbaProject.bin"
_SHOWN = 60
_LONGEST_TITLE = 255  # characters, as python-docx has it


class TemplateRefusedError(Exception):
    """Why a template cannot be used, in Chinese."""


class _Word(DocxTemplate):  # type: ignore[misc]
    """docxtpl, with charts, and without repairs of what a template has broken."""

    def __init__(self, data: bytes) -> None:
        super().__init__(BytesIO(data))
        self._links: dict[tuple[str, int], str] = {}

    def fix_tables(self, xml: str) -> Any:
        """The body; refused where the template's loops have left it half open, which would lose text."""
        try:
            etree.fromstring(xml, etree.XMLParser(huge_tree=True, resolve_entities=False))
        except etree.XMLSyntaxError as error:
            raise TemplateRefusedError(_UNBALANCED) from error
        return super().fix_tables(xml)

    def insert(self, value: Any) -> str | None:
        """A chart between two runs of text; None for what is no chart."""
        if not isinstance(value, Chart):
            return None
        part = self.current_rendering_part
        key = (value.title, id(part))
        if key not in self._links:
            self._links[key] = part.relate_to(_chart_part(value, part.package), RELATIONSHIP_TYPE.CHART)
        return f'</w:t></w:r><w:r>{inline(value, self._links[key])}</w:r><w:r><w:t xml:space="preserve">'


_UNBALANCED = (
    "模板的循环或条件拆散了段落、表格；表格逐行循环请用 {%tr for … %} 与 {%tr endfor %}，"
    "整段取舍请用 {%p if … %} 与 {%p endif %}，各占一行或一段"
)


def rendered(template: bytes, contents: Mapping[str, Any], title: str) -> bytes:
    """The document called *title*. TemplateRefusedError where the template cannot be used."""
    _look_through(template)
    word = _Word(template)
    _look_outside(word.get_docx().part.package)
    try:
        word.render(contents, Restrained(word.insert), autoescape=True)
    except RestraintError as error:
        raise TemplateRefusedError(str(error)) from error
    except TemplateSyntaxError as error:
        raise TemplateRefusedError(f"模板的写法有误{_near(error)}：{error.message}") from error
    except TemplateError as error:
        raise TemplateRefusedError(f"模板不能使用：{error}") from error
    _say_what_it_is(word.docx.core_properties, title)
    made = BytesIO()
    word.save(made)
    return repacked(made.getvalue())


def _look_through(template: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise TemplateRefusedError("模板不是 Word 文件（.docx）") from error
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise TemplateRefusedError("模板过大")
    if any(entry.filename.endswith(_MACROS) for entry in entries):
        raise TemplateRefusedError("模板含有宏；请另存为不含宏的 .docx")
    if "word/document.xml" not in {entry.filename for entry in entries}:
        raise TemplateRefusedError("模板不是 Word 文件（.docx）")


def _look_outside(package: Any) -> None:
    """Links to pages are text; what Word would fetch by itself is not let in."""
    for link in package.iter_rels():
        if link.is_external and link.reltype != RELATIONSHIP_TYPE.HYPERLINK:
            raise TemplateRefusedError(f"模板引用了外部文件“{link.target_ref[:_SHOWN]}”；请改为嵌入，或删去")


def _near(error: TemplateSyntaxError) -> str:
    """What is printed around the mistake."""
    lines = [line.strip() for line in getattr(error, "docx_context", ()) if line.strip()]
    text = next((line for line in lines if "{%" in line or "{{" in line), "")
    return f"（在“{text[:_SHOWN]}”附近）" if text else ""


def _chart_part(chart: Chart, package: Any) -> Part:
    data, figures = drawn(chart)
    name = package.next_partname("/word/charts/chart%d.xml")
    part = Part(name, CONTENT_TYPE.DML_CHART, data, package)
    behind = package.next_partname(f"/word/embeddings/{name.filename[:-4]}-%d.xlsx")
    part.relate_to(Part(behind, CONTENT_TYPE.SML_SHEET, figures, package), RELATIONSHIP_TYPE.PACKAGE)
    return part


def _say_what_it_is(properties: Any, title: str) -> None:
    """Title and language; nobody and no day, which the library itself cannot take away."""
    told = properties._element
    for child in list(told):
        told.remove(child)
    properties.title = " ".join(visible(title).split())[:_LONGEST_TITLE]
    properties.language = "zh-CN"


def repacked(data: bytes) -> bytes:
    """A zip with its entries as they stand, and without the time at which it was made."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as taken:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            taken.writestr(entry, given.read(name))
    return made.getvalue()
