"""What the pages of SCO cannot say: published forms under another standard, sweeps over edges, who speaks."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from examples import sample
from hypothesis import given
from hypothesis import strategies as st

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import select
from jiheng.checks.fixing import fixed
from jiheng.checks.grouping import findings_of
from jiheng.checks.runner import run
from jiheng.model import Form, FundingRow, Indicator, Note, Severity, Status, TargetText, Total
from jiheng.standards import load
from jiheng.terms import notation

CENT = Decimal("0.01")
OURS = select(("SCO", "DEV"))
ALONE = {item.code: item for item in OURS}


def judge(form, standard="cn", checks=OURS):
    outcomes = run(case_of(form, load(standard)), checks)
    assert [outcome for outcome in outcomes if outcome.status is Status.CRASHED] == []
    return outcomes


def found(form, standard="cn"):
    return {(finding.code, finding.at.path) for finding in findings_of(judge(form, standard))}


def answer(code, form, standard="cn"):
    return judge(form, standard, [ALONE[code]])[0]


def with_total(form, score, grade=None):
    return replace(
        form, total=replace(form.total, score=str(score)), grade=form.grade if grade is None else grade
    )


def line(target, actual, points="10.00", score="10.00", reason=""):
    text = notation.completed(TargetText(target))
    return Indicator("产出指标", "", "数量指标", "办理件数", text, actual, points, score, reason)


def form_of(*lines, **parts):
    return Form(layout="central", indicators=lines, **parts)


# The published forms


def test_under_the_capped_standard_the_published_forms_lose_what_its_manual_takes(published):
    over = {("SCO408", f"indicators[{i}].actual") for i in (1, 2)}
    undeducted = {("SCO409", f"indicators[{i}].score") for i in (1, 2)}
    capped = {("SCO410", "total.score")}
    assert [found(form, "capped-2022") for form in published] == [
        over | undeducted | capped,
        set(),
        set(),
        capped,
    ]


def test_the_safe_fixes_under_the_capped_standard_lead_to_its_totals_and_grades(published):
    settled = [
        fixed(form, lambda changed: findings_of(judge(changed, "capped-2022")))[0] for form in published
    ]
    assert [form.total.score for form in settled] == ["89.00", "99.00", "99.79", "59.00"]
    assert [form.grade for form in settled] == ["良", "优", "优", "差"]
    assert [row.score for row in settled[0].indicators[1:3]] == ["8.00", "8.00"]


@pytest.mark.parametrize("number", range(4))
def test_a_published_total_with_any_digit_changed_is_found_and_the_old_one_proposed(published, number):
    form = published[number]
    printed = form.total.score
    for place, old in enumerate(printed):
        for new in "0123456789" if old.isdigit() else "":
            wrong = printed[:place] + new + printed[place + 1 :]
            (outcome,) = judge(with_total(form, wrong), "cn-shanghai", [ALONE["SCO402"]])
            if new == old:
                assert outcome.status is Status.PASSED
            else:
                (finding,) = outcome.findings
                assert (finding.at.path, finding.correction) == ("total.score", printed)


def test_any_published_score_changed_by_a_hundredth_is_found_in_the_total(published):
    for form in published:
        for index, row in enumerate(form.indicators):
            changed = replace(row, score=f"{Decimal(row.score) - CENT}")
            lines = (*form.indicators[:index], changed, *form.indicators[index + 1 :])
            assert ("SCO402", "total.score") in found(replace(form, indicators=lines), "cn-shanghai")


# SCO402


@pytest.mark.parametrize("places", [0, 1, 2])
@pytest.mark.parametrize("executed", ["0.05", "7.41", "33.36", "72.77", "86.20", "99.96", "100.00", "120.00"])
def test_a_total_may_be_made_with_the_execution_score_before_its_rounding(executed, places):
    exact = min(Decimal(executed) / 10, Decimal(10))
    printed = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    funds = FundingRow("年度资金总额", "100.00", "100.00", executed, "10", "", f"{printed}")
    form = form_of(line("≥1个", "1个", "90", "90"), funding=(funds,))
    right = {90 + printed, (90 + exact).quantize(CENT, ROUND_HALF_UP)}
    for cents in range(-60, 61):
        total = 90 + printed + cents * CENT
        outcome = answer("SCO402", with_total(form, total))
        assert outcome.status is (Status.PASSED if total in right else Status.FOUND), (total, right)


@pytest.mark.parametrize("total", ["93.33", "93.34"])
def test_amounts_known_to_a_hundredth_leave_the_exact_execution_score_open(total):
    funds = FundingRow("年度资金总额", "100.00", "100.00", "33.35", "10", "", "3.3")
    form = form_of(line("≥1个", "1个", "90", "90"), funding=(funds,))
    assert answer("SCO402", with_total(form, total)).status is Status.PASSED


@pytest.mark.parametrize("budget", ["", "0", "0.00"])
def test_where_the_amounts_do_not_say_it_half_a_unit_of_the_execution_score_is_let_pass(budget):
    funds = FundingRow("年度资金总额", budget, budget, "", "10", "", "9")
    funds = replace(funds, executed="0.00" if budget else "")
    form = form_of(line("≥1个", "1个", "90", "90"), funding=(funds,))
    wanted = {"98.49": False, "98.50": True, "98.62": True, "99.00": True, "99.49": True, "99.51": False}
    for total, passes in wanted.items():
        outcome = answer("SCO402", with_total(form, total))
        assert outcome.status is (Status.PASSED if passes else Status.FOUND), total


def test_a_rounded_total_is_not_the_sum():
    assert answer("SCO402", with_total(sample(), "98.9")).findings[0].correction == "98.85"


def test_the_lines_without_a_score_are_named_the_first_of_them():
    form = form_of(
        line("≥1个", "1个"), *(line("≥1个", "1个", score="") for _ in range(9)), total=Total("100", "优")
    )
    assert answer("SCO402", form).why == "总分的得分（不能识别）、执行率的得分、“办理件数”的得分等"


def test_a_total_that_is_neither_the_sum_nor_the_cap_is_led_to_the_cap():
    funds = replace(sample().funding[0], executed="72.00", rate="72.00", score="7.20")
    form = replace(sample(), funding=(funds, *sample().funding[1:]))
    for total, passes in {"96.45": True, "89.00": True, "89": True, "90.00": False, "88.00": False}.items():
        outcome = answer("SCO402", with_total(form, total), "capped-2022")
        assert [finding.correction for finding in outcome.findings] == ([] if passes else ["89"])


# SCO403

BANDS = {
    "优": ("90", "90.00", "99.5", "100"),
    "良": ("80.00", "89.99"),
    "中": ("60", "79.99"),
    "差": ("0", "59.99"),
}
WRITTEN = {"优": ("优", "优秀", " 优 "), "良": ("良", "良好"), "中": ("中", "中等"), "差": ("差", "较差")}


@pytest.mark.parametrize("right", BANDS)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_grade_is_the_band_of_the_total_with_its_lower_end(right, written):
    for total in BANDS[right]:
        for name in WRITTEN[written]:
            outcome = answer("SCO403", with_total(sample(), total, name))
            assert [finding.correction for finding in outcome.findings] == (
                [] if written == right else [right]
            )


# SCO407

TIERS = {"达成年度指标": 0, "部分达成年度指标并具有一定效果": 1, "未达成年度指标且效果较差": 2}


@pytest.mark.parametrize(("standard", "ends"), [("cn", (100, 80, 60, 0)), ("cn-hubei", (100, 80, 50, 0))])
@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("points", [2, 5, 10, 20])
def test_a_qualitative_score_lies_in_the_band_of_its_tier(standard, ends, tier, points):
    high, low = ends[TIERS[tier]], ends[TIERS[tier] + 1]
    for tenths in range(points * 10 + 1):
        share = tenths * 10 / points
        inside = low <= share < high or share == high == 100
        row = line("效果明显", tier, f"{points}", f"{Decimal(tenths) / 10}", "受场地限制；将增设场地。")
        outcome = answer("SCO407", form_of(row), standard)
        assert outcome.status is (Status.PASSED if inside else Status.FOUND), tenths


def test_a_qualitative_line_without_points_of_its_own_is_not_judged():
    assert answer("SCO407", form_of(line("效果明显", "达成指标", "0", "0"))).status is Status.NOT_APPLICABLE


# SCO408, SCO409, SCO410


@pytest.mark.parametrize(
    ("target", "actual", "fires"),
    [
        ("≥50次", "64.99次", False),
        ("≥50次", "65次", True),
        (">50次", "65次", True),
        ("≥50", "65次", True),
        ("≥50%", "98%", False),
        ("≥50", "98%", False),
        ("≥50百分比", "98", False),
        ("≥0次", "9次", False),
        ("≥-1次", "9次", False),
        ("=50次", "98次", False),
        ("≤50次", "98次", False),
        ("50-60次", "98次", False),
        ("≥50次", "很多", False),
        ("≥1万元", "13000元", True),
    ],
)
def test_over_achievement_is_asked_about_where_more_can_be_too_much(target, actual, fires):
    form = form_of(line(target, actual), line("≥1个", "1个"))
    assert (answer("SCO408", form).status is Status.FOUND) == fires


@pytest.mark.parametrize("reason", ["因临时任务增加", "无"])
def test_over_achievement_with_a_reason_is_not_asked_about_and_a_stock_phrase_is_another_check_s(reason):
    codes = {code for code, _ in found(form_of(line("≥50次", "98次", reason=reason)))}
    assert codes & {"SCO408", "DEV503"} == ({"DEV503"} if reason == "无" else set())


def test_without_a_cell_or_box_for_the_reason_over_achievement_is_a_hint():
    form = replace(form_of(line("≥50次", "98次")), layout="hubei")
    (finding,) = answer("SCO408", form).findings
    assert (finding.severity, finding.fix) == (Severity.HINT, "本表无此栏，请在自评报告中说明超额完成的原因")
    told = replace(form, notes=(Note("偏差大或目标未完成原因分析", "因临时任务增加"),))
    assert answer("SCO408", told).status is Status.PASSED


@pytest.mark.parametrize("target", ["≥50次", "=50次", "≥50%"])
@pytest.mark.parametrize("points", ["10.00", "1.50"])
def test_the_deduction_for_over_achievement_never_leads_below_zero(target, points):
    unit = target[-1]
    right = max(Decimal(points) - 2, Decimal(0))
    for score in (Decimal(0), right, right + CENT, Decimal(points)):
        form = form_of(line(target, f"65{unit}", points, f"{score}"))
        corrections = [finding.correction for finding in answer("SCO409", form, "capped-2022").findings]
        assert corrections == ([f"{right:.2f}"] if score > right else [])


CAPS = {
    "80.00": None,
    "79.99": 89,
    "70.00": 89,
    "69.99": 79,
    "60.00": 79,
    "59.99": 69,
    "50.00": 69,
    "49.99": 59,
}


@pytest.mark.parametrize("executed", CAPS)
def test_a_total_is_held_against_the_cap_of_its_execution_rate(executed):
    funds = FundingRow("年度资金总额", "100.00", "100.00", executed, "10", executed, "5.00")
    form = form_of(line("≥1个", "1个", "90", "90"), funding=(funds,))
    for total in ("59", "59.01", "69", "69.01", "79", "79.01", "89", "89.01", "98"):
        above = CAPS[executed] is not None and Decimal(total) > CAPS[executed]
        outcome = answer("SCO410", with_total(form, total), "capped-2022")
        assert [finding.correction for finding in outcome.findings] == (
            [f"{CAPS[executed]}.00"] if above else []
        )


# Which check speaks for one line (contract, section 5)

JUDGED = {
    # target, actual: is it met, what does it earn of 10, is the target zero
    ("≥50次", "60次"): (True, "10.00", False),
    ("≥50次", "40次"): (False, "8.00", False),
    ("≥3个", "1个"): (False, "3.33", False),
    ("=50次", "50次"): (True, "10.00", False),
    ("=50次", "25次"): (False, "5.00", False),
    ("≤50次", "50次"): (True, "10.00", False),
    ("≤50次", "80次"): (False, "6.25", False),
    (">50次", "50次"): (False, "10.00", False),
    ("<50次", "50次"): (False, "10.00", False),
    ("40-50次", "45次"): (True, "10.00", False),
    ("40-50次", "20次"): (False, "5.00", False),
    ("=0次", "0次"): (True, "10.00", True),
    ("=0次", "2次"): (False, "0.00", True),
    ("≤0次", "0次"): (True, "10.00", True),
    ("≤0次", "2次"): (False, "0.00", True),
}
REASONS = {"": False, "无": True, "人员变动；已补充人员。": True}


def speaks(*, met, right, zero, score, told):
    """Contract section 5, written down once more."""
    codes = set()
    full, short, wrong = score == 10, score < 10, score != right
    if zero and wrong and not full:
        codes.add("SCO411")
    if not met and full and right != 10:
        codes.add("SCO406")
    if not zero and not met and not full and wrong:
        codes.add("SCO405")
    if not zero and met and short and told:
        codes.add("SCO404")
    if short and not told and not (zero and met):
        codes.add("DEV501")
    return codes


@pytest.mark.parametrize("said", REASONS)
@pytest.mark.parametrize(("target", "actual"), JUDGED)
def test_one_check_speaks_for_each_defect_of_a_line(target, actual, said):
    met, right, zero = JUDGED[target, actual]
    for score in ("10.00", "10", right, "9.99", "5.00", "3.3", "0"):
        codes = {code for code, _ in found(form_of(line(target, actual, score=score, reason=said)))}
        told = REASONS[said]
        wanted = speaks(met=met, right=Decimal(right), zero=zero, score=Decimal(score), told=told)
        assert codes & {"SCO404", "SCO405", "SCO406", "SCO411", "DEV501"} == wanted, score


@pytest.mark.parametrize(("target", "actual"), JUDGED)
def test_a_safe_fix_of_a_line_is_what_it_earns_and_leaves_nothing_to_fix(target, actual):
    form = form_of(line(target, actual, score="4.44", reason="人员变动；已补充人员。"))
    settled, changes = fixed(form, lambda changed: findings_of(judge(changed)))
    met, right, zero = JUDGED[target, actual]
    assert [change.new for change in changes] == ([] if met and not zero else [right])
    assert settled.indicators[0].score == ("4.44" if met and not zero else right)


@given(
    st.integers(1, 10**6),
    st.integers(0, 10**6),
    st.integers(1, 4000),
    st.integers(0, 4000),
    st.sampled_from("≥≤="),
)
def test_the_score_that_a_line_earns_is_never_found_wrong(target, actual, points, score, sign):
    def row(printed):
        return line(f"{sign}{target}次", f"{actual}次", f"{Decimal(points) / 100}", printed, "已说明")

    earned = case_of(form_of(row("0")), load("cn")).rows[0].line.score
    codes = {code for code, _ in found(form_of(row(f"{earned}")))}
    assert codes & {"SCO401", "SCO404", "SCO405", "SCO406", "SCO411", "DEV501"} == set()
    other = Decimal(min(score, points)) / 100
    codes = {code for code, _ in found(form_of(row(f"{other}")))}
    assert bool(codes & {"SCO404", "SCO405", "SCO406"}) == (other != earned)
