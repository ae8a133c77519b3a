"""One invented form of each family of published forms, drawn as a grid, and the records that it holds."""

from grids import form, forms

from jiheng.model import Form


def funds(read: Form) -> list[tuple[str, ...]]:
    names = ("label", "budget", "adjusted", "executed", "points", "rate", "score")
    return [tuple(getattr(row, name) for name in names) for row in read.funding]


def lines(read: Form, *names: str) -> list[tuple[str, ...]]:
    names = names or ("level1", "level2", "level3", "target", "actual", "points", "score")
    return [
        tuple(row.target.text if name == "target" else getattr(row, name) for name in names)
        for row in read.indicators
    ]


def targets(read: Form) -> list[tuple[str, str, str]]:
    return [(row.target.op, row.target.value, row.target.unit) for row in read.indicators]


def notes(read: Form) -> dict[str, str]:
    return {note.label: note.text for note in read.notes}


CENTRAL = """
    湖滨区市政设施维护项目支出绩效自评表
    （2023年度）
    项目名称 | < | 道路照明运行维护 | < | < | < | < | < | <
    主管部门 | < | 湖滨区城管局 | < | < | 实施单位 | < | 湖滨区照明所 | <
    项目资金（万元） | < |  | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
    ^ | ^ | 年度资金总额 | 420.00 | 400.00 | 380.00 | 10 | 95.00% | 9.50
    ^ | ^ | 其中：当年财政拨款 | 420.00 | 400.00 | 380.00 | — | 95.00% | —
    ^ | ^ | 上年结转资金 | 0.00 | 0.00 | 0.00 | — | — | —
    ^ | ^ | 其他资金 |  |  |  | — |  | —
    年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | <
    ^ | 保障路灯亮灯率。 | < | < | < | 亮灯率达标。 | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\
        偏差原因分析及改进措施
    ^ | 产出指标 | 数量指标 | 维护路灯 | ≥3000盏 | 3120盏 | 30 | 30 |
    ^ | ^ | 质量指标 | 亮灯率 | ≥98% | 98.6% | 30 | 30 |
    ^ | 效益指标 | 社会效益指标 | 夜间出行安全 | 明显改善 | 达成预期指标 | 20 | 20 |
    ^ | 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | 88% | 10 | 9.7 | 抽样偏少
    总分 | < | < | < | < | < | 100 | 99.2 |
"""


def test_central_with_letters_in_the_labels_and_merged_levels():
    read = form(CENTRAL)
    assert (read.kind, read.layout, read.header.year) == ("project", "central", "2023")
    assert (read.header.department, read.header.unit) == ("湖滨区城管局", "湖滨区照明所")
    assert funds(read)[0] == ("年度资金总额", "420.00", "400.00", "380.00", "10", "95.00%", "9.50")
    assert [row[0] for row in funds(read)][1:] == ["其中：当年财政拨款", "上年结转资金", "其他资金"]
    assert lines(read)[1] == ("产出指标", "质量指标", "亮灯率", "≥98%", "98.6%", "30", "30")
    assert (read.total.points, read.total.score) == ("100", "99.2")
    assert (read.unbound, read.indicators[3].reason) == ((), "抽样偏少")


def test_xinjiang_keeps_its_own_columns_by_their_labels():
    read = form(
        """
        项目支出绩效自评表
        （2022年度）
        项目名称 | 草场围栏修缮 | < | < | < | < | < | < | < | < | < | < | <
        主管部门 | 北山县林草局 | < | < | < | < | 实施单位 | 北山县草原站 | < | < | < | < | <
        项目资金（万元） | 资金来源 | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值权重 | 执行率 | 得分 |\
            < | < | < | <
        ^ | 年度资金总额 | < | 80 | 80 | 80 | 10 | 100% | 10 | < | < | < | <
        总体目标 | 预期目标 | < | < | < | < | 实际完成情况 | < | < | < | < | < | <
        ^ | 修缮围栏。 | < | < | < | < | 已修缮。 | < | < | < | < | < | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 指标值设置依据 | 上年完成值 | 实际完成值 |\
            完成率 | 指标赋分规则 | 分值权重 | 得分 | 佐证资料
        ^ | 产出指标 | 数量指标 | 围栏长度 | ≥12公里 | 工作计划 | 10公里 | 12公里 | 100% | 按比例得分 |\
            90 | 90 | 验收单
        总分 | < | < | < | < | < | < | < | < | < | 100 | 100 |
        """
    )
    assert funds(read) == [("年度资金总额", "80", "80", "80", "10", "100%", "10")]
    assert lines(read) == [("产出指标", "数量指标", "围栏长度", "≥12公里", "12公里", "90", "90")]
    assert dict(read.indicators[0].extra) == {
        "指标值设置依据": "工作计划",
        "上年完成值": "10公里",
        "完成率": "100%",
        "指标赋分规则": "按比例得分",
        "佐证资料": "验收单",
    }
    assert read.unbound == ()
    assert read.sources["indicators[0].上年完成值"] is not None


