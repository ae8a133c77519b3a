"""Ruled values as a reader of Chinese would write them."""

from decimal import Decimal

import pytest

from jiheng.standards import Band, Cap, OverDeduction, load, standard_ids, words


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Decimal(10), "分", "10分"),
        ((), "", "无"),
        ((Decimal(5000), Decimal(20000)), "倍", "5000倍、20000倍"),
        ((Band(Decimal(90), "优"), Band(Decimal(0), "差")), "", "90分及以上优、0分及以上差"),
        ((Cap(Decimal(50), Decimal(59)),), "", "执行率低于50%最高59分"),
        (OverDeduction(Decimal("1.30"), Decimal(2)), "", "达到指标值的1.30倍扣2分"),
        ({"output": Decimal(40)}, "分", "产出指标40分"),
        ({"benefit+satisfaction": Decimal(40)}, "分", "效益指标、满意度指标合计40分"),
        ({"notes": Decimal(200)}, "字", "评价结论等说明200字"),
        ({}, "字", "无"),
        (None, "", "无"),
        (True, "", "是"),
        (False, "", "否"),
        ("quantity", "", "数量指标"),
        ("inverse_ratio", "", "不超过目标得满分；超出按 分值×目标÷实际"),
        ("到位", "", "到位"),
    ],
)  # fmt: skip
def test_a_value_is_said_in_words(value, unit, said):
    assert words.value_in_words(value, unit) == said


@pytest.mark.parametrize("standard", standard_ids())
def test_every_row_of_a_standard_is_complete_and_chinese(standard):
    for row in words.table(load(standard)):
        assert len(row) == len(words.HEADINGS)
        assert all(row)
        assert "_" not in row[1]


def test_a_scheme_says_for_which_forms_it_is():
    titles = [row[0] for row in words.table(load("cn-shanghai"))]
    assert "各级指标分值（有成本指标、无满意度指标）" in titles
