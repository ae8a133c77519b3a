"""WGT: what page examples cannot say — sweeps, properties, and the published forms under each standard."""

from dataclasses import replace
from decimal import Decimal

import pytest
from examples import sample
from hypothesis import given
from hypothesis import strategies as st

from jiheng.checks.blocks import blocks, noted
from jiheng.checks.case import case_of
from jiheng.checks.catalogue import catalogue
from jiheng.checks.runner import run
from jiheng.model import Form, Indicator, Note, Status, TargetText
from jiheng.standards import load, standard_ids
from jiheng.terms import notation

FORM = sample()
LEVELS = {"成": "成本指标", "产": "产出指标", "效": "效益指标", "满": "满意度指标", "管": "管理指标"}


def outcome(code, form, standard="cn"):
    return run(case_of(form, load(standard)), [catalogue()[code]])[0]


def with_blocks(text):
    """``产50 效30 满10``: a form with one line for each."""
    pairs = [(LEVELS[word[0]], word[1:]) for word in text.split()]
    lines = tuple(Indicator(level1=name, level3=f"{name}的一项", points=points) for name, points in pairs)
    return replace(FORM, indicators=lines)


@pytest.mark.parametrize(
    ("standard", "text", "status"),
    [
        ("cn", "产50 效30 满10", "passed"),
        ("cn", "满10 效30 产50", "passed"),
        ("cn", "产25 效30 产25 满10", "passed"),
        ("cn", "产49 效31 满10", "found"),
        ("cn", "产50 效40", "not_applicable"),
        ("cn", "产30 效60", "not_applicable"),
        ("cn", "成20 产40 效20 满10", "not_applicable"),
        ("cn", "成90", "not_applicable"),
        ("cn", "成50 产40", "not_applicable"),
        ("cn", "产90", "found"),
        ("cn", "产80 满10", "found"),
        ("cn", "管20 产70", "not_applicable"),
        ("cn", "产50 效30 满", "missing_input"),
        ("cn", "产50 效30 满0", "found"),
        ("cn-shanghai", "产50 效40", "passed"),
        ("cn-shanghai", "成20 产40 效20 满10", "passed"),
        ("cn-shanghai", "成20 产40 效30", "passed"),
        ("cn-shanghai", "成20 产50 效20", "found"),
        ("cn-shanghai", "成50 产40", "found"),
        ("cn-sichuan", "产90", "passed"),
        ("cn-sichuan", "成20 产40 效20 满10", "passed"),
        ("cn-sichuan", "产50 效30", "found"),
        ("cn-hubei", "产40 效25 满15", "passed"),
        ("cn-hubei", "产40 满40", "passed"),
        ("cn-hubei", "产40 效40", "passed"),
        ("cn-hubei", "产50 效20 满10", "found"),
        ("cn-hubei", "成20 产20 效40", "found"),
    ],
)
def test_the_blocks_are_held_against_the_schemes_that_fit_them(standard, text, status):
    assert outcome("WGT302", with_blocks(text), standard).status is Status(status)


def test_an_unconfirmed_scheme_is_never_named_as_what_should_be():
    (finding,) = outcome("WGT302", with_blocks("产90")).findings
    assert "产出指标50分、效益指标30分、满意度指标10分" in finding.message
    assert "40分" not in finding.message
    assert "口径未确认" not in finding.message + finding.fix


@given(order=st.permutations(range(len(FORM.indicators))), standard=st.sampled_from(standard_ids()))
def test_the_order_of_the_lines_does_not_matter(order, standard):
    shuffled = replace(FORM, indicators=tuple(FORM.indicators[n] for n in order))
    for code in (code for code in catalogue() if code.startswith("WGT")):
        assert outcome(code, shuffled, standard).status is outcome(code, FORM, standard).status


@pytest.mark.parametrize("more", range(-90, 91, 6))
def test_points_add_up_to_full_points_or_are_found(more):
    first = replace(FORM.indicators[0], points=f"{15 + more}.00")
    form = replace(FORM, indicators=(first, *FORM.indicators[1:]))
    assert bool(outcome("WGT301", form).findings) == (more != 0)


