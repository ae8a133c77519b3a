"""What breaks a naive reader of published forms, each trap rebuilt with contents of our own."""

import pytest
from grids import form, forms
from test_families import CENTRAL, funds, lines, notes

TABLE = """
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
"""
HEAD = """
    项目支出绩效自评表
    （2023年度）
    项目名称 | 河堤加固 | < | < | < | < | < | <
"""


def of(rows: str, head: str = HEAD):
    return form(head + TABLE + rows)


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2020年度）", "2020"),
        ("（20 17年度）", "2017"),
        ("（20  年度）", ""),
        ("（20XX年度）", ""),
        ("（2019）年度", "2019"),
        ("2021年", "2021"),
    ],
)
def test_the_year_is_read_with_a_bracket_or_digits_out_of_place(line: str, year: str):
    assert form(HEAD.replace("（2023年度）", line)).header.year == year


def test_a_year_in_the_head_is_its_digits():
    assert form("项目绩效自评表\n项目名称 | 甲 | 预算年度 | 2022年").header.year == "2022"


def test_a_score_for_several_rows_belongs_to_the_first():
    read = of(
        """
        产出指标 | 数量指标 | 加固堤段 | 3处 | 3处 | 20 | 18.5 |
        ^ | ^ | 植草面积 | 2公顷 | 1公顷 | ^ | ^ | 雨季缺苗
        总分 | < | < | < | < | 20 | 18.5 |
        """
    )
    assert lines(read, "level3", "points", "score") == [("加固堤段", "20", "18.5"), ("植草面积", "", "")]


def test_a_name_merged_over_rows_names_each_of_them():
    read = of(
        """
        产出指标 | 数量指标 | 补助标准 | ≥500元/人 | 500元/人 | 10 | 10 |
        ^ | ^ | ^ | ≤600元/人 | 580元/人 | 10 | 10 |
        """
    )
    assert lines(read, "level3", "target") == [("补助标准", "≥500元/人"), ("补助标准", "≤600元/人")]


@pytest.mark.parametrize("mark", ["-", "—", "——", "/", "无", "0"])
def test_marks_for_nothing_stay_as_printed_in_their_cells(mark: str):
    read = form(
        CENTRAL.replace("0.00 | 0.00 | 0.00 | — | — | —", f"{mark} | {mark} | {mark} | — | {mark} | —")
    )
    assert funds(read)[2][1:4] == (mark, mark, mark)
    assert lines(read)[3][-1] == "9.7"


@pytest.mark.parametrize("rate", ["95%", "95.00", "0.95", "1", "0", ""])
def test_a_rate_is_as_printed(rate: str):
    assert form(CENTRAL.replace("| 95.00% | 9.50", f"| {rate} | 9.50")).funding[0].rate == rate


@pytest.mark.parametrize("amount", ["620.82万元", "1,234,567.89", "4623 万", "7,00.0,77", "2.38  万元"])
def test_an_amount_with_a_unit_or_odd_commas_is_as_printed(amount: str):
    read = form(CENTRAL.replace("420.00 | 400.00 | 380.00 | 10", f"420.00 | {amount} | 380.00 | 10"))
    assert (read.funding[0].adjusted, read.funding[0].executed) == (amount, "380.00")


@pytest.mark.parametrize(
    ("printed", "target"),
    [
        ("2023年11月底前", ("", "2023年11月底前", "")),
        ("＜＝620万/月", None),
        ("﹦7（座）", ("=", "7", "座")),
        ("不少于12期", ("≥", "12", "期")),
        ("95%以上", ("≥", "95", "%")),
        ("400元/人、天", None),
        ("各2次", ("", "各2次", "")),
        ("显著", ("", "显著", "")),
    ],
)
def test_targets_of_every_writing_keep_their_text(printed: str, target: tuple[str, str, str] | None):
    (row,) = of(f"产出指标 | 数量指标 | 事项 | {printed} | 完成 | 90 | 90 |").indicators
    assert (row.target.text, row.actual) == (printed, "完成")
    if target is not None:
        assert (row.target.op, row.target.value, row.target.unit) == target


