"""The official form as PDF: all of it is there, nothing is cut, text is never code."""

import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper import (
    EVERYTHING,
    LAYOUTS,
    MARK,
    SAMPLE,
    attached,
    line,
    pages,
    printed_cells,
    ruling,
    squeezed,
    values,
    with_text,
)

from jiheng.model import Form, Goals, Problem
from jiheng.model.serial import document_from_json
from jiheng.standards import load, standard_ids
from jiheng.terms import notation
from jiheng.writing import blank, pdf
from jiheng.writing.compose import compose
from jiheng.writing.page import as_json
from strategies import forms

SH = LAYOUTS["sh"]
A4 = (595, 842)
HOSTILE = (
    '#import "/etc/passwd": *',
    '#read("/etc/hostname")',
    "$ x^2 $ \\ *粗* _斜_ `码` <标> @引 // 注 /* 注 */ [ ] { } ~ -- --- ...",
    '"引" #sys.version',
    "=1+1",
    "@SUM(A1)",
    "http://example.cn/?q=1",
)
NOBODY_HAS = "\U0010fffd"


def written(form, layout=SH):
    made = pdf.write([form], [layout])
    assert isinstance(made, bytes), made
    return made


def size(page):
    return tuple(round(length) for length in page.get_size())


def crossed(page):
    """Characters that a ruling line goes through, or that stand beyond the paper's margins."""
    text = page.get_textpage()
    upright, _ = ruling(page)
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        middle = (bottom + top) / 2
        through = any(left + 0.5 < x < right - 0.5 and low < middle < high for x, low, high in upright)
        char = text.get_text_range(index, 1).strip()
        if char and (through or left < 40 or right > page.get_width() - 30 or bottom < 20):
            found.append(char)
    return found


def uncut(pdf):
    return all(crossed(page) == [] for page in pypdfium2.PdfDocument(pdf))


def inside(sheet):
    """The texts of a sheet's cells, without the spaces that setting them may add or drop."""
    cells = (cell for block in sheet.blocks for row in block.rows for cell in row)
    return [squeezed(cell.text) for cell in cells if cell.text]


def outside(sheet):
    """The texts above and below a sheet's table."""
    return [squeezed(text) for text in (sheet.number, sheet.title, sheet.year_line, *sheet.signatures)]


def test_the_seed_is_four_pages_and_each_shows_just_the_cells_of_its_form(published):
    made = pdf.write(published, [SH] * 4)
    assert [size(page) for page in pypdfium2.PdfDocument(made)] == [A4] * 4
    for form, cells in zip(published, printed_cells(made), strict=True):
        sheet = compose(form, SH)
        assert sorted(cells) == sorted([*inside(sheet), "".join(outside(sheet))])
        filled = {squeezed(text) for path, text in values(form) if ".target." not in path}
        targets = {squeezed(row.target.text) for row in form.indicators}
        assert (filled | targets) - set(cells) == {form.title, form.header.year, form.fund_unit}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_of_the_seed_is_cut_in_any_layout(published, layout):
    assert uncut(pdf.write(published, [LAYOUTS[layout]] * 4))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_form_with_everything_is_printed_whole_in_every_layout(layout):
    made = written(EVERYTHING, LAYOUTS[layout])
    sheet = compose(EVERYTHING, LAYOUTS[layout])
    shown = {cell for cells in printed_cells(made) for cell in cells}
    assert set(inside(sheet)) - shown == set()
    assert all(text in "".join(shown) for text in outside(sheet))
    assert uncut(made)


@pytest.mark.parametrize("standard", standard_ids())
def test_a_blank_form_is_printed_in_the_layout_of_its_standard(standard):
    layout = load(standard).layout
    made = written(blank(load(standard)), layout)
    wanted = A4[::-1] if layout.orientation == "landscape" else A4
    assert {size(page) for page in pypdfium2.PdfDocument(made)} == {wanted}
    assert uncut(made)


@settings(max_examples=40, deadline=None)
@given(forms(), st.sampled_from(sorted(LAYOUTS)))
def test_a_form_that_is_judged_to_fit_on_a_page_takes_one(form, layout):
    judged = as_json(compose(form, LAYOUTS[layout]))
    if not judged["long"]:
        assert len(pages(written(form, LAYOUTS[layout]))) == 1


def many_indicators(count):
    rows = [
        line("产出指标", f"第{n // 10}类指标", f"第{n}号河道保洁任务完成率", "≥50.00(次)", f"{n}.00(次)")
        for n in range(count)
    ]
    goals = Goals("贯彻落实工作部署，服务保障。" * 72, "完成了预定任务，效果良好；" * 77)
    return replace(SAMPLE, indicators=tuple(rows), goals=goals)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_forty_indicators_run_over_pages_that_repeat_the_heading_and_the_names(layout):
    form = many_indicators(40)
    made = written(form, LAYOUTS[layout])
    texts = [squeezed(text) for text in pages(made)]
    assert len(texts) > 2
    for number, row in enumerate(form.indicators):
        page = next(text for text in texts if row.level3 in text)
        assert "三级指标" in page
        assert row.level1 in page
        assert row.level2 in page, number
    assert [text[-3:] for text in texts] == [f"—{n}—" for n in range(1, len(texts) + 1)]
    assert uncut(made)


