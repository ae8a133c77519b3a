"""What the pages of DEV cannot say: the words one by one, and long or repeated reasons."""

from dataclasses import replace

import pytest
from examples import sample

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import select
from jiheng.checks.given_reasons import says
from jiheng.checks.runner import run
from jiheng.model import Form, Indicator, Status, TargetText
from jiheng.standards import load
from jiheng.terms import notation

RULES = load("cn").rules(2024)
ALONE = {item.code: item for item in select(("DEV",))}


def line(reason, score="8.00", name="办理件数", actual="80件"):
    target = notation.completed(TargetText("≥100件"))
    return Indicator("产出指标", "", "数量指标", name, target, actual, "10.00", score, reason)


def answer(code, *lines):
    return run(case_of(Form(layout="central", indicators=lines), load("cn")), [ALONE[code]])[0]


@pytest.mark.parametrize("word", RULES.remedy_words.value)
def test_each_word_for_a_remedy_counts_and_its_denial_does_not(word):
    assert answer("DEV502", line(f"人员变动，{word}增派人手")).status is Status.PASSED
    assert answer("DEV502", line(f"人员变动，{word[0]} {word[1:]}增派人手")).status is Status.PASSED
    assert answer("DEV502", line(f"人员变动，工作有待{word}")).status is Status.FOUND


@pytest.mark.parametrize("phrase", RULES.stock_reasons.value)
@pytest.mark.parametrize("closing", ["", "。", " ；"])
def test_each_stock_phrase_is_no_reason_whatever_closes_it(phrase, closing):
    assert answer("DEV503", line(phrase + closing)).status is Status.FOUND
    assert answer("DEV501", line(phrase + closing)).status is Status.PASSED
    assert answer("DEV502", line(phrase + closing)).status is Status.NOT_APPLICABLE
    assert answer("DEV503", line(phrase + "，另有人员变动")).status is Status.PASSED


@pytest.mark.parametrize("word", RULES.shortfall_words.value)
def test_each_word_for_a_shortfall_counts_on_a_full_score_and_its_denial_does_not(word):
    full = {"score": "10.00", "actual": "100件"}
    assert answer("DEV504", line(f"部分工作{word}", **full)).status is Status.FOUND
    assert answer("DEV504", line(f"没有{word}", **full)).status is Status.PASSED
    assert answer("DEV504", line(f"部分工作{word}")).status is Status.NOT_APPLICABLE


def test_no_words_are_found_where_a_standard_names_none():
    assert not says("将加强管理", (), ("不",))


@pytest.mark.parametrize("dash", ["", " ", "-", "—", "——", "/"])
def test_a_dash_is_no_reason(dash):
    assert answer("DEV501", line(dash)).status is Status.FOUND
    assert answer("DEV503", line(dash)).status is Status.NOT_APPLICABLE


def test_one_finding_speaks_for_all_lines_with_the_same_reason():
    reason = "经费下达较晚，已提前申报" * 400
    lines = [line(reason + "。" * (i % 2), name=f"第{i}类件数") for i in range(300)]
    (finding,) = answer("DEV503", *lines).findings
    assert finding.at.path == "indicators[0].reason"
    assert "等299处一字不差" in finding.message
    assert len(finding.message) < 80


def test_the_same_reason_on_a_line_that_lost_nothing_is_no_repetition():
    lines = [
        line("经费下达较晚，已提前申报"),
        line("经费下达较晚，已提前申报", score="10.00", actual="100件"),
    ]
    assert answer("DEV503", *lines).status is Status.PASSED


def test_low_execution_and_a_line_with_the_same_reason_are_alike():
    funds = replace(sample().funding[0], executed="50.00", reason="经费下达较晚，已提前申报")
    form = Form(layout="sichuan", funding=(funds,), indicators=(line("经费下达较晚，已提前申报"),))
    (outcome,) = run(case_of(form, load("cn-sichuan")), [ALONE["DEV503"]])
    assert [finding.at.path for finding in outcome.findings] == ["funding[0].reason"]
