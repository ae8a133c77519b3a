"""Word documents: what Word shows is read, once, and nothing else."""

import time

import pytest
from hypothesis import given, settings
from paper import MARK
from test_workbook import HEAD, LANJIANG, LINES, SHANGHAI, plain_form, sheet_of
from worddocs import (
    FORM,
    FUNDS_TABLE,
    HEAD_TABLE,
    LINES_TABLE,
    STRICT,
    TITLE,
    document,
    p,
    run,
    tbl,
    tc,
    texts,
    tr,
)
from workbooks import parts, with_part, zipped

from jiheng.model import ProblemKind
from jiheng.model.serial import form_to_json
from jiheng.reading import open_document
from jiheng.reading.document import Grid, Paragraph
from jiheng.reading.docx import read_docx
from jiheng.standards import load, standard_ids
from jiheng.writing import blank, docx
from strategies import forms

FEWER = settings(max_examples=settings.default.max_examples // 4)


def read(body, **more):
    return open_document(body if isinstance(body, bytes) else document(body, **more), "自评表.docx")


def form_of(body, **more):
    reading = read(body, **more)
    assert reading.problems == ()
    [form] = reading.forms
    return form


def values(form):
    return form_to_json(plain_form(form))


def blocks(body, **more):
    return read_docx(document(body, **more)).documents[0].blocks


def cells(grid):
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in grid.cells if c.text]


def text(*inside, **more):
    """What is read of a paragraph in a cell."""
    [grid] = blocks(tbl(tr(tc(p(*inside)), "尾")), **more)
    return "".join(cell.text for cell in grid.cells)[:-1]


@pytest.mark.parametrize("standard", standard_ids())
@FEWER
@given(form=forms())
def test_any_form_reads_back_as_it_was_printed(standard, form):
    layout = load(standard).layout
    [back] = read(docx.write([form], [layout])).forms
    assert sheet_of(back, layout) == sheet_of(form, layout)


@pytest.mark.parametrize("standard", standard_ids())
def test_a_form_that_was_given_out_reads_back_as_it_was_printed(standard):
    layout, given_forms = load(standard).layout, open_document(LANJIANG).forms
    reading = read(docx.write(given_forms, [layout] * len(given_forms), [MARK] * len(given_forms)))
    assert reading.problems == ()
    assert [sheet_of(f, layout) for f in reading.forms] == [sheet_of(f, layout) for f in given_forms]


def test_the_published_forms_read_back_equal_in_every_value(shared):
    given_forms = open_document(shared / "seed" / "kunming-2024.txt").forms
    back = read(docx.write(given_forms, [SHANGHAI] * 4)).forms
    assert [values(f) for f in back] == [values(f) for f in given_forms]
    assert {f.confidence for f in back} == {1}


@pytest.mark.parametrize("standard", standard_ids())
def test_a_blank_form_has_all_it_asks_for_and_no_indicator_yet(standard):
    given_out = blank(load(standard), 2024)
    [form] = read(docx.write([given_out], [load(standard).layout])).forms
    assert [row.label for row in form.funding] == [row.label for row in given_out.funding]
    assert (form.header.year, form.indicators, form.unbound) == ("2024", (), ())


@pytest.fixture(scope="module")
def whole():
    return values(form_of(FORM))


def test_a_form_is_read_from_several_tables_with_paragraphs_between(whole):
    assert (whole["header"]["project"], whole["header"]["year"]) == ("某项目", "2024")
    assert [row["executed"] for row in whole["funding"]] == ["46.32"]
    assert [row["level3"] for row in whole["indicators"]] == ["保洁次数"]
    assert whole["total"] == {"points": "100", "score": "97.28"}
    assert values(form_of(TITLE + HEAD_TABLE + FUNDS_TABLE + p("续表") + LINES_TABLE)) == whole


def test_the_strict_kind_of_document_is_read_too(whole):
    assert values(form_of(FORM, namespace=STRICT)) == whole


def test_every_value_says_in_which_cell_of_which_table_it_stood():
    form = form_of(FORM)
    assert str(form.at("funding[0].rate")) == "表2第2行第6列"
    assert str(form.at("header.year")) == "第2段"


