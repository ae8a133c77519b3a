"""Forms as hypothesis draws them: sound, wrong and strange ones."""

from decimal import Decimal

from hypothesis import strategies as st

from jiheng.model import Form, FundingRow, Goals, Header, Indicator, TargetText, Total
from jiheng.terms import notation

OPERATORS = ("≥", "≤", "=", ">", "<", "")
LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
WORDS = ("效果明显", "机制健全", "按标准执行", "保障到位")

hundredths = st.integers(0, 1_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
signed = st.integers(-100_000, 1_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
small_points = st.integers(0, 4_000).map(lambda cents: Decimal(cents).scaleb(-2))


@st.composite
def quantitative(draw, operators=OPERATORS, actuals=signed):
    unit = draw(st.sampled_from(("次", "%", "个", "")))
    operator, bound = draw(st.sampled_from(operators)), draw(hundredths)
    target = notation.completed(
        TargetText(f"{operator}{bound:f}({unit})" if unit else f"{operator}{bound:f}")
    )
    done = draw(actuals)
    return target, f"{done:f}({unit})" if unit else f"{done:f}"


@st.composite
def qualitative(draw):
    target = notation.completed(TargetText(draw(st.sampled_from(WORDS))))
    return target, draw(st.sampled_from(("达成指标", "部分达成指标", "未达成指标", "及时")))


@st.composite
def indicators(draw, lines=None):
    level1, level2 = draw(st.sampled_from(LEVELS))
    target, actual = draw(st.one_of(quantitative(), qualitative()) if lines is None else lines)
    points = draw(small_points)
    score = draw(st.one_of(st.just(points), small_points))
    return Indicator(
        level1=level1,
        level2=level2,
        level3=draw(st.text("办理服务项目完成率数量质量", min_size=2, max_size=12)),
        target=target,
        actual=actual,
        points=f"{points:f}",
        score=draw(st.sampled_from((f"{score:f}", f"{score:f}", ""))),
        reason=draw(st.sampled_from(("", "部分工作延期；已调整进度。", "无"))),
    )


@st.composite
def funding_rows(draw):
    budget, executed = draw(hundredths), draw(hundredths)
    points = draw(st.sampled_from((Decimal("10.00"), Decimal(20), Decimal(10))))
    return FundingRow(
        "年度资金总额", f"{budget:f}", f"{budget:f}", f"{executed:f}", f"{points:f}",
        f"{draw(hundredths):f}", f"{draw(small_points):f}",
    )  # fmt: skip


@st.composite
def forms(draw, lines=None):
    return Form(
        layout=draw(st.sampled_from(("sh", "central", "sichuan", "hubei", ""))),
        title="项目支出绩效自评表",
        header=Header(project="某项目", department="某局", unit="某中心", year="2024"),
        funding=(draw(funding_rows()),),
        goals=Goals("完成服务工作。", "完成了服务工作。"),
        indicators=tuple(draw(st.lists(indicators(lines), max_size=8))),
        total=Total("100.00", f"{draw(hundredths):f}"),
        grade=draw(st.sampled_from(("优", "良", "中", "差", ""))),
    )
