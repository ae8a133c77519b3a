"""Excel workbooks: what Jiheng gives out reads back equal, also when users have filled it with numbers."""

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment
from workbooks import book_of, parts, saved, typed, with_part
from xlsxwriter import Workbook

from jiheng.model import Note
from jiheng.model.location import CERTAIN
from jiheng.model.serial import form_to_json
from jiheng.reading import open_document
from jiheng.standards import load, standard_ids
from jiheng.writing import blank, xlsx
from jiheng.writing.compose import compose
from strategies import forms

# A workbook is written and read in a tenth of a second: fewer examples than elsewhere, and more in a soak.
FEWER = settings(max_examples=settings.default.max_examples // 4)
LANJIANG = Path(__file__).parents[2] / "examples" / "lanjiang-2024.txt"
SHANGHAI = load("cn-shanghai").layout
HEAD = (
    ["项目支出绩效自评表"],
    ["（2024年度）"],
    ["项目名称", "某项目"],
    ["主管部门", "某局", "实施单位", "某所"],
)
FUNDS = (
    ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", 63.65, 63.65, 46.32, 10, 0.7277, 7.28],
)
LINES = (
    [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    ["产出指标", "数量指标", "保洁次数", "≥50次", 68, 90, 90, None],
    ["总分", None, None, None, None, 100, 97.28],
)


def sheet_of(form, layout):
    """What is printed of a form, but for labelled texts that are blank."""
    sheet = compose(replace(form, notes=tuple(note for note in form.notes if note.text)), layout)
    return [[[cell.text for cell in row] for row in block.rows] for block in sheet.blocks]


def written(given_forms, layout):
    made = xlsx.write(given_forms, [layout] * len(given_forms))
    assert isinstance(made, bytes), made
    return made


def plain_form(form):
    """The form alone, without where and how surely it was read."""
    return replace(form, sources={}, confidence=CERTAIN, unbound=())


def filled_book():
    """A form as somebody typed it into an empty workbook."""
    book = book_of(*HEAD, *FUNDS, *LINES, title="自评表")
    sheet = book.active
    for address in ("B6", "C6", "D6", "E6", "G6", "F8", "F9", "G8", "G9"):
        sheet[address].number_format = "0.00"
    sheet["F6"].number_format = "0.00%"
    return book


def read(book_or_data):
    data = book_or_data if isinstance(book_or_data, bytes) else saved(book_or_data)
    return open_document(data, "自评表.xlsx")


@pytest.fixture(scope="module")
def lanjiang():
    return open_document(LANJIANG).forms


@pytest.mark.parametrize("standard", standard_ids())
def test_a_form_that_was_given_out_reads_back_as_it_was_printed(standard, lanjiang):
    layout = load(standard).layout
    reading = read(written(lanjiang, layout))
    assert reading.problems == ()
    assert [sheet_of(f, layout) for f in reading.forms] == [sheet_of(f, layout) for f in lanjiang]


@pytest.mark.parametrize("standard", standard_ids())
def test_numbers_typed_over_the_text_read_back_as_the_same_form(standard, lanjiang):
    layout = load(standard).layout
    made = written(lanjiang, layout)
    by_hand, as_text = read(typed(made)), read(made)
    assert by_hand.forms == as_text.forms
    assert by_hand.problems == ()


def test_the_published_forms_read_back_equal_in_every_value(shared):
    forms = open_document(shared / "seed" / "kunming-2024.txt").forms
    back = read(written(forms, SHANGHAI)).forms
    assert [form_to_json(plain_form(f)) for f in back] == [form_to_json(plain_form(f)) for f in forms]
    assert {f.confidence for f in back} == {1}


@pytest.mark.parametrize("standard", standard_ids())
def test_a_blank_form_has_all_it_asks_for_and_no_indicator_yet(standard):
    given_out = blank(load(standard), 2024)
    [form] = read(written([given_out], load(standard).layout)).forms
    assert [row.label for row in form.funding] == [row.label for row in given_out.funding]
    assert (form.header.year, form.indicators, form.unbound) == ("2024", (), ())
    assert form.layout == ("central" if standard == "capped-2022" else given_out.layout)


def test_a_blank_form_without_a_year_leaves_nothing_over():
    [form] = read(written([blank(load("cn-shanghai"))], SHANGHAI)).forms
    assert (form.header.year, form.unbound) == ("", ())


@pytest.mark.parametrize("layout", standard_ids())
@FEWER
@given(form=forms())
def test_any_form_reads_back_as_it_was_printed(layout, form):
    layout = load(layout).layout
    [back] = read(written([form], layout)).forms
    assert sheet_of(back, layout) == sheet_of(form, layout)


@FEWER
@given(form=forms(), texts=st.lists(st.text(min_size=1).map(str.strip), min_size=3, max_size=3))
def test_free_text_reads_back_character_by_character(form, texts):
    project, reason, conclusion = ("".join(filter(str.isprintable, text)).strip() for text in texts)
    form = replace(
        form,
        header=replace(form.header, project=f"甲{project}乙"),
        indicators=tuple(replace(row, reason=f"因{reason}。") for row in form.indicators),
        notes=(Note("评价结论", f"结论{conclusion}。"),),
    )
    made = xlsx.write([form], [SHANGHAI])
    if isinstance(made, bytes):
        [back] = read(made).forms
        assert back.header.project == form.header.project
        assert [row.reason for row in back.indicators] == [row.reason for row in form.indicators]
        assert [note.text for note in back.notes] == [f"结论{conclusion}。"]


def test_every_value_knows_its_sheet_and_cell():
    [form] = read(filled_book()).forms
    place = form.sources["funding[0].rate"].at
    assert (place.sheet, place.cell) == ("自评表", "F6")
    assert form.at("indicators[0].actual").cell == "E8"


def test_numbers_are_shown_as_excel_shows_them():
    [form] = read(filled_book()).forms
    row = form.funding[0]
    shown = (row.budget, row.executed, row.points, row.rate, row.score)
    assert shown == ("63.65", "46.32", "10.00", "72.77%", "7.28")
    assert (form.indicators[0].actual, form.indicators[0].points) == ("68", "90.00")
    assert form.total.score == "97.28"


def test_days_are_shown_as_excel_shows_them():
    book = filled_book()
    book.active.append(["填报日期", datetime.fromisoformat("2025-01-08")])
    book.active["B10"].number_format = 'yyyy"年"m"月"d"日"'
    [form] = read(book).forms
    assert [note.text for note in form.notes] == ["2025年1月8日"]


def test_a_format_that_only_chinese_settings_know_is_a_day_too():
    book = filled_book()
    book.active.append(["填报日期", 45665])
    book.active["B10"].number_format = "@@@"
    data = saved(book)
    styles = re.sub(rb"<numFmts.*</numFmts>", b"", parts(data)["xl/styles.xml"])
    assert b'numFmtId="164"' in styles
    styles = styles.replace(b'numFmtId="164"', b'numFmtId="31"')
    [form] = read(with_part(data, "xl/styles.xml", styles)).forms
    assert [note.text for note in form.notes] == ["2025年1月8日"]


def test_a_formula_is_read_by_the_value_that_was_saved_with_it():
    book = filled_book()
    book.active["G9"] = "=G6+G8"
    data = saved(book)
    name = "xl/worksheets/sheet1.xml"
    sheet = parts(data)[name]
    assert b"<f>G6+G8</f><v />" in sheet or b"<f>G6+G8</f><v></v>" in sheet or b"<f>G6+G8</f><v/>" in sheet
    for nothing in (b"<v />", b"<v></v>", b"<v/>"):
        sheet = sheet.replace(b"<f>G6+G8</f>" + nothing, b"<f>G6+G8</f><v>97.280000000000001</v>")
    reading = read(with_part(data, name, sheet))
    assert (reading.forms[0].total.score, reading.problems) == ("97.28", ())


def test_a_formula_without_a_value_is_named_with_its_cell():
    book = filled_book()
    book.active["G9"] = "=G6+G8"
    reading = read(book)
    [problem] = reading.problems
    assert (problem.at.sheet, problem.at.cell) == ("自评表", "G9")
    assert "公式" in problem.message
    assert reading.forms[0].funding[0].score == "7.28"


def test_labels_with_colons_side_by_side_each_have_their_own_value():
    book = filled_book()
    book.active.append(["项目负责人：张三", None, "财务负责人：李四"])
    [form] = read(book).forms
    found = [(note.label, note.text) for note in form.notes]
    assert found == [("项目负责人", "张三"), ("财务负责人", "李四")]
    assert form.unbound == ()


def test_every_visible_sheet_is_read_and_a_hidden_form_is_named():
    book = filled_book()
    for title, state in (("第二张", "visible"), ("旧表", "hidden"), ("更旧", "veryHidden")):
        copy = book.copy_worksheet(book["自评表"])
        copy.title, copy.sheet_state = title, state
    lists = book.create_sheet("选项")
    lists.append(["优", "良"])
    lists.sheet_state = "hidden"
    reading = read(book)
    assert [f.sources["header.project"].at.sheet for f in reading.forms] == ["自评表", "第二张"]
    assert [problem.at.sheet for problem in reading.problems] == ["旧表", "更旧"]


def test_what_stands_on_another_sheet_is_no_part_of_the_form():
    book = filled_book()
    book.create_sheet("填表说明").append(["执行率", "等于执行数除以预算数"])
    [form] = read(book).forms
    assert (form.unbound, form.notes) == ((), ())


def test_hidden_rows_and_columns_are_left_out_and_named():
    book = filled_book()
    book.active.row_dimensions[8].hidden = True
    reading = read(book)
    assert reading.forms[0].indicators == ()
    assert any(problem.at.cell == "A8" and "隐藏" in problem.message for problem in reading.problems)


def test_text_under_a_merged_cell_is_not_seen():
    book = filled_book()
    sheet = book.active
    sheet["B3"], sheet["C3"] = "某项目", "看不见"
    data = saved(book)
    name = "xl/worksheets/sheet1.xml"
    part = parts(data)[name].replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B3:D3"/></mergeCells>'
    )
    [form] = read(with_part(data, name, part)).forms
    assert form.header.project == "某项目"
    assert not any("看不见" in item.text for item in form.unbound)


def test_a_word_broken_to_fit_its_column_is_joined_and_paragraphs_are_kept():
    book = filled_book()
    sheet = book.active
    sheet["B8"] = "数量\n指标"
    sheet["H8"] = "1.汛期推迟；\r\n2.已调整计划。"
    [form] = read(book).forms
    assert form.indicators[0].level2 == "数量指标"
    assert form.sources["indicators[0].level2"].raw == "数量\n指标"
    assert form.indicators[0].reason == "1.汛期推迟；\n2.已调整计划。"


def test_error_values_and_truth_values_are_text():
    book = filled_book()
    book.active["F6"] = "#DIV/0!"
    book.active["F6"].data_type = "e"
    book.active["E8"] = True
    [form] = read(book).forms
    assert (form.funding[0].rate, form.indicators[0].actual) == ("#DIV/0!", "TRUE")


def test_a_workbook_with_macros_is_read_and_the_macros_are_not():
    data = saved(filled_book())
    types = parts(data)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    data = with_part(
        with_part(data, "[Content_Types].xml", types), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro"
    )
    assert read(data).forms == read(filled_book()).forms


def test_a_workbook_saved_by_openpyxl_or_untouched_is_the_same(lanjiang):
    made = written(lanjiang, SHANGHAI)
    assert read(saved(load_workbook(BytesIO(made)))).forms == read(made).forms


def boxed(*boxes):
    """A form whose title, year and whatever *boxes* says stand in shapes over the cells."""
    made = BytesIO()
    with Workbook(made) as book:
        page = book.add_worksheet("自评表")
        for number, row in enumerate((*HEAD[2:], *FUNDS, *LINES), start=4):
            page.write_row(number, 0, ["" if text is None else str(text) for text in row])
        page.insert_textbox(0, 1, "项目支出\n绩效自评表")
        for row, column, text in boxes:
            page.insert_textbox(row, column, text)
    return made.getvalue()


def test_the_text_of_a_shape_stands_in_the_blank_cell_that_it_begins_at():
    [form] = read(boxed((1, 2, "（2024年度）"), (5, 5, "看得见"))).forms
    assert (form.title, form.header.year) == ("项目支出绩效自评表", "2024")
    assert form.sources["header.year"].at.cell == "C2"
    [note] = [left for left in form.unbound if left.text == "看得见"]
    assert note.at.cell == "F6"


def test_a_shape_over_a_text_leaves_the_text_as_it_is():
    [form] = read(boxed((9, 2, "专用章\n某所"))).forms
    assert form.indicators[0].level3 == "保洁次数"
    assert [left.text for left in form.unbound] == ["专用章", "某所"]


def test_comments_and_hidden_shapes_are_no_text():
    data = boxed((1, 2, "看不见"))
    name = "xl/drawings/drawing1.xml"
    drawing = parts(data)[name].replace(b'name="TextBox 2"', b'name="TextBox 2" hidden="1"')
    assert drawing != parts(data)[name]
    [form] = read(with_part(data, name, drawing)).forms
    assert form.unbound == ()
    book = filled_book()
    book.active["B3"].comment = Comment("看不见", "某人")
    [form] = read(book).forms
    assert (form.header.project, form.unbound) == ("某项目", ())
