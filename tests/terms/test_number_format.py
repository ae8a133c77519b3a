"""What a spreadsheet shows of a number, against what Excel with Chinese settings shows."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.terms.number_format import CHINESE, shown

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.7277", "0.00%", "72.77%"),
        ("10", "0.00", "10.00"),
        ("10", "General", "10"),
        ("10", "G/通用格式", "10"),
        ("12", 'General"次"', "12次"),
        ("0.30000000000000004", "General", "0.3"),
        ("0.333333333333333", "General", "0.333333333"),
        ("123456789012", "General", "123456789012"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("1234567", ACCOUNTING, "1,234,567.00"),
        ("-1234567", ACCOUNTING, "-1,234,567.00"),
        ("0", ACCOUNTING, "-"),
        ("63.65", '0.00"万元"', "63.65万元"),
        ("12345", "0.0,", "12.3"),
        ("12345", '0.0,"千元"', "12.3千元"),
        ("2.5", "0", "3"),
        ("1.005", "0.00", "1.01"),
        ("-0.5", "0", "-1"),
        ("5", "000", "005"),
        ("0.5", "#.##", ".5"),
        ("12.30", "0.0#", "12.3"),
        ("1234.5", "[$¥-804]#,##0.00;[Red]-[$¥-804]#,##0.00", "¥1,234.50"),
        ("95", r"0\分", "95分"),
        ("95", "0!%", "95%"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("0", '0.00;-0.00;"/"', "/"),
        ("0.75", "# ?/?", "0.75"),
        ("12345", '0!.0,"万"', "12345"),
        ("88", '[>=90]"优";[>=80]"良";"差"', "88"),
    ],
)
def test_a_number_is_shown_by_its_format(value, code, text):
    assert shown(Decimal(value), code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (datetime.fromisoformat("2024-12-31"), CHINESE[14], "2024/12/31"),
        (datetime.fromisoformat("2024-12-31"), 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        (datetime.fromisoformat("2024-12-31"), CHINESE[57], "2024年12月"),
        (datetime.fromisoformat("2024-01-05"), '[$-804]yyyy"年"m"月";@', "2024年1月"),
        (datetime.fromisoformat("2024-01-05"), r"yyyy\-mm\-dd", "2024-01-05"),
        (datetime.fromisoformat("2024-01-05T13:04:05"), "yyyy/m/d h:mm:ss", "2024/1/5 13:04:05"),
        (datetime.fromisoformat("2024-01-05T13:04"), "上午/下午h:mm", "下午1:04"),
        (datetime.fromisoformat("2024-01-05"), "aaaa", "星期五"),
        (time(8, 30), "h:mm", "8:30"),
        (timedelta(hours=30), "[h]:mm:ss", "30:00:00"),
    ],
)
def test_a_day_is_shown_by_its_format(value, code, text):
    assert shown(value, code) == text


@given(st.integers(-(10**13), 10**13))
def test_cents_come_back_digit_by_digit(cents):
    value = Decimal(cents).scaleb(-2)
    noisy = Decimal(repr(float(value)))
    assert shown(noisy, "0.00") == f"{value:.2f}"
    assert Decimal(shown(noisy, "#,##0.00").replace(",", "")) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=None), st.text(max_size=30))
def test_no_format_makes_it_fail(value, code):
    assert isinstance(shown(value, code), str)


@given(st.decimals(-(10**20), 10**20), st.text(alphabet='0#?.,%;E+-[]"\\_*@ymdhsa/ 年', max_size=20))
def test_no_format_of_its_own_signs_makes_it_fail(value, code):
    assert isinstance(shown(value, code), str)
    assert isinstance(shown(datetime.fromisoformat("2024-02-29T23:59:59"), code), str)