def test_merged_cells_are_one_cell_with_its_spans():
    [grid] = blocks(
        tbl(
            tr(tc("甲", merge="restart"), tc("乙", span=2)),
            tr(tc("看不见", merge="continue"), "丙", "丁"),
            tr(tc(merge="continue"), tc("戊", merge="restart"), tc("己", merge="continue")),
            tr(tc("庚", merge="restart"), tc(merge="continue"), "辛"),
        )
    )
    assert cells(grid) == [
        (0, 0, 3, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁"),
        (2, 1, 2, 1, "戊"), (2, 2, 1, 1, "己"), (3, 0, 1, 1, "庚"), (3, 2, 1, 1, "辛"),
    ]  # fmt: skip


def test_rows_that_begin_further_right_and_cells_merged_the_old_way():
    [grid] = blocks(
        tbl(
            tr(
                tc("甲", more="<w:hMerge w:val='restart'/>"),
                tc("", more="<w:hMerge w:val='continue'/>"),
                "乙",
            ),
            tr("丙", properties="<w:gridBefore w:val='2'/>"),
        )
    )
    assert cells(grid) == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙"), (1, 2, 1, 1, "丙")]


def test_deleted_and_hidden_rows_are_none(whole):
    gone = tr("总分", "作废", properties="<w:del w:author='x'/>") + tr("总分", properties="<w:hidden/>")
    assert (
        values(form_of(TITLE + HEAD_TABLE + FUNDS_TABLE + LINES_TABLE.replace("</w:tbl>", gone + "</w:tbl>")))
        == whole
    )


def test_a_table_within_a_form_stands_in_its_rows_and_columns(whole):
    rows = [*texts(HEAD[2:]), tr(tc(FUNDS_TABLE, p(), span=4)), tr(tc(LINES_TABLE, p(), span=4))]
    assert values(form_of(TITLE + tbl(*rows))) == whole


def test_a_table_that_was_cut_in_two_goes_on_in_the_same_columns():
    head, line, total = LINES
    nine, eight = [1000, 1000, 2000, 600, 600, *[1200] * 4], [1003, 997, 2000, *[1195] * 5]
    wide = tr(*(tc(text, span=2 if n == 3 else 1) for n, text in enumerate(head)))
    cut = tbl(wide, widths=nine) + p() + tbl(*texts([line, total]), widths=eight)
    row = form_of(TITLE + HEAD_TABLE + FUNDS_TABLE + cut).indicators[0]
    found = (row.level3, row.target.text, row.actual, row.points, row.score)
    assert found == ("保洁次数", "≥50次", "68", "90", "90")


def test_paragraphs_and_breaks_in_a_cell_are_its_lines_and_a_broken_label_is_joined(whole):
    assert (
        values(form_of(FORM.replace(run("数量指标"), f"{run('数量')}<w:r><w:br/></w:r>{run('指标')}")))
        == whole
    )
    [grid] = blocks(tbl(tr(tc(p("一"), p(), p("二", "<w:r><w:br/></w:r>", "三"), p()))))
    assert grid.cells[0].text == "一\n\n二\n三"


PIECES = (
    ("[甲]<w:r><w:tab/></w:r>[乙]", "甲\t乙"),
    ("[甲]<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>[乙]", "甲-乙"),
    ("[甲]<w:r><w:lastRenderedPageBreak/></w:r>[乙]", "甲乙"),
    ("<w:hyperlink>[甲]</w:hyperlink><w:smartTag>[乙]</w:smartTag>", "甲乙"),
    ("<w:ins>[甲]</w:ins><w:del><w:r><w:delText>看不见</w:delText></w:r></w:del>", "甲"),
    ("<w:moveFrom>[看不见]</w:moveFrom><w:moveTo>[甲]</w:moveTo>", "甲"),
    ("<w:commentRangeStart/>[甲]<w:r><w:commentReference/><w:footnoteReference/></w:r>", "甲"),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>[甲]", "甲"),
    ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>甲</w:t></w:r>", "甲"),
    ("<w:fldSimple w:instr='DATE'>[甲]</w:fldSimple>", "甲"),
    ("<w:sdt><w:sdtPr/><w:sdtContent>[甲]</w:sdtContent></w:sdt>", "甲"),
    ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>[单击]</w:sdtContent></w:sdt>[甲]", "甲"),
    ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>[是]", "☑是"),
    ("<w:r><w:sym w:font='Wingdings 2' w:char='00A3'/></w:r>[否]", "☐否"),
    ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>[50]", "≥50"),
    ("<w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>\uf0a3\uf035</w:t></w:r>", "≤5"),
    ("<w:r><w:sym w:font='Unknown' w:char='F041'/></w:r>", "\uf041"),
    ("<w:r><w:ruby><w:rt>[jì]</w:rt><w:rubyBase>[绩]</w:rubyBase></w:ruby></w:r>", "绩"),
    (
        "<m:oMath><m:r><m:t>≥</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
        "≥1/2",
    ),
)


@pytest.mark.parametrize(("inside", "shown"), PIECES)
def test_a_paragraph_is_what_word_shows_of_it(inside, shown):
    assert text(inside.replace("[", "<w:r><w:t>").replace("]", "</w:t></w:r>")) == shown


def field(kind, inside=""):
    return f"<w:r><w:fldChar w:fldCharType='{kind}'>{inside}</w:fldChar></w:r>"


def test_of_a_field_what_came_of_it_is_shown_and_not_its_code():
    code = "<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>"
    assert (
        text(field("begin"), code, run("看不见"), field("separate"), "97.28", field("end"), "分") == "97.28分"
    )
    nested = (field("begin"), field("begin"), code, field("separate"), "看不见", field("end"), code)
    assert text(*nested, field("separate"), "甲", field("end")) == "甲"
    assert text(field("begin"), code, field("end"), "甲") == "甲"
    assert text(field("begin"), code) == ""


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "☑"),
        ("<w:checkBox><w:default w:val='1'/></w:checkBox>", "☑"),
        ("<w:checkBox><w:checked w:val='0'/></w:checkBox>", "☐"),
        (
            "<w:ddList><w:result w:val='1'/><w:listEntry w:val='优'/><w:listEntry w:val='良'/></w:ddList>",
            "良",
        ),
        ("<w:ddList><w:listEntry w:val='优'/></w:ddList>", "优"),
        ("<w:ddList/>", ""),
    ],
)
def test_an_old_form_field_shows_its_choice(told, shown):
    assert text(field("begin", f"<w:ffData>{told}</w:ffData>"), field("end")) == shown


