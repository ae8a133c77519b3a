"""自评报告 and 汇总分析报告: only what the data say, every figure exact and traceable, gaps for people."""

import re
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from paper import EVERYTHING, SAMPLE, with_text
from reports import TITLES, form, headings, judged, of, opened, tables, texts

from jiheng.model import Header, Location, Note, Problem, Source, Total
from jiheng.pipeline import check_together
from jiheng.writing.report import KINDS, many, one, report, template_of
from jiheng.writing.report.chart import Chart, drawn
from jiheng.writing.report.indicator_figures import by_level1, by_name
from jiheng.writing.report.project import projects
from jiheng.writing.report.score_figures import scores
from jiheng.writing.report.troubles import kinds, reasons

ROOT = Path(__file__).parents[2]
CHAPTERS = ["一、基本情况", "二、评价工作开展情况", "三、综合评价结论"]
LAST = ["五、存在的问题及原因", "六、有关建议", "七、附件"]


@pytest.mark.parametrize("forms", [(SAMPLE,), (SAMPLE, form())], ids=KINDS)
def test_the_chapters_are_headings_in_the_order_an_office_expects(forms):
    data = of(*forms)
    found = headings(data)
    assert found[:3] == CHAPTERS
    assert found[4:] == LAST
    assert headings(data, 2)
    [title] = [p.text for p in opened(data).paragraphs if p.style.style_id == "Title"]
    assert title == opened(data).core_properties.title or "【请填写：" in title
    assert title.endswith("项目支出绩效自评报告" if len(forms) == 1 else "项目支出绩效自评汇总分析报告")


@pytest.mark.parametrize("forms", [(SAMPLE,), (SAMPLE, form())], ids=KINDS)
def test_the_page_is_that_of_the_standard_for_official_documents(forms):
    sections = opened(of(*forms)).sections
    upright, lying = sections[0], sections[1]
    wanted = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
    for name, size in {"page_width": 210, "page_height": 297, **wanted}.items():
        assert abs(getattr(upright, name) - Mm(size)) < Mm(0.05), name
    assert lying.page_width > lying.page_height
    styles = opened(of(*forms)).styles
    faces = {s.style_id: s.element.find(f".//{qn('w:rFonts')}") for s in styles}
    assert {k: faces[k].get(qn("w:eastAsia")) for k in ("Normal", "Heading1", "Heading2", "TableText")} == {
        "Normal": "仿宋", "Heading1": "黑体", "Heading2": "楷体", "TableText": "宋体",
    }  # fmt: skip


def test_it_tells_its_language_and_title_and_neither_day_nor_person():
    data = of(SAMPLE)
    properties = opened(data).core_properties
    assert (properties.title, properties.language) == ("河道保洁2024年度项目支出绩效自评报告", "zh-CN")
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.created is properties.modified is None
    languages = opened(data).styles.element.find(f".//{qn('w:lang')}")
    assert languages.get(qn("w:eastAsia")) == "zh-CN"


@pytest.mark.parametrize("forms", [(EVERYTHING,), (SAMPLE, form(), EVERYTHING)], ids=KINDS)
def test_the_same_forms_give_the_same_bytes(forms):
    assert of(*forms) == of(*forms)
    entries = zipfile.ZipFile(BytesIO(of(*forms))).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_what_a_person_must_write_is_marked_and_highlighted():
    data = of(SAMPLE)
    gaps = [run for p in opened(data).paragraphs for run in p.runs if "【" in run.text]
    assert {run.text for run in gaps} >= {
        "【请填写：项目立项背景、主要内容和实施过程】",
        "【请填写：综合评价结论】",
        "【请填写：存在的问题及原因分析】",
        "【请填写：改进措施和有关建议】",
    }
    assert {run.style.name for run in gaps} == {"待填写"}
    shade = opened(data).styles["待填写"].element.find(f".//{qn('w:shd')}")
    assert shade.get(qn("w:fill")) == "FFF200"


def test_what_the_form_says_itself_takes_the_place_of_a_gap():
    told = replace(SAMPLE, notes=(Note("评价结论", "总体达到预期。"), Note("存在问题", "枯水期保洁不足")))
    found = texts(of(told))
    assert "【请填写：综合评价结论】" not in found
    assert any(text.startswith("总体达到预期。") for text in found)
    assert any(text.startswith("枯水期保洁不足") for text in found)


def test_a_blank_form_gives_a_report_of_gaps_and_dashes_and_of_no_figure():
    blank = replace(
        SAMPLE, header=Header(), funding=(), goals=replace(SAMPLE.goals, expected="", actual=""),
        indicators=(), total=Total(), grade="",
    )  # fmt: skip
    found = texts(of(blank))
    assert found[0] == "【请填写：项目名称】项目支出绩效自评报告"
    assert {"【请填写：年度总体目标】", "【请填写：资金投入和使用情况】"} <= set(found)
    assert tables(of(blank))["自评得分和等级"][1] == ["自评表填写", "—", "—"]


