"""Rows and labels cut by the end of a page."""

import pytest

from jiheng.reading import breaks
from jiheng.reading.document import Cell

USUAL = {"level3", "target", "actual", "points", "score"}


def cells(**texts: str) -> dict[str, Cell]:
    return {name.replace("__", "."): Cell(0, n, text) for n, (name, text) in enumerate(texts.items())}


WHOLE = cells(level3="巡查次数", target="≥12次", actual="12次", points="10", score="10")


def test_a_row_with_figures_of_its_own_is_another_row():
    other = cells(level3="整改率", target="≥95%", actual="97%", points="10", score="10")
    assert not breaks.goes_on(WHOLE, other, USUAL)


def test_the_rest_of_a_name_and_of_a_reason_goes_on_with_the_row():
    above = WHOLE | cells(reason="受汛期影响，部分")
    below = cells(level3="（含夜间）", reason="点位推迟。")
    assert breaks.goes_on(above, below, USUAL)
    row = breaks.row_joined(above, below)
    assert (row["level3"].text, row["reason"].text) == ("巡查次数（含夜间）", "受汛期影响，部分点位推迟。")


def test_figures_that_stand_only_on_the_next_page_complete_the_row():
    above = cells(level3="新建口袋公园并")
    below = cells(level3="移交养护", target="≥3处", actual="3处", points="15", score="15")
    assert breaks.goes_on(above, below, USUAL)
    assert breaks.row_joined(above, below)["level3"].text == "新建口袋公园并移交养护"


def test_rows_of_words_alone_are_rows_each():
    above = cells(level3="环境改善程度", target="明显", actual="明显")
    below = cells(level3="居民获得感", target="增强", actual="增强")
    assert not breaks.goes_on(above, below, {"level3", "target", "actual"})


def test_a_label_known_in_full_begins_a_row_where_the_row_above_is_whole():
    above = WHOLE | cells(level2="数量指标")
    assert not breaks.goes_on(above, cells(level2="质量指标", level3="整改"), USUAL)
    assert breaks.goes_on(cells(level2="数量指标", level3="整"), cells(level2="质量指标", target="好"), USUAL)


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("产出", "指标", "产出指标"),
        ("产出指标", "产出指标", "产出指标"),
        ("产出指标", "(50分)", "产出指标(50分)"),
        ("产出指标（50", "分）", "产出指标（50分）"),
        ("社会公众满", "意度指标", "社会公众满意度指标"),
        ("产出指标", "效益指标", None),
        ("产出", "效益", None),
    ],
)
def test_a_level_label_that_is_cut_or_repeated_is_one_label(above: str, below: str, whole: str | None):
    found = breaks.level_joined(Cell(0, 0, above), Cell(1, 0, below), "level1")
    assert (found.text if found else None) == whole


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("完成率达到98.", "5%", "完成率达到98.5%"),
        ("截至2024年1", "2月底", "截至2024年12月底"),
        ("50", "60", "50 60"),
        ("12.", "50", "12.50"),
        ("≥50.00", "(次)", "≥50.00(次)"),
        ("supply", "chain", "supply chain"),
        ("供应", "链", "供应链"),
        ("", "链", "链"),
    ],
)
def test_text_is_joined_without_a_space_unless_words_or_whole_figures_would_run_together(
    first: str, second: str, whole: str
):
    assert breaks.text_joined(first, second) == whole
