"""Changed values go back into the user's own workbook; nothing else in it is another byte."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from clerk import Clerk
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from paper import LAYOUTS, SAMPLE
from xlsxwriter import Workbook as XlsxBook

from jiheng.model import FundingRow, Problem
from jiheng.model.paths import value_at, with_value
from jiheng.reading import open_document
from jiheng.standards import load, standard_ids
from jiheng.writing import blank_workbook, xlsx
from jiheng.writing.fill import filled

SHEET = "xl/worksheets/sheet1.xml"


def parts(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def read(data):
    [form] = open_document(data, "表.xlsx").forms
    return form


def cell(data, form, path, sheet=None):
    at = form.sources[path].at
    return load_workbook(BytesIO(data))[sheet or at.sheet][at.cell]


@pytest.fixture
def given_out():
    """The form as Jiheng gives it out: every cell is text."""
    return xlsx.write([SAMPLE], [LAYOUTS["sh"]])


@pytest.fixture
def own_book():
    """A form as somebody keeps it: numbers, a formula, colours, a list to choose from, another sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "自评表"
    for row in (
        ["项目支出绩效自评表"],
        ["（2024年度）"],
        ["项目名称", "某项目"],
        ["主管部门", "某局", "实施单位", "某所"],
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", 63.65, 63.65, 46.32, 10, 0.7, 7],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "保洁次数", "≥50次", 68, 40, 40],
        [None, None, "覆盖率", "=100.00(%)", "100%", 50, 50],
        ["总分", None, None, None, None, 100, "=G6+G8+G9"],
    ):
        sheet.append(row)
    sheet["D9"].data_type = "s"
    sheet.merge_cells("A8:A9")
    sheet.merge_cells("B8:B9")
    for address in ("G6", "G8", "G9", "G10"):
        sheet[address].number_format = "0.00"
    sheet["F6"].number_format = "0.00%"
    sheet["F6"].font = Font(color="FF0000", bold=True)
    choice = DataValidation(type="list", formula1='"达成,未达成"')
    choice.add("E8")
    sheet.add_data_validation(choice)
    book.create_sheet("说明").append(["=1+1", "请勿改动"])
    made = BytesIO()
    book.save(made)
    calculated = re.sub(
        rb"(<f>G6\+G8\+G9</f>)<v ?(?:/>|></v>)", rb"\1<v>97</v>", parts(made.getvalue())[SHEET]
    )
    chain = b'<calcChain xmlns="x"><c r="A1" i="2"/><c r="G10" i="1"/><c r="B9"/></calcChain>'
    return zipped({**parts(made.getvalue()), SHEET: calculated, "xl/calcChain.xml": chain})


def test_only_the_part_of_the_worksheet_changes(given_out):
    form = read(given_out)
    made = filled(given_out, form, {"indicators[3].score": "9.10", "grade": "良"})
    before, after = parts(given_out), parts(made)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {SHEET}
    cells = [re.split(rb"(?=<c )", part[SHEET]) for part in (before, after)]
    assert sum(one != other for one, other in zip(*cells, strict=True)) == 2


def test_the_new_values_are_read_back_and_all_others_stay(given_out):
    form = read(given_out)
    changes = {
        "indicators[3].score": "9.10",
        "grade": "良",
        "goals.actual": "第一行\n第二行 <&>",
        "header.project": "新",
    }
    back = read(filled(given_out, form, changes))
    for path, text in changes.items():
        assert value_at(back, path) == text
        form = with_value(form, path, text)
    assert (back.indicators, back.funding, back.header) == (form.indicators, form.funding, form.header)


@pytest.mark.parametrize(
    "text", ["=100.00(%)", "=1+1", "+A1", "-2", "@SUM(A1)", "_x0041_", " 两边空格 ", "007", "1e5"]
)
def test_text_is_never_a_formula_and_keeps_every_character(given_out, text):
    form = read(given_out)
    made = filled(given_out, form, {"indicators[1].actual": text})
    found = cell(made, form, "indicators[1].actual")
    assert found.data_type == "s"
    assert b"<f" not in parts(made)[SHEET]
    assert read(made).indicators[1].actual == text.strip()


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=60))
def test_any_text_is_refused_or_comes_back(text):
    made = xlsx.write([SAMPLE], [LAYOUTS["sh"]])
    form = read(made)
    done = filled(made, form, {"indicators[3].reason": f"因{text}。"})
    if not isinstance(done, Problem):
        assert read(done).indicators[3].reason == "\n".join(f"因{text}。".splitlines())


