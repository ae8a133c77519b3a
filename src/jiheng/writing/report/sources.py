"""Where every figure of a report comes from: how it is computed, from which cells, read at which places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jiheng.terms import total_row
from jiheng.writing.report.project import Project
from jiheng.writing.report.shown import ABSENT, text

How = Mapping[str, tuple[str, str, str]]

_LEFT_OUT = "未填或无法识别的不计入，并在备注中写明"
_MANY: How = {
    "概况": (
        "项目数、单位数、部门数",
        "按读入的自评表逐张计数；单位、部门按表上名称计，同名的计一次",
        "项目名称、实施单位、主管部门",
    ),
    "资金": (
        "预算数、执行数合计及执行率",
        f"各项目年度资金总额换算为万元后精确相加，{_LEFT_OUT}；"
        "执行率＝全年执行数合计÷全年预算数合计，四舍五入到两位小数，合计中有缺数的不计算",
        "项目资金的年度资金总额一行：年初预算数、全年预算数、全年执行数；金额单位",
    ),
    "校验": ("校验项次及结论", "每个项目的每项校验恰有一个结论，按结论计数", "自评表全表"),
    "等级": (
        "各评分等级的项目数和资金",
        f"按表上填写的等级归类计数，不按得分推定；资金精确相加，{_LEFT_OUT}；占比＝本档÷合计，四舍五入到两位小数",
        "评分等级；项目资金的年度资金总额一行",
    ),
    "得分": (
        "平均分、中位数、最高分、最低分",
        "简单平均＝得分之和÷项目数；加权平均＝Σ(得分×全年预算数)÷Σ全年预算数；四舍五入到两位小数；"
        "得分无法识别的、满分不是100分的不计入，并在备注中写明",
        "总分的得分；项目资金的年度资金总额一行：全年预算数",
    ),
    "重算": (
        "重新计算得分与表上得分不同的项目数",
        "按评分办法逐项重新计算；有指标未填得分的项目不比较",
        "项目资金、绩效指标、总分",
    ),
    "执行率": (
        "各执行率档次的项目数和资金",
        "各项目执行率＝全年执行数÷全年预算数，不舍入，按档归类；未执行数＝全年预算数合计－全年执行数合计",
        "项目资金的年度资金总额一行：全年预算数、全年执行数",
    ),
    "指标": (
        "各级指标的分值、得分、失分、得分率",
        "表上分值、得分精确相加，分值或得分未填的指标不计入；失分＝分值－得分；"
        "得分率＝得分÷分值，四舍五入到两位小数；三级指标按一、二级指标和名称相同的合并",
        "绩效指标的一级指标、二级指标、三级指标、分值、得分",
    ),
    "疑点": ("疑点的处数、涉及项目数", "按校验编号计数；内容照录校验结论", "自评表全表，位置随各疑点列出"),
    "原因": (
        "失分项的原因",
        "得分低于分值的预算执行率和指标逐项列出，按失分从多到少；原因照录",
        "项目资金、绩效指标的分值、得分、偏差原因分析及改进措施",
    ),
    "照录": ("存在问题、改进措施", "照录表上所填，未填的不列", "表尾的存在问题、改进措施"),
    "汇总表": ("项目支出绩效自评汇总表", f"一个项目一行；小计、合计精确相加，{_LEFT_OUT}", "同上各栏"),
}
_ONE: How = {
    "基本": ("项目基本信息", "照录", "项目名称、项目代码、主管部门、实施单位、年度、项目类别"),
    "资金": ("资金情况", "照录，金额单位与表上相同", "项目资金各行"),
    "目标": ("年度总体目标及完成情况", "照录", "年度总体目标的预期目标、实际完成情况"),
    "校验": _MANY["校验"],
    "得分": (
        "自评总分、评分等级；重新计算得分、等级",
        "前者照录；后者按评分办法逐项重新计算，算式见附件1",
        "总分、评分等级；项目资金、绩效指标",
    ),
    "指标": (
        "各级指标的分值、得分、失分、得分率",
        "表上分值、得分精确相加，分值或得分未填的指标不计入；失分＝分值－得分；得分率＝得分÷分值，四舍五入到两位小数",
        "绩效指标的一级指标、二级指标、分值、得分",
    ),
    "疑点": _MANY["疑点"],
    "原因": _MANY["原因"],
    "照录": ("存在问题、改进措施、评价结论等", "照录表上所填", "表尾各栏"),
}


def marks(*, many: bool) -> dict[str, str]:
    """The mark of every source, as it stands beside a figure."""
    return {name: f"〔{number}〕" for number, name in enumerate(_MANY if many else _ONE, start=1)}


def computations(*, many: bool) -> list[dict[str, str]]:
    """What the marks say, a row a mark."""
    sources = _MANY if many else _ONE
    names = marks(many=many)
    return [
        {"标号": names[name], "数据": data, "算法": how, "取自": cells}
        for name, (data, how, cells) in sources.items()
    ]


def places(projects: Sequence[Project]) -> list[dict[str, str]]:
    """Of every project the document and the places in it of what goes into the sums."""
    return [_place(project) for project in projects]


def _place(project: Project) -> dict[str, str]:
    row = total_row(project.form)
    paths = {
        "项目名称处": "header.project",
        "资金总额处": "" if row is None else f"funding[{row}].executed",
        "总分处": "total.score",
        "等级处": "grade",
    }
    found = {name: str(project.form.at(path)) if path else "" for name, path in paths.items()}
    return {
        "序号": str(project.number),
        "项目": text(project.name),
        "文件": text(project.doc),
        **{name: place or ABSENT for name, place in found.items()},
    }