STYLES = (
    "<w:style w:styleId='gone'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:styleId='heir'><w:basedOn w:val='gone'/></w:style>"
    "<w:style w:styleId='back'><w:basedOn w:val='gone'/><w:rPr><w:vanish w:val='false'/></w:rPr></w:style>"
    "<w:style w:styleId='round'><w:basedOn w:val='round'/></w:style>"
)


def test_a_style_that_hides_is_followed_also_where_it_is_inherited():
    def styled(name):
        return f"<w:r><w:rPr><w:rStyle w:val='{name}'/></w:rPr><w:t>{name}</w:t></w:r>"

    assert text(*map(styled, ("gone", "heir", "back", "round", "none")), styles=STYLES) == "backroundnone"
    hidden = p("看不见", properties="<w:pStyle w:val='heir'/>")
    assert blocks(hidden + p("看得见") + tbl(tr("甲")), styles=STYLES)[0].text == "看得见"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    deleted = "<w:rPr><w:del w:author='x'/></w:rPr>"
    [first, grid] = blocks(
        p("项目支出", properties=deleted)
        + p("绩效自评表")
        + tbl(tr(tc(p("某", properties=deleted), p("所"))))
    )
    assert (first.text, grid.cells[0].text) == ("项目支出绩效自评表", "某所")


def box(inside):
    """A text box as Word keeps it: for new programs, and once more for old ones."""
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    both = f"<mc:Choice Requires='wps'>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"


def test_a_text_box_is_read_once_where_it_is_fastened(whole):
    assert values(form_of(p(box(TITLE)) + HEAD_TABLE + FUNDS_TABLE + LINES_TABLE)) == whole
    assert values(form_of(FORM.replace(run("某项目"), box(p("某项目"))))) == whole
    first, second, grid = blocks(p("前", box(p("盒") + p(box(p("内盒")))), "后") + p("次") + tbl(tr("甲")))[
        :3
    ]
    assert [first.text, second.text, grid.text] == ["前后", "盒", "内盒"]


def test_an_old_text_box_is_read_too():
    content = f"<w:txbxContent>{p('盒')}</w:txbxContent>"
    found = blocks(
        p(
            f"<w:r><w:pict><v:group><v:shape><v:textbox>{content}</v:textbox></v:shape></v:group></w:pict></w:r>"
        )
    )
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["盒"]


def test_content_controls_may_stand_round_anything(whole):
    def control(inside):
        return f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    rows = LINES_TABLE.replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>").replace(
        "</w:tr>", "</w:tr></w:sdtContent></w:sdt>"
    )
    funds = FUNDS_TABLE.replace("<w:tc>", "<w:sdt><w:sdtContent><w:tc>").replace(
        "</w:tc>", "</w:tc></w:sdtContent></w:sdt>"
    )
    head = HEAD_TABLE.replace("<w:p>", "<w:sdt><w:sdtContent><w:p>").replace(
        "</w:p>", "</w:p></w:sdtContent></w:sdt>"
    )
    assert values(form_of(control(TITLE) + control(head) + funds + rows)) == whole


