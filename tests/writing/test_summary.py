"""汇总表: exact sums, every missing figure named, none taken for zero."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import SAMPLE, worksheets

from jiheng.model import FundingRow, Header, Total
from jiheng.scoring import score
from jiheng.standards import for_layout
from jiheng.writing import summary
from jiheng.writing.summary_figures import line, summed

HEADINGS = [
    *(
        "序号",
        "主管部门",
        "实施单位",
        "项目名称",
        "年初预算数（万元）",
        "全年预算数（万元）",
        "全年执行数（万元）",
    ),
    *("执行率（%）", "自评总分", "重新计算得分", "评分等级", "备注"),
]


def table(projects):
    """All rows of the summary but that of the signatures, blank cells kept."""
    page, _ = worksheets(summary.workbook(projects))
    *rows, signatures = (list(row) for row in page.iter_rows(values_only=True))
    assert signatures[0].startswith("单位负责人：")
    return rows


def grades(projects, beside=()):
    """The rows under the headings of 评分等级分布."""
    _, page = worksheets(summary.workbook(projects, beside))
    return [list(row) for row in page.iter_rows(min_row=4, values_only=True)]


def form(project="保洁", unit="甲所", money="万元", **funds):
    figures = {"budget": "10.00", "adjusted": "10.00", "executed": "9.00", "rate": "90.00", **funds}
    header = Header(project, "某局", unit, "2024")
    row = FundingRow("年度资金总额", points="10", score="9", **figures)
    return replace(SAMPLE, header=header, fund_unit=money, funding=(row,))


def test_the_seed_adds_up_to_the_cent(published):
    cards = [score(form, for_layout(form.layout)) for form in published]
    head, subhead, headings, *lines, total = table(list(zip(published, cards, strict=True)))
    assert head[0] == "2024年度财政项目支出绩效自评汇总表"
    whose, day, money = (text for text in subhead if text)
    assert whose == "填报单位（盖章）：上海市人民政府驻昆明办事处"
    assert day.startswith("填报日期：")
    assert money == "金额单位：万元"
    assert headings == HEADINGS
    assert [row[8] for row in lines] == [97.28, 99.0, 99.79, 91.95]
    assert [row[9] for row in lines] == [97.28, 99.0, 99.79, 91.95]
    assert [row[10] for row in lines] == ["优"] * 4
    assert total == [None, None, "合计", None, 149.81, 149.81, 101.52, 67.77, None, None, None, None]
    sums = summed([line(form, None) for form in published])
    assert sums.amounts == (Decimal("149.81"), Decimal("149.81"), Decimal("101.52"))
    assert sums.rate == Decimal("67.77")


def test_every_unit_has_its_sum_and_all_have_theirs():
    projects = (form(unit="甲所"), form(unit="乙所"), form("清淤", unit="甲所"))
    rows = table([(project, None) for project in projects])[3:]
    assert [(row[0], row[2], row[5]) for row in rows] == [
        *((1, "甲所", 10), (2, "甲所", 10), (None, "甲所小计", 20)),
        *((3, "乙所", 10), (None, "乙所小计", 10), (None, "合计", 30)),
    ]


def test_without_scorecards_there_is_no_column_for_them():
    assert table([(form(), None)])[2] == [name for name in HEADINGS if name != "重新计算得分"]


@pytest.mark.parametrize(
    ("printed", "money", "amount"),
    [
        ("215457.6", "元", "21.54576"),
        ("1,234.50", "万元", "1234.50"),
        ("620.82万元", "元", "620.82"),
        ("5.8万", "万元", "5.8"),
        ("18,000,000,000.00", "元", "1800000.000000"),
        ("0.00", "万元", "0.00"),
    ],
)
def test_amounts_are_in_ten_thousand_yuan_exactly(printed, money, amount):
    assert str(line(form(money=money, executed=printed), None).amounts[2]) == amount


@pytest.mark.parametrize(
    ("printed", "money", "remark"),
    [
        ("", "万元", "全年执行数未填"),
        ("—", "万元", "全年执行数未填"),
        ("约46万", "万元", "全年执行数“约46万”无法识别"),
    ],
)
def test_a_figure_that_is_missing_is_named_and_is_no_zero(printed, money, remark):
    rows = table([(form(), None), (form("清淤", executed=printed, money=money), None)])[3:]
    assert rows[1][6] is None
    assert rows[1][10] == remark
    assert rows[2][6:8] == [9, None]
    assert rows[2][10] == "全年执行数不含1个项目"


def test_an_amount_in_an_unknown_unit_is_not_guessed():
    [row, total] = table([(form(money="千元"), None)])[3:]
    assert row[4:7] == [None] * 3
    assert row[10].startswith("年初预算数“10.00”无法识别")
    assert total[4:8] == [None] * 4


def test_a_form_without_funds_or_total_is_a_line_with_remarks():
    bare = replace(form(), funding=(), total=Total())
    assert line(bare, None).remarks == (
        *("年初预算数未填", "全年预算数未填", "全年执行数未填"),
        "自评总分未填",
    )


def test_the_row_that_is_named_total_counts_wherever_it_stands():
    rows = (FundingRow("其他资金", "1", "1", "1"), FundingRow("年度资金总额", "5", "5", "4"))
    assert line(replace(form(), funding=rows), None).amounts[0] == 5


@pytest.mark.parametrize(
    ("rate", "shown"), [("72.77", 72.77), ("72.77%", 72.77), ("1", "1"), ("0.958", "0.958"), ("-", "-")]
)
def test_a_rate_that_can_mean_two_things_stays_as_it_is_printed(rate, shown):
    assert table([(form(rate=rate), None)])[3][7] == shown


def test_nothing_budgeted_gives_no_rate():
    assert summed([line(form(budget="0", adjusted="0", executed="0"), None)]).rate is None


def test_a_number_longer_than_excel_keeps_is_shown_as_text():
    assert table([(form(executed="1234567890123456.78"), None)])[3][6] == "1234567890123456.78"


def test_printed_places_are_kept():
    page, _ = worksheets(summary.workbook([(form(executed="9.50"), None)]))
    assert [page.cell(4, column).number_format for column in (5, 7)] == ["0.00", "0.00"]


def test_a_score_that_leaves_lines_out_says_so(published):
    blank = replace(
        published[0], indicators=(replace(published[0].indicators[0], score=""), *published[0].indicators[1:])
    )
    card = score(blank, for_layout(blank.layout))
    assert card.partial
    assert table([(blank, card)])[3][11] == "重新计算得分不含未填得分的指标"


@given(st.text())
def test_any_text_may_stand_in_it(text):
    rows = table([(form(text, text), None)])
    assert len(rows) == 5


def test_the_same_projects_give_the_same_bytes():
    assert len({summary.workbook([(form(), None)]) for _ in range(2)}) == 1


def test_what_stands_on_no_form_is_given_beside_it_and_departments_have_their_sums():
    offices = ("甲局", "甲局", "乙局")
    projects = [(form(unit="办公室"), None), (form("清淤", unit="甲所"), None), (form(unit="办公室"), None)]
    beside = [
        {"department": office, "project_code": f"P{n}", "reviewed_score": Decimal("95.5"), "state": "已公开"}
        for n, office in enumerate(offices)
    ]
    page, _ = worksheets(summary.workbook(projects, beside))
    head, *rows, _ = list(page.iter_rows(min_row=3, values_only=True))
    assert head[1:5] == ("主管部门", "实施单位", "项目名称", "项目代码")
    assert head[9:13] == ("自评总分", "复核得分", "评分等级", "办理状态")
    assert rows[0][10] == 95.5
    assert [(row[1], row[2], row[6]) for row in rows] == [
        *(("甲局", "办公室", 10), (None, "办公室小计", 10), ("甲局", "甲所", 10), (None, "甲所小计", 10)),
        *(("甲局小计", None, 20), ("乙局", "办公室", 10), (None, "办公室小计", 10), ("乙局小计", None, 10)),
        (None, "合计", 30),
    ]


def test_one_department_has_no_sum_beside_that_of_all():
    assert [row[2] for row in table([(form(), None), (form(unit="乙所"), None)])[3:]] == [
        *("甲所", "甲所小计", "乙所", "乙所小计", "合计"),
    ]


def test_of_several_units_nobody_is_said_to_hand_the_summary_in():
    of_two = [replace(form(unit=name), header=Header("保洁", f"{name}局", name)) for name in ("甲", "乙")]
    assert table([(project, None) for project in of_two])[1][0] == "填报单位（盖章）："
    assert table([(form(unit=name), None) for name in ("甲", "乙")])[1][0] == "填报单位（盖章）：某局"


def test_grades_have_their_number_and_money_and_a_missing_amount_is_said():
    graded = [
        (replace(form(adjusted="30.00"), grade="优秀"), None),
        (replace(form(adjusted="10.00"), grade="良"), None),
        (replace(form(adjusted=""), grade="良"), None),
        (replace(form(), grade=""), None),
    ]
    rows = {row[1]: row[2:] for row in grades(graded)}
    assert list(rows) == ["优", "良", "中", "差", "未填", "合计"]
    assert rows["优"] == [1, 25, 30, 60, 9, 30, None]
    assert rows["良"] == [2, 50, 10, 20, 18, None, "全年预算数不含1个项目"]
    assert rows["差"] == [0, 0, None, None, None, None, None]
    assert rows["合计"][:3] == [4, None, 50]


def test_each_of_several_departments_has_its_own_grades():
    beside = [{"department": name} for name in ("甲局", "乙局", "甲局")]
    rows = grades([(form(), None)] * 3, beside)
    assert [(row[0], row[2]) for row in rows if row[1] in ("小计", "合计")] == [
        *(("甲局", 2), ("乙局", 1), ("全部项目", 3)),
    ]