YUNNAN = """
    2023年度项目支出绩效自评表 | < | < | < | < | < | < | < | < | 公开14表
    部门：河口县水利局 | < | < | < | < | < | < | < | < | 金额单位：元
    项目名称 | < | 小型水库管护 | < | < | < | < | < | < | <
    主管部门 | < | 河口县水利局 | < | < | 实施单位 | < | 河口县水管站 | < | <
    项目资金 | < |  | 年初预算数 | 全年预算数 | 全年执行数 | < | 分值 | 执行率 | 得分
    ^ | < | 年度资金总额 |  | 250000.00 | 250000.00 | < | 10 | 100.00% | 10
    年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | <
    ^ | 管护水库。 | < | < | < | 管护到位。 | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
    ^ | ^ | ^ | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^ | ^
    产出指标 | 数量指标 | 管护水库座数 | ═ | 12 | 座 | 12座 | 50 | 50 |
    效益指标 | 社会效益指标 | 防洪能力 | ≧ | 95 | % | 95% | 40 | 40 |
    其他需要说明事项 | < | 无 | < | < | < | < | < | < | <
    总分 | < | < | < | < | < | < | 100 | 100 | 优
"""


def test_yunnan_with_labels_on_two_lines_and_the_target_in_three_cells():
    read = form(YUNNAN)
    assert (read.title, read.header.year, read.fund_unit) == ("项目支出绩效自评表", "2023", "元")
    assert funds(read) == [("年度资金总额", "", "250000.00", "250000.00", "10", "100.00%", "10")]
    assert targets(read) == [("=", "12", "座"), ("≥", "95", "%")]
    assert lines(read, "actual", "points", "score") == [("12座", "50", "50"), ("95%", "40", "40")]
    assert (read.total.points, read.total.score, read.grade) == ("100", "100", "优")
    assert notes(read)["其他需要说明事项"] == "无"


def test_a_second_line_of_labels_counts_where_no_cell_is_merged_downwards():
    read = form(
        """
        项目支出绩效自评表
        项目名称 | 校园维修 | < | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度 | 实际 | 分值 | 得分
          |   |   | 指标值 | 完成值 |   |
        产出指标 | 数量指标 | 维修校舍 | ≥4栋 | 4栋 | 90 | 90
        """,
    )
    assert lines(read) == [("产出指标", "数量指标", "维修校舍", "≥4栋", "4栋", "90", "90")]


