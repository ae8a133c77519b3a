"""FND: what page examples cannot say — sweeps, properties, and the published forms with digits changed."""

import time
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from examples import sample
from hypothesis import given
from hypothesis import strategies as st

from jiheng.checks.breakdown import nested, sums
from jiheng.checks.case import case_of
from jiheng.checks.catalogue import catalogue
from jiheng.checks.money import amounts_in
from jiheng.checks.runner import run
from jiheng.model import FundingRow, Number, Status
from jiheng.standards import load

FORM = sample()
FEN = st.integers(min_value=1, max_value=10**11)
SECONDS = 2  # a search that is quadratic takes minutes
SHARE = st.integers(min_value=0, max_value=10**6)


def outcome(code, form, standard="cn"):
    return run(case_of(form, load(standard)), [catalogue()[code]])[0]


def paths(code, form, standard="cn"):
    return [finding.at.path for finding in outcome(code, form, standard).findings]


def with_rows(*rows, form=FORM):
    return replace(form, funding=rows)


def with_total(form=FORM, **cells):
    return with_rows(replace(form.funding[0], **cells), *form.funding[1:], form=form)


def printed(fen, places=2):
    """Fen as 万元, rounded half up as forms print them."""
    return f"{(Decimal(fen) / 10**6).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


@given(budget=FEN, share=SHARE, places=st.integers(0, 6), mode=st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_a_rate_and_a_score_made_of_exact_amounts_are_never_wrong(budget, share, places, mode):
    executed = budget * share // 10**6
    exact = Decimal(executed) / budget
    rate = (100 * exact).quantize(Decimal("0.01"), mode)
    score = (10 * exact).quantize(Decimal("0.01"), ROUND_HALF_UP)
    amounts = {"adjusted": printed(budget, places), "executed": printed(executed, places)}
    form = with_total(**amounts, rate=f"{rate:f}", score=f"{score:f}")
    assert outcome("FND202", form).status is not Status.FOUND
    assert outcome("FND203", form).status is not Status.FOUND


@given(parts=st.lists(FEN, min_size=1, max_size=5), places=st.integers(0, 6))
def test_rows_made_of_exact_amounts_always_add_up(parts, places):
    total = replace(FORM.funding[0], adjusted=printed(sum(parts), places))
    rows = [FundingRow(f"来源{n}", adjusted=printed(part, places)) for n, part in enumerate(parts)]
    assert outcome("FND201", with_rows(total, *rows)).status is Status.PASSED


@given(parts=st.lists(FEN, min_size=1, max_size=5), off=st.integers(4, 10**6), sign=st.sampled_from([1, -1]))
def test_a_total_further_off_than_rounding_explains_is_found(parts, off, sign):
    exact = sum(map(Decimal, map(printed, parts)), Decimal(0))
    total = replace(FORM.funding[0], adjusted=f"{exact + sign * Decimal(off) / 100:f}")
    rows = [FundingRow(f"来源{n}", adjusted=printed(part)) for n, part in enumerate(parts)]
    assert paths("FND201", with_rows(total, *rows)) == ["funding[0].adjusted"]


@given(order=st.permutations(range(4)))
def test_the_order_of_the_funding_rows_does_not_matter(order):
    wrong = with_total(adjusted="101.00")
    rows = tuple(wrong.funding[n] for n in order)
    assert paths("FND201", with_rows(*rows)) == [f"funding[{order.index(0)}].adjusted"]


def test_a_first_row_that_is_not_called_the_total_is_not_taken_for_it():
    rows = (FundingRow("财政拨款", adjusted="60"), FundingRow("单位资金", adjusted="40"))
    assert outcome("FND201", with_rows(*rows)).status is Status.MISSING_INPUT


@pytest.mark.parametrize(
    ("rows", "right"),
    [
        (["财政拨款 60", "其中：中央 40", "省级 20", "其中：上年结转 30", "其他资金 10"], 100),
        (["其中：本年财政拨款 60", "其中：上年结转 30", "其他资金 10"], 100),
        (["财政拨款 60", "其中：中央", "省级 60", "其他资金 40"], 100),
        (["财政拨款", "其中：中央 60", "其他资金 40"], 100),
        (["财政拨款 60", "其中：上年结转 5", "单位资金 40"], 100),
    ],
)
def test_rows_of_which_others_are_parts_are_counted_once(rows, right):
    cells = [text.split(" ") for text in rows]
    parts = nested([FundingRow(cell[0]) for cell in cells])
    amounts = [Number(Decimal(cell[1])) if cell[1:] else None for cell in cells]
    assert any(Decimal(right) in reached for reached in sums(amounts, parts))


@pytest.mark.parametrize("wrong", ["99", "98.0", "95.94", "95.8", "97", "0.94", "0.97", "1", "0", "9.6"])
def test_a_rate_that_no_amounts_can_give_is_corrected_in_the_style_of_the_form(wrong):
    (finding,) = outcome("FND202", with_total(rate=wrong)).findings
    assert finding.correction == ("0.9600" if wrong in ("0.94", "0.97") else "96.00")
    assert outcome("FND202", with_total(rate=finding.correction)).status is Status.PASSED


@pytest.mark.parametrize("sign", ["%", "％"])
def test_a_corrected_rate_keeps_its_per_cent_sign(sign):
    (finding,) = outcome("FND202", with_total(rate=f"98{sign}")).findings
    assert finding.correction == f"96.00{sign}"


@pytest.mark.parametrize("hundredths", range(0, 1100, 7))
def test_an_execution_score_is_right_only_as_the_formula_gives_it(hundredths):
    score = f"{Decimal(hundredths) / 100:.2f}"
    found = outcome("FND203", with_total(executed="7.28", adjusted="10.00", score=score)).findings
    # 7.28 of 10.00 can stand for 7.27 to 7.29 of 10 points
    assert bool(found) == (not 727 <= hundredths <= 729)
    assert all(finding.correction == "7.28" for finding in found)


@pytest.mark.parametrize(
    ("score", "found"), [("8.62", False), ("8.6", True), ("9", True), ("8.6200", False), ("8.6250", True)]
)
def test_a_coarser_score_is_wrong_and_a_finer_one_is_judged_as_printed(score, found):
    form = with_total(executed="862.000", adjusted="1000.000", score=score)
    assert bool(paths("FND203", form)) == found


@pytest.mark.parametrize(("executed", "found"), [("100.00", False), ("100.01", True), ("100", False)])
def test_money_is_overspent_only_beyond_what_rounding_explains(executed, found):
    assert bool(paths("FND204", with_total(executed=executed))) == found


@pytest.mark.parametrize("per_cent", [-100, -31, -30, -29, 0, 29, 30, 31, 300])
def test_a_change_of_the_budget_counts_from_above_the_limit(per_cent):
    form = with_total(budget="100.00", adjusted=f"{100 + per_cent}.00")
    assert bool(paths("FND206", form)) == (abs(per_cent) > 30)


@pytest.mark.parametrize("ratio", [1, 100, 4999, 5000, 10000, 20000, 20001, 10**8])
def test_units_are_mixed_up_only_near_ten_thousand_to_one(ratio):
    form = with_total(budget="1", adjusted="1", executed="1", form=replace(FORM, indicators=()))
    form = replace(form, goals=replace(form.goals, expected=f"安排{ratio}万元。", actual=""))
    assert bool(paths("FND208", form)) == (5000 <= ratio <= 20000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("投入54.9万元", ["54.9万元"]),
        ("投入 549,000 元，其中1.2亿元", ["549000元", "1.2亿元"]),
        ("３０万元", ["30万元"]),
        ("每人100元；标准为200元；人均300元；400元/人；500元每课时", []),
        ("2万人参加，0元购，元旦，1.2.3万元", []),
        ("1" * 30 + "元", []),
    ],
)
def test_amounts_are_found_in_sentences_and_prices_are_not(text, found):
    assert [amount.text for amount in amounts_in(text)] == found