@pytest.mark.parametrize("lines", range(4, 24, 4))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_page_names_the_levels_of_its_rows_wherever_it_ends(layout, lines):
    form = many_indicators(24)
    names = [("产出指标" if n < 10 else "效益指标", f"第{n // 2}批服务对象满意度指标") for n in range(24)]
    rows = zip(form.indicators, names, strict=True)
    indicators = tuple(replace(row, level1=one, level2=two) for row, (one, two) in rows)
    goals = Goals("\n".join(["完成"] * lines), "完成")
    made = printed_cells(written(replace(form, indicators=indicators, goals=goals), LAYOUTS[layout]))
    for row in indicators:
        cells = next(cells for cells in made if row.level3 in cells)
        assert {row.level1, row.level2} <= set(cells)


def test_a_row_that_fits_on_a_page_is_never_broken():
    form = many_indicators(40)
    texts = [squeezed(text) for text in pages(written(form))]
    tall = replace(form.indicators[20], reason="因汛期推迟，已调整计划。" * 12)
    form = replace(form, indicators=(*form.indicators[:20], tall, *form.indicators[21:]))
    moved = [squeezed(text) for text in pages(written(form))]
    assert sum(text.count("因汛期推迟") == 12 for text in moved) == 1
    assert len(moved) >= len(texts)


def test_a_reason_longer_than_a_page_is_printed_to_its_end():
    reason = "".join(f"第{n}条原因，{n}项措施；" for n in range(700))
    form = replace(SAMPLE, indicators=(replace(SAMPLE.indicators[0], reason=reason),))
    made = written(form)
    assert len(pages(made)) > 3
    shown = "".join(cell for cells in printed_cells(made) for cell in cells if "条原因" in cell)
    assert shown == reason
    assert uncut(made)


def test_every_form_begins_on_a_new_page_and_counts_its_own_pages():
    made = pdf.write([many_indicators(40), SAMPLE], [SH, LAYOUTS["sichuan"]])
    texts = [squeezed(text) for text in pages(made)]
    starts = [n for n, text in enumerate(texts) if "项目名称" in text]
    assert starts[0] == 0
    assert len(starts) == 2
    assert texts[starts[1] - 1].endswith(f"—{starts[1]}—")
    assert not texts[starts[1]].endswith(f"—{starts[1] + 1}—")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_mark_stands_at_the_foot_of_each_page_of_its_form_and_nowhere_else(layout):
    plain, marked = (
        pdf.write([many_indicators(40), SAMPLE], [LAYOUTS[layout]] * 2, marks) for marks in ((), ("", MARK))
    )
    mark = squeezed(MARK)
    texts = [squeezed(text) for text in pages(marked)]
    assert [text.removesuffix(mark) for text in texts] == [squeezed(text) for text in pages(plain)]
    start = next(n for n, text in enumerate(texts) if "项目名称" in text and n)
    assert [text.count(mark) for text in texts] == [0] * start + [1] * (len(texts) - start)
    assert attached(marked) == attached(plain)
    assert uncut(marked)


def test_a_mark_stands_on_every_page_under_the_number_of_the_page():
    texts = [squeezed(text) for text in pages(pdf.write([many_indicators(40)], [SH], [MARK]))]
    assert len(texts) > 2
    assert all(text.endswith(f"—{n}—{squeezed(MARK)}") for n, text in enumerate(texts, 1))


def test_without_a_mark_not_a_byte_is_different():
    forms, layouts = [SAMPLE, EVERYTHING], [SH, LAYOUTS["hubei"]]
    assert pdf.write(forms, layouts, ["", ""]) == pdf.write(forms, layouts)


def test_the_same_forms_give_the_same_bytes_in_this_process_and_in_another():
    program = (
        "import sys; from paper import EVERYTHING, LAYOUTS; from jiheng.writing import pdf;"
        "sys.stdout.buffer.write(pdf.write([EVERYTHING], [LAYOUTS['sichuan']]))"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout,
        written(EVERYTHING, LAYOUTS["sichuan"]),
        written(EVERYTHING, LAYOUTS["sichuan"]),
    ]
    assert len(set(made)) == 1


def test_it_says_that_it_is_an_archive_and_accessible_and_carries_the_data():
    made = written(SAMPLE)
    for claim in ("pdfaid:part>3<", "pdfaid:conformance>B<", "pdfuaid:part>1<"):
        assert claim.encode() in made
    assert pypdfium2.PdfDocument(made).get_metadata_value("Title") == (
        "某市河道管理所 财政项目支出绩效自评表（2024年度） 河道保洁"
    )
    assert document_from_json(attached(made)) == (SAMPLE,)