def test_anhui_with_points_in_the_level_and_categories_that_are_not_used():
    read = form(
        """
        项目支出绩效自评表
        （2022年度）
        项目名称 | < | [341-2021]河道清淤 | < | < | < | < | < | <
        主管部门 | < | 341-南渡县水利局 | < | < | 实施单位 | < | 341001-南渡河道所 | <
        项目资金（万元） | < |  | 年初预算数（A） | 全年预算数 | 全年执行数（B） | 分值 | 执行率（B/A） |\
            得分
        ^ | ^ | 年度资金总额： | 60 | 60 | 57.48 | 10 | 0.958 | 9.58
        年度总体目标完成情况 | 预期目标 | < | < | < | 实际完成情况 | < | < | <
        ^ | 清淤。 | < | < | < | 已清淤。 | < | < | <
        年度绩效指标完成情况 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\
            偏差原因分析及改进措施
        ^ | 产出指标(50分) | 数量指标 | 指标1：清淤长度 | 8公里 | 8公里 | 50 | 50 |
        ^ | ^ | ^ | …… |  |  |  |  |
        ^ | ^ | 成本指标 |  |  |  |  |  |
        ^ | 效益指标（30分） | 社会效益指标 | 指标1：排涝能力 | 提升 | 提升 | 30 | 30 |
        ^ | ^ | 生态效益指标 |  |  |  | / | / |
        ^ | 满意度指标10分 | 服务对象满意度指标 | 指标1：村民满意度 | ≥90% | 95% | 10 | 10 |
        总分 | < | < | < | < | < | 100 | 99.58 |
        注：1.定量指标按比例计分。 | < | < | < | < | < | < | < | <
        """
    )
    assert read.header.unit == "341001-南渡河道所"
    assert (read.funding[0].label, read.funding[0].rate) == ("年度资金总额：", "0.958")
    assert lines(read, "level1", "level1_points", "level2", "level3") == [
        ("产出指标", "50", "数量指标", "指标1：清淤长度"),
        ("产出指标", "50", "数量指标", "……"),
        ("效益指标", "30", "社会效益指标", "指标1：排涝能力"),
        ("满意度指标", "10", "服务对象满意度指标", "指标1：村民满意度"),
    ]
    assert notes(read) == {"注": "1.定量指标按比例计分。"}
    assert read.unbound == ()


def test_sichuan_with_three_cells_for_a_target_and_texts_around_the_table():
    read = form(
        """
        报表编号：510000_0013zp
        部门预算项目支出绩效自评表
        （2024年度）
        项目名称 | < | 51100024T000-古籍修复 | < | < | < | < | < | < | < | <
        主管部门 | < | 青江市文旅局 | < | < | 实施单位（盖章） | < | 青江市图书馆 | < | < | <
        项目基本情况 | 1.项目年度目标完成情况 | 项目年度目标 | < | < | < | 年度目标完成情况 | < | < | < | <
        ^ | ^ | 修复古籍。 | < | < | < | 修复古籍86册。 | < | < | < | <
        ^ | 2.项目实施内容及过程概述 | 按计划修复。 | < | < | < | < | < | < | < | <
        预算执行情况（10分） | 年度预算数（万元） | 年初预算 | 调整后预算数 | 预算执行数 | < | 预算执行率 |\
            < | 权重 | 得分 | 原因
        ^ | 总额 | 30.00 | 28.00 | 28.00 | < | 100.00% | < | 10 | 10 | /
        ^ | 其中：财政资金 | 30.00 | 28.00 | 28.00 | < | 100.00% | < | / | / |
        ^ | 单位资金 | / | / | / | < | / | < | / | / |
        绩效指标（90分） | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 |\
            得分 | 未完成原因分析
        ^ | 产出指标 | 数量指标 | 修复册数 | ≥ | 80 | 册 | 86 | 50 | 50 |
        ^ | 效益指标 | 社会效益指标 | 读者获得感 | 定性 | 高中低 |  | 高 | 40 | 40 |
        合计 | < | < | < | < | < | < | < | 100 | 100 |
        评价结论 | 完成较好。 | < | < | < | < | < | < | < | < | <
        存在问题 | 无 | < | < | < | < | < | < | < | < | <
        改进措施 | 继续修复。 | < | < | < | < | < | < | < | < | <
        项目负责人：林某 | < | < | < | < | 财务负责人：方某 | < | < | < | < | <
        """
    )
    assert (read.layout, read.goals.expected, read.goals.actual) == (
        "sichuan",
        "修复古籍。",
        "修复古籍86册。",
    )
    assert [row[0] for row in funds(read)] == ["总额", "其中：财政资金", "单位资金"]
    assert targets(read) == [("≥", "80", "册"), ("定性", "高中低", "")]
    assert read.indicators[1].target.text == "高中低"
    assert (read.total.points, read.total.score) == ("100", "100")
    assert notes(read)["项目负责人"] == "林某"
    assert notes(read)["存在问题"] == "无"