def test_points_on_two_rows_of_money_stay_on_both():
    read = form(CENTRAL.replace("380.00 | — | 95.00%", "380.00 | 10 | 95.00%"))
    assert [row.points for row in read.funding[:2]] == ["10", "10"]


@pytest.mark.parametrize(
    ("row", "total"),
    [
        ("总分 | < | < | < | < | 100 | 97.28 |", ("100", "97.28")),
        ("合计 | < | < | < | < | < | 97.28 |", ("", "97.28")),
        ("自评总得分（100分） | < | < | < | < | < | 97.28 |", ("100", "97.28")),
        ("总分 | 97.28 | < | < | < | < | < | <", ("", "97.28")),
        ("总计 | < | < | < | < | 100分 | 97.28分 |", ("100分", "97.28分")),
    ],
)
def test_the_total_in_its_columns_or_alone(row: str, total: tuple[str, str]):
    read = of(f"产出指标 | 数量指标 | 加固堤段 | 3处 | 3处 | 100 | 97.28 |\n{row}")
    assert (read.total.points, read.total.score) == total


def test_a_wrong_total_is_read_as_printed_and_a_hundred_under_the_scores_is_a_score():
    read = of(
        """
        产出指标 | 数量指标 | 加固堤段 | 3处 | 3处 | 60 | 60 |
        ^ | 质量指标 | 合格率 | 100% | 98% | 40 | 38 |
        总分 | < | < | < | < |  | 100 |
        """
    )
    assert (read.total.points, read.total.score) == ("", "100")


def test_a_total_on_top_and_at_the_foot_is_one_total():
    read = form(
        HEAD
        + "自评总分 | 98 | < | < | < | < | < | <"
        + TABLE
        + "产出指标 | 数量指标 | 加固堤段 | 3处 | 3处 | 100 | 98 |\n总分 | < | < | < | < | 100 | 98 |"
    )
    assert (read.total.points, read.total.score, notes(read)["自评总分"]) == ("100", "98", "98")


def test_the_grade_stands_beside_the_total_or_below_it():
    row = "产出指标 | 数量指标 | 加固堤段 | 3处 | 3处 | 100 | 98 |\n"
    beside = of(row + "总分 | < | < | < | < | 100 | 98 | 优")
    below = of(row + "总分 | < | < | < | < | 100 | 98 |\n自评等级 | < | < | < | < | 优 | < | <")
    labelled = of(row + "总分 | 98 | < | < | 评价等级 | 优 | < | <")
    assert {(read.grade, read.total.score) for read in (beside, below, labelled)} == {("优", "98")}


def test_a_subtotal_is_no_indicator():
    read = of(
        """
        产出指标 | 数量指标 | 加固堤段 | 3处 | 3处 | 50 | 50 |
        小计 | < | < | < | < | 50 | 50 |
        效益指标 | 社会效益指标 | 防洪能力 | 提升 | 提升 | 50 | 50 |
        """
    )
    assert [row.level3 for row in read.indicators] == ["加固堤段", "防洪能力"]
    assert notes(read)["小计"] == "50 50"


def test_a_line_that_numbers_the_columns_is_no_row():
    read = of(
        """
        1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
        产出指标 | 数量指标 | 加固堤段 | 3处 | 3处 | 100 | 98 |
        """
    )
    assert [row.level3 for row in read.indicators] == ["加固堤段"]
    rows = """
        项目资金（万元） |  | 预算数① | 执行数② | 执行率③=②/① | 得分
        ^ | 栏次 | 1 | 2 | 3=2/1 | 4
        ^ | 年度资金总额 | 50 | 40 | 80% | 8
    """
    assert funds(form(HEAD + rows)) == [("年度资金总额", "", "50", "40", "", "80%", "8")]