def test_the_data_it_carries_are_no_more_than_the_paper_shows():
    form = replace(SAMPLE, extra={"本机路径": "C:/内部"})
    assert document_from_json(attached(written(form))) == (SAMPLE,)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_printed_and_never_run(text):
    rows = tuple(
        replace(row, level3=text, actual=text, target=notation.completed(replace(row.target, text=text)))
        for row in SAMPLE.indicators
    )
    form = Form("project", "sh", text, text, replace(SAMPLE.header, project=text, unit=text), indicators=rows)
    made = written(form)
    shown = Counter(cell for cells in printed_cells(made) for cell in cells)
    assert shown[squeezed(text)] == 2 + 3 * len(rows)
    assert uncut(made)


@pytest.mark.parametrize(
    "text",
    [
        "71％2024-01-02",
        "≥100％a@example.org",
        "85.00％https://example.org/a?b=c&d=e",
        "12345678.00（元）/12345678.00（元）",
        "“12345678”/“12345678”",
        "合同 ￥12345678.00 ）",
        "100.00℃（100.00℉（37.78",
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_token_longer_than_its_cell_is_broken_inside_it(text, layout):
    rows = tuple(replace(row, actual=text) for row in SAMPLE.indicators)
    made = written(replace(SAMPLE, layout=layout, indicators=rows), LAYOUTS[layout])
    shown = Counter(cell for cells in printed_cells(made) for cell in cells)
    assert shown[squeezed(text)] == len(rows)
    assert uncut(made)


def test_marks_of_direction_do_not_turn_the_text_round():
    [cells] = printed_cells(written(replace(SAMPLE, grade="甲\u202e乙丙\u2067丁\u200f\ufe0f")))
    assert "甲乙丙丁" in cells


@pytest.mark.parametrize(("char", "code"), [("\x07", "U+0007"), ("\x00", "U+0000"), ("\ud800", "U+D800")])
def test_a_control_character_is_refused_with_its_place(char, code):
    rows = (*SAMPLE.indicators[:3], replace(SAMPLE.indicators[3], reason=f"枯水{char}期"))
    made = pdf.write([SAMPLE, replace(SAMPLE, indicators=rows)], [SH, SH])
    assert isinstance(made, Problem)
    assert (
        made.message == f"第2张表“河道保洁”的绩效指标第4行偏差原因分析及改进措施有不能打印的控制字符 {code}"
    )
    assert made.at.path == "forms[1].indicators[3].reason"


def test_a_character_without_a_glyph_is_refused_by_name_and_place():
    made = pdf.write([replace(SAMPLE, goals=Goals("完成", f"张{NOBODY_HAS}完成"))], [SH])
    assert isinstance(made, Problem)
    assert f"“{NOBODY_HAS}”（U+10FFFD）" in made.message
    assert made.message.startswith("第1张表“河道保洁”的年度总体目标实际完成情况")
    assert made.at.path == "forms[0].goals.actual"


def test_no_forms_are_a_problem_and_no_empty_file():
    assert isinstance(pdf.write([], []), Problem)


def test_a_hundred_thousand_characters_are_printed():
    made = written(replace(SAMPLE, goals=Goals("目标" * 5_000, "x" * 100_000)))
    shown = "".join(pages(made))
    assert shown.count("目") + shown.count("标") >= 10_000
    assert shown.count("x") == 100_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_text_in_any_field_is_printed_or_refused_with_its_place(data):
    path, _ = data.draw(st.sampled_from(values(EVERYTHING)))
    text = data.draw(st.text(max_size=40))
    form = with_text(EVERYTHING, path, text)
    made = pdf.write([form], [LAYOUTS[data.draw(st.sampled_from(sorted(LAYOUTS)))]])
    assert isinstance(made, bytes | Problem)
    if isinstance(made, Problem):
        assert made.at.path.startswith("forms[0].")


@settings(max_examples=30, deadline=None)
@given(st.text("一丁七万丈三上下，。（）“”≥%％℃￥/-@0123456789abcXYZ(次)", min_size=1, max_size=200))
def test_ordinary_text_comes_out_as_it_went_in(text):
    made = written(replace(SAMPLE, goals=Goals("目标", text), grade=text[:9]))
    cells = [cell for cells in printed_cells(made) for cell in cells]
    assert {text, text[:9]} <= set(cells)
    assert uncut(made)


def test_many_threads_may_write_at_once():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(written, [SAMPLE] * 24))
    assert len(set(made)) == 1


def test_the_first_file_from_a_cold_start_takes_less_than_a_second_and_a_half():
    program = (
        "from paper import SAMPLE, LAYOUTS; from jiheng.writing import WRITERS;"
        "assert WRITERS['pdf']([SAMPLE], [LAYOUTS['sh']]).startswith(b'%PDF')"
    )
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": ":".join(sys.path)}, check=True)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 1.5