def test_a_number_stays_a_number_where_its_format_says_the_same(own_book):
    form = read(own_book)
    changes = {"funding[0].rate": "72.77%", "funding[0].score": "7.28", "indicators[0].actual": "68次"}
    made = filled(own_book, form, changes)
    found = {path: cell(made, form, path) for path in changes}
    assert [one.data_type for one in found.values()] == ["n", "n", "s"]
    assert found["funding[0].rate"].value == 0.7277
    assert found["funding[0].rate"].font.b
    assert [value_at(read(made), path) for path in changes] == list(changes.values())


def test_a_number_that_its_format_would_round_becomes_text(own_book):
    form = read(own_book)
    made = filled(own_book, form, {"funding[0].score": "7.277"})
    assert cell(made, form, "funding[0].score").data_type == "s"
    assert read(made).funding[0].score == "7.277"


def test_what_depends_on_a_change_is_calculated_anew_when_opened(own_book):
    made = filled(own_book, read(own_book), {"funding[0].score": "7.28"})
    assert b'fullCalcOnLoad="1"' in parts(made)["xl/workbook.xml"]
    assert b"<f>G6+G8+G9</f>" in parts(made)[SHEET]
    assert parts(made)["xl/calcChain.xml"] == parts(own_book)["xl/calcChain.xml"]


def test_a_formula_that_is_changed_gives_way_to_the_value_and_leaves_the_chain(own_book):
    form = read(own_book)
    made = filled(own_book, form, {"total.score": "97.28"})
    assert read(made).total.score == "97.28"
    assert b"<f>G6" not in parts(made)[SHEET]
    assert (
        parts(made)["xl/calcChain.xml"]
        == b'<calcChain xmlns="x"><c r="A1" i="2"/><c i="1" r="B9"/></calcChain>'
    )
    assert load_workbook(BytesIO(made))["说明"]["A1"].value == "=1+1"


def test_a_formula_that_serves_other_cells_is_left_alone(own_book):
    shared = parts(own_book)[SHEET].replace(
        b"<f>G6+G8+G9</f>", b'<f t="shared" si="0" ref="G10:G11">G6+G8+G9</f>'
    )
    book = zipped({**parts(own_book), SHEET: shared})
    found = filled(book, read(book), {"total.score": "97.28"})
    assert isinstance(found, Problem)
    assert (found.at.sheet, found.at.cell) == ("自评表", "G10")


def test_a_blank_value_is_put_under_its_own_heading(given_out):
    blank = filled(given_out, read(given_out), {"indicators[2].score": "", "total.score": ""})
    form = read(blank)
    assert (form.indicators[2].score, form.total.score) == ("", "")
    made = filled(blank, form, {"indicators[2].score": "19.00"})
    assert read(made).indicators[2].score == "19.00"


def test_a_value_that_stands_among_others_changes_alone(given_out):
    form = read(given_out)
    made = filled(given_out, form, {"header.year": "2025"})
    assert read(made).header.year == "2025"
    assert cell(made, form, "header.year").value == "（2025年度）"


def test_a_cell_that_several_rows_share_changes_for_all_or_not_at_all(given_out):
    form = read(given_out)
    alone = filled(given_out, form, {"indicators[1].level1": "产出"})
    assert isinstance(alone, Problem)
    assert "合用一个单元格" in alone.message
    together = {f"indicators[{number}].level1": "效益指标" for number in (1, 2, 3)}
    assert [row.level1 for row in read(filled(given_out, form, together)).indicators[1:4]] == ["效益指标"] * 3


def test_a_target_in_three_cells_is_changed_in_three():
    data = xlsx.write([SAMPLE], [LAYOUTS["sichuan"]])
    form = read(data)
    back = read(filled(data, form, {"indicators[1].target": "≤60.00(趟)"}))
    target = back.indicators[1].target
    assert (target.op, target.value, target.unit) == ("≤", "60.00", "趟")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("header.secrecy", "涉密"),
        ("grade", "\x00"),
        ("grade", "\ud800"),
        ("goals.expected", "长" * 40_000),
    ],
)
def test_what_cannot_be_put_back_is_said_and_nothing_is_changed(given_out, path, text):
    found = filled(given_out, read(given_out), {path: text})
    assert isinstance(found, Problem)
    assert found.at.path == path


def test_a_book_that_is_no_longer_the_one_that_was_read_is_said(given_out):
    form = read(given_out)
    other = Workbook()
    made = BytesIO()
    other.save(made)
    for data in (given_out[:2000], b"", zipped({SHEET: b"<x/>"}), made.getvalue()):
        assert isinstance(filled(data, form, {"grade": "良"}), Problem)