def test_inner_mongolia_with_words_for_operators_behind_the_value():
    read = form(
        """
        项目支出绩效自评表
        项目名称 | 沙化草原治理 | < | < | < | < | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 指标性质 | 指标方向 | 计量单位 | 实际完成值 | 分值 |\
            得分
        产出指标 | 数量指标 | 治理面积 | 500 | 正向 | 大于等于 | 亩 | 520 | 50 | 50
        产出指标 | 成本指标 | 每亩成本 | 90 | 反向 | 小于等于 | 元 | 88 | 40 | 40
        """
    )
    assert targets(read) == [("≥", "500", "亩"), ("≤", "90", "元")]
    assert [row.extra["指标性质"] for row in read.indicators] == ["正向", "反向"]
    assert lines(read, "actual", "points", "score") == [("520", "50", "50"), ("88", "40", "40")]


def test_chongqing_with_the_total_on_top_and_an_initial_and_an_adjusted_target():
    read = form(
        """
        部门整体绩效自评表
        （2023年度）
        部门名称 | 西山区档案馆 | < | < | 自评总分（分） | 96.5 | < | 财政处室 | 行政科 | <
        部门联系人 | 周某 | < | < | 联系电话 | 0000 | < | < | < | <
        部门预算 | 年初预算数 | < | 全年（调整）预算数 | 全年执行数 | 执行率 | < | 执行率权重 |\
            执行率得分 | <
        ^ | 300 | < | 320 | 288 | 90% | < | 10 | 9 | <
        绩效指标 | 指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 得分系数 |\
            指标权重 | 指标得分
        ^ | 数字化卷数 | 卷 | ≥ | 1000 | 1200 | 1200 | 1 | 60 | 60
        ^ | 查档满意率 | % | ≥ | 95 |  | 92 | 0.9 | 30 | 27.5
        """
    )
    assert read.kind == "department"
    assert funds(read) == [("", "300", "320", "288", "10", "90%", "9")]
    assert targets(read) == [("≥", "1200", "卷"), ("≥", "95", "%")]
    assert [dict(row.extra) for row in read.indicators] == [
        {"年初指标值": "1000", "得分系数": "1"},
        {"得分系数": "0.9"},
    ]
    assert lines(read, "level3", "actual", "points", "score") == [
        ("数字化卷数", "1200", "60", "60"),
        ("查档满意率", "92", "30", "27.5"),
    ]
    assert (read.total.points, read.total.score) == ("", "96.5")
    assert notes(read)["财政处室"] == "行政科"
    assert notes(read)["联系电话"] == "0000"


def test_hunan_lists_of_income_and_spending_are_no_rows_of_money():
    read = form(
        """
        部门整体支出绩效自评表
        单位名称 | < | 南岭县供销社 | < | < | < | < | <
        年度预算申请（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
        ^ | 年度资金总额 | 210.5 | 230.5 | 230.5 | 10 | 100% | 10
        ^ | 按收入性质分： | < | < | 按支出性质分： | < | < | <
        ^ | 其中：一般公共预算：230.5 | < | < | 其中：基本支出：150.5 | < | < | <
        ^ | 政府性基金拨款：0 | < | < | 项目支出：80 | < | < | <
        年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
        ^ | 服务三农。 | < | < | 完成。 | < | < | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        ^ | 产出指标 | 数量指标 | 新建网点 | 5个 | 5个 | 90 | 90
        总分 | < | < | < | < | < | 100 | 100
        """
    )
    assert read.kind == "department"
    assert funds(read) == [("年度资金总额", "210.5", "230.5", "230.5", "10", "100%", "10")]
    assert read.goals.actual == "完成。"
    assert lines(read)[0][2:] == ("新建网点", "5个", "5个", "90", "90")
    printed = " ".join(f"{note.label}：{note.text}" for note in read.notes)
    printed += " ".join(item.text for item in read.unbound)
    assert all(figure in printed for figure in ("230.5", "150.5", "项目支出：80"))


