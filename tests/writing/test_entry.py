"""The form to be filled in: it asks, adds up and comes back as it was typed."""

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from html import unescape
from io import BytesIO
from itertools import pairwise

import pytest
from clerk import OFFICE, SHEET, Clerk, converted, recalculated
from comparing import differences
from filling_in import HOSTILE, filled_in
from openpyxl import load_workbook
from paper import LAYOUTS, SAMPLE, pages, with_text
from test_round_trip import compared

from jiheng.model import FundingRow, round_half_up
from jiheng.reading import open_document
from jiheng.reading.workbook import read_workbook
from jiheng.scoring import score
from jiheng.standards import Trust, load, standard_ids
from jiheng.writing import blank_workbook
from jiheng.writing.compose import compose
from jiheng.writing.entry.snap import snapped

SOAK = bool(os.environ.get("JIHENG_SOAK"))
STANDARDS = [load(name) for name in standard_ids()]
BLANK = {standard.id: blank_workbook(standard) for standard in STANDARDS}
OWN = ("funding[0].rate", "funding[0].score", "total.points", "total.score", "grade")
office = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
each_standard = pytest.mark.parametrize("standard", STANDARDS, ids=standard_ids())


def rows_for_indicators(standard):
    clerk = Clerk(BLANK[standard.id], standard.layout)
    names = [column.label for column in standard.layout.indicators if column.field == "level3"]
    heading = clerk.find(names[0]).row
    return clerk.find(standard.layout.total, above=heading).row - heading - 1


def drawn(standard, number, *, rare):
    """A form as an office fills it in: all rows of money that are printed, no more lines than rows."""
    form = filled_in(standard.layout, number, rare=rare)
    unused = standard.layout.funding_rows[len(form.funding) :]
    return replace(
        form,
        funding=(*form.funding, *map(FundingRow, unused)),
        indicators=form.indicators[: rows_for_indicators(standard)],
    )


def filled(standard, form, computed=()):
    return Clerk(BLANK[standard.id], standard.layout).fill(form, computed)


def sheet_of(data):
    return load_workbook(BytesIO(data))[SHEET]