def test_prefixed_and_indented_parts_are_changed_as_well(own_book):
    part = parts(own_book)[SHEET].decode()
    part = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", part).replace("xmlns=", "xmlns:x=").replace("><", ">\n  <")
    book = zipped({**parts(own_book), SHEET: b"\xef\xbb\xbf" + part.encode()})
    form = read(book)
    back = read(filled(book, form, {"funding[0].rate": "72.77%", "indicators[0].actual": "六十八"}))
    assert (back.funding[0].rate, back.indicators[0].actual) == ("72.77%", "六十八")


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def rich_book():
    """A form in a workbook with all that an office adds: columns, pictures, rules, sheets, macros."""
    made = BytesIO()
    book = XlsxBook(made)
    page = book.add_worksheet("自评表")
    rows = load_workbook(BytesIO(xlsx.write([SAMPLE], [LAYOUTS["sh"]]))).active
    bold = book.add_format({"bold": True, "bg_color": "#FFFF00", "num_format": "@"})
    for row in rows.iter_rows():
        for cell in row:
            if cell.value is not None:
                page.write_string(cell.row - 1, cell.column - 1, cell.value, bold)
    for area in rows.merged_cells.ranges:
        value = rows.cell(area.min_row, area.min_col).value or ""
        page.merge_range(area.coord, value, bold)
    page.write_column("M1", ["内部备注", "=不是公式", "经办人核对"], bold)
    page.write_formula("N5", "=LEN(A1)", None, 8)
    page.write_comment("M3", "请核对项目名称")
    page.insert_image("P2", "公章.png", {"image_data": BytesIO(PNG)})
    page.conditional_format("F10:G20", {"type": "cell", "criteria": "<", "value": 5, "format": bold})
    page.data_validation("E10:E20", {"validate": "list", "source": ["达成指标", "未达成指标"]})
    page.autofilter("A9:H20")
    page.protect("", {"insert_rows": True})
    other = book.add_worksheet("台账")
    other.write_formula("A1", "=自评表!A1", None, "某表")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=台账!$B$1:$B$3"})
    other.insert_chart("D2", chart)
    book.add_worksheet("旧表").hide()
    book.define_name("合计", "=台账!$B$1")
    book.close()
    return zipped(
        {**parts(made.getvalue()), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0", "customXml/a.xml": b"<a/>"}
    )


def test_all_that_an_office_has_added_stays_byte_for_byte(rich_book):
    form = read(rich_book)
    made = filled(rich_book, form, {"indicators[3].score": "8.50", "goals.actual": "新的", "grade": "良"})
    before, after = parts(rich_book), parts(made)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} <= {SHEET, "xl/workbook.xml"}
    kinds = {
        "comments",
        "drawing",
        "media",
        "charts",
        "vbaProject",
        "customXml",
        "sheet2",
        "sheet3",
        "styles",
    }
    assert all(any(kind in name for name in before) for kind in kinds)
    cells = [re.split(rb"(?=<c )|(?=</sheetData>)", part[SHEET]) for part in (before, after)]
    changed = [(one, other) for one, other in zip(*cells, strict=True) if one != other]
    assert len(changed) == 3
    for one, other in changed:
        assert re.match(rb'<c r="\w+" s="\d+"', one)[0] == re.match(rb'<c r="\w+" s="\d+"', other)[0]
    back = read(made)
    assert (back.indicators[3].score, back.goals.actual, back.grade) == ("8.50", "新的", "良")
    assert load_workbook(BytesIO(made))["自评表"]["M2"].value == "=不是公式"


@pytest.mark.parametrize("name", standard_ids())
def test_a_filled_in_form_is_changed_with_its_lists_rules_and_formulas_in_place(name):
    standard = load(name)
    money = FundingRow(standard.layout.funding_rows[0], "", "63.65", "46.32")
    form = replace(SAMPLE, layout=standard.layout.id, funding=(money,))
    data = Clerk(blank_workbook(standard), standard.layout).fill(form).data
    changes = {"indicators[1].actual": "=70", "funding[0].executed": "50.00", "header.project": "新项目"}
    made = filled(data, read(data), changes)
    before, after = parts(data), parts(made)
    assert {part for part in before if before[part] != after[part]} <= {SHEET, "xl/workbook.xml"}
    tails = [part[SHEET].partition(b"</sheetData>")[2] for part in (before, after)]
    assert tails[0] == tails[1]
    assert b"sheetProtection" in tails[0]
    assert b"dataValidation" in tails[0]
    found = [set(re.findall(rb"<f\b.*?</f>", part[SHEET])) for part in (before, after)]
    assert found[0] == found[1]
    back = read(made)
    assert {path: value_at(back, path) for path in changes} == changes
