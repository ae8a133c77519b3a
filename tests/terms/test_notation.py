"""Every notation of numbers, targets and results."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.model import TargetKind, TargetText
from jiheng.terms import notation

K = TargetKind


@pytest.mark.parametrize("text", ["", " ", "-", "—", "――", "/", "--", "－", "～", " — "])
def test_signs_for_nothing_are_empty(text):
    assert notation.is_empty(text)


@pytest.mark.parametrize("text", ["0", "0.00", "无", "暂无", "……"])
def test_values_are_not_empty(text):
    assert not notation.is_empty(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234.50", "1234.50"), ("１２．５", "12.5"), ("72.77%", "72.77"), ("10分", "10"), ("-3", "-3"),
     ("18,000,000,000.00", "18000000000.00"), (" 7 . 5 ", "7.5")],
)  # fmt: skip
def test_a_number_is_read_with_its_places(text, value):
    assert str(notation.number(text).value) == value


@pytest.mark.parametrize("text", ["7,00.0,77", "abc", "", "-", "1.2.3", "十", "5万", "1" * 40, "1e5"])
def test_what_is_no_number_is_none(text):
    assert notation.number(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("620.82万元", "元", "6208200"), ("5.8万", "万元", "5.8"), ("620.82", "元", "620.82"),
     ("2.38  万元", "万元", "2.38"), ("1.2亿元", "万元", "12000"), ("35000元", "万元", "3.5")],
)  # fmt: skip
def test_an_amount_is_given_in_the_unit_asked_for(text, unit, value):
    assert notation.amount(text, unit).value == Decimal(value)


@pytest.mark.parametrize(("text", "unit"), [("5个", "元"), ("若干", "元"), ("5万元", "美元")])
def test_what_is_no_money_is_no_amount(text, unit):
    assert notation.amount(text, unit) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [("72.77", ["72.77"]), ("72.77%", ["72.77"]), ("0.7277", ["0.7277", "72.77"]), ("1", ["1", "100"]),
     ("0", ["0", "0"]), ("", []), ("-5", ["-5"])],
)  # fmt: skip
def test_a_rate_may_be_per_cent_or_a_fraction(text, meant):
    assert [str(rate.value) for rate in notation.rates(text)] == meant


@pytest.mark.parametrize(
    ("text", "op", "value", "unit"),
    [
        ("≥50.00(次)", "≥", "50.00", "次"),
        ("=100.00(%)", "=", "100.00", "%"),
        ("≥ 50 次", "≥", "50", "次"),
        (">=90%", "≥", "90", "%"),
        ("≧3个", "≥", "3", "个"),
        ("═1", "=", "1", ""),
        ("﹦1项", "=", "1", "项"),
        ("＝1", "=", "1", ""),
        ("98%以上", "≥", "98", "%"),
        ("95%（含）以上", "≥", "95", "%"),
        ("不低于95%", "≥", "95", "%"),
        ("不超过30万元", "≤", "30", "万元"),
        ("大于等于95%", "≥", "95", "%"),
        ("24小时以内", "≤", "24", "小时"),
        ("780元/生/年", "", "780", "元/生/年"),
        ("400元/人、天", "", "400", "元/人、天"),
        ("≤620万/月", "≤", "620", "万/月"),
        ("25TB", "", "25", "TB"),
        ("1", "", "1", ""),
        ("≥266米", "≥", "266", "米"),
        ("3个月", "", "3", "个月"),
        ("≥5台(套)", "≥", "5", "台(套)"),
        ("2.5万头（只）", "", "2.5", "万头(只)"),
        ("≤100.00(万头（只）)", "≤", "100.00", "万头(只)"),
    ],
)
def test_a_target_in_one_cell_is_split(text, op, value, unit):
    split = notation.split_target(text)
    assert (split.op, split.value, split.unit) == (op, value, unit)


@pytest.mark.parametrize(
    "text",
    ["业务经费按照定额标准执行", "12月底前", "90%-95%", "完成1部宣传片，2套方案", "各 1 次", "100%完成",
     "7,00.0,77", "≥" + "9" * 30, "好坏"],
)  # fmt: skip
def test_words_days_and_ranges_are_not_split(text):
    assert notation.split_target(text) == TargetText(text=text, value=text)


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("≥50次", K.AT_LEAST, "50", None),
        ("≤5次", K.AT_MOST, None, "5"),
        ("=0次", K.EXACTLY, "0", "0"),
        ("7次", K.EXACTLY, "7", "7"),
        (">5%", K.ABOVE, "5", None),
        ("低于5%", K.BELOW, None, "5"),
        ("90%-95%", K.BETWEEN, "90", "95"),
        ("5至10个", K.BETWEEN, "5", "10"),
        ("90~95(%)", K.BETWEEN, "90", "95"),
        ("95-90", K.IN_WORDS, None, None),
        ("9" * 30 + "-95", K.IN_WORDS, None, None),
        ("机制健全", K.IN_WORDS, None, None),
    ],
)
def test_a_target_is_understood(text, kind, low, high):
    found = notation.target(notation.completed(TargetText(text)))
    assert found.kind is kind
    assert found.low == (None if low is None else Decimal(low))
    assert found.high == (None if high is None else Decimal(high))
    assert found.text == text


def test_the_parts_that_are_given_count():
    found = notation.target(TargetText("不少于五十次", "≥", "50", "次"))
    assert (found.kind, found.low, found.unit) == (K.AT_LEAST, Decimal(50), "次")
    words = notation.target(TargetText("", "定性", "好坏", ""))
    assert (words.kind, words.text) == (K.IN_WORDS, "好坏")
    assert words.bound is None
    assert notation.target(TargetText("≤5次", "≤", "5", "次")).bound == 5


def test_each_face_of_a_target_completes_the_other():
    assert notation.completed(TargetText("≥5次")) == TargetText("≥5次", "≥", "5", "次")
    assert notation.completed(TargetText("", "≧", "5", "次")).text == "≥5次"
    assert notation.completed(TargetText("", "定性", "好坏", "")).text == "好坏"
    assert notation.completed(TargetText()) == TargetText()
    whole = TargetText("≥5次", "≥", "5", "次")
    assert notation.completed(whole) is whole


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("12月底前", date(2024, 12, 31)),
        ("2021年12月31日", date(2021, 12, 31)),
        ("2021年12月完成", date(2021, 12, 31)),
        ("2023年底", date(2023, 12, 31)),
        ("年底前完成", date(2024, 12, 31)),
        ("2021-06-30", date(2021, 6, 30)),
        ("2021年1月-11月", date(2021, 11, 30)),
        ("于6月15日前", date(2024, 6, 15)),
        ("2020年", date(2020, 12, 31)),
        ("2月底前", date(2024, 2, 29)),
    ],
)
def test_a_day_is_understood(text, due):
    found = notation.target(notation.completed(TargetText(text)), 2024)
    assert (found.kind, found.due) == (K.BY_DATE, due)
    assert not found.is_quantitative


def test_a_day_without_any_year_is_a_day_still():
    found = notation.target(TargetText("12月底前", "", "12月底前"))
    assert (found.kind, found.due) == (K.BY_DATE, None)


@pytest.mark.parametrize("text", ["13月底前", "2月30日前", "第一季度", "0月"])
def test_no_day_of_the_calendar_is_no_day(text):
    assert notation.target(TargetText(text, "", text), 2024).kind is not K.BY_DATE


@pytest.mark.parametrize(
    ("text", "number", "unit", "operator"),
    [("68.00(次)", "68.00", "次", ""), ("320.00\n(天)", "320.00", "天", ""), ("≥266米", "266", "米", "≥"),
     ("0", "0", "", ""), ("98百分比", "98", "%", "")],
)  # fmt: skip
def test_a_result_is_understood(text, number, unit, operator):
    found = notation.actual(text)
    assert (str(found.number), found.unit, found.operator) == (number, unit, operator)


def test_a_result_in_words_or_blank_or_a_day():
    assert notation.actual("达成指标").number is None
    assert notation.actual("—").is_blank
    assert notation.actual("2024年11月", 2024).day == date(2024, 11, 30)


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [("次", "次", "次"), ("次", "", "次"), ("", "个", "个"), ("%", "百分比", "%"), ("元", "万元", "元"),
     ("次", "%", ""), ("", "", "个")],
)  # fmt: skip
def test_units_agree_or_they_do_not(one, other, unit):
    assert notation.same_unit(one, other) == unit


@given(
    st.decimals(0, 10**8, places=2),
    st.sampled_from(("≥", "≤", "=", ">", "<")),
    st.sampled_from(("次", "%", "万元")),
)
def test_what_is_printed_is_read_back(value, op, unit):
    split = notation.split_target(f"{op}{value:f}({unit})")
    assert (split.op, Decimal(split.value), split.unit) == (op, value, unit)


@given(st.text(max_size=40))
def test_any_text_is_understood_somehow(text):
    printed = notation.completed(TargetText(text))
    assert notation.target(printed, 2024).text == printed.text
    notation.actual(text, 2024)
    notation.rates(text)
    notation.amount(text, "万元")
    notation.year_of(text)
