"""What holds for every form, whatever its numbers."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import oracle
from hypothesis import assume, given
from hypothesis import strategies as st

from jiheng.model import Form, FundingRow
from jiheng.scoring import figures, score
from jiheng.scoring.lines import score_indicator
from jiheng.standards import load, standard_ids
from strategies import forms, hundredths, indicators, quantitative, signed

STANDARDS = st.sampled_from(standard_ids())
NO_DEDUCTION = st.sampled_from([name for name in standard_ids() if name != "capped-2022"])


@given(forms(), STANDARDS)
def test_deductions_add_up_to_points_less_total_exactly(form, standard):
    card = score(form, load(standard))
    assert sum((item.points for item in card.deductions), Decimal(0)) == card.full_points - card.total


@given(forms(lines=quantitative()), STANDARDS)
def test_a_computed_score_lies_between_nothing_and_the_points(form, standard):
    card = score(form, load(standard))
    for line in (card.execution, *card.indicators):
        if line.score is not None and not line.adopted:
            assert 0 <= line.score <= line.points


@given(indicators(quantitative(("≥", ">", "="))), signed, signed, NO_DEDUCTION)
def test_a_better_result_never_scores_less(row, one, other, standard):
    low, high = sorted((one, other))
    form = Form(indicators=(replace(row, actual=f"{low:f}"), replace(row, actual=f"{high:f}")))
    worse, better = score(form, load(standard)).indicators
    assume(row.target.value != "0" and Decimal(row.target.value) != 0)
    assert worse.score <= better.score


@given(indicators(quantitative(("≤", "<"))), signed, signed, NO_DEDUCTION)
def test_less_is_better_for_an_upper_bound(row, one, other, standard):
    low, high = sorted((one, other))
    form = Form(indicators=(replace(row, actual=f"{low:f}"), replace(row, actual=f"{high:f}")))
    better, worse = score(form, load(standard)).indicators
    assert worse.score <= better.score


@given(forms(), STANDARDS, st.randoms())
def test_the_order_of_lines_does_not_matter(form, standard, random):
    order = list(form.indicators)
    random.shuffle(order)
    one, other = score(form, load(standard)), score(replace(form, indicators=tuple(order)), load(standard))
    assert (one.total, one.grade, one.full_points) == (other.total, other.grade, other.full_points)


@given(indicators(quantitative()), NO_DEDUCTION)
def test_a_line_earns_what_the_oracle_says(row, standard):
    numbers = figures(Form(indicators=(row,))).indicators[0]
    earned = score_indicator(row, numbers, load(standard).rules(2024)).line.score
    wanted = oracle.line(
        Fraction(row.points), row.target.op, Fraction(row.target.value), Fraction(numbers.done)
    )
    assert earned * 100 == wanted


@given(hundredths, signed, st.sampled_from(("10.00", "10", "20")), st.integers(0, 9000))
def test_execution_cap_and_grade_are_what_the_oracle_says(budget, executed, points, rest):
    total = Decimal(rest).scaleb(-2)
    row = FundingRow("年度资金总额", "", f"{budget:f}", f"{executed:f}", points)
    words = indicators_of(total)
    card = score(Form(funding=(row,), indicators=words), load("capped-2022"))
    earned = oracle.execution(Fraction(points), Fraction(budget), Fraction(executed))
    assert card.execution.score * 100 == earned
    wanted = oracle.capped(earned + rest, Fraction(budget), Fraction(executed))
    assert card.total * 100 == wanted
    assert card.grade == oracle.grade(wanted)


def indicators_of(total):
    from jiheng.model import Indicator, TargetText

    target = TargetText("机制健全", "", "机制健全")
    return (Indicator(target=target, actual="达成指标", points="90.00", score=f"{total:f}"),)
