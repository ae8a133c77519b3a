"""Templates of an office: what they may do, what they are refused for, and data that stay text in them."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import SAMPLE, values, with_text
from reports import TITLES, judged, of, opened, tables, texts

from jiheng.model import Problem
from jiheng.writing.page import visible
from jiheng.writing.report import KINDS, confined, report, template_of
from jiheng.writing.report.template import TemplateRefusedError, rendered

CONTENTS = {"名称": "河道保洁", "表": [{"项目": "甲"}, {"项目": "乙"}], "多": [{"项目": "甲"}] * 300}


def template(*paragraphs, rows=()):
    """A Word file as an office would make one."""
    word = Document()
    for text in paragraphs:
        word.add_paragraph(text)
    if rows:
        table = word.add_table(0, 1)
        for text in rows:
            table.add_row().cells[0].text = text
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def changed(data, part, change):
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given_, zipfile.ZipFile(made, "w") as taken:
        for name in given_.namelist():
            content = given_.read(name)
            taken.writestr(name, change(content) if name == part else content)
    return made.getvalue()


def filled(*paragraphs, rows=(), contents=CONTENTS):
    return texts(rendered(template(*paragraphs, rows=rows), contents, "题"))


def refused(*paragraphs, rows=()):
    with pytest.raises(TemplateRefusedError) as error:
        rendered(template(*paragraphs, rows=rows), CONTENTS, "题")
    return str(error.value)


def test_names_conditions_and_rows_are_filled():
    assert filled(
        "{{ 名称 }}共{{ 表|length }}项", "{%p if 表 %}", "有", "{%p else %}", "无", "{%p endif %}"
    ) == [
        "河道保洁共2项",
        "有",
    ]
    assert filled(rows=("{%tr for 行 in 表 %}", "{{ loop.index }}{{ 行.项目 }}", "{%tr endfor %}")) == [
        "1甲",
        "2乙",
    ]
    assert filled("{% if 名称 == “河道保洁” %}同{% endif %}") == ["同"]


def test_an_office_may_change_the_template_that_it_is_given(tmp_path):
    word = Document(BytesIO(template_of(KINDS[0])))
    word.paragraphs[0].insert_paragraph_before("内部资料")
    word.tables[0].rows[0].cells[0].paragraphs[0].runs[0].text = "名　称"
    word.save(tmp_path / "t.docx")
    data = of(SAMPLE, template=(tmp_path / "t.docx").read_bytes())
    assert texts(data)[0] == "内部资料"
    assert tables(data)["项目基本信息"][0][:2] == ["名　称", "河道保洁"]
    assert data == of(SAMPLE, template=(tmp_path / "t.docx").read_bytes())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ 名字 }}", "模板用到了没有的内容“名字”"),
        ("{{ 表.项目 }}", "模板用到了没有的内容“项目”"),
        ("{{ ''.__class__.__mro__ }}", "模板用到了没有的内容“__"),
        ("{{ 名称.__class__ }}", "模板用到了没有的内容“__class__”"),
        ("{{ 名称.format }}", "模板用到了没有的内容“format”"),
        ("{{ self }}", "把不是文字的内容当作文字输出"),
        ("{{ cycler }}", "模板用到了没有的内容“cycler”"),
        ("{{ 名称.upper() }}", "不允许的写法（Call）"),
        ("{{ 9**9**9 }}", "不允许的写法（Pow）"),
        ("{{ '%999999999d' % 1 }}", "不允许的写法（Mod）"),
        ("{{ 名称 * 99999999 }}", "不允许的写法（Mul）"),
        ("{{ 名称 ~ 名称 }}", "不允许的写法（Concat）"),
        ("{% set a = 名称 %}", "不允许的写法（Assign）"),
        ("{% include '/etc/passwd' %}", "不允许的写法（Include）"),
        ("{% import 'os' as os %}", "不允许的写法（Import）"),
        ("{% macro a() %}{{ a() }}{% endmacro %}", "不允许的写法（Macro）"),
        ("{{ 表|map(attribute='x') }}", "不允许的过滤器“map”"),
        ("{{ 名称|attr('__class__') }}", "不允许的过滤器“attr”"),
        ("{{ 名称|safe }}", "不允许的过滤器“safe”"),
        ("{% filter default %}a{% endfilter %}", "不允许的写法（FilterBlock）"),
        ("{% for a in 表 recursive %}{% endfor %}", "不能使用递归循环"),
        ("{% for a in 名称 %}{% endfor %}", "只能对列表循环"),
        ("{{ 表 }}", "把列表当作文字输出"),
        ("{% if 名称 %}", "模板的写法有误（在“{% if 名称 %}”附近）"),
        ("{% 若 %}", "模板的写法有误"),
        ("{{ 名称 }", "模板的写法有误"),
    ],
)
def test_what_a_template_may_not_do_is_refused_in_words(text, why):
    assert why in refused(text)


def test_loops_within_loops_come_to_an_end():
    loops = 5
    text = "{% for a in 多 %}" * loops + "{% endfor %}" * loops
    assert refused(text) == "模板循环超过2000000次，已停止"


def test_a_template_that_tears_a_table_apart_is_refused_not_repaired():
    assert "拆散了段落、表格" in refused(rows=("{%tr for 行 in 表 %}", "{{ 行.项目 }}{% endfor %}"))


def test_no_template_is_a_zip_bomb_a_macro_or_a_link_to_elsewhere():
    plain = template("{{ 名称 }}")
    for data, why in (
        (b"no zip", "不是 Word 文件"),
        (b"PK\x03\x04 broken", "不是 Word 文件"),
        (changed(plain, "word/document.xml", lambda content: content + b" " * 70_000_000), "模板过大"),
        (_with_part(plain, "word/vbaProject.bin"), "含有宏"),
        (_with_part(b"", "xl/workbook.xml"), "不是 Word 文件"),
        (changed(plain, "word/_rels/document.xml.rels", _linked), "引用了外部文件“http://elsewhere/"),
    ):
        with pytest.raises(TemplateRefusedError, match=why):
            rendered(data, CONTENTS, "题")


def _with_part(data, name):
    made = BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, b"x")
    return made.getvalue()


def _linked(content):
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="x9" Type="{image}" Target="http://elsewhere/a.png" TargetMode="External"/>'
    return content.replace(b"</Relationships>", f"{link}</Relationships>".encode())


def test_a_strange_template_is_filled_apart_and_its_end_is_a_problem(monkeypatch):
    broken = changed(template("a"), "word/document.xml", lambda _: b"<a>")
    found = report(judged(SAMPLE), TITLES, template=broken)
    assert isinstance(found, Problem)
    assert str(found).startswith("报告模板不能使用：模板已损坏")
    named = report(judged(SAMPLE), TITLES, template=template("{{ 没有 }}"))
    assert "报告模板不能使用：模板用到了没有的内容“没有”。请从 jiheng report --new-template" in str(named)
    monkeypatch.setattr(confined, "_SECONDS", 3)
    slow = report(judged(SAMPLE), TITLES, template=template("{{" * 150_000))
    assert isinstance(slow, Problem)
    assert str(slow).startswith("报告模板不能使用：")


HOSTILE = (
    "{{ 7*7 }}{% for a in b %}{# #}", "{_{ 名称 }_} {_% x %_}", "</w:t></w:r><w:r><w:t>&amp;<b>\"'", "=1+1",
    "]]>", "\u202eabc\u202c", "一\n二\r\n三\t四", "\a" * 0 + "\x0c页", "長" * 100_000, "${7*7}#{7*7}<%= 7 %>",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_printed_as_text(text):
    found = "".join(texts(of(replace(SAMPLE, header=replace(SAMPLE.header, project=text, unit=text)))))
    for part in filter(None, re.split(r"[\n\r\t\x0c]", visible(text))):
        assert part.strip() in found


@settings(max_examples=30)
@given(st.data())
def test_any_field_may_hold_the_words_of_a_template(data):
    path, _ = data.draw(st.sampled_from([item for item in values(SAMPLE) if item[0] != "fund_unit"]))
    text = data.draw(st.sampled_from(("{{ 名称 }}", "{% endfor %}", "<w:p/>", "&lt;", "{_{a}_}")))
    for forms in ([with_text(SAMPLE, path, text)], [with_text(SAMPLE, path, text), SAMPLE]):
        found = opened(of(*forms))
        assert len(found.element.body) > 10
        assert "Jinja" not in found.element.xml
