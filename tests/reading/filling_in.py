"""Forms as offices fill them in, whatever they type, for one layout of the standards."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from specimens import contents
from specimens.contents import Contents, Line
from specimens.style import Style

from jiheng.model import Form, FundingRow, Goals, Header, Indicator, Note, TargetText, Total
from jiheng.standards import Layout
from jiheng.terms import notation

# What formulas, markup, number formats, spreadsheets and fonts trip over. Those of _RARE no shipped face has.
HOSTILE = (
    *(
        "=SUM(A1:A9)",
        "+86（含税）",
        "-5℃以下",
        "@负责人",
        "'前撇号",
        '"双引号"与“弯引号”',
        "<b>加粗</b>&amp;&lt;",
    ),
    *(
        "]]>",
        "<!--注-->",
        "{{ 模板 }}",
        "#set text(red)",
        "$x^2$",
        "*星号*_下划线_",
        "`反引号`\\n",
        "100%_[表](a)",
    ),
    *(
        "ＡＢｃ１２３％",
        "－１．５",
        "１０，０００",
        "1e5",
        "2024-01-02",
        "1/2",
        "007",
        "TRUE",
        "#N/A",
        "#REF!",
        "0x1F",
    ),
    *(
        "第一行\n第二行",
        "一、甲；\n二、乙。",
        "甲\t乙",
        "全角　空格",
        "多  个  空格",
        "尾随空格 ",
        "——破折号……",
        "①②③",
    ),
    *(
        "https://example.org/a?b=c&d=e",
        "a@example.org",
        "C:\\表\\1.xlsx",
        "%s %d {0}",
        "& < > \" '",
        "㎡、℃、‰、≈",
    ),
)
RARE = ("𠮷野家", "㐂堂", "𡈽地", "👍", "ㄅㄆ", "한글", "Ελ")


def filled_in(layout: Layout, number: int, *, rare: bool) -> Form:
    """The form of this number in *layout*, with nothing for which the layout has no place."""
    dice = random.Random(f"{layout.id}-{number}")  # noqa: S311
    style = Style.drawn(dice)
    made = contents.drawn(dice, style.places, many=dice.random() < 0.1)
    pool = HOSTILE + RARE if rare else HOSTILE

    def typed(text: str, share: float = 0.15) -> str:
        if dice.random() > share:
            return text
        other = dice.choice(pool)
        return dice.choice((other, text + other, other + text))

    shown = {column.field for column in layout.indicators}
    points, score = style.mark(made.total_points), style.mark(made.total)
    return Form(
        layout=layout.id,
        title=layout.title.format(year=made.year),
        fund_unit=style.money_unit,
        header=Header(typed(made.project), typed(made.department), typed(made.unit), made.year),
        funding=tuple(_funding(made, style, layout)),
        goals=Goals(typed(made.expected), typed(made.achieved)),
        indicators=tuple(_indicator(line, style, shown, typed) for line in made.lines),
        total=Total(points if "points" in shown else "", score),
        grade=made.grade if layout.grade else "",
        notes=tuple(_notes(layout, made, typed)),
    )


def _funding(made: Contents, style: Style, layout: Layout) -> Iterator[FundingRow]:
    shown = {column.field for column in layout.funding}
    for number, (label, money) in enumerate(zip(layout.funding_rows, made.money, strict=False)):
        whole: Decimal | None = None if number else made.money_points
        cells = {
            "budget": style.money(money.budget),
            "adjusted": style.money(money.adjusted),
            "executed": style.money(money.executed),
            "points": style.mark(whole),
            "rate": style.percentage(money.rate),
            "score": style.mark(None if number else made.money_score),
        }
        yield FundingRow(label, **{name: text for name, text in cells.items() if name in shown})


def _indicator(line: Line, style: Style, shown: set[str], typed) -> Indicator:
    text = typed(style.target(line.op, line.figure, line.unit)[0], 0.05)
    target = TargetText(text) if "target" in shown else replace(notation.split_target(text), text="")
    cells = {
        "level1": line.level1,
        "level2": line.level2,
        "level3": typed(line.level3),
        "actual": typed(style.actual(line.done, line.unit)),
        "points": style.mark(line.points),
        "score": style.mark(line.score),
        "reason": typed(line.reason),
    }
    return Indicator(
        target=notation.completed(target), **{name: text for name, text in cells.items() if name in shown}
    )


def _notes(layout: Layout, made: Contents, typed) -> Iterator[Note]:
    for label in (*layout.notes_above, *layout.notes):
        yield Note(label, typed(made.conclusion))
    for label in layout.signatures:
        yield Note(label, made.contact)
