"""Pages pictured in columns of characters: what a layout may do that the bench does not do."""

from jiheng.model import Form
from jiheng.reading import open_document

HEAD = """\
                          项目支出绩效自评表
                            （2023年度）
 项目名称           河道保洁经费
 主管部门       某市水务局              实施单位      某市河道管理所

             年初预算数    全年预算数    全年执行数    分值    执行率    得分
 项目资金    年度资金总额      30.00     28.00     21.00     10     75%     7.5
（万元）
             其他资金        0.00      0.00      0.00      -      -      -
"""
LABELS = (
    "  一级指标    二级指标     三级指标         年度指标值     实际完成值    分值     得分    偏差原因\n"
)
ROWS = """\
                        保洁河道长度        ≥120公里      125公里     20     20

  产出指标    数量指标     打捞水草和漂浮物的
                                        ≥300吨       280吨      20     18.6   雨季短
                        重量

             质量指标     验收合格率         ≥95%         97%       20     20

  效益指标    社会效益指标   群众投诉次数        ≤5次         3次       30     30

                          总分                                     100    96.1
"""


def read(text: str) -> Form:
    (form,) = open_document(text.encode()).forms
    return form


def names(form: Form) -> list[tuple[str, str, str]]:
    return [(row.level1, row.level2, row.level3) for row in form.indicators]


WANTED = [
    ("产出指标", "数量指标", "保洁河道长度"),
    ("产出指标", "数量指标", "打捞水草和漂浮物的重量"),
    ("产出指标", "质量指标", "验收合格率"),
    ("效益指标", "社会效益指标", "群众投诉次数"),
]


def test_cells_stand_in_their_columns_and_rows() -> None:
    form = read(HEAD + LABELS + ROWS)
    assert (form.header.project, form.header.department, form.header.unit) == (
        "河道保洁经费", "某市水务局", "某市河道管理所",
    )  # fmt: skip
    assert [row.executed for row in form.funding] == ["21.00", "0.00"]
    assert names(form) == WANTED
    assert [row.actual for row in form.indicators] == ["125公里", "280吨", "97%", "3次"]
    assert [row.reason for row in form.indicators] == ["", "雨季短", "", ""]
    assert (form.total.points, form.total.score) == ("100", "96.1")


def test_a_chinese_character_may_take_one_place_or_two() -> None:
    wide = (HEAD + LABELS + ROWS).replace("  ", "   ")
    assert names(read(wide)) == WANTED


def test_labels_that_a_new_page_repeats_are_no_row() -> None:
    first, rest = ROWS.split("             质量指标", 1)
    form = read(HEAD + LABELS + first + "\f" + LABELS + "             质量指标" + rest)
    assert [row.level3 for row in form.indicators] == [name for _, _, name in WANTED]


def test_characters_written_aslant_over_the_page_are_no_text_of_a_cell() -> None:
    lines = ROWS.split("\n")
    for place, char in enumerate("样张作废"):
        lines.insert(1 + 4 * place, "\n\n" + " " * (60 - 9 * place) + char)
    form = read(HEAD + LABELS + "\n".join(lines))
    assert [row.level3 for row in form.indicators] == [name for _, _, name in WANTED]


def test_a_figure_is_never_joined_with_the_one_below_it() -> None:
    form = read(HEAD + LABELS + ROWS)
    assert [row.score for row in form.indicators] == ["20", "18.6", "20", "30"]
