"""The row of a form's funds that is scored."""

from jiheng.model import Form, FundingRow
from jiheng.terms import total_row

PART, TOTAL = FundingRow("其中：当年财政拨款"), FundingRow("年度资金总额：")


def test_the_total_is_found_by_its_label_wherever_it_stands():
    assert total_row(Form(funding=(PART, TOTAL))) == 1


def test_without_its_label_the_first_row_is_the_total():
    assert total_row(Form(funding=(PART, PART))) == 0


def test_a_form_without_funds_has_none():
    assert total_row(Form()) is None