def parts(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


@each_standard
def test_what_is_typed_into_a_form_is_read_as_it_was_typed(standard):
    for number in range(200 if SOAK else 8):
        form = drawn(standard, number, rare=True)
        reading = open_document(filled(standard, form).data, "filled")
        assert [str(problem) for problem in reading.problems] == []
        (found,) = reading.forms
        assert list(differences(compared(form), compared(found))) == [], number


def as_scored(standard, number):
    """A form whose lines bear the scores that the standard gives them."""
    form = drawn(standard, number, rare=False)
    lines = score(form, standard).indicators
    scores = ["" if line.score is None else f"{line.score:f}" for line in lines]
    rows = (replace(row, score=text) for row, text in zip(form.indicators, scores, strict=True))
    return replace(form, indicators=tuple(rows))


@office
def test_what_a_form_adds_up_is_what_scoring_gives_to_the_cent(tmp_path):
    count = 40 if SOAK else 3
    cases = [(standard, as_scored(standard, number)) for standard in STANDARDS for number in range(count)]
    books = [filled(standard, form, OWN).data for standard, form in cases]
    for (standard, form), data in zip(cases, recalculated(books, tmp_path), strict=True):
        reading = open_document(data, "saved")
        assert reading.problems == ()
        (found,), card = reading.forms, score(form, standard)
        execution, fields = card.execution, {column.field for column in standard.layout.indicators}
        assert found.total.score == f"{card.total:.2f}"
        assert found.funding[0].score == f"{execution.score:.2f}"
        assert found.funding[0].rate.rstrip("%") == f"{round_half_up(execution.rate, 2):f}"
        assert found.total.points == (f"{card.full_points:.2f}" if "points" in fields else "")
        if standard.layout.grade and not card.partial:
            assert found.grade == card.grade


AMOUNTS = (
    *(("100", "0", "10"), ("0", "5", "10"), ("33.33", "100", "10"), ("1,234.50", "1,000", "20")),
    *(("100", "5/6", "10"), ("1-2", "50", "10"), ("-", "50", "10"), ("200", "195", "7.5")),
    *(("２００", "１００．５", "10"), ("100万元", "0.005亿元", "10"), ("8", "7.005", "10")),
    *(("100", "50", "十"),),
)  # fmt: skip


@office
def test_odd_amounts_are_added_up_as_scoring_understands_them(tmp_path):
    standard = load("cn")
    money = [FundingRow("年度资金总额", "", budget, done, points) for budget, done, points in AMOUNTS]
    forms = [replace(SAMPLE, funding=(row,), layout="central") for row in money]
    books = [filled(standard, form, OWN).data for form in forms]
    for form, data in zip(forms, recalculated(books, tmp_path), strict=True):
        (found,), card = open_document(data, "saved").forms, score(form, standard).execution
        said = found.funding[0].rate, found.funding[0].score
        rate = "" if card.rate is None else f"{round_half_up(card.rate, 2):f}%"
        assert said == (rate, "" if card.score is None else f"{card.score:.2f}"), form.funding[0]


@office
def test_what_excel_would_take_for_days_and_shares_stays_as_typed_when_a_program_saves_it(tmp_path):
    texts = ["20.00", "5/6", "1-2", "98%", "2024-12-31", "007", "=1+1", "1e5", "TRUE", "+3", "@x"]
    standard = load("cn")
    lines = tuple(replace(SAMPLE.indicators[1], actual=text, level3=text) for text in texts)
    (data,) = recalculated([filled(standard, replace(SAMPLE, indicators=lines)).data], tmp_path)
    (found,) = open_document(data, "saved").forms
    assert [line.actual for line in found.indicators] == texts
    assert [line.level3 for line in found.indicators] == texts


@office
@each_standard
def test_a_row_that_is_put_in_counts_and_is_read(standard, tmp_path):
    form = as_scored(standard, 5)
    form = replace(form, indicators=form.indicators[:6])
    clerk = Clerk(BLANK[standard.id], standard.layout)
    names = [column.label for column in standard.layout.indicators if column.field == "level3"]
    heading = clerk.find(names[0]).row
    last = clerk.find(standard.layout.total, above=heading).row
    books = [
        Clerk(BLANK[standard.id], standard.layout).insert_row(row).fill(form, OWN).data
        for row in (heading + 2, heading + 4, last)
    ]
    books.append(filled(standard, form, OWN).data)
    found = [open_document(data, "saved").forms[0] for data in recalculated(books, tmp_path)]
    assert [one.total for one in found] == [found[-1].total] * 4
    assert found[-1].total.score == f"{score(form, standard).total:.2f}"
    assert all(len(one.indicators) == 6 for one in found)


@office
@each_standard
def test_the_form_is_printed_on_a4_without_the_bar_and_the_lists(standard, tmp_path):
    (pdf,) = converted([filled(standard, drawn(standard, 1, rare=False), OWN).data], tmp_path, "pdf")
    printed = "".join(pages(pdf))
    assert standard.layout.total in printed
    assert "■" not in printed
    assert "得分合计" not in printed
    assert len(pages(pdf)) <= (2 if standard.layout.orientation == "landscape" else 1)


@office
def test_the_bar_says_what_is_missing_and_what_is_no_number(tmp_path):
    line = SAMPLE.indicators[1]
    form = replace(SAMPLE, indicators=(replace(line, points="50"), replace(line, points="十分", score="")))
    books = []
    for standard in (load("cn"), load("cn-hubei")):
        money = replace(SAMPLE.funding[0], label=standard.layout.funding_rows[0])
        books.append(filled(standard, replace(form, funding=(money,)), OWN).data)
    saved = [load_workbook(BytesIO(data), data_only=True) for data in recalculated(books, tmp_path)]
    bars = [book[SHEET]["A1"].value for book in saved]
    assert bars[0].startswith("分值 60 / 100　■■■■■■■■■■■■□□□□□□□□　还差40分　得分 17.28")
    assert bars[0].endswith("有1格不是数字，见红字")
    assert bars[1] == "得分合计 24.55 / 100"


def test_a_program_that_did_not_calculate_is_told_which_cell_and_nothing_is_made_up():
    standard = load("cn")
    clerk = filled(standard, SAMPLE, OWN)
    reading = open_document(clerk.data, "filled")
    (form,) = reading.forms
    assert (form.total.score, form.funding[0].rate, form.funding[0].score) == ("", "", "")
    (problem,) = reading.problems
    assert problem.at.sheet == SHEET
    assert problem.at.cell == clerk.typed["funding[0].rate"]
    assert "公式没有保存计算结果" in problem.message
    assert "打开并保存一次" in problem.fix


@each_standard
def test_rows_that_are_not_used_and_the_lists_are_no_part_of_the_form(standard):
    (form,) = open_document(BLANK[standard.id], "blank").forms
    assert form.indicators == ()
    assert form.unbound == ()
    assert [note.text for note in form.notes if note.text] == []
    assert not any(form.header.__getattribute__(name) for name in ("project", "department", "unit"))
    messages = [problem.message for problem in open_document(BLANK[standard.id], "blank").problems]
    assert not any("隐藏" in message for message in messages)


def test_what_is_typed_into_the_rows_above_the_form_is_read_all_the_same():
    book = load_workbook(BytesIO(BLANK["cn"]))
    book[SHEET]["A1"] = "汇报人：张三"
    book[SHEET]["A1"].data_type = "s"
    made = BytesIO()
    book.save(made)
    (document,) = read_workbook(made.getvalue()).documents
    texts = [cell.text for block in document.blocks for cell in block.cells]
    assert texts[0] == "汇报人：张三"
    assert "数量指标" in texts
    assert "分值 " not in texts[1]


@each_standard
def test_what_is_typed_into_is_open_and_all_that_the_form_says_is_locked(standard):
    sheet = sheet_of(BLANK[standard.id])
    clerk = filled(standard, drawn(standard, 0, rare=False))
    typed = set(clerk.typed.values())
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.insertRows
    for row in sheet.iter_rows(min_row=clerk.first):
        for cell in row[: max(area.max_col for area in sheet.merged_cells.ranges)]:
            is_unit = standard.layout.fund_unit in str(cell.value or "")
            if cell.value is not None and cell.coordinate not in typed and not is_unit:
                assert cell.protection.locked, (cell.coordinate, cell.value)


@each_standard
def test_the_form_to_fill_in_says_what_the_printed_one_says(standard):
    sheet = sheet_of(BLANK[standard.id])
    shown = {cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    layout = standard.layout
    columns = (*(c for row in layout.header for c in row), *layout.funding, *layout.goals, *layout.indicators)
    labels = {column.label for column in columns if column.label}
    assert labels | set(layout.funding_rows) | {layout.total, layout.goals_label} <= shown | {""}
    assert set(layout.notes) | set(layout.notes_above) <= shown
    assert {f"{name}：" for name in layout.signatures} <= shown


@each_standard
def test_questions_fit_into_excel_and_cite_only_what_somebody_has_read(standard):
    asked = sheet_of(BLANK[standard.id]).data_validations.dataValidation
    rules = standard.rules(None)
    laws = {
        value.clause.law.name
        for name in ("execution", "execution_points", "qualitative_bands", "grades", "full_points")
        if (value := getattr(rules, name)).clause.trust in (Trust.A, Trust.B)
    }
    for one in asked:
        assert 0 < len(one.promptTitle) <= 32
        assert 0 < len(one.prompt) < 255, "a question is cut short"
        assert len(one.formula1 or "") <= 255
        assert one.errorStyle in (None, "warning")
        for law in re.findall(r"依据(《.+》(?:（[^（）]+）)?)。", one.prompt):
            assert law in laws
    lists = [one.formula1 for one in asked if one.type == "list"]
    assert any("达成年度指标" in chosen for chosen in lists)
    operators = [chosen for chosen in lists if "≥" in chosen]
    assert bool(operators) == (standard.layout.column("indicators", "target.op") is not None)


def test_the_tiers_in_the_question_are_those_of_the_standard():
    prompts = {
        name: " ".join(one.prompt for one in sheet_of(BLANK[name]).data_validations.dataValidation)
        for name in ("cn", "cn-hubei")
    }
    assert "80%–60%" in prompts["cn"]
    assert "80%–50%" in prompts["cn-hubei"]
    assert "预算执行率10分" in prompts["cn"]


@each_standard
def test_rows_of_indicators_have_no_merged_cell_but_the_side_and_grow_with_their_text(standard):
    sheet = sheet_of(BLANK[standard.id])
    names = [column.label for column in standard.layout.indicators if column.field == "level3"]
    heading = Clerk(BLANK[standard.id], standard.layout).find(names[0]).row
    rows = range(heading + 1, heading + 1 + rows_for_indicators(standard))
    for area in sheet.merged_cells.ranges:
        touches = area.min_row <= rows[-1] and area.max_row >= rows[0]
        assert not touches or (area.min_col == area.max_col == 1)
    part = parts(BLANK[standard.id])["xl/worksheets/sheet1.xml"]
    given = dict(re.findall(r'<row r="(\d+)"([^>]*)>', part))
    assert all("customHeight" not in given[str(row)] and 'ht="' in given[str(row)] for row in rows)


def formulas(data):
    """Every formula of a workbook, wherever one can stand."""
    tags = r"<((?:x14:)?(?:f|formula|formula1|formula2))\b[^>]*>(.*?)</\1>"
    return {
        unescape(found[1]) for part in parts(data).values() for found in re.findall(tags, part, re.DOTALL)
    }


DDE = ("=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1", "-1+1", "=HYPERLINK(\"http://a\")", "=1\t+1")  # fmt: skip


@each_standard
def test_no_formula_comes_from_what_is_typed(standard):
    ours = formulas(BLANK[standard.id])
    for number, text in enumerate((*DDE, *HOSTILE)):
        form = drawn(standard, number, rare=True)
        for path in ("header.project", "goals.expected", "indicators[0].level3", "indicators[0].actual"):
            form = with_text(form, path, text)
        assert formulas(filled(standard, form).data) <= ours | {f"={one}" for one in ours}, text


@each_standard
def test_the_same_standard_gives_the_same_bytes_in_another_process(standard):
    program = (
        "import sys; from jiheng.standards import load; from jiheng.writing import blank_workbook;"
        f"sys.stdout.buffer.write(blank_workbook(load({standard.id!r})))"
    )
    path = {"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": "7"}
    fresh = subprocess.run([sys.executable, "-c", program], env=path, capture_output=True, check=True).stdout
    assert fresh == BLANK[standard.id] == blank_workbook(standard)


def test_cells_of_other_blocks_move_to_the_columns_of_the_indicators_in_order():
    sheet = compose(SAMPLE, LAYOUTS["central"])
    moved = snapped(sheet, SAMPLE.indicators[1].level3)
    assert set(moved.cuts) < set(sheet.cuts)
    for block in moved.blocks:
        for row in block.rows:
            assert all(cell.left < cell.right and {cell.left, cell.right} <= set(moved.cuts) for cell in row)
            assert all(one.right <= other.left for one, other in pairwise(row))
    assert [cell.text for b in moved.blocks for r in b.rows for cell in r] == [
        cell.text for b in sheet.blocks for r in b.rows for cell in r
    ]


def test_a_block_with_more_columns_than_the_indicators_leaves_the_sheet_as_it_is():
    sheet = compose(SAMPLE, LAYOUTS["central"])
    first = sheet.blocks[0].rows[0]
    assert snapped(sheet, first[0].text) == sheet
