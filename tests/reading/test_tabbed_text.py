"""Text copied from a spreadsheet or a web page, its cells parted by tabs."""

from jiheng.reading import open_document

TEXT = """\
项目支出绩效自评表
（2023年度）
项目名称\t河道保洁经费
主管部门\t某市水务局\t实施单位\t某市河道管理所
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
年度资金总额\t30\t28\t21\t10\t75%\t7.5
序号\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因
1\t产出指标\t数量指标\t保洁河道长度\t≥120公里\t125公里\t20\t20\t
2\t打捞水草重量\t≥300吨\t280吨\t20\t18.6\t雨季短
3\t质量指标\t验收合格率\t≥95%\t97%\t20\t20\t
4\t效益指标\t社会效益指标\t群众投诉次数\t≤5次\t3次\t30\t30\t
总分\t100\t96.1
"""


def test_cells_that_a_merged_one_covers_are_left_out() -> None:
    (form,) = open_document(TEXT.encode()).forms
    assert form.header.unit == "某市河道管理所"
    assert form.funding[0].executed == "21"
    rows = [(r.level1, r.level2, r.level3, r.target.text, r.score, r.reason) for r in form.indicators]
    assert rows == [
        ("产出指标", "数量指标", "保洁河道长度", "≥120公里", "20", ""),
        ("产出指标", "数量指标", "打捞水草重量", "≥300吨", "18.6", "雨季短"),
        ("产出指标", "质量指标", "验收合格率", "≥95%", "20", ""),
        ("效益指标", "社会效益指标", "群众投诉次数", "≤5次", "30", ""),
    ]
    assert form.total.score == "96.1"


def test_a_cell_in_quotes_may_have_lines_of_its_own() -> None:
    quoted = TEXT.replace("雨季短", '"雨季短，\n水草少"')
    (form,) = open_document(quoted.encode()).forms
    assert form.indicators[1].reason.replace("\n", "") == "雨季短，水草少"