def test_fujian_labels_with_circled_numbers_and_formulas():
    read = form(
        """
        部门整体支出绩效自评表
        单位名称 | 闽东区粮储中心 | < | < | < | < | <
        预算执行情况 | 年初预算①  | 调整后预算数② | 预算执行数③ | 支出实现率④=③/② | 分值 | 得分
        ^ | 90 | 100 | 97 | 97% | 10 | 9.7
        一级指标 | 二级指标 | 三级指标 | 目标值 | 实际完成值 | 指标分值 | 自评得分
        产出 | 数量 | 轮换粮食 | 2000吨 | 2000吨 | 90 | 90
        """
    )
    assert funds(read) == [("", "90", "100", "97", "10", "97%", "9.7")]
    assert lines(read) == [("产出", "数量", "轮换粮食", "2000吨", "2000吨", "90", "90")]


def test_hubei_without_points_and_with_several_blocks_of_goals():
    read = form(
        """
        2023年度乡村道路项目自评表
        单位名称：东湖县交通局 | < | < | 填报日期：2024年3月1日 | < | <
        项目名称 | 乡村道路养护 | < | < | < | <
        主管部门 | 东湖县交通局 | < | 项目实施单位 | 东湖县公路所 | <
        项目类别 | 1.部门预算项目☑ 2.专项□ | < | < | < | <
        项目属性 | 1.持续性项目☑ 2.新增性项目□ | < | < | < | <
        预算执行情况（万元）（20分） |  | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
        ^ | 年度财政资金总额 | 500 | 490 | 98% | 19.6
        年度绩效目标1（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
        ^ | 产出指标 | 数量指标 | 养护里程 | 120公里 | 120公里 | 40
        年度绩效目标2（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
        ^ | 效益指标 | 社会效益指标 | 出行便利 | 提升 | 提升 | 20
        ^ | 满意度指标 | 满意度指标 | 村民满意度 | 90% | 88% | 19.5
        总分 | 99.1 | < | < | < | < | <
        偏差大或目标未完成原因分析 | 样本少。 | < | < | < | < | <
        改进措施及结果应用方案 | 扩大样本。 | < | < | < | < | <
        单位主要负责人签批意见 | 同意 | < | < | 签名 | 何某 | <
        """
    )
    assert (read.header.unit, read.header.department) == ("东湖县交通局", "东湖县交通局")
    assert funds(read) == [("年度财政资金总额", "", "500", "490", "", "98%", "19.6")]
    assert lines(read, "level1", "level3", "target", "actual", "points", "score") == [
        ("产出指标", "养护里程", "120公里", "120公里", "", "40"),
        ("效益指标", "出行便利", "提升", "提升", "", "20"),
        ("满意度指标", "村民满意度", "90%", "88%", "", "19.5"),
    ]
    assert (read.total.points, read.total.score) == ("", "99.1")
    assert read.header.category.startswith("1.部门预算项目")
    assert notes(read)["项目属性"].startswith("1.持续性项目")
    assert notes(read)["偏差大或目标未完成原因分析"] == "样本少。"


def test_ningxia_with_two_scores_on_top_and_points_first():
    read = form(
        """
        项目绩效自评表
        项目名称 | 供热管网改造 | < | 自评得分 | 94 | < | 财政审定评分 | 92 | <
        主管部门 | 银平区住建局 | < | 实施单位 | 银平热力公司 | < | < | < | <
        项目资金（万元） | 年初预算数 | 调整预算数（A） | 全年执行数（B） | 执行率（B/A） | < | < | < | <
        ^ | 900 | 950 | 931 | 98% | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 | < | 备注
        决策（10分） | 项目立项 | 立项依据 | 10 | - | 充分 | 10 | < |
        产出（30分） | 数量 | 改造长度 | 30 | ≥12公里 | 12公里 | 30 | < |
        """
    )
    assert (read.total.score, notes(read)["财政审定评分"]) == ("94", "92")
    assert funds(read) == [("", "900", "950", "931", "", "98%", "")]
    assert lines(read, "level1", "level1_points", "points", "target", "actual", "score") == [
        ("决策", "10", "10", "-", "充分", "10"),
        ("产出", "30", "30", "≥12公里", "12公里", "30"),
    ]


