"""PRT: many forms side by side."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from examples import sample

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import catalogue
from jiheng.checks.runner import run_together
from jiheng.model import Form, Goals, Header, Indicator, Note, Status, TargetText, Total
from jiheng.standards import load
from jiheng.terms import notation

STANDARD = load("cn")
MANY = int(STANDARD.rules(2024).spread_from.value)
SPREAD = STANDARD.rules(2024).score_spread.value
FORMS = 4_000
SECONDS = 10  # a comparison of each form with each other takes minutes


def repeated(*forms):
    cases = tuple(case_of(form, STANDARD) for form in forms)
    return run_together(cases, [catalogue()["PRT951"]])[0]


def alike(*forms):
    cases = tuple(case_of(form, STANDARD) for form in forms)
    return run_together(cases, [catalogue()["PRT952"]])[0]


def project(name, *lines, goals="", unit="某中心", notes=()):
    """A form whose lines are name and target."""
    indicators = tuple(
        Indicator("产出指标", "", "质量指标", line, notation.completed(TargetText(target)))
        for line, target in lines
    )
    return Form(header=Header(name, "", unit, "2024"), goals=Goals(goals), indicators=indicators, notes=notes)


def graded(grade, total):
    return replace(sample(), grade=grade, total=Total("100.00", total))


def test_texts_shared_by_the_same_projects_are_one_finding():
    cost, lasting = ("成本控制", "按定额执行"), ("长效机制", "机制健全")
    outcome = repeated(
        project("甲", cost, lasting, ("服务质量", "甲")),
        project("乙", cost, lasting),
        project("丙", lasting, ("服务质量", "丙")),
    )
    assert [finding.message for finding in outcome.findings] == [
        "甲、乙（2个项目）有1处内容完全相同：“成本控制：按定额执行”",
        "甲、乙、丙（3个项目）有1处内容完全相同：“长效机制：机制健全”",
    ]


def test_a_shared_number_is_no_copy_and_a_shared_set_of_numbers_is():
    rate, count = ("完成率", "=100%"), ("场次", "≥40场")
    assert repeated(project("甲", rate, count), project("乙", rate)).status is Status.PASSED
    outcome = repeated(project("甲", rate, count), project("乙", count, rate))
    assert "整套2项指标" in outcome.findings[0].message


def test_one_line_or_a_line_without_a_target_makes_no_set():
    assert repeated(project("甲", ("完成率", "=100%")), project("乙", ("完成率", "=100%"))).status is (
        Status.NOT_APPLICABLE
    )
    half = (("完成率", "=100%"), ("场次", ""))
    assert repeated(project("甲", *half), project("乙", *half)).status is Status.NOT_APPLICABLE


def test_narratives_count_from_a_length_on_and_notes_only_where_sentences_are_written():
    long, short = "全年完成设备更新并通过验收。", "已完成。"
    assert repeated(project("甲", goals=long), project("乙", goals=long)).findings
    assert repeated(project("甲", goals=short), project("乙", goals=short)).status is Status.NOT_APPLICABLE
    told, signed = (Note("存在问题", long * 3),), (Note("项目负责人", long), Note("其他", long))
    found = repeated(project("甲", notes=told), project("乙", notes=told)).findings
    assert [finding.at.path for finding in found] == ["notes[0].text"]
    assert "…" in found[0].message
    assert repeated(project("甲", notes=signed), project("乙", notes=signed)).findings == ()


def test_a_text_twice_in_one_form_is_no_repetition_across_forms():
    line = ("服务质量", "按规程办理")
    assert repeated(project("甲", line, line), project("乙", ("其他", "按约定"))).status is Status.PASSED


def test_forms_of_one_project_beside_another_are_one_project():
    line = ("服务质量", "按规程办理")
    outcome = repeated(project("甲", line), project("甲", line), project("乙", ("其他", "按约定")))
    assert outcome.status is Status.PASSED


def test_a_form_without_a_project_is_left_out():
    line = ("服务质量", "按规程办理")
    outcome = repeated(
        project("", line), project("甲", line), project("乙", line), project("丙", ("其他", "无"))
    )
    assert outcome.findings[0].message.startswith("甲、乙（2个项目）")
    assert repeated(project("", line)).status is Status.NOT_APPLICABLE


def test_long_lists_are_cut_short():
    line = ("服务质量", "按规程办理")
    outcome = repeated(*(project(f"项目{number}", line) for number in range(9)))
    assert outcome.findings[0].message.startswith("项目0、项目1、项目2、项目3等（9个项目）")


def test_the_order_of_the_forms_does_not_change_what_is_found():
    forms = [project(f"项目{n}", *((f"指标{k}", "按规程办理") for k in range(n % 5 + 1))) for n in range(20)]
    counts = [
        sorted(finding.message.count("：") for finding in repeated(*each).findings)
        for each in (forms, forms[::-1], forms[::2] + forms[1::2])
    ]
    assert counts[0] == counts[1] == counts[2]


def test_thousands_of_forms_take_linear_time():
    case = case_of(sample(), STANDARD)
    header = case.form.header
    cases = tuple(
        replace(case, form=replace(case.form, header=replace(header, project=f"项目{number}")))
        for number in range(FORMS)
    )
    start = time.perf_counter()
    outcomes = run_together(cases)
    assert time.perf_counter() - start < SECONDS
    assert {outcome.status for outcome in outcomes} == {Status.FOUND}


@pytest.mark.parametrize(
    ("gap", "status"), [(SPREAD, Status.PASSED), (SPREAD - Decimal("0.01"), Status.FOUND)]
)
def test_totals_are_too_near_only_below_the_spread(gap, status):
    low = Decimal("89.00")
    forms = [graded("良", f"{low:f}"), *[graded("优", f"{low + gap:f}")] * (MANY - 1)]
    assert alike(*forms).status is status
    assert alike(*forms[:-1]).status is Status.PASSED


def test_totals_that_are_not_printed_cannot_be_compared():
    forms = [graded("良", ""), *[graded("优", "98.00")] * (MANY - 1)]
    assert alike(*forms).status is Status.MISSING_INPUT
    assert alike(*forms[:-1]).status is Status.PASSED


def test_two_printed_grades_that_differ_need_no_third():
    assert alike(graded("优", "95"), graded("良", "85"), graded("", "90")).status is Status.PASSED
    assert alike(graded("优", "95"), graded("优", "91"), graded("", "90")).status is Status.MISSING_INPUT


def test_each_unit_is_looked_at_by_itself():
    other = replace(graded("良", "85"), header=replace(sample().header, unit="另一中心"))
    found = alike(other, graded("优", "95"), replace(other, grade="中"), graded("优", "91")).findings
    assert [finding.message for finding in found] == ["云岭市社区图书馆的2张表评分等级全部为“优”"]