LISTS = (
    "<w:abstractNum w:abstractNumId='7'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>"
    "<w:lvlText w:val='%1、'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='3'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='\uf0b7'/></w:lvl>"
    "<w:lvl w:ilvl='3'><w:numFmt w:val='decimal'/><w:lvlText w:val='%4'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='7'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='11'/></w:lvlOverride></w:num>"
)


def numbered(level, text="甲", listed=1):
    return p(text, properties=f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{listed}'/></w:numPr>")


def test_the_numbers_of_a_list_are_shown_as_word_counts_them():
    body = [
        numbered(0),
        numbered(1),
        numbered(1),
        numbered(0),
        numbered(1),
        numbered(2),
        numbered(0, listed=2),
    ]
    body += [
        numbered(3, "2023年"),
        numbered(0, "", listed=2),
        numbered(9),
        numbered(0, listed=5),
        numbered(0, listed=0),
    ]
    found = [block.text for block in blocks("".join(body) + tbl(tr("尾")), numbering=LISTS)[:-1]]
    assert found == [
        "一、甲", "3.甲", "4.甲", "二、甲", "3.甲", "甲", "十一、甲", "1 2023年", "十二、", "甲", "甲", "甲",
    ]  # fmt: skip


def test_a_style_may_number_too():
    given = "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>"
    styles = f"<w:style w:styleId='list'><w:pPr>{given}</w:pPr></w:style>"
    body = p("甲", properties="<w:pStyle w:val='list'/>") * 2 + tbl(tr("尾"))
    assert [b.text for b in blocks(body, styles=styles, numbering=LISTS)[:2]] == ["3.甲", "4.甲"]


def test_headers_footers_notes_and_comments_are_no_part_of_the_form(whole):
    others = {
        f"word__{name}1": document(p("看不见")) for name in ("header", "footer", "comments", "footnotes")
    }
    assert values(form_of(FORM, **others)) == whole


def test_a_document_without_a_table_is_read_by_its_lines(shared):
    given = (shared / "seed" / "kunming-2024.txt").read_text("utf-8")
    body = "".join(p(line) for line in given.splitlines())
    assert [form.header.project for form in read(body).forms] == [
        form.header.project for form in open_document(given.encode()).forms
    ]


def test_a_document_with_macros_is_read_and_the_macros_are_not(whole):
    data = with_part(document(FORM), "word/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")
    assert values(read(data).forms[0]) == whole


MAIN = "word/document.xml"
HARMFUL = {
    "laughs": lambda: with_part(document(FORM), MAIN, b'<!DOCTYPE l [<!ENTITY a "ha">]><w>&a;</w>'),
    "an external entity": lambda: with_part(
        document(FORM), MAIN, b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
    ),
    "a bomb": lambda: with_part(document(FORM), MAIN, b" " * 300_000_000),
    "many tags": lambda: document("<w:p/>" * 2_100_000),
    "tables in tables": lambda: document(
        "<w:tbl><w:tr><w:tc>" * 30 + p("甲") + "</w:tc></w:tr></w:tbl>" * 30
    ),
}
BROKEN = {
    "deep": lambda: document("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000),
    "no body": lambda: with_part(document(FORM), MAIN, b"<w/>"),
    "no markup": lambda: with_part(document(FORM), MAIN, b"x"),
    "no document": lambda: zipped({k: v for k, v in parts(document(FORM)).items() if k != MAIN}),
    "no links": lambda: zipped({k: v for k, v in parts(document(FORM)).items() if "rels" not in k}),
    "a huge span": lambda: document(tbl(tr(tc("甲", span=999_999_999), tc("乙", span=999_999)) * 3)),
    "numbers that are none": lambda: document(
        tbl("<w:tr><w:tc><w:tcPr><w:gridSpan w:val='-x'/></w:tcPr></w:tc></w:tr>", widths=("a", "-5"))
        + p("<w:r><w:sym w:font='x' w:char='zz'/></w:r>")
    ),
    "a cut zip": lambda: document(FORM)[:900],
}


@pytest.mark.parametrize("name", HARMFUL | BROKEN)
def test_harm_and_damage_are_answered_with_a_problem_in_little_time(name):
    data = (HARMFUL | BROKEN)[name]()
    start = time.monotonic()
    reading = read(data)
    assert time.monotonic() - start < 12
    assert reading.forms == ()
    [problem] = reading.problems
    assert (problem.kind is ProblemKind.UNSAFE) == (name in HARMFUL)
    assert problem.fix


def test_grids_keep_the_order_of_the_document():
    kinds = [type(block) for block in blocks(p("一") + tbl(tr("甲")) + p("二") + tbl(tr("乙")))]
    assert kinds == [Paragraph, Grid, Paragraph, Grid]
