"""The formulas of a form to be filled in: all of them are made here, from places and rules, never from data.

Cells are filled in as text, so that ``20.00`` and ``1-2`` stay what was typed; ``number`` reads a number out
of such a text as ``terms.notation.number`` does. Sums stand in a row of helping cells, one a column; a sum
reaches from the names of the columns to 总分, so that a row put in anywhere between them counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from jiheng.standards import Rules
from jiheng.writing.entry.plan import Entry, Plan

_NO_NUMBER = ("-", "—", "/", "―", " ")
_UNITS = {"亿元": "1E8", "万元": "1E4", "元": "1"}
_MONEY = ("budget", "adjusted", "executed")
_BLOCKS_IN_BAR = 20


def number(cell: str, beside: Sequence[str] = ("分", "%")) -> str:
    """The number that a cell says, *beside* which these may stand; an error where it says none.

    The exponent behind it lets no day, time or fraction through: ``5/6`` is no number here.
    """
    text = f"ASC({cell})"
    for sign in (",", " ", *beside):
        text = f'SUBSTITUTE({text},"{sign}","")'
    return f'VALUE({text}&"E0")'


def amount(cell: str) -> str:
    """As ``number``, of money; a unit in the cell does no harm."""
    return number(cell, ("亿", "万", "元"))


def _in_unit(cell: str, unit: str) -> str:
    """The amount in a cell in the form's unit, which the text in the cell *unit* names."""
    scale = f'IF(ISNUMBER(FIND("万元",{unit})),1E4,1)' if unit else "1E4"
    own = "".join(f'IF(ISNUMBER(FIND("{name}",{cell})),{size}/{scale},' for name, size in _UNITS.items())
    return f"{amount(cell)}*{own}1{')' * len(_UNITS)}"


def is_empty(text: str) -> str:
    """True where nothing is filled in, or only a sign for nothing."""
    for sign in _NO_NUMBER:
        text = f'SUBSTITUTE({text},"{sign}","")'
    return f'{text}=""'


def is_number(entry: Entry) -> str:
    """True where a cell says a number, or nothing."""
    cell = at(entry)
    read = amount(cell) if entry.field in _MONEY else number(cell)
    return f"OR({is_empty(cell)},ISNUMBER({read}))"


def at(entry: Entry, *, fixed: bool = False) -> str:
    """The address of a cell; *fixed* where it is meant from everywhere."""
    return str(xl_rowcol_to_cell(entry.area[0], entry.area[1], row_abs=fixed, col_abs=fixed))


def in_row(entry: Entry, step: int = 0) -> str:
    """The address of a cell of the first indicator as rules for a whole column name it; *step* rows on."""
    return str(xl_rowcol_to_cell(entry.area[0] + step, entry.area[1], col_abs=True))


@dataclass(frozen=True, slots=True)
class Help:
    """The helping cells of one row, by what they hold: ``cells`` the formulas, ``sums`` those over arrays."""

    row: int
    cells: Mapping[str, str]
    sums: Mapping[str, str]

    def at(self, name: str) -> str:
        """Where a value stands."""
        return _place(self.row, name)

    def column(self, name: str) -> int:
        """Its column, counted from 0."""
        return _NAMES.index(name)


_NAMES = (
    "points", "budget", "executed", "rate", "earned", "score", "points_sum", "score_sum", "scored", "strange",
    "total",
)  # fmt: skip


def _place(row: int, name: str) -> str:
    return str(xl_rowcol_to_cell(row, _NAMES.index(name), row_abs=True, col_abs=True))


def helping(plan: Plan, rules: Rules, row: int) -> Help:
    """The execution line and the sums, as ``jiheng.scoring`` has them."""
    p, a, b, rate, _, score, _, score_sum, scored, _, _ = (_place(row, name) for name in _NAMES)
    places = rules.score_places.value
    known = f"AND(ISNUMBER({a}),ISNUMBER({b}))"
    cells = {
        "points": _funds(plan, ("points",), f"{rules.execution_points.value:f}"),
        "budget": _funds(plan, ("adjusted", "budget"), '""'),
        "executed": _funds(plan, ("executed",), '""'),
        "rate": f'IF({known},IF({a}>0,100*{b}/{a},""),"")',
        "earned": f'IF({known},IF({a}>0,ROUND(MIN(MAX({p}*{b}/{a},0),{p}),{places}),0),"")',
        "score": _funds(plan, ("score",), "0"),
        "total": f'IF({scored}=0,"",MIN({score}+{score_sum},{_cap(rate, rules)}))',
    }
    columns = {name: _column(plan, name) for name in ("points", "score")}
    sums = {
        "points_sum": _sum(columns["points"], "{0}"),
        "score_sum": _sum(columns["score"], "{0}"),
        "scored": _sum(columns["score"], "{0}*0+1"),
        "strange": "+".join(_strange(column) for column in columns.values() if column),
    }
    return Help(row, cells, sums)