def test_poverty_funds_with_points_before_the_target_and_rows_within_rows():
    read = form(
        """
        绩效目标自评表
        （2021年度）
        项目名称 | < | 产业道路 | < | < | 项目负责人及电话 | < | 罗某 0000
        主管部门 | < | 大岭县乡村振兴局 | < | < | 实施单位 | < | 石门镇政府
        资金情况（万元） | < |  | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
        ^ | ^ | 年度资金总额： | 150 | 150 | 10 | 100% | 10
        ^ | ^ | 其中： | 中央补助 | 100 | 100 |  | 100%
        年度总体目标 | 年初设定目标 | < | < | 全年实际完成情况 | < | < | <
        ^ | 修路。 | < | < | 修好。 | < | < | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分
        ^ | 产出指标 | 数量指标 | ★硬化道路 | 50 | ≥3公里 | ≥3公里 | 50
        ^ | 效益指标 | 社会效益指标 | 受益人口 | 40 | 800人 | 820人 | 40
        总分 | < | < | < | 100 |  |  | 100
        """
    )
    assert read.kind == "project"
    assert funds(read)[0] == ("年度资金总额：", "", "150", "150", "10", "100%", "10")
    assert lines(read, "level3", "points", "target", "actual", "score") == [
        ("★硬化道路", "50", "≥3公里", "≥3公里", "50"),
        ("受益人口", "40", "800人", "820人", "40"),
    ]
    assert (read.total.points, read.total.score) == ("100", "100")
    assert notes(read)["项目负责人及电话"] == "罗某 0000"


TRANSFER = """
    中央对地方转移支付绩效目标自评表
    （2022年度）
    转移支付（项目）名称 | < | < | 湿地保护补助 | < | < | <
    中央主管部门 | < | < | 国家林草局 | < | < | <
    地方主管部门 | < | < | 白水省林业局 | 资金使用单位 | 白水湿地中心 | <
    资金情况（万元） | < | < |  | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A）
    ^ | < | < | 年度资金总额： | 800 | 760 | 95%
    ^ | < | < | 其中：中央财政资金 | 600 | 570 | 95%
    ^ | < | < | 地方资金 | 200 | 190 | 95%
    ^ | < | < | 其他资金 |  |  |
    资金管理情况 | < | < |  | 情况说明 | < | 存在问题和改进措施
    ^ | < | < | 分配科学性 | 按因素法分配。 | < | 无
    ^ | < | < | 下达及时性 | 30日内下达。 | < |
    总体目标完成情况 | 总体目标 | < | < | 全年实际完成情况 | < | <
    ^ | 保护湿地。 | < | < | 已保护。 | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施
    ^ | 产出指标 | 数量指标 | 保护面积 | ≥5万亩 | 5.2万亩 |
    ^ | ^ | 质量指标 | 达标率 | 100% | 99% | 补种
    说明 | 无 | < | < | < | < | <
"""


def test_transfer_payments_without_points_and_with_rows_on_the_handling_of_money():
    read = form(TRANSFER)
    assert (read.kind, read.header.project) == ("transfer", "湿地保护补助")
    assert (read.header.department, read.header.unit) == ("白水省林业局", "白水湿地中心")
    assert funds(read)[1] == ("其中：中央财政资金", "", "600", "570", "", "95%", "")
    assert len(read.funding) == 4
    assert (read.goals.expected, read.goals.actual) == ("保护湿地。", "已保护。")
    assert lines(read, "level3", "target", "actual", "reason") == [
        ("保护面积", "≥5万亩", "5.2万亩", ""),
        ("达标率", "100%", "99%", "补种"),
    ]
    assert notes(read)["中央主管部门"] == "国家林草局"
    assert notes(read)["分配科学性"] == "按因素法分配。"
    assert notes(read)["分配科学性（存在问题和改进措施）"] == "无"


