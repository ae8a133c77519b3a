"""Web pages: what a browser shows is read, and nothing else; whatever the file is called."""

import time
from base64 import encodebytes
from dataclasses import replace
from quopri import encodestring

import pytest
from hypothesis import given, settings
from test_workbook import FUNDS, HEAD, LINES, SHANGHAI, plain_form, sheet_of
from webpages import FORM, FUNDS_TABLE, HEAD_TABLE, LINES_TABLE, TITLE, page, table

from jiheng.model import ProblemKind
from jiheng.model.serial import form_to_json
from jiheng.reading import open_document
from jiheng.reading.document import Grid
from jiheng.reading.html import read_html
from jiheng.standards import load, standard_ids
from jiheng.writing import html
from strategies import forms

FEWER = settings(max_examples=settings.default.max_examples // 4)


def read(body, name="自评表.html"):
    return open_document(body if isinstance(body, bytes) else page(body).encode(), name)


def form_of(body):
    reading = read(body)
    assert reading.problems == ()
    [form] = reading.forms
    return form


def values(form):
    return form_to_json(plain_form(form))


def grids(body):
    extract = read_html(page(body).encode())
    return [block for block in extract.documents[0].blocks if isinstance(block, Grid)]


def cells(grid):
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in grid.cells if c.text]


@pytest.fixture(scope="module")
def whole():
    return values(form_of(FORM))


def test_a_form_is_read_from_several_tables_with_paragraphs_between(whole):
    assert whole["header"]["project"] == "某项目"
    assert whole["header"]["year"] == "2024"
    assert [row["executed"] for row in whole["funding"]] == ["46.32"]
    assert [row["level3"] for row in whole["indicators"]] == ["保洁次数"]
    assert whole["total"] == {"points": "100", "score": "97.28"}
    between = FORM.replace("</table>", "</table><p>续表</p>")
    assert values(form_of(between)) == whole


@pytest.mark.parametrize("standard", standard_ids())
@FEWER
@given(form=forms())
def test_any_form_reads_back_as_it_was_printed(standard, form):
    layout = load(standard).layout
    [back] = read(html.write([form], [layout])).forms
    assert sheet_of(back, layout) == sheet_of(form, layout)


def test_the_published_forms_read_back_equal_in_every_value(shared):
    given_forms = open_document(shared / "seed" / "kunming-2024.txt").forms
    back = read(html.write(given_forms, [SHANGHAI] * 4)).forms
    assert [values(f) for f in back] == [values(f) for f in given_forms]
    assert {f.confidence for f in back} == {1}


