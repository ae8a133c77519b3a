"""The numbers of a form, understood once."""

from decimal import Decimal

from jiheng.model import Form, FundingRow, Header, Indicator, TargetText
from jiheng.scoring import figures

PART = FundingRow("其中：当年财政拨款", "5.00", "5.00", "4.00")
WHOLE = FundingRow("年度资金总额：", "8.00", "8.00万元", "70000元", "10", "87.5%", "8.75")


def test_the_scored_row_is_found_by_its_label_wherever_it_stands():
    numbers = figures(Form(funding=(PART, WHOLE)))
    assert numbers.total_row == 1
    assert numbers.total_funds.executed.value == 7


def test_the_first_row_is_scored_where_none_bears_the_label():
    assert figures(Form(funding=(PART,))).total_row == 0


def test_a_form_without_funds_has_no_scored_row():
    numbers = figures(Form())
    assert (numbers.total_row, numbers.total_funds) == (None, None)


def test_letters_for_numbers_are_no_numbers():
    row = FundingRow("年度资金总额", "八", "x", "", "十", "abc", "--")
    numbers = figures(Form(funding=(row,))).funding[0]
    assert (numbers.budget, numbers.adjusted, numbers.executed, numbers.points, numbers.score) == (None,) * 5
    assert numbers.rates == ()


def test_an_indicator_knows_its_place_and_its_unit():
    row = Indicator(
        "产出指标（50分）", "50", "数量指标", "场次", TargetText("≥3万元", "≥", "3", "万元"), "40000元", "5"
    )
    numbers = figures(Form(header=Header(year="2024年度"), indicators=(row,)))
    line = numbers.indicators[0]
    assert (line.level1, line.level2, line.done) == ("output", "quantity", Decimal(4))
    assert numbers.year == 2024
    assert figures(Form(indicators=(Indicator("其他一类", "", "别的"),))).indicators[0].level1 == ""
