"""What is needed to look at written documents: forms to write, and what a reader sees of the result."""

import json
import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
from openpyxl import load_workbook

from jiheng.model import Form, FundingRow, Goals, Header, Indicator, Note, TargetText, Total, Unbound
from jiheng.model.serial import form_from_json, form_to_json
from jiheng.standards import layouts
from jiheng.terms import notation

MARK = "版本码 7F3A-92C1 · 第12版 · 2026-03-05 打印"
LAYOUTS = {layout.id: layout for layout in layouts()}


def line(level1, level2, level3, target, actual, points="10.00", score="10.00", reason=""):
    face = notation.completed(TargetText(text=target))
    return Indicator(level1, "", level2, level3, face, actual, points, score, reason)


SAMPLE = Form(
    layout="sh",
    title="财政项目支出绩效自评表",
    header=Header("河道保洁", "某市水务局", "某市河道管理所", "2024"),
    funding=(
        FundingRow("年度资金总额", "63.65", "63.65", "46.32", "10.00", "72.77", "7.28"),
        FundingRow("其中：当年财政拨款", "63.65", "63.65", "46.32", "-", "72.77", "-"),
    ),
    goals=Goals("完成全市河道保洁。", "完成了全市河道保洁，水质有所改善。"),
    indicators=(
        line("成本指标", "经济成本指标", "保洁费用", "按定额标准执行", "达成指标", "20.00", "20.00"),
        line("产出指标", "数量指标", "保洁次数", "≥50.00(次)", "68.00(次)"),
        line("产出指标", "数量指标", "覆盖率", "=100.00(%)", "100.00(%)", "20.00", "20.00"),
        line("产出指标", "质量指标", "水质达标率", "≥90.00(%)", "81.00(%)", "10.00", "9.00", "枯水期偏长。"),
        line("效益指标", "社会效益指标", "环境改善", "改善明显", "达成指标", "30.00", "30.00"),
    ),
    total=Total("100.00", "96.28"),
    grade="优",
)
EVERYTHING = replace(
    SAMPLE,
    header=replace(
        SAMPLE.header,
        project_code="51000021R0000",
        unit_code="219001",
        category="专项",
        secrecy="不予公开：内部事项",
        extra={"联系人手机": "见附件"},
    ),
    funding=(replace(SAMPLE.funding[0], reason="汛期推迟"), *SAMPLE.funding[1:]),
    goals=replace(SAMPLE.goals, extra={"完成比例": "九成"}),
    indicators=(
        replace(SAMPLE.indicators[0], level1_points="20"),
        replace(SAMPLE.indicators[1], target=TargetText("50次以上", "≥", "60", "趟")),
        *SAMPLE.indicators[2:],
    ),
    notes=(
        Note("存在问题", "枯水期保洁不足"),
        Note("项目负责人", "张三"),
        Note("存在问题", "又一处问题"),
        Note("", "没有名目的说明"),
    ),
    unbound=(Unbound("页脚上的字"), Unbound("另一行字")),
)


def values(form):
    """Every text that was filled in, straight from the JSON, with its path."""

    def walk(part, path):
        if isinstance(part, str) and part:
            yield path, part
        elif isinstance(part, dict):
            for key, value in part.items():
                yield from walk(value, f"{path}.{key}".lstrip("."))
        elif isinstance(part, list):
            for number, value in enumerate(part):
                yield from walk(value, f"{path}[{number}]")

    data = form_to_json(form)
    for key in ("kind", "layout", "places", "confidence"):
        data.pop(key, None)
    return list(walk(data, ""))


def with_text(form, path, text):
    """The form with another text at one of the paths of ``values``."""
    data = form_to_json(form)
    *way, last = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
    part = data
    for step in way:
        part = part[step]
    part[last] = text
    return form_from_json(data)


def squeezed(text):
    """A text without what setting it in lines may add or drop."""
    return re.sub(r"\s", "", text)


def pages(pdf):
    """The text of every page, in the order of the file."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def ruling(page):
    """The upright lines as (x, bottom, top) and the level ones as (y, left, right)."""
    kinds = [pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    bounds = [item.get_bounds() for item in page.get_objects(filter=kinds)]
    upright = [((left + right) / 2, bottom, top) for left, bottom, right, top in bounds if right - left < 2]
    level = [((bottom + top) / 2, left, right) for left, bottom, right, top in bounds if top - bottom < 2]
    return upright, level


def characters(page):
    """Every visible character of a page with the box that its type gives it."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if char.strip():
            yield char, text.get_charbox(index, loose=True)


def printed_cells(pdf):
    """For every page the text of every cell that the ruling lines make, and of what stands outside them."""
    return [_cells(page) for page in pypdfium2.PdfDocument(pdf)]


def _cells(page):
    upright, level = ruling(page)
    found = {}
    for char, (left, bottom, right, top) in characters(page):
        x, y = (left + right) / 2, (bottom + top) / 2
        across = [line for line, low, high in upright if low <= y <= high]
        along = [line for line, low, high in level if low <= x <= high]
        cell = (
            max((line for line in across if line < x), default=0),
            min((line for line in across if line > x), default=0),
            max((line for line in along if line < y), default=0),
            min((line for line in along if line > y), default=0),
        )
        found.setdefault(cell, []).append((y, x, char))
    return [_read(chars) for chars in found.values()]


def _read(chars):
    """The characters of a cell from line to line; on one line they stand less than 3 points up or down."""
    lines = []
    for y, x, char in sorted(chars, reverse=True):
        if not lines or lines[-1][0][0] - y > 3:
            lines.append([])
        lines[-1].append((y, x, char))
    return "".join(char for line in lines for _, _, char in sorted(line, key=lambda item: item[1]))


def attached(pdf):
    document = pypdfium2.PdfDocument(pdf)
    assert document.count_attachments() == 1
    return json.loads(bytes(document.get_attachment(0).get_data()))


def worksheets(xlsx):
    """The worksheets of a workbook, as openpyxl reads them."""
    return list(load_workbook(BytesIO(xlsx)))


def rows(sheet):
    """The texts of every row, blank cells left out."""
    shown = ([cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True))
    return [row for row in shown if row]