def test_spans_are_placed_as_browsers_place_them():
    [grid] = grids(
        "<table><thead><tr><th rowspan=2>甲</th><th colspan=2>乙</th></tr><tr><th>丙<th>丁</tr></thead>"
        '<tr><td rowspan="9">戊</td><td>己</td><td>庚</td></tr><tr><td colspan="2">辛</td></tr></table>'
    )
    assert cells(grid) == [
        (0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁"),
        (2, 0, 2, 1, "戊"), (2, 1, 1, 1, "己"), (2, 2, 1, 1, "庚"), (3, 1, 1, 2, "辛"),
    ]  # fmt: skip


def test_no_span_leads_out_of_the_body_of_its_rows_and_the_foot_comes_last():
    [grid] = grids(
        "<table><tfoot><tr><td>合计</td></tr></tfoot><tbody><tr><td rowspan=5>甲</td></tr></tbody>"
        "<tbody><tr><td rowspan=0>乙</td></tr><tr></tr></tbody></table>"
    )
    assert cells(grid) == [(0, 0, 1, 1, "甲"), (1, 0, 2, 1, "乙"), (3, 0, 1, 1, "合计")]


def test_every_value_says_in_which_cell_of_which_table_it_stood():
    form = form_of(FORM)
    assert str(form.at("funding[0].rate")) == "表2第2行第6列"
    assert form.sources["indicators[0].actual"].at.cell == "表3第2行第5列"


def test_breaks_and_paragraphs_in_a_cell_are_its_lines_and_a_broken_label_is_joined():
    form = form_of(
        FORM.replace("数量指标", "数量<br>指标").replace(
            "<td >97.28</td>", "<td >97.28</td><td><p>1.汛期推迟；</p><p>2.已调整<br/>计划。</p></td>"
        )
    )
    assert form.indicators[0].level2 == "数量指标"
    assert form.sources["indicators[0].level2"].raw == "数量\n指标"
    [grid] = grids(table(["<div><p>一</p><p>二<br>三</p></div><span>四</span>"]))
    assert grid.cells[0].text == "一\n二\n三\n四"


def test_line_ends_of_the_source_are_none_of_the_text_but_where_the_style_keeps_them():
    source = "完成\n      保洁，a\n   b"
    assert grids(table([f"<b>{source}</b>"]))[0].cells[0].text == "完成保洁，a b"
    assert grids(table([f"<pre>{source}</pre>"]))[0].cells[0].text == "完成\n保洁，a\nb"
    style = "<style>td { white-space: pre-line }</style>"
    assert grids(style + table([f"<b>{source}</b>"]))[0].cells[0].text == "完成\n保洁，a\nb"


HIDDEN = (
    "<p hidden>看不见</p>",
    "<p style='color:red; DISPLAY : NONE'>看不见</p>",
    "<p style='visibility:hidden'>看不见</p>",
    "<p style='mso-hide:all'>看不见</p>",
    "<p class='a off'>看不见</p>",
    "<p id=gone>看不见</p>",
    "<div class=mark>看不见</div>",
    "<p class='on'>看不见</p>",
    "<!-- 看不见 --><!--[if mso]><p>看不见</p><![endif]-->",
    "<script>document.write('看不见')</script><noscript>看不见</noscript><template>看不见</template>",
    "<nav>看不见</nav><footer>看不见</footer><button>看不见</button>",
    "<iframe src=x>看不见</iframe><object>看不见</object><svg><text>看不见</text></svg>",
    "<del>看不见</del><input type=hidden value=看不见><img alt=看不见>",
    "<p><a href=/>看不见</a> <a href=/b>看不见</a></p>",
)
STYLE = (
    "<style>/* p {display:none} */ .off, #gone { display:none } p.on{display:block}"
    ".on{display:none !important}"
    "@media print { h1, table { display:none } } @media screen { .mark { position: fixed } }"
    "</style>"
)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_not_shown_is_no_text(hidden, whole):
    form = form_of(STYLE + FORM.replace("</h1>", f"</h1>{hidden}") + hidden)
    assert values(form) == whole
    assert form.unbound == ()


@pytest.mark.parametrize("hidden", HIDDEN[:5])
def test_what_is_not_shown_in_a_cell_is_no_text(hidden, whole):
    assert values(form_of(STYLE + FORM.replace("某项目", f"某项目{hidden}"))) == whole


def test_hidden_rows_cells_and_columns_are_left_out(whole):
    rows = FORM.replace("<tr><td >总分", "<tr style='display:none'><td>作废</td></tr><tr><td >总分")
    assert values(form_of(rows)) == whole
    [grid] = grids("<table><col><col hidden><col><tr><td>甲<td>乙<td>丙</table>")
    assert [(c.col, c.text) for c in grid.cells] == [(0, "甲"), (2, "丙")]


def test_a_form_that_is_not_shown_is_named_and_not_read():
    reading = read(f"<div style='display:none'>{FORM}</div><p>请选择年份</p>")
    assert reading.forms == ()
    assert "不显示" in reading.problems[0].message


def test_a_style_sheet_of_any_kind_does_no_harm(whole):
    for style in (
        "}}}{{{",
        "p{",
        "@media{",
        "a{b:c;d}" * 10_000,
        "@import url(x);",
        "p{display:none",
        "{" * 9999,
    ):
        head = f'<meta charset="utf-8"><style>{style}</style>'
        assert values(read(page(FORM, head).encode()).forms[0]) == whole


def test_fields_of_input_show_what_was_typed_into_them():
    [grid] = grids(
        table(
            ["<input value='某项目'>", "<input type=number value=5>", "<input type=checkbox checked>经常性"],
            [
                "<textarea>第一行\n第二行</textarea>",
                "<input type=submit value=提交>",
                "<input type=radio>一次性",
            ],
            ["<select><option>良<option selected>优</select>", "<select><option>中</select>", ""],
        )
    )
    assert [c.text for c in grid.cells if c.text] == [
        "某项目",
        "5",
        "☑经常性",
        "第一行\n第二行",
        "☐一次性",
        "优",
        "中",
    ]


def test_a_table_that_holds_the_page_together_is_none(whole):
    menu = "<a href=/1>首页</a><br><a href=/2>政务公开</a>"
    around = f"<table><tr><td>{menu}</td><td>{FORM}</td></tr><tr><td colspan=2>版权所有</td></tr></table>"
    form = form_of(
        f"<table><tr><td><p>索引号：000014349/2025-1</p></td></tr><tr><td>{around}</td></tr></table>"
    )
    assert values(form) == whole
    assert [left.text for left in form.unbound] == ["版权所有"]


def test_a_table_within_a_form_stands_in_its_rows_and_columns(whole):
    rows = [*HEAD[2:], ["<div>" + FUNDS_TABLE + "</div>"], ["<div>" + LINES_TABLE + "</div>"]]
    rows[2:] = [[(cells[0], "colspan=4")] for cells in rows[2:]]
    assert values(form_of(f"<h1>{TITLE}</h1><p>（2024年度）</p>{table(*rows)}")) == whole


def test_the_cells_beside_a_table_in_a_cell_reach_over_its_rows():
    inner = "<table><tr><td>1<td>2</tr><tr><td>3<td>4</tr></table>"
    [grid] = grids(f"<table><tr><td>甲<td>上{inner}<td>乙</tr><tr><td>丙<td>丁<td>戊</tr></table>")
    assert cells(grid) == [
        (0, 0, 3, 1, "甲"), (0, 1, 1, 2, "上"), (0, 3, 3, 1, "乙"),
        (1, 1, 1, 1, "1"), (1, 2, 1, 1, "2"), (2, 1, 1, 1, "3"), (2, 2, 1, 1, "4"),
        (3, 0, 1, 1, "丙"), (3, 1, 1, 2, "丁"), (3, 3, 1, 1, "戊"),
    ]  # fmt: skip


def test_a_table_that_was_cut_in_two_goes_on_in_the_same_columns():
    widths = "<colgroup>{}</colgroup>"
    eight = widths.format(
        "<col style='width:10%'>" * 2 + "<col style='width:20%'>" + "<col style='width:12%'>" * 5
    )
    # The first half has a column more: one of its rows divides the last but one.
    nine = eight.replace("<col style='width:12%'>", "<col style='width:6%'><col style='width:6%'>", 1)
    head, line, total = LINES
    wide = [(text, "colspan=2" if n == 3 else "") for n, text in enumerate(head)]
    first = f"<table>{nine}{table(wide)[7:-8]}</table>".replace("<table>>", "<table>")
    second = f"<table>{eight}{table(line, total)[8:]}"
    form = form_of(f"<h1>{TITLE}</h1>{HEAD_TABLE}{FUNDS_TABLE}{first}{second}")
    row = form.indicators[0]
    assert (row.level3, row.target.text, row.actual, row.points, row.score) == (
        "保洁次数",
        "≥50次",
        "68",
        "90",
        "90",
    )


def test_menus_index_numbers_and_remarks_round_the_form_change_nothing(whole):
    menu = "<ul><li><a href=/>首页</a></li><li><a href=/zw>政务公开</a></li></ul>"
    noise = f"{menu}<p>索引号：11530100/2025-0012</p>"
    after = "<p>相关附件下载：</p><p><a href=x.xlsx>自评表.xlsx</a></p><p>【打印】【关闭】</p>"
    form = form_of(noise + FORM + after)
    assert values(form) == whole


ENCODINGS = (
    ("utf-8", ""),
    ("utf-8", '<meta charset="gb2312">'),
    ("utf-8-sig", '<meta charset="gb2312">'),
    ("utf-16", ""),
    ("gb18030", ""),
    ("gbk", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
    ("gb18030", '<meta charset="utf-8">'),
    ("big5", '<meta charset="big5">'),
)


@pytest.mark.parametrize(("encoding", "head"), ENCODINGS)
def test_the_encoding_is_found_by_the_bytes_and_by_what_the_page_says(encoding, head):
    extract = read_html(page(table(["中文字樣", "一二三"]), head).encode(encoding))
    assert [c.text for c in extract.documents[0].blocks[0].cells] == ["中文字樣", "一二三"]


@pytest.mark.parametrize("name", ["自评表.xls", "自评表.doc", "自评表.txt", "自评表"])
def test_a_page_is_a_page_whatever_it_is_called(name, whole):
    excel = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><!--[if gte mso 9]><xml>'
        "<x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]--></head><body>"
        f"{FORM}<![if supportMisalignedColumns]><table><tr style='display:none'><td></td></tr></table>"
        "<![endif]></body></html>"
    )
    reading = read(excel.encode("gb18030"), name)
    assert values(reading.forms[0]) == whole
    assert read(FORM.encode(), name).forms[0].header.project == "某项目"


def test_pages_in_one_file_are_read_each_by_itself(whole):
    parts = [
        f'Content-Type: text/html; charset="{name}"\r\nContent-Transfer-Encoding: {way}\r\n\r\n'
        for name, way in (("gb2312", "quoted-printable"), ("utf-8", "base64"))
    ]
    bodies = (encodestring(page(FORM, "").encode("gb18030")), encodebytes(page("<p>另一页</p>").encode()))
    message = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
    message += b'Content-Type: multipart/related; boundary="xx"\r\n\r\n'
    for head, body in zip(parts, bodies, strict=True):
        message += b"--xx\r\n" + head.encode() + body + b"\r\n"
    message += b"--xx\r\nContent-Type: image/png\r\n\r\nx\r\n--xx--\r\n"
    [form] = read(message, "自评表.mht").forms
    assert values(form) == whole


def test_a_message_without_a_page_is_answered():
    [problem] = read(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "a.mht").problems
    assert "没有网页" in problem.message


def test_broken_markup_is_read_as_browsers_read_it(whole):
    broken = (
        FORM.replace("</td>", "").replace("</tr>", "").replace("</p>", "").replace("</h1>", "</h1><b><i></b>")
    )
    assert values(form_of(broken + "</div></table></span><")) == whole


def test_a_page_without_a_table_is_read_by_its_lines(shared):
    text = (shared / "seed" / "kunming-2024.txt").read_text("utf-8")
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    assert [f.header.project for f in read(lines).forms] == [
        f.header.project for f in open_document(text.encode()).forms
    ]


def test_entities_of_a_document_are_not_expanded_and_nothing_is_fetched(whole):
    head = '<!DOCTYPE html [<!ENTITY a "看不见"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    body = page(FORM + "<p>&b;&a;</p><link rel=stylesheet href=http://127.0.0.1:9/x.css>").replace(
        "<!DOCTYPE html>", head
    )
    [form] = read(body.encode()).forms
    assert values(form) == whole
    assert not any("看不见" in left.text or "root" in left.text for left in form.unbound)


