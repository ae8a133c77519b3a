"""The official form in Word: the table of the PDF and the workbook, on A4, and the same bytes each time."""

import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import EVERYTHING, LAYOUTS, MARK, SAMPLE, values, with_text

from jiheng.model import Goals, Problem
from jiheng.standards import load, standard_ids
from jiheng.writing import WRITERS, blank, docx
from jiheng.writing.compose import compose
from jiheng.writing.page import visible
from jiheng.writing.place import refused
from strategies import forms

SH = LAYOUTS["sh"]


def written(form, layout=SH, marks=()):
    made = docx.write([form], [layout], marks)
    assert isinstance(made, bytes), made
    return made


def opened(data):
    return Document(BytesIO(data))


def inside(cell):
    return "\n".join(paragraph.text for paragraph in cell.paragraphs)


def shown(table):
    """The text, the columns and the rows of every cell."""
    found, above = [], {}
    for row in table.rows:
        col, below = 0, {}
        for tc in row._tr.tc_lst:
            if tc.vMerge == "continue":
                below[col] = above[col]
                below[col][2] += 1
            else:
                found.append([inside(_Cell(tc, table)), tc.grid_span, 1])
                below[col] = found[-1]
            col += tc.grid_span
        assert col == len(table.columns)
        above = below
    return [tuple(cell) for cell in found]


def tables(word):
    """The tables with rules; who signs stands in one without."""
    return [table for table in word.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]


def wanted(sheet):
    """What the sheet says of each block, its own name beside it without the headings, which are repeated."""
    for block in sheet.blocks:
        for number, row in enumerate(block.rows):
            for cell in row:
                first, end = sheet.columns(cell)
                above = block.headings - number
                rows = cell.rows - above if 0 < above < cell.rows else cell.rows
                yield visible(cell.text), end - first, rows


def sections_of(data):
    return list(opened(data).sections)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", [SAMPLE, EVERYTHING], ids=["plain", "everything"])
def test_every_cell_stands_in_the_document_with_its_spans(form, layout):
    word, sheet = opened(written(form, LAYOUTS[layout])), compose(form, LAYOUTS[layout])
    found = [cell for table in tables(word) for cell in shown(table)]
    assert sorted(cell for cell in found if cell[0]) == sorted(cell for cell in wanted(sheet) if cell[0])
    texts = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    assert texts == [text for text in (sheet.number, sheet.title, sheet.year_line) if text]
    signed = [inside(cell) for table in word.tables[len(tables(word)) :] for cell in table.rows[0].cells]
    assert tuple(signed) == sheet.signatures


@settings(max_examples=25)
@given(forms(), st.sampled_from(sorted(LAYOUTS)))
def test_any_form_is_shown_cell_by_cell(form, layout):
    word, sheet = opened(written(form, LAYOUTS[layout])), compose(form, LAYOUTS[layout])
    found = [cell for table in tables(word) for cell in shown(table)]
    assert sorted(cell for cell in found if cell[0]) == sorted(cell for cell in wanted(sheet) if cell[0])


@pytest.mark.parametrize("standard", standard_ids())
def test_a_form_stands_on_a4_upright_or_lying_as_its_layout_says(standard):
    layout = load(standard).layout
    [section] = sections_of(written(blank(load(standard)), layout))
    lies = layout.orientation == "landscape"
    assert section.orientation == (WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT)
    sides = section.page_width, section.page_height
    for side, mm in zip(sorted(sides), (210, 297), strict=True):
        assert abs(side - Mm(mm)) < Mm(0.1)
    assert (sides[0] > sides[1]) == lies