def _funds(plan: Plan, names: tuple[str, ...], otherwise: str) -> str:
    """The number in the first of these cells of the scored funding row that has one."""
    made = otherwise
    label = plan.entries.get("fund_unit")
    unit = at(label, fixed=True) if label else ""
    for name in reversed(names):
        entry = plan.entries.get(f"funding[{plan.total}].{name}")
        cell = at(entry, fixed=True) if entry else ""
        if entry is not None:
            made = f"IFERROR({_in_unit(cell, unit) if name in _MONEY else number(cell)},{made})"
    return made


def _cap(rate: str, rules: Rules) -> str:
    made = "1E9"
    for cap in reversed(rules.caps.value):
        made = f"IF({rate}<{cap.below:f},{cap.most:f},{made})"
    return f'IF({rate}="",1E9,{made})' if rules.caps.value else made


def _column(plan: Plan, name: str) -> str:
    """All that stands in a column between the heading and the foot; ``""`` where the form has none such."""
    entry = plan.of_indicators(name)
    if entry is None:
        return ""
    column = xl_col_to_name(entry.area[1], col_abs=True)
    first = f"INDEX({column}:{column},ROW({column}${plan.heading + 1})+1)"
    return f"{first}:INDEX({column}:{column},ROW({column}${plan.foot + 1})-1)"


def _sum(column: str, of_each: str) -> str:
    return f"SUM(IFERROR({of_each.format(number(column))},0))" if column else "0"


def _strange(column: str) -> str:
    return f"SUM(IF({is_empty(column)},0,IF(ISERROR({number(column)}),1,0)))"


def shown(entry: Entry, plan: Plan, help_: Help, rules: Rules) -> str:
    """The formula that a cell holds until something is typed over it; ``""`` for a cell without one."""
    if entry.path == f"funding[{plan.total}].rate":
        sign = "" if "%" in entry.label else '&"%"'
        rate = help_.at("rate")
        return f'IF({rate}="","",TEXT(ROUND({rate},2),"0.00"){sign})'
    if entry.path == f"funding[{plan.total}].score":
        return help_.at("earned")
    total, points = help_.at("total"), help_.at("points_sum")
    return {
        "total.points": f'IF({points}=0,"",ROUND({help_.at("points")}+{points},4))',
        "total.score": f'IF({total}="","",ROUND({total},{max(2, rules.score_places.value)}))',
        "grade": f'IF({total}="","",{_grade(total, rules)})',
    }.get(entry.path, "")


def _grade(total: str, rules: Rules) -> str:
    *bands, last = rules.grades.value
    made = f'"{last.name}"'
    for band in reversed(bands):
        made = f'IF(ROUND({total},6)>={band.low:f},"{band.name}",{made})'
    return made


def bar(plan: Plan, help_: Help, rules: Rules) -> str:
    """How many points are given so far and what is missing, as a text and as a bar; then the score."""
    full = rules.full_points.value
    total, strange = help_.at("total"), help_.at("strange")
    score = f'IF({total}="","—",TEXT({total},"0.00"))'
    wrong = f'IF({strange}>0,"　有"&{strange}&"格不是数字，见红字","")'
    if plan.of_indicators("points") is None:
        return f'"得分合计 "&{score}&" / {full:f}"&{wrong}'
    given = given_points(help_)
    filled = f"MAX(0,MIN({_BLOCKS_IN_BAR},INT({_BLOCKS_IN_BAR}*({given})/{full:f})))"
    blocks = f'REPT("■",{filled})&REPT("□",{_BLOCKS_IN_BAR}-{filled})'
    missing = f"ROUND({full:f}-({given}),2)"
    told = f'IF({missing}=0,"已满{full:f}分",IF({missing}>0,"还差"&{missing}&"分","超出"&-{missing}&"分"))'
    return f'"分值 "&ROUND({given},2)&" / {full:f}　"&{blocks}&"　"&{told}&"　得分 "&{score}&{wrong}'


def is_wrong(help_: Help, rules: Rules) -> str:
    """True where a number is none, or more points are given than there are."""
    return f"OR({help_.at('strange')}>0,ROUND({given_points(help_)},6)>{rules.full_points.value:f})"


def given_points(help_: Help) -> str:
    """The points of the execution line and of all indicators together."""
    return f"{help_.at('points')}+{help_.at('points_sum')}"