def test_jiangsu_with_weights_between_target_and_result():
    read = form(
        """
        市级财政支出项目绩效自评表
        项目名称 | 园区绿化 | < | < | < | < | < | <
        主管部门 | 吴江园林局 | < | < | 实施单位 | 吴江绿化所 | < | <
        项目资金（万元） | 年初预算数 | 调整后预算数 | 财政拨款数 | 实际支出数 | 结余 | 分值 | 得分
        ^ | 2900 | 2960 | 2960 | 2798.30 | 161.70 | 10 | 9.5
        一级指标 | 二级指标 | 三级指标 | 目标值 | 权重 | 实际完成值 | 自评分 | 备注
        投入目标 | 资金管理 | 预算执行率 | ≥95% | 2.8 | 98% | 2.8 |
        结果目标 | 社会效益 | 绿化效果 | 好 | 7.2 | 好 | 7.2 |
        合计 | < | < | < | 100 |  | 97.5 |
        """
    )
    assert funds(read) == [("", "2900", "2960", "2798.30", "10", "", "9.5")]
    assert read.funding[0].extra == {"财政拨款数": "2960", "结余": "161.70"}
    assert lines(read)[1] == ("结果目标", "社会效益", "绿化效果", "好", "好", "7.2", "7.2")
    assert (read.total.points, read.total.score) == ("100", "97.5")


def test_a_declaration_has_targets_and_amounts_alone():
    read = form(
        """
        项目支出绩效目标申报表
        （2025年度）
        项目名称 | 防汛物资储备 | < | < | <
        主管部门 | 临江市应急局 | < | 实施单位 | 临江物资库
        项目资金（万元） | 年度资金总额 | < | 65 | <
        ^ | 其中：财政拨款 | < | 60 | <
        ^ | 其他资金 | < | 5 | <
        总体目标 | 储备防汛物资，保证汛期调用。 | < | < | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
        ^ | 产出指标 | 数量指标 | 储备编织袋 | ≥5万条
        ^ | 效益指标 | 社会效益指标 | 保障能力 | 提升
        """
    )
    assert (read.kind, read.header.year) == ("declaration", "2025")
    assert [row[:2] for row in funds(read)] == [
        ("年度资金总额", "65"),
        ("其中：财政拨款", "60"),
        ("其他资金", "5"),
    ]
    assert read.goals.expected == "储备防汛物资，保证汛期调用。"
    assert targets(read) == [("≥", "5", "万条"), ("", "提升", "")]
    assert (read.total.score, read.unbound) == ("", ())
    assert read.confidence > 0.9


def test_a_monitoring_form_keeps_what_it_expects_and_its_ticks():
    read = form(
        """
        项目支出绩效目标执行监控表
        （2024年度）
        项目名称 | 公园改造 | < | < | < | < | < | < | < | < | <
        主管部门 | 滨海区园林局 | < | < | < | < | 实施单位 | 滨海公园 | < | < | <
        项目资金（万元） |  | 年初预算数 | < | 1-7月执行数 | < | 1-7月执行率 | 全年预计执行数 | < | < | <
        ^ | 年度资金总额 | 240 | < | 132 | < | 55% | 240 | < | < | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 |\
            偏差原因分析 | < | 完成目标可能性 | <
        ^ | ^ | ^ | ^ | ^ | ^ | ^ | 经费保障 | 原因说明 | 确定能 | 有可能
        ^ | 产出指标 | 数量指标 | 改造公园 | 3个 | 1个 | 3个 | √ | 雨季停工 | √ |
        """
    )
    assert read.kind == "monitoring"
    assert funds(read) == [("年度资金总额", "240", "", "132", "", "55%", "")]
    assert read.funding[0].extra == {"全年预计执行数": "240"}
    assert lines(read, "target", "actual", "reason") == [("3个", "1个", "雨季停工")]
    extra = read.indicators[0].extra
    assert extra == {"全年预计完成情况": "3个", "偏差原因分析/经费保障": "√", "完成目标可能性/确定能": "√"}
    assert read.unbound == ()


def test_several_forms_without_titles_begin_with_their_project():
    head = "项目名称 | {} | < | < | < | < | <"
    table = """
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 场次 | ≥{0}场 | {0}场 | 100 | 100
        总分 | < | < | < | < | 100 | 100
    """
    read = forms(
        head.format("甲项目") + table.format(3) + "\n" + head.format("乙项目") + table.format(5),
    )
    assert [(f.header.project, f.indicators[0].actual) for f in read] == [
        ("甲项目", "3场"),
        ("乙项目", "5场"),
    ]