HARMFUL = {
    "deep": "<div>" * 200_000,
    "deep tables": "<table><tr><td>" * 60_000,
    "many tags": "<b>" * 1_100_000,
    "a huge span": "<table>" + "<tr>" + "<td rowspan=1000 colspan=1000>x" * 3000 + "</tr>" * 999 + "</table>",
    "rows of spans": "<table>" + "<tr><td colspan=1000>x</tr>" * 5000 + "</table>",
}


@pytest.mark.parametrize("name", HARMFUL)
def test_harm_is_answered_with_a_problem_in_little_time(name):
    start = time.monotonic()
    reading = read(HARMFUL[name])
    assert time.monotonic() - start < 12
    assert reading.forms == ()
    assert reading.problems[0].kind is ProblemKind.UNSAFE


def test_nothing_and_half_a_page_are_answered():
    for data in (
        b"<html>",
        b"<!doctype html>",
        b"<table><tr><td",
        page(FORM).encode()[:300],
        b"<html>\xff\xfe\x00",
    ):
        reading = read(data)
        assert reading.forms == ()
        assert reading.problems


def test_a_longer_form_takes_the_same_way(shared):
    form = open_document(shared / "seed" / "kunming-2024.txt").forms[0]
    many = replace(form, indicators=form.indicators * 30)
    [back] = read(html.write([many], [SHANGHAI])).forms
    assert len(back.indicators) == len(many.indicators)


def test_the_funds_and_lines_of_the_example_are_what_the_workbook_has():
    assert FUNDS_TABLE.count("<td") == sum(map(len, FUNDS))
    assert LINES_TABLE.count("<td") == sum(map(len, LINES))
