"""TGT: which names ask for a number, and which words judge nothing."""

from dataclasses import replace

import pytest
from examples import sample

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import catalogue
from jiheng.checks.runner import run
from jiheng.checks.wording import in_words_alone, names_standard
from jiheng.model import Indicator, Status, TargetText
from jiheng.standards import load
from jiheng.terms import notation

STANDARD = load("cn")


def outcome(code, name, target, standard=STANDARD, rules=None):
    line = Indicator("产出指标", "", "质量指标", name, notation.completed(TargetText(target)), "达成指标")
    case = case_of(replace(sample(), indicators=(line,)), standard)
    case = case if rules is None else replace(case, rules=replace(case.rules, **rules))
    return run(case, [catalogue()[code]])[0]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "全年任务完成及时率",
            "培训合格率（%）",
            "就业率提升情况",
            "参训人数",
            "受益户数达标情况",
            "接待量",
        ),
        *("上门服务次数", "设备完好比例", "办结时限", "按期完工情况", "资金拨付及时性", "材料报送时间要求"),
    ],
)
def test_a_name_that_asks_for_a_number_needs_one(name):
    assert outcome("TGT601", name, "全部按计划推进").status is Status.FOUND
    assert outcome("TGT601", name, "≥95%").status is Status.PASSED


@pytest.mark.parametrize(
    "name",
    [
        *("工程质量", "服务质量提升", "办事效率提高情况", "工作力量", "数据共享平台", "量化考核", "率先推广"),
        *("服务时间段设置", "少数民族文化传承", "长效机制建立情况", "环保达标", ""),
    ],
)
def test_a_name_that_only_sounds_like_a_number_needs_none(name):
    assert outcome("TGT601", name, "全部按计划推进").status in (Status.NOT_APPLICABLE, Status.MISSING_INPUT)


@pytest.mark.parametrize(
    "target", ["每周两次", "百分之九十以上", "零投诉", "不少于十二场", "6月底前", "控制在30天以内", "100"]
)
def test_a_number_in_any_writing_is_a_number(target):
    assert outcome("TGT601", "服务次数", target).status is Status.PASSED


def test_a_name_that_asks_for_a_number_beside_a_blank_target_is_missing_input():
    line = Indicator("产出指标", "", "数量指标", "服务次数", TargetText())
    other = replace(line, level3="服务质量", target=TargetText("优良", value="优良"))
    case = case_of(replace(sample(), indicators=(line, other)), STANDARD)
    assert run(case, [catalogue()["TGT601"]])[0].status is Status.MISSING_INPUT


@pytest.mark.parametrize("word", STANDARD.rules(2024).vague_words.value)
def test_every_vague_word_is_found_as_the_whole_judgement(word):
    for target in (word, f"保障水平{word}", f"人员落实，配置{word}", f"机制{word}；人员落实"):
        assert outcome("TGT602", "服务保障", target).status is Status.FOUND
    for target in (f"保障水平{word}，满意度90%", f"按照《办学条件标准》，设施{word}", f"秩序{word}，无事故"):
        assert outcome("TGT602", "服务保障", target).status in (Status.PASSED, Status.NOT_APPLICABLE)


@pytest.mark.parametrize(
    "target",
    ["在有效期内使用", "有效投诉得到回复", "好人好事上榜", "强基培训班如期开班", "完成项目预期规模", "……"],
)
def test_a_word_that_judges_nothing_is_not_found(target):
    assert outcome("TGT602", "服务保障", target).status in (Status.PASSED, Status.NOT_APPLICABLE)


@pytest.mark.parametrize(
    "text",
    [
        *("按照国家二级标准", "按招标文件和合同约定的技术规范", "依据考核办法评定", "符合《饮用水卫生标准》"),
        *("达到行业二级以上标准", "一次验收合格", "通过专家评审", "无责任事故", "资料齐全，未发生泄密"),
    ],
)
def test_words_that_can_be_held_against_something(text):
    assert names_standard(text)


@pytest.mark.parametrize(
    "text", ["按相关规定合理使用", "按照有关制度执行", "按要求完成", "无明显改善", "标准较高"]
)
def test_a_standard_without_a_name_is_none(text):
    assert not names_standard(text)


def test_blank_and_placeholder_targets_are_not_words():
    for text in ("", "—", "……"):
        assert not in_words_alone(notation.target(TargetText(text)))


def test_a_standard_may_name_no_words_at_all():
    none = replace(STANDARD.rules(2024).vague_words, value=())
    names = {"measure_words": none, "measure_lookalikes": none, "vague_words": none}
    assert outcome("TGT601", "服务次数", "较好", rules=names).status is Status.NOT_APPLICABLE
    assert outcome("TGT602", "服务次数", "较好", rules=names).status is Status.PASSED
