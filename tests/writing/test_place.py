"""A place in a form, in the words of the form."""

import pytest
from paper import EVERYTHING, SAMPLE, values

from jiheng.model.paths import texts
from jiheng.terms import words


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("header.project", "项目名称"),
        ("header.project_code", "项目代码"),
        ("header.联系人手机", "联系人手机"),
        ("funding[1].executed", "项目资金第2行全年执行数"),
        ("goals.expected", "年度总体目标预期目标"),
        ("indicators[3].reason", "绩效指标第4行偏差原因分析及改进措施"),
        ("indicators[0].target.value", "绩效指标第1行指标值"),
        ("total.score", "总分得分"),
        ("grade", "评分等级"),
        ("notes[0].text", "存在问题"),
        ("notes[3].text", "其他需要说明事项"),
        ("unbound[0].text", "未归入栏目的内容第1行"),
        ("不是路径", "不是路径"),
    ],
)
def test_a_path_is_told_in_the_words_of_the_form(path, place):
    assert words(EVERYTHING, path) == place


def test_every_text_of_a_form_is_looked_at():
    looked_at = {pair for pair in texts(EVERYTHING) if pair[1]}
    assert set(values(EVERYTHING)) <= looked_at
    assert set(values(SAMPLE)) <= {pair for pair in texts(SAMPLE) if pair[1]}