def test_the_sums_of_the_seed_are_exact(published):
    data = of(*published)
    found = tables(data)
    summary = found["项目支出绩效自评汇总表（金额单位：万元）"]
    assert summary[-1][1:8] == ["合计", "", "", "149.81", "149.81", "101.52", "67.77"]
    assert [row[8] for row in summary[1:-1]] == ["97.28", "99.00", "99.79", "91.95"]
    [head, best, *others, total] = found["各评分等级的项目和资金（金额单位：万元）"]
    assert head[0] == "评分等级"
    assert best == ["优", "4", "100.00%", "149.81", "100.00%", "101.52", "67.77%", ""]
    assert [row[:2] for row in others] == [["良", "0"], ["中", "0"], ["差", "0"]]
    assert total[:2] == ["合计", "4"]
    rates = {row[0]: row[1:6] for row in found["各执行率档次的项目和资金（金额单位：万元）"]}
    assert rates["90%（含）至100%"] == ["2", "50.00%", "48.16", "47.79", "0.37"]
    assert rates["60%以下"] == ["1", "25.00%", "38.00", "7.41", "30.59"]
    assert found["自评得分"][1] == ["4", "97.01", "96.57", "98.14", "99.79", "91.95"]


def test_the_simple_and_the_weighted_mean_are_two_figures():
    heavy = form(score="90.00", budget="30.00", adjusted="30.00")
    found = scores(projects(judged(form(score="100.00"), heavy)))
    assert (found.simple, found.weighted) == (Decimal("95.00"), Decimal("92.50"))
    assert (found.median, found.highest, found.lowest) == (
        Decimal("95.00"),
        Decimal("100.00"),
        Decimal("90.00"),
    )


def test_a_score_that_cannot_be_read_or_is_not_out_of_hundred_is_left_out_and_said():
    odd = replace(form(score="40"), total=Total("50", "40"))
    given = (form(), form(score=""), odd, form(adjusted=""))
    data = of(*given)
    assert tables(data)["自评得分"][1][0] == "2"
    [said] = [text for text in texts(data) if "加权平均不含" in text]
    assert said == (
        "说明：不含总分未填或无法识别的1个项目；不含满分不是100分的1个项目；"
        "加权平均不含全年预算数为零、未填或无法识别的1个项目。"
    )


def test_a_missing_amount_is_no_zero_and_is_said():
    data = of(form(), form("清淤", executed="约8万"))
    found = tables(data)
    row = found["项目支出绩效自评汇总表（金额单位：万元）"][2]
    assert row[6] == "—"
    assert row[-1].startswith("全年执行数“约8万”无法识别")
    assert found["各执行率档次的项目和资金（金额单位：万元）"][-1][0] == "无法计算"
    assert "说明：全年执行数不含1个项目。" in texts(data)
    [paragraph] = [text for text in texts(data) if text.startswith("年初预算数合计")]
    assert paragraph.startswith(
        "年初预算数合计20.00万元，全年预算数合计20.00万元，全年执行数合计9.00万元，执行率—。"
    )


def test_every_mark_beside_a_figure_is_explained():
    for forms in ((EVERYTHING,), (SAMPLE, EVERYTHING)):
        data = of(*forms)
        sources = tables(data)["报告数据的算法和出处"]
        explained = {row[0] for row in sources[1:]}
        styled = opened(data).element.iterfind(f".//{qn('w:rStyle')}[@{qn('w:val')}='Mark']")
        used = {style.getparent().getparent().text for style in styled}
        assert used == explained
        assert all(all(cell for cell in row) for row in sources)


def test_the_places_of_the_figures_in_the_document_are_listed():
    places = {
        "funding[0].executed": Source(Location(page=2, line=7)),
        "total.score": Source(Location(page=3)),
    }
    read = replace(form(), sources=places)
    row = tables(of(read, form()))["数据在来源文件中的位置"][1]
    assert row == ["1", "保洁", "甲.pdf", "—", "第2页 第7行", "第3页", "—"]