@pytest.mark.parametrize("text", ["1" * 50_000, "1," * 50_000, "每" * 50_000, "1,111" * 20_000])
def test_long_texts_are_searched_in_one_pass(text):
    begun = time.perf_counter()
    assert amounts_in(text) == ()
    assert time.perf_counter() - begun < SECONDS


@pytest.mark.parametrize("tiny", ["0.000000000000001", "0.000000000000000001"])
def test_amounts_that_outgrow_exact_arithmetic_are_judged_without_a_crash(tiny):
    huge = "9" * 20
    form = with_total(budget=tiny, adjusted=tiny, executed=huge, rate="1.0000000000000000", score="10.00")
    assert outcome("FND202", form).status is Status.FOUND
    assert outcome("FND206", with_total(budget=tiny, adjusted=huge)).status is Status.FOUND


@pytest.mark.parametrize("code", ["FND201", "FND202", "FND203", "FND204", "FND205", "FND206", "FND208"])
def test_the_published_forms_pass(published, code):
    for form in published:
        assert outcome(code, form, "cn-shanghai").status is Status.PASSED


@pytest.mark.parametrize(
    ("code", "number", "cells"),
    [
        ("FND201", 0, {"budget": "63.56"}),
        ("FND201", 3, {"executed": "7.14"}),
        ("FND202", 0, {"rate": "77.27"}),
        ("FND202", 1, {"rate": "99.92"}),
        ("FND202", 3, {"rate": "91.50"}),
        ("FND203", 0, {"score": "7.82"}),
        ("FND203", 1, {"score": "9.98"}),
        ("FND203", 3, {"score": "10.00"}),
        ("FND204", 2, {"executed": "17.54"}),
        ("FND206", 3, {"budget": "83.00"}),
        ("FND208", 2, {"executed": "171400"}),
        ("FND209", 1, {"budget": "-30.66"}),
    ],
)
def test_a_digit_changed_on_a_published_form_is_found(published, code, number, cells):
    (field,) = cells
    found = paths(code, with_total(published[number], **cells), "cn-shanghai")
    assert found == ["funding[0].adjusted" if code == "FND206" else f"funding[0].{field}"]