def test_a_total_that_says_otherwise_is_named():
    first = replace(FORM.indicators[0], points="25.00")
    form = replace(FORM, indicators=(first, *FORM.indicators[1:]))
    (finding,) = outcome("WGT301", form).findings
    assert (
        finding.message == "执行率10.00分，各指标100.00分，合计110.00分，应为100分，表上总分的分值却填100.00"
    )
    honest = replace(form, total=replace(form.total, points="110"))
    assert outcome("WGT301", honest).findings[0].message.endswith("应为100分")


def test_a_form_without_funds_that_scores_its_indicators_to_full_points_passes():
    first = replace(FORM.indicators[0], points="25.00")
    form = replace(FORM, funding=(), indicators=(first, *FORM.indicators[1:]))
    assert outcome("WGT301", form).status is Status.PASSED
    above = replace(form, indicators=(first, first, *FORM.indicators[1:]))
    assert outcome("WGT301", above).status is Status.FOUND


@pytest.mark.parametrize(
    ("points", "found"), [("39.99", False), ("40", False), ("40.01", True), ("90", True)]
)
def test_one_indicator_dominates_from_above_the_limit(points, found):
    assert bool(outcome("WGT304", with_blocks(f"产{points} 效10")).findings) == found


@pytest.mark.parametrize("words", range(0, 101, 5))
def test_words_may_carry_their_share_and_no_more(words):
    lines = [("有成效", words), ("≥5次", 100 - words), ("", 0)]
    rows = tuple(
        Indicator(
            "产出指标",
            level3=f"第{points}分",
            target=notation.completed(TargetText(text)),
            points=str(points),
        )
        for text, points in lines
    )
    assert bool(outcome("WGT306", replace(FORM, indicators=rows)).findings) == (words > 60)


@pytest.mark.parametrize(
    ("text", "allotted"),
    [
        ("产出指标50分、效益指标30分", {"output": {50}, "benefit": {30}}),
        (
            "注：成本指标（20分）；产出指标分值为40分；满意度权重=10分",
            {"cost": {20}, "output": {40}, "satisfaction": {10}},
        ),
        ("有成本的产出40分，没有的产出50分", {"output": {40, 50}}),
        ("产出指标得48.5分，扣产出指标1.5分，经济效益指标15分", {}),
        ("成本指标(0-20)分，产出指标3分析如下，产出5分钟", {}),
        ("", {}),
    ],
)
def test_notes_allot_points_to_blocks(text, allotted):
    case = case_of(replace(FORM, notes=(Note("说明", text),)), load("cn"))
    known = {key: {int(points) for points in found} for key, (_, found) in noted(case).items() if key}
    assert known == allotted


def test_two_headings_of_one_block_that_differ_judge_nothing():
    rows = tuple(
        replace(line, level1_points="50" if n else "30") for n, line in enumerate(FORM.indicators[:2])
    )
    (block,) = blocks(case_of(replace(FORM, indicators=rows), load("cn")))
    assert block.heading is None
    assert block.points == Decimal("25.00")


def test_a_form_without_lines_is_no_pass():
    for code in (code for code in catalogue() if code.startswith("WGT")):
        assert outcome(code, Form()).status in (Status.NOT_APPLICABLE, Status.MISSING_INPUT)


@pytest.mark.parametrize("code", ["WGT301", "WGT302", "WGT303", "WGT304", "WGT305"])
def test_the_published_forms_pass(published, code):
    for form in published:
        assert outcome(code, form, "cn-shanghai").status is Status.PASSED


@pytest.mark.parametrize("standard", ["cn", "capped-2022"])
def test_the_blocks_of_the_published_forms_are_not_judged_where_nobody_confirmed_them(published, standard):
    for form in published:
        found = outcome("WGT302", form, standard)
        assert (found.status, found.why) == (Status.NOT_APPLICABLE, "口径未确认")


def test_words_carry_most_points_on_three_of_the_published_forms(published):
    found = [bool(outcome("WGT306", form, "cn-shanghai").findings) for form in published]
    assert found == [True, True, False, True]


@pytest.mark.parametrize("code", ["WGT301", "WGT302"])
def test_points_changed_on_a_published_form_are_found(published, code):
    for form in published:
        first = replace(form.indicators[0], points="25.00")
        spoiled = replace(form, indicators=(first, *form.indicators[1:]))
        assert outcome(code, spoiled, "cn-shanghai").status is Status.FOUND
