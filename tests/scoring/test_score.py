"""Scores of single lines and whole forms, case by case as the contract lists them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.model import Form, FundingRow, Header, Indicator, TargetText
from jiheng.scoring import applicable_cap, grade_of, score
from jiheng.standards import load
from jiheng.terms import notation


def line(target, actual, points="10.00", score_="", standard="cn"):
    row = Indicator(
        level1="产出指标", level2="数量指标", level3="某指标",
        target=notation.completed(TargetText(target)), actual=actual, points=points, score=score_,
    )  # fmt: skip
    return score(Form(header=Header(year="2024"), indicators=(row,)), load(standard)).indicators[0]


def funds(budget, executed, points="10.00", initial="", standard="cn"):
    row = FundingRow("年度资金总额", initial, budget, executed, points)
    return score(Form(funding=(row,)), load(standard)).execution


@pytest.mark.parametrize(
    ("target", "actual", "earned"),
    [
        ("≥50.00(次)", "68.00(次)", "10.00"),
        ("≥3个", "1个", "3.33"),
        ("≥3个", "-1个", "0.00"),
        ("≥-5", "-5", "10.00"),
        ("≥-5", "-6", "0.00"),
        ("≥0", "0", "10.00"),
        ("=100%", "98%", "9.80"),
        ("=100%", "120%", "10.00"),
        ("50", "25", "5.00"),
        ("≤10万元", "12万元", "8.33"),
        ("≤10万元", "120000元", "8.33"),
        ("≤10万元", "10万元", "10.00"),
        ("≤0次", "0次", "10.00"),
        ("≤0次", "1次", "0.00"),
        ("=0.00(次)", "0.00(次)", "10.00"),
        ("=0.00(次)", "-1次", "10.00"),
        ("=0.00(次)", "1次", "0.00"),
        (">5%", "5%", "10.00"),
        (">5%", "4%", "8.00"),
        ("<5%", "5%", "10.00"),
        ("<5%", "10%", "5.00"),
        ("90%-95%", "92%", "10.00"),
        ("90%-95%", "45%", "5.00"),
        ("90%-95%", "190%", "5.00"),
        ("90%-95%", "-3%", "0.00"),
        ("≥100百分比", "50%", "5.00"),
    ],
)
def test_a_quantitative_line_earns_by_its_formula(target, actual, earned):
    scored = line(target, actual)
    assert f"{scored.score:.2f}" == earned
    assert scored.working
    assert scored.rule
    assert "〔" in scored.clause or "产品默认" in scored.clause


def test_the_working_shows_the_sum():
    assert line("≥3个", "1个").working == "10.00 × 1 ÷ 3 = 3.33"
    assert line("≤10万元", "12万元").working == "10.00 × 10 ÷ 12 = 8.33"
    assert "完成率136%" in line("≥50次", "68次").working


def test_words_adopt_the_printed_score_even_outside_its_band():
    scored = line("机制健全", "未达成指标", score_="10.00")
    assert (scored.score, scored.adopted) == (Decimal("10.00"), True)


def test_words_without_a_score_leave_the_total_partial():
    row = Indicator(target=TargetText("机制健全", "", "机制健全"), actual="达成指标", points="10.00")
    card = score(Form(indicators=(row,)), load("cn"))
    assert card.partial
    assert card.grade == ""
    assert card.indicators[0].score is None


def test_a_number_promised_and_words_done_adopt_the_printed_score():
    assert line("≤30万元", "完成", score_="9.00").score == Decimal("9.00")


def test_other_units_cannot_be_compared():
    assert line("≥30次", "30%", score_="9.00").adopted


def test_a_blank_actual_earns_nothing_though_a_score_is_printed():
    scored = line("≥3个", "", score_="10.00")
    assert scored.score is None
    assert "空白" in scored.rule


def test_a_line_without_points_adopts_the_printed_score():
    scored = line("≥3个", "3个", points="", score_="8.00")
    assert (scored.points, scored.score) == (None, Decimal("8.00"))


@pytest.mark.parametrize(
    ("actual", "earned", "met"),
    [("2024年11月30日", "10.00", True), ("2024年12月底", "10.00", True), ("2025年1月3日", "7.00", False),
     ("按时完成", "7.00", None)],
)  # fmt: skip
def test_a_day_is_met_or_the_printed_score_is_adopted(actual, earned, met):
    scored = line("12月底前", actual, score_="7.00")
    assert f"{scored.score:.2f}" == earned
    assert scored.met is met


def test_the_linear_formula_of_other_systems_is_there_for_standards_that_choose_it():
    from jiheng.scoring.formulas import OVERRUNS

    w, a = Decimal(10), Decimal(10)
    assert [OVERRUNS["linear"](w, a, Decimal(b)) for b in (12, 15, 20, 30)] == [8, 5, 0, 0]
    assert [OVERRUNS[name](w, Decimal(0), Decimal(3)) for name in OVERRUNS] == [0, 0]


def test_a_standard_that_chooses_the_linear_formula_shows_its_working():
    from jiheng.scoring import figures
    from jiheng.scoring.lines import score_indicator

    rules = load("cn").rules(2024)
    rules = replace(rules, at_most=replace(rules.at_most, value="linear"))
    row = Indicator(target=notation.completed(TargetText("≤10元")), actual="12元", points="10")
    scored = score_indicator(row, figures(Form(indicators=(row,))).indicators[0], rules).line
    assert (scored.score, scored.working) == (Decimal("8.00"), "10 × (1 − (12 − 10) ÷ 10) = 8.00")
    assert "1−" in scored.rule


@pytest.mark.parametrize(
    ("budget", "executed", "points", "earned"),
    [
        ("63.65", "46.32", "10.00", "7.28"),
        ("38.00", "7.41", "10.00", "1.95"),
        ("100", "120", "10", "10.00"),
        ("100", "-5", "10", "0.00"),
        ("1,000.00", "333.35", "10", "3.33"),
        ("200", "0.1", "10", "0.01"),
    ],
)
def test_execution_is_points_times_executed_over_budget(budget, executed, points, earned):
    assert f"{funds(budget, executed, points).score:.2f}" == earned


def test_a_zero_budget_has_no_rate_and_scores_nothing():
    scored = funds("0.00", "5.00")
    assert (scored.rate, scored.score, scored.points) == (None, 0, Decimal("10.00"))
    card = score(Form(funding=(FundingRow("年度资金总额", "0", "0", "0", "10"),)), load("cn"))
    assert "预算数为零" in card.deductions[0].why


def test_the_initial_budget_serves_where_no_other_is_printed():
    assert funds("", "50", initial="100").score == Decimal("5.00")


def test_missing_amounts_leave_the_line_unscored():
    assert funds("100", "").score is None
    assert funds("abc", "5").score is None


def test_points_of_the_standard_serve_where_none_are_printed():
    assert funds("100", "50", points="", standard="cn-hubei").score == Decimal("10.00")


def test_a_form_without_funds_is_partial():
    card = score(Form(), load("cn"))
    assert card.partial
    assert card.execution.points is None
    assert "少100分" in card.deductions[-1].why


def test_points_that_miss_a_hundred_are_named_in_an_entry_of_their_own():
    row = FundingRow("年度资金总额", "", "100", "100", "10")
    extra = Indicator(target=TargetText("好", "", "好"), actual="达成指标", points="95", score="95")
    card = score(Form(funding=(row,), indicators=(extra,)), load("cn"))
    assert [item.points for item in card.deductions] == [0]
    assert "多5分" in card.deductions[0].why


@pytest.mark.parametrize(
    ("rate", "most"),
    [("49.99", 59), ("50", 69), ("59.99", 69), ("60", 79), ("70", 89), ("79.999", 89), ("80", None)],
)
def test_caps_begin_exactly_at_their_rates(rate, most):
    cap = applicable_cap(Decimal(rate), load("capped-2022").rules(2024))
    assert (cap and cap.most) == most


def test_the_cap_takes_the_unrounded_rate():
    row = FundingRow("年度资金总额", "", "100.00", "79.999", "10")
    full = Indicator(target=TargetText("好", "", "好"), actual="达成指标", points="90", score="90")
    card = score(Form(funding=(row,), indicators=(full,)), load("capped-2022"))
    assert card.total == Decimal("89.00")


def test_over_achievement_costs_two_points_and_never_goes_below_zero():
    assert line("≥50次", "65次", standard="capped-2022").score == Decimal("8.00")
    assert line("≥50次", "64.99次", standard="capped-2022").score == Decimal("10.00")
    assert line("≥50次", "65次", points="1.00", standard="capped-2022").score == 0
    assert line("≤50次", "5次", standard="capped-2022").score == Decimal("10.00")
    assert line("=0次", "0次", standard="capped-2022").score == Decimal("10.00")
    assert line(">50次", "90次", standard="capped-2022").score == Decimal("10.00")


@pytest.mark.parametrize(
    ("total", "grade"),
    [("100", "优"), ("90.00", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"),
     ("59.99", "差"), ("0", "差"), ("-1", "差")],
)  # fmt: skip
def test_grades_begin_exactly_at_their_edges(total, grade):
    assert grade_of(Decimal(total), load("cn").rules(2024)) == grade


@pytest.mark.parametrize(
    ("target", "actual"), [("≥0.000000000000000001", "9" * 20), ("≤" + "9" * 20, "0.000000000000000001")]
)
def test_absurd_numbers_are_scored_all_the_same(target, actual):
    assert line(target, actual).score == Decimal("10.00")


def test_absurd_amounts_are_scored_and_explained_exactly():
    row = FundingRow("年度资金总额", "", "0.00000000000000001", "-" + "9" * 19, "9" * 20, "", "")
    card = score(Form(funding=(row,)), load("capped-2022"))
    assert card.execution.score == 0
    assert sum(item.points for item in card.deductions) == card.full_points - card.total


def test_a_typed_score_that_differs_is_kept_beside_the_computed_one():
    scored = line("≥50次", "40次", score_="9.50")
    assert (scored.printed, scored.score) == ("9.50", Decimal("8.00"))


def test_a_line_says_whether_its_target_was_met():
    assert line(">5%", "5%").met is False
    assert line(">5%", "5.01%").met is True
    assert line("<5%", "5%").met is False
    assert line("=0次", "0次").met is True
    assert line("=0次", "-1次").met is True
    assert line("=5次", "4次").met is False
    assert line("12月底前", "2024年12月31日", score_="7").met is True
    assert line("12月底前", "2025年1月1日", score_="7").met is False
    assert line("机制健全", "达成指标").met is None


@pytest.mark.parametrize(
    ("target", "actual", "rule"),
    [
        ("≥3个", "3个", "达到目标，得满分"),
        ("≥3个", "2个", "未达到目标，得分=分值×实际完成值÷指标值"),
        ("≤3个", "4个", "超出上限，得分=分值×指标值÷实际完成值"),
        ("=0次", "1次", "未达到目标，目标值不大于零，不按比例计分，得0分"),
        ("≤1次", "2次", "超出上限，得分=分值×指标值÷实际完成值"),
    ],
)
def test_a_rule_is_said_in_a_sentence(target, actual, rule):
    assert line(target, actual).rule == rule


@pytest.mark.parametrize(
    ("target", "actual", "parameter"),
    [
        ("≥0次", "1次", "at_least"),
        ("≥3次", "1次", "at_least"),
        ("=0次", "1次", "zero_target"),
        ("≤0次", "1次", "zero_target"),
        ("=3次", "1次", "exactly"),
        ("≤3次", "5次", "at_most"),
        ("≤1次", "5次", "at_most"),
        ("3-5次", "9次", "between"),
    ],
)
def test_each_kind_of_target_cites_its_own_clause(target, actual, parameter):
    rules = load("cn-hubei").rules(2024)
    assert line(target, actual, standard="cn-hubei").clause == str(getattr(rules, parameter).clause)


def test_workings_name_what_they_mean():
    assert line("≥0次", "5次").working == "年度指标值≥0次，实际完成值5次，得满分10.00分"
    assert line("≥3次", "4次").working == "年度指标值≥3次，实际完成值4次，完成率133.33%，得满分10.00分"
    assert line("=0次", "1次").working == "年度指标值=0次，实际完成值1次，得0.00分"
    assert line("机制健全", "达成指标", score_="9.00").working == "实际完成值“达成指标”，填报得分9.00分"
    assert "暂不计分" in line("机制健全", "达成指标").working
    assert "1.30倍" in line("≥50次", "65次", standard="capped-2022").working
    assert funds("100", "120", "10").working == "10 × 120 ÷ 100 = 10.00，最高为分值"
    assert funds("100", "100", "10").working == "10 × 100 ÷ 100 = 10.00"


def test_a_gap_in_the_points_says_more_or_less():
    row = FundingRow("年度资金总额", "", "100", "100", "10")
    few = Indicator(target=TargetText("好", "", "好"), actual="达成指标", points="80", score="80")
    assert "少10分" in score(Form(funding=(row,), indicators=(few,)), load("cn")).deductions[-1].why


def test_a_capped_total_names_rate_band_and_cap():
    row = FundingRow("年度资金总额", "", "100.00", "72.77", "10")
    full = Indicator(target=TargetText("好", "", "好"), actual="达成指标", points="90", score="90")
    card = score(Form(funding=(row,), indicators=(full,)), load("capped-2022"))
    assert card.deductions[-1].why == "执行率72.77%，低于80%，总分最高89分，超出部分扣除"
    assert card.deductions[-1].points == card.execution.score + 90 - 89