def test_each_form_is_a_section_that_counts_its_pages_anew():
    data = docx.write([SAMPLE, EVERYTHING], [SH, LAYOUTS["sichuan"]], [MARK, ""])
    first, second = sections_of(data)
    assert [s.orientation for s in (first, second)] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    for section in (first, second):
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert [p.text for p in first.footer.paragraphs] == [MARK]
    assert "PAGE" in second.footer._element.xml
    assert MARK not in second.footer._element.xml


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_are_the_first_rows_of_their_table_and_are_repeated(layout):
    for table in tables(opened(written(EVERYTHING, LAYOUTS[layout]))):
        marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marks == sorted(marks, reverse=True)
    sheet = compose(EVERYTHING, LAYOUTS[layout])
    repeated = [
        row
        for table in tables(opened(written(EVERYTHING, LAYOUTS[layout])))
        for row in table.rows
        if row._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    assert len(repeated) == sum(block.headings for block in sheet.blocks) >= 3


def test_no_row_is_parted_by_the_end_of_a_page_but_one_that_is_as_tall_as_a_page():
    long = replace(SAMPLE, goals=Goals("完成全市河道保洁。" * 400, "完成。"))
    parted = {
        inside(row.cells[-1])
        for table in tables(opened(written(long)))
        for row in table.rows
        if row._tr.trPr.find(qn("w:cantSplit")) is None
    }
    assert parted == {"完成。"}


def test_type_is_song_and_the_title_is_a_heading():
    word = opened(written(SAMPLE))
    fonts = word.styles.element.find(f".//{qn('w:rFonts')}")
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia")} == {"宋体"}
    assert "w:rFonts" not in word.element.xml
    levels = {p.text for p in word.paragraphs if p._p.find(f".//{qn('w:outlineLvl')}") is not None}
    assert levels == {"财政项目支出绩效自评表"}


def test_the_document_has_a_title_and_tells_neither_day_nor_person():
    word = opened(written(SAMPLE))
    told = word.core_properties
    assert told.title == "某市河道管理所 财政项目支出绩效自评表（2024年度） 河道保洁"
    assert (told.author, told.created, told.modified, told.last_modified_by) == ("", None, None, "")
    with zipfile.ZipFile(BytesIO(written(SAMPLE))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_forms_give_the_same_bytes_in_this_process_and_in_another():
    program = (
        "import sys; from paper import EVERYTHING, LAYOUTS; from jiheng.writing import docx;"
        "sys.stdout.buffer.write(docx.write([EVERYTHING], [LAYOUTS['hubei']]))"
    )
    path = {"PYTHONPATH": ":".join(sys.path)}
    fresh = subprocess.run([sys.executable, "-c", program], env=path, capture_output=True, check=True).stdout
    assert {written(EVERYTHING, LAYOUTS["hubei"]) for _ in range(3)} == {fresh}


def test_a_blank_form_has_room_to_write_in():
    [goals] = [
        row
        for table in tables(opened(written(blank(load("cn-shanghai")))))
        for row in table.rows
        if row.height and row.height.pt > 60
    ]
    assert goals.height_rule is not None


def test_line_ends_are_paragraphs_and_spaces_stay_as_they_are():
    text = "一、完成  甲。\r\n二、完成乙。"
    found = opened(written(replace(SAMPLE, goals=replace(SAMPLE.goals, expected=text))))
    assert "一、完成  甲。\n二、完成乙。" in {cell[0] for table in tables(found) for cell in shown(table)}


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_text_in_any_field_survives_or_is_refused_with_its_place(data):
    path, _ = data.draw(st.sampled_from(values(EVERYTHING)))
    form = with_text(EVERYTHING, path, data.draw(st.text(max_size=40)))
    layout = LAYOUTS[data.draw(st.sampled_from(sorted(LAYOUTS)))]
    made = docx.write([form], [layout])
    if isinstance(made, Problem):
        assert made == refused([form])
        return
    found = {cell[0] for table in tables(opened(made)) for cell in shown(table)}
    cells = {visible(c.text) for b in compose(form, layout).blocks for row in b.rows for c in row}
    assert {"\n".join(text.splitlines()) for text in cells} <= found | {""}


def test_no_forms_are_a_problem_and_no_empty_file():
    assert isinstance(docx.write([], []), Problem)


def test_the_writers_give_the_document_too():
    assert WRITERS["docx"]([SAMPLE], [SH]) == written(SAMPLE)
