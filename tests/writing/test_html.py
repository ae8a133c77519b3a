"""The official form as a web page: the table of the PDF and the workbook, and text is never code."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import EVERYTHING, LAYOUTS, MARK, SAMPLE, values, with_text

from jiheng.model import Problem
from jiheng.standards import load, standard_ids
from jiheng.writing import WRITERS, blank, html
from jiheng.writing.compose import compose
from jiheng.writing.page import visible
from jiheng.writing.sheet import Role
from strategies import forms

SH = LAYOUTS["sh"]
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></tr></table></article></main><iframe src=//evil.example>",
    "</title><svg onload=alert(1)>",
    "</style><style>@import 'http://evil.example'",
    "' onfocus='alert(1)",
    "<!--",
    "-->",
    "<![CDATA[",
    "&lt;script&gt;&#60;b&#62;&amp;",
    "javascript:alert(1)",
    "{{7*7}}{%debug%}",
    "\u202e>tpircs<",
)
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "h1", "p", "div", "table",
    "colgroup", "col", "tbody", "tr", "th", "td", "br",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "role", "tabindex", "aria-label", "scope",
    "colspan", "rowspan",
}  # fmt: skip
VOID = {"meta", "col", "br"}


class Page(HTMLParser):
    """What a browser would find: elements, attributes, and every cell with its text and place."""

    def __init__(self, made):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.open, self.tables = [], [], [], []
        self.texts = {"title": "", "h1": "", "p": []}
        self.feed(made if isinstance(made, str) else made.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tbody":
            self.tables[-1].append([])
        elif tag == "tr":
            self.tables[-1][-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1][-1].append({"tag": tag, "text": "", **dict(attrs)})
        elif tag == "p":
            self.texts["p"].append("")
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1][-1]["text"] += data
        elif "p" in self.open:
            self.texts["p"][-1] += data
        for tag in ("title", "h1"):
            if tag in self.open:
                self.texts[tag] += data

    def shown(self):
        """Text, colspan and rowspan of every cell, block by block and row by row."""
        spans = ("colspan", "rowspan")
        return [
            [[(c["text"].rstrip("\n"), *(int(c.get(s, 1)) for s in spans)) for c in row] for row in block]
            for table in self.tables
            for block in table
        ]


def written(form, layout=SH):
    made = html.write([form], [layout])
    assert isinstance(made, bytes), made
    return made


def wanted(sheet):
    def span(cell):
        first, end = sheet.columns(cell)
        return visible(cell.text).rstrip("\n"), end - first, cell.rows

    return [[[span(cell) for cell in row] for row in block.rows] for block in sheet.blocks]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_seed_is_shown_cell_by_cell_as_the_sheet_says(published, layout):
    page = Page(html.write(published, [LAYOUTS[layout]] * 4))
    sheets = [compose(form, LAYOUTS[layout]) for form in published]
    assert page.shown() == [block for sheet in sheets for block in wanted(sheet)]
    assert len(page.tables) == page.elements.count("h1") == 4


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_that_was_filled_in_is_missing_in_any_layout(layout):
    page, sheet = Page(written(EVERYTHING, LAYOUTS[layout])), compose(EVERYTHING, LAYOUTS[layout])
    assert page.shown() == wanted(sheet)
    above = [text for text in (sheet.number, sheet.year_line) if text]
    assert page.texts["p"] == [*above, *sheet.signatures]
    assert page.texts["h1"] == sheet.title


@settings(max_examples=50)
@given(forms(), st.sampled_from(sorted(LAYOUTS)))
def test_any_form_is_shown_cell_by_cell(form, layout):
    made = html.write([form], [LAYOUTS[layout]])
    if isinstance(made, bytes):
        assert Page(made).shown() == wanted(compose(form, LAYOUTS[layout]))


@pytest.mark.parametrize("standard", standard_ids())
def test_a_blank_form_has_lines_to_write_on(standard):
    layout = load(standard).layout
    made = written(blank(load(standard)), layout).decode()
    rooms = [
        cell.room - 1
        for block in compose(blank(load(standard)), layout).blocks
        for row in block.rows
        for cell in row
        if not cell.text
    ]
    assert re.findall(r"<td[^>]*>((?:<br>)+)</td>", made) == ["<br>" * room for room in rooms if room]


def test_the_page_says_its_language_and_its_title_has_unit_year_and_matter():
    made = written(SAMPLE).decode()
    assert made.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert Page(made).texts["title"] == "某市河道管理所 财政项目支出绩效自评表（2024年度） 河道保洁"


def test_names_of_columns_and_rows_say_what_they_name_and_no_empty_cell_does():
    sheet = compose(SAMPLE, SH)
    roles = [cell for block in sheet.blocks for row in block.rows for cell in row]
    cells = [c for block in Page(written(SAMPLE)).tables[0] for row in block for c in row]
    scopes = {Role.HEADING: "col", Role.LABEL: "row"}
    for cell, shown in zip(roles, cells, strict=True):
        expected = scopes.get(cell.role) if cell.text else None
        assert (shown["tag"], shown.get("scope")) == ("th" if expected else "td", expected)


def test_the_table_moves_in_a_named_region_that_takes_the_focus():
    regions = [value for name, value in Page(written(SAMPLE)).attributes if name == "aria-label"]
    assert regions == ["河道保洁 财政项目支出绩效自评表"]
    assert '<div class="table" role="region" tabindex="0"' in written(SAMPLE).decode()


def test_nothing_is_fetched_and_no_script_may_run():
    made = written(EVERYTHING).decode()
    assert "default-src 'none'; style-src 'unsafe-inline'" in made
    assert not re.search(r"url\(|@import|https?:|<script|<link|<img| style=| on\w+=", made)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_shown_and_never_an_element(text):
    for path, _ in values(EVERYTHING):
        page = Page(written(with_text(EVERYTHING, path, text)))
        assert set(page.elements) <= ELEMENTS, path
        assert {name for name, _ in page.attributes} <= ATTRIBUTES, path
    form = replace(SAMPLE, title=text, header=replace(SAMPLE.header, project=text, unit=text, year="2024"))
    page = Page(written(form, SH))
    assert sum(cell[0] == visible(text) for block in page.shown() for row in block for cell in row) == 2
    assert visible(text) in page.texts["title"]


def test_a_mark_stands_under_the_table_and_the_rest_is_as_without():
    plain, marked = (html.write([SAMPLE], [SH], marks).decode() for marks in ((), (MARK,)))
    line = f'<p class="mark">{MARK}</p>\n'
    assert marked.replace(line, "") == plain
    assert marked.index("</table>") < marked.index(line) < marked.index("</article>")
    assert line in html.fragment(SAMPLE, SH, MARK)
    assert "&lt;b&gt;" in html.fragment(SAMPLE, SH, "<b>")


def test_line_ends_are_kept_and_spaces_stay_as_they_are():
    text = "一、完成  甲。\r\n二、完成乙。"
    made = written(replace(SAMPLE, goals=replace(SAMPLE.goals, expected=text))).decode()
    assert "一、完成  甲。<br>二、完成乙。</td>" in made


def test_a_fragment_stands_in_another_page_without_styles_or_ids_of_its_own():
    part = html.fragment(EVERYTHING, SH, heading=3)
    page = Page(part)
    assert page.elements[0] == "article"
    assert "h3" in page.elements
    assert not {"style", "id"} & {name for name, _ in page.attributes}
    used = {name for key, value in page.attributes if key == "class" for name in value.split()}
    assert used <= set(re.findall(r"\.([a-z][\w-]*)", html.style()))
    assert Page(written(EVERYTHING)).shown() == page.shown()


def test_every_rule_of_the_style_is_for_a_form_alone():
    rules = re.sub(r"/\*.*?\*/|@page[^{]*\{[^}]*\}|@media print", "", html.style(), flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{[^{}]*\}", rules.replace("{\n  .jiheng-form {", ".jiheng-form {"))
    named = [part.strip() for found in selectors for part in found.split(",")]
    assert len(named) > 100
    assert all(part.lstrip("{ \n").startswith(".jiheng-form") for part in named)


def contrast(first, second):
    def luminance(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(d * 2 for d in colour[1:])
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        light = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), light, strict=True))

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_type_rules_and_focus_are_dark_enough_on_their_ground():
    colours = set(re.findall(r"#[0-9a-f]{3,6}\b", html.style())) - {"#fff"}
    assert len(colours) >= 3
    assert all(contrast(colour, "#fff") >= 4.5 for colour in colours)


def test_a_control_character_is_refused_with_its_place():
    made = html.write([replace(SAMPLE, grade="优\x07")], [SH])
    assert isinstance(made, Problem)
    assert made.at.path == "forms[0].grade"
    assert isinstance(html.write([], []), Problem)


def test_the_writers_give_the_page_too():
    assert WRITERS["html"]([SAMPLE], [SH]) == written(SAMPLE)
