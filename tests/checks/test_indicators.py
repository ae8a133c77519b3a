"""IND: what counts as satisfaction, as a cost that can be measured, as a result."""

from dataclasses import replace

import pytest
from examples import sample

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import catalogue
from jiheng.checks.runner import run
from jiheng.model import Indicator, Status, TargetText
from jiheng.standards import load

STANDARD = load("cn")
WORDS = TargetText("按定额标准执行", value="按定额标准执行")


def outcome(code, *lines, **rules):
    case = case_of(replace(sample(), indicators=lines), STANDARD)
    return run(replace(case, rules=replace(case.rules, **rules)), [catalogue()[code]])[0]


def benefit(name):
    return Indicator("效益指标", "", "社会效益指标", name, WORDS)


def test_a_standard_without_satisfaction_asks_for_none():
    names = STANDARD.rules(2024).level1_names
    others = replace(names, value=("output", "benefit"))
    assert outcome("IND701", benefit("就业率"), level1_names=others).status is Status.NOT_APPLICABLE
    assert outcome("IND701", benefit("就业率")).status is Status.FOUND


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        *(
            ("成本指标", ""),
            ("成本指标", "经济成本指标"),
            ("产出指标", "成本指标"),
            ("成本指标", "社会成本指标"),
        ),
        *(("产出指标", "经济成本指标"), ("成本指标", "生态环境成本指标")),
    ],
)
def test_a_cost_in_words_is_found_wherever_it_stands(level1, level2):
    assert outcome("IND703", Indicator(level1, "", level2, "成本控制", WORDS)).status is Status.FOUND


@pytest.mark.parametrize(
    "name",
    [
        *(
            "人员配置情况",
            "人员配置保障情况",
            "人员配备到位率",
            "业务培训",
            "业务培训开展情况",
            "教师培训人次",
        ),
        *("协调会议召开次数", "政策宣传工作完成情况", "实地调研", "安全检查次数", "内部制度建设健全情况"),
    ],
)
def test_an_activity_is_no_benefit(name):
    assert outcome("IND706", benefit(name)).status is Status.FOUND


@pytest.mark.parametrize(
    "name",
    [
        *(
            "培训学员就业率",
            "培训后持证率",
            "政策宣传知晓率",
            "对会议保障工作的支撑作用",
            "检查发现问题整改率",
        ),
        *("减少会议次数", "压缩检查次数", "长效机制建立情况", "长效管理制度建设情况", "采购成本节约率", ""),
    ],
)
def test_a_result_is_a_benefit(name):
    assert outcome("IND706", benefit(name), benefit("就业率")).status is Status.PASSED


def test_an_activity_among_the_outputs_is_where_it_belongs():
    line = Indicator("产出指标", "", "数量指标", "业务培训次数", WORDS)
    assert outcome("IND706", line, benefit("就业率")).status is Status.PASSED


def test_a_standard_may_name_no_activities_at_all():
    none = replace(STANDARD.rules(2024).activity_words, value=())
    assert outcome("IND706", benefit("人员配置情况"), activity_words=none).status is Status.PASSED