def test_points_are_added_up_by_level_and_lines_without_a_score_are_left_out():
    lines = [line for project in projects(judged(SAMPLE, SAMPLE)) for line in project.indicators()]
    levels = by_level1(lines)
    assert list(levels) == ["成本指标", "产出指标", "效益指标"]
    output = levels["产出指标"]
    assert (output.points, output.score, output.lost, output.rate) == (
        *(Decimal("80.00"), Decimal("78.00"), Decimal("2.00")),
        Decimal("97.50"),
    )
    assert (output.full, output.short, output.projects) == (4, 2, 2)
    losing, never = by_name(lines)
    assert [(item.lines[0].name, item.lost) for item in losing] == [("水质达标率", Decimal("2.00"))]
    assert [item.lines[0].name for item in never] == ["保洁费用", "保洁次数", "覆盖率", "环境改善"]
    blank = replace(SAMPLE, indicators=(replace(SAMPLE.indicators[0], score=""), *SAMPLE.indicators[1:]))
    assert "说明：不含分值或得分未填、无法识别的1项指标。" in texts(of(blank))


def test_findings_are_grouped_with_project_and_cell():
    wrong = with_text(form("清淤"), "indicators[3].score", "14.00")
    found = projects(judged(form(), wrong))
    kind = next(kind for kind in kinds(found, TITLES) if kind.code == "SCO405")
    [item] = kind.found
    assert (kind.title, kind.projects, item.project.name) == (TITLES["SCO405"], 1, "清淤")
    assert item.cell == "“水质达标率”，绩效指标第4行得分"
    data = of(form(), wrong)
    [caption] = [text for text in texts(data) if text.startswith("SCO405 ")]
    row = tables(data)[caption][1]
    assert row[:2] == ["清淤", item.cell]
    assert all(row)


def test_many_findings_of_one_kind_are_counted_and_not_all_listed():
    wrong = [with_text(form(f"项目{n}"), "indicators[3].score", "14.00") for n in range(8)]
    data = of(*wrong)
    assert "其余3处见疑点清单（jiheng check）。" in texts(data)


def test_reasons_are_quoted_and_their_absence_is_said():
    found = reasons(projects(judged(SAMPLE)))
    assert [(reason.name, reason.points - reason.score, reason.text) for reason in found] == [
        ("执行率", Decimal("2.72"), ""),
        ("水质达标率", Decimal("1.00"), "枯水期偏长。"),
    ]
    data = of(SAMPLE)
    rows = tables(data)["失分项及表上填写的原因"]
    assert [row[-1] for row in rows[1:]] == ["（未填）", "枯水期偏长。"]
    assert any(text.startswith("得分低于分值的共2项，其中1项没有填写原因。") for text in texts(data))


def test_charts_are_words_own_with_their_figures_and_a_text_for_who_does_not_see_them():
    data = of(SAMPLE, form(grade="良"))
    archive = zipfile.ZipFile(BytesIO(data))
    names = archive.namelist()
    assert [f"word/charts/chart{n}.xml" in names for n in range(1, 5)] == [True] * 4
    told = [part.get("descr") for part in opened(data).element.iter() if part.tag.endswith("}docPr")]
    assert told[0] == "柱形图：各评分等级项目数。优1个，良1个，中0个，差0个。"
    assert len(set(told)) == 4
    part, book = drawn(Chart("甲", "个", ("优", "良"), (Decimal("1.5"), None)))
    assert archive.read("word/embeddings/chart1-1.xlsx").startswith(b"PK")
    assert book.startswith(b"PK")
    values = etree.fromstring(part).findall(".//{*}val//{*}v")
    assert [value.text for value in values] == ["1.5"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_templates_are_those_that_the_tool_writes(kind):
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import report_templates
    finally:
        sys.path.pop(0)
    name = dict(zip(KINDS, report_templates.NAMES, strict=True))[kind]
    assert template_of(kind) == report_templates.template(name)


def names_in(contents):
    """Every name that a template may use, of lists those of an item."""
    for name, value in contents.items():
        yield name
        inside = value[0] if isinstance(value, list) and value else value
        if isinstance(inside, dict) and name != "注":
            yield from names_in(inside)


def test_the_documentation_names_all_that_a_template_may_use():
    told = set(re.findall(r"`([\w.]+)`", (ROOT / "docs" / "reports.md").read_text("utf-8")))
    wrong = with_text(EVERYTHING, "indicators[3].score", "14.00")
    wrong = replace(wrong, notes=(*wrong.notes, Note("改进措施", "加强")))
    found = projects(judged(wrong, wrong))
    together = check_together([wrong, wrong])
    used = {*names_in(one.contents(found[0], TITLES)), *names_in(many.contents(found, TITLES, together))}
    assert used <= told
    assert told - used <= {"自评报告", "and", "or", "not", "in"}


def test_a_text_that_no_document_can_carry_is_refused_with_its_place():
    found = report(judged(form("保\x07洁")), TITLES)
    assert isinstance(found, Problem)
    assert "项目名称有不能打印的控制字符 U+0007" in str(found)
    assert isinstance(report([], TITLES), Problem)