def test_points_beside_the_first_level_are_its_own():
    read = form(
        HEAD
        + """
        一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 60 | 数量指标 | 60 | 加固堤段 | 3处 | 3处 | 30 | 30
        ^ | ^ | ^ | ^ | 植草面积 | 2公顷 | 2公顷 | 30 | 30
        """
    )
    assert lines(read, "level1", "level1_points", "level3", "points") == [
        ("产出指标", "60", "加固堤段", "30"),
        ("产出指标", "60", "植草面积", "30"),
    ]


def test_labels_above_their_values_are_read_too():
    read = form(
        """
        项目绩效自评表
        项目名称 | 主管部门 | 实施单位
        古桥修缮 | 某市文物局 | 某市古桥所
        """
    )
    assert (read.header.project, read.header.department, read.header.unit) == (
        "古桥修缮",
        "某市文物局",
        "某市古桥所",
    )


def test_a_note_is_no_reason_where_both_have_columns():
    read = form(
        HEAD
        + """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因分析 | 改进措施 | 备注
        产出指标 | 数量指标 | 加固堤段 | 3处 | 2处 | 10 | 6.67 | 汛期停工 | 来年补齐 | 略
        """
    )
    assert read.indicators[0].reason == "汛期停工"
    assert read.indicators[0].extra == {"改进措施": "来年补齐", "备注": "略"}


def test_a_table_of_something_else_in_front_is_no_form():
    others = """
        部门收支总表
        科目 | 金额
        一般公共服务 | 120
    """
    assert [f.header.project for f in forms(others + CENTRAL)] == ["道路照明运行维护"]


def test_a_title_repeated_on_a_later_page_does_not_part_the_form():
    rows = CENTRAL.replace("    绩效指标 |", "    湖滨区市政设施维护项目支出绩效自评表\n    绩效指标 |")
    assert lines(form(rows)) == lines(form(CENTRAL))
    assert form(rows).total.score == "99.2"


def test_the_same_form_twice_is_two_forms():
    assert len(forms(CENTRAL, CENTRAL)) == 2


def test_what_stands_under_no_label_is_left_over_and_moves_no_column():
    read = form(
        HEAD + TABLE.rstrip() + " |\n产出指标 | 数量指标 | 堤段 | 3处 | 3处 | 100 | 98 | 因故 | 手写字"
    )
    assert lines(read, "level3", "score", "reason") == [("堤段", "98", "因故")]
    assert [item.text for item in read.unbound] == ["手写字"]


def test_a_table_that_goes_on_in_another_without_labels_keeps_its_columns_from_the_right():
    read = form(
        HEAD + TABLE + "产出指标 | 数量指标 | 堤段 | 3处 | 3处 | 50 | 50 |",
        "植草 | 2公顷 | 2公顷 | 40 | 39 | 缺苗",
    )
    assert lines(read, "level2", "level3", "target", "score", "reason")[1] == (
        "数量指标",
        "植草",
        "2公顷",
        "39",
        "缺苗",
    )


def test_a_table_of_texts_has_a_note_for_each_named_by_its_row_and_column():
    rows = """
        资金管理 | | 情况说明 | < | < | 存在问题 | < | <
        ^ | 下达及时性 | 按时下达。 | < | < | 无 | < | <
        ^ | 拨付合规性 | 手续完备。 | < | < | | |
    """
    read = form(HEAD + rows + TABLE)
    assert notes(read) == {
        "下达及时性": "按时下达。",
        "下达及时性（存在问题）": "无",
        "拨付合规性": "手续完备。",
    }


def test_a_text_as_wide_as_several_columns_is_no_indicator():
    read = of("""
        产出指标 | 数量指标 | 加固长度 | ≥5公里 | 5公里 | 50 | 50 |
        评分标准 | < | 加固长度：按比例计分 | < | < | < | < | <
    """)
    assert (len(read.indicators), notes(read)) == (1, {"评分标准": "加固长度：按比例计分"})
