"""Forms set in columns of any width, taken apart line by line, are read back as they were."""

import os
from itertools import pairwise

from comparing import differences, plain_forms
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from rendering import Widths, ends_full, rendered, wrapped

from jiheng.model import Form, FundingRow, Goals, Header, Indicator, TargetText, Total
from jiheng.reading import open_document
from jiheng.terms import notation

LEVELS = (
    ("成本指标", ("经济成本指标", "社会成本指标")),
    ("产出指标", ("数量指标", "质量指标", "时效指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
SUBJECTS = (
    "窗口服务", "职业培训", "设备维护", "课题研究", "基层走访", "志愿服务", "水质监测", "图书采购",
    "路灯养护", "信息系统", "法律援助", "档案整理", "公共卫生", "青年人才", "社区食堂", "展览活动",
    "乡村道路", "林木管护",
)  # fmt: skip
MEASURED = (
    "人次", "场次", "完成率", "合格率", "及时率", "覆盖面", "投诉次数", "验收情况", "数量", "保障作用",
    "成本", "影响力提升程度", "建立健全情况", "宣传推广活动举办的次数", "管理制度执行情况",
    "与群众生活改善程度",
)  # fmt: skip
TARGETS = (
    "明显", "有效保障", "制度健全", "按计划完成", "达到年度工作要求", "运行稳定，群众反映良好", "作用强",
    "无重大安全责任事故", "严格控制在预算以内", "资料完整，归档及时", "符合行业规范和验收标准", "持续改善",
)  # fmt: skip
ACTUALS = ("达成指标", "部分达成指标", "达成预期指标", "完成", "良好", "基本达到")
UNITS = ("次", "人次", "份", "天", "%", "批次", "万元", "元/人")
CLAUSES = (
    "受天气影响工期有所推迟", "下一年度将提前谋划", "加强与相关部门沟通协调", "部分设备到货较晚",
    "进一步规范各项业务流程", "完善内部管理制度", "今后将科学设定指标值",
    "因人员调整进度放缓", "组织开展专项培训活动", "服务质量稳步提升", "有力支撑了日常工作的开展",
    "推动区域协同发展", "做好后勤保障",
)  # fmt: skip

EXAMPLES = 400 if os.environ.get("JIHENG_SOAK") else 15

cents = st.integers(0, 9_999_999).map(lambda value: f"{value / 100:.2f}")
clauses = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=12, unique=True)
texts = clauses.map(lambda parts: "，".join(parts) + "。")
# 分数 is wider than its figures; a name column is wider than the longest word that never breaks
widths = st.builds(
    Widths,
    label=st.sampled_from((6, 8, 10, 14)),
    side=st.sampled_from((4, 6, 12)),
    expected=st.sampled_from((30, 40, 44)),
    achieved=st.sampled_from((36, 50, 60)),
    level1=st.sampled_from((8, 9, 12)),
    level2=st.sampled_from((8, 9, 10, 12)),
    level3=st.sampled_from((14, 16, 18, 24)),
    target=st.sampled_from((12, 13, 14, 18)),
    actual=st.sampled_from((8, 9, 10, 12)),
    reason=st.sampled_from((16, 22, 24, 30)),
)


@st.composite
def indicators(draw, level1, level2):
    name = "与".join(draw(st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=2, unique=True)))
    if draw(st.booleans()):
        number, unit = draw(st.integers(0, 2000)), draw(st.sampled_from(UNITS))
        target = f"{draw(st.sampled_from('≥≤='))}{number}.00({unit})"
        actual = f"{draw(st.integers(0, 2000))}.00({unit})"
    else:
        target, actual = draw(st.sampled_from(TARGETS)), draw(st.sampled_from(ACTUALS))
    points = draw(st.sampled_from(("2.00", "5.00", "10.00", "20.00")))
    short = draw(st.booleans())
    return Indicator(
        level1=level1,
        level2=level2,
        level3=name + draw(st.sampled_from(MEASURED)),
        target=notation.completed(TargetText(text=target)),
        actual=actual,
        points=points,
        score="1.50" if short else points,
        reason=draw(texts) if short and draw(st.booleans()) else "",
    )


@st.composite
def funding(draw):
    labels = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
    chosen = [label for number, label in enumerate(labels) if not number or draw(st.booleans())]
    return tuple(
        FundingRow(
            label=label,
            budget=draw(cents),
            adjusted=draw(cents),
            executed=draw(cents),
            points="-" if number else "10.00",
            rate=draw(cents),
            score="-" if number else draw(cents),
        )
        for number, label in enumerate(chosen)
    )


@st.composite
def forms(draw):
    rows = [
        draw(indicators(level1, level2))
        for level1, level2s in LEVELS
        for level2 in draw(st.lists(st.sampled_from(level2s), min_size=1, unique=True))
        for _ in range(draw(st.integers(1, 3)))
    ]
    return Form(
        title="财政项目支出绩效自评表",
        header=Header(
            project=draw(st.sampled_from(SUBJECTS)) + draw(st.sampled_from(("项目", "经费", "专项 2024"))),
            department=draw(st.sampled_from(("云岭市文化局", "临江区卫生健康委员会"))),
            unit=draw(st.sampled_from(("云岭市图书馆", "临江区疾病预防控制中心"))),
            year=draw(st.sampled_from(("2022", "2023", "2024"))),
        ),
        funding=draw(funding()),
        goals=Goals(draw(texts), draw(texts)),
        indicators=tuple(rows),
        total=Total("100.00", draw(cents)),
        grade=draw(st.sampled_from("优良中差")),
    )


def can_be_told(form: Form, wide: Widths) -> bool:
    """False where nobody could know better: a text whose last line is full looks like one that goes on."""
    if ends_full(form.goals.expected, wide.expected):
        return False
    for row, following in pairwise((*form.indicators, form.indicators[-1])):
        if ends_full(row.level3, wide.level3) and len(wrapped(row.target.text, wide.target)) > 1:
            return False
        if ends_full(row.target.text, wide.target) and len(wrapped(row.actual, wide.actual)) > 1:
            return False
        if row.reason and ends_full(row.reason, wide.reason) and following:
            return False
    return True


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(st.lists(forms(), min_size=2, max_size=3), widths, st.randoms(use_true_random=False), st.booleans())
def test_rendered_forms_are_read_back_in_any_order(several, wide, dice, backwards):
    assume(all(can_be_told(form, wide) for form in several))
    texts = [rendered(form, wide, lambda percent: dice.random() * 100 < percent) for form in several]
    if backwards:
        several, texts = several[::-1], texts[::-1]
    found = open_document("\n\n\n".join(texts).encode()).forms
    truth = [{k: v for k, v in form.items() if k != "places"} for form in plain_forms(several)]
    assert list(differences(truth, plain_forms(found))) == []
