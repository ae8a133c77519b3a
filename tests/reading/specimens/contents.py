"""What a made-up form says: an office, money, goals and indicators, and mistakes put in on purpose."""

import random
import tomllib
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
MISTAKES = ("rate", "sum", "total", "points", "score")
LEVELS = (
    ("产出指标", "数量指标", "quantity"),
    ("产出指标", "质量指标", "quality"),
    ("产出指标", "时效指标", "timeliness"),
    ("成本指标", "经济成本指标", "cost"),
    ("效益指标", "经济效益指标", "economic"),
    ("效益指标", "社会效益指标", "social"),
    ("效益指标", "生态效益指标", "ecological"),
    ("效益指标", "可持续影响指标", "sustained"),
    ("满意度指标", "服务对象满意度指标", "pleased"),
)
_DOWN = {"cost": "≤", "timeliness": "≤"}
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """One indicator; ``op`` is empty where target and actual are words."""

    level1: str
    level2: str
    level3: str
    op: str
    figure: str
    unit: str
    done: str
    before: str
    points: Decimal
    score: Decimal
    reason: str


@dataclass(frozen=True)
class Money:
    """One row of money: initial, adjusted, executed; ``rate`` is a share of 1, or None for a budget of 0."""

    budget: Decimal
    adjusted: Decimal
    executed: Decimal
    rate: Decimal | None


@dataclass(frozen=True)
class Contents:
    """A form without its looks. ``money`` is the total and then its parts."""

    project: str
    department: str
    unit: str
    contact: str
    year: str
    money: tuple[Money, ...]
    money_points: Decimal
    money_score: Decimal
    expected: str
    achieved: str
    lines: tuple[Line, ...]
    total_points: Decimal
    total: Decimal
    grade: str
    conclusion: str
    problem: str
    remedy: str
    mistakes: frozenset[str]


def drawn(dice: random.Random, places: int, money_points: int = 10, *, many: bool = False) -> Contents:
    """The contents of one form; ``places`` are the decimals of its money."""
    place, office = dice.choice(WORDS["places"]), dice.choice(WORDS["offices"])
    mistakes = (
        frozenset(dice.sample(MISTAKES, dice.choice((1, 1, 2)))) if dice.random() < 0.4 else frozenset()
    )
    topic = dice.choice(WORDS["topics"])
    money = _money(dice, places, mistakes)
    rate = money[0].rate or Decimal(0)
    earned = _rounded(min(rate, Decimal(1)) * money_points)
    if "score" in mistakes:
        earned = max(Decimal(0), earned - Decimal("1.37"))
    lines = _lines(dice, topic, 100 - money_points, dice.randint(24, 40) if many else dice.randint(6, 18))
    if "points" in mistakes:
        odd = dice.randrange(len(lines))
        lines[odd] = replace(lines[odd], points=lines[odd].points + 2)
    total = earned + sum(line.score for line in lines)
    total_points = Decimal(100)
    if "total" in mistakes:
        total = total - 3 if total > 50 else total + 3
    code = dice.choice(("", "", f"{dice.randint(100, 999)}-", f"{dice.randint(100000, 999999)}-"))
    return Contents(
        project=dice.choice(topic["project"]),
        department=f"{code}{place}{office}",
        unit=f"{place}{office}{dice.choice(WORDS['subunits'])}",
        contact=dice.choice(WORDS["contacts"]),
        year=str(dice.randint(2021, 2025)),
        money=money,
        money_points=Decimal(money_points),
        money_score=earned,
        expected=_prose(dice, WORDS["expected"]),
        achieved=_prose(dice, WORDS["achieved"]),
        lines=tuple(lines),
        total_points=total_points,
        total=total,
        grade=next(name for least, name in ((90, "优"), (80, "良"), (60, "中"), (0, "差")) if total >= least),
        conclusion=dice.choice(WORDS["conclusions"]),
        problem=dice.choice((*WORDS["problems"], "无")),
        remedy=dice.choice((*WORDS["remedies"], "无")),
        mistakes=mistakes,
    )


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_HUNDREDTH, ROUND_HALF_UP)


def _prose(dice: random.Random, sentences: list[str]) -> str:
    """One to a dozen sentences, some texts with line breaks of their own."""
    between = dice.choice(("", "", "\n"))
    count = dice.choice((1, 2, 3, 5, 12))
    said = (
        dice.choice(sentences).format(n=dice.randint(3, 900), p=dice.randint(70, 100)) for _ in range(count)
    )
    return between.join(said)


def _money(dice: random.Random, places: int, mistakes: frozenset[str]) -> tuple[Money, ...]:
    """The total and three parts; a part may be nothing at all."""
    unit = Decimal(1).scaleb(-places)

    def amount(least: int, most: int) -> Decimal:
        return Decimal(dice.randint(least * 10**places, most * 10**places)) * unit

    planned = [amount(10, dice.choice((90, 900, 20000)))]
    planned += [dice.choice((Decimal(0), Decimal(0), amount(1, 300))) for _ in range(2)]
    parts = []
    for budget in planned:
        adjusted = budget if dice.random() < 0.6 else amount(0, 2 * int(budget) + 1)
        spent = adjusted if dice.random() < 0.5 else amount(0, int(adjusted)) if adjusted > 1 else adjusted
        parts.append((budget, adjusted, min(spent, adjusted)))
    sums = [sum(column) for column in zip(*parts, strict=True)]
    if "sum" in mistakes:
        odd = dice.randrange(3)
        sums[odd] += amount(1, 40)
    rows = [
        Money(*figures, rate=figures[2] / figures[1] if figures[1] else None) for figures in (sums, *parts)
    ]
    if "rate" in mistakes and rows[0].rate is not None:
        wrong = abs(rows[0].rate - Decimal(dice.randint(60, 3000)).scaleb(-4))
        rows[0] = replace(rows[0], rate=wrong)
    return tuple(rows)


def _lines(dice: random.Random, topic: dict[str, list[str]], points: int, count: int) -> list[Line]:
    """So many indicators, every level in turn, larger documents with more of each."""
    wanted: dict[str, int] = dict.fromkeys((key for _, _, key in LEVELS), 0)
    keys = ["quantity", "quality", "timeliness", "social", "pleased"]
    keys += dice.choices([key for _, _, key in LEVELS], weights=(6, 3, 2, 2, 1, 2, 1, 1, 1), k=count)
    for key in keys[:count]:
        wanted[key] += 1
    chosen = [
        (one, two, key, name) for one, two, key in LEVELS for name in _names(dice, topic[key], wanted[key])
    ]
    shares = _shares(dice, points, len(chosen))
    return [
        _line(dice, one, two, key, name, share)
        for (one, two, key, name), share in zip(chosen, shares, strict=True)
    ]


def _names(dice: random.Random, known: list[str], count: int) -> list[str]:
    """Indicators of one level; when they are used up, the same with an ordinal in front."""
    found: list[str] = []
    while len(found) < count:
        turn = len(found) // len(known)
        prefix = f"第{turn + 1}批" if turn else ""
        found += [prefix + name for name in dice.sample(known, min(len(known), count - len(found)))]
    return found


def _shares(dice: random.Random, points: int, count: int) -> list[Decimal]:
    """Points that add up, in whole numbers, halves or tenths."""
    step = dice.choice((1, 1, 2, 10))
    least = 1
    spare = points * step - least * count
    cuts = sorted(dice.randint(0, spare) for _ in range(count - 1))
    widths = [b - a for a, b in zip([0, *cuts], [*cuts, spare], strict=True)]
    return [Decimal(least + width) / step for width in widths]


def _line(dice: random.Random, one: str, two: str, key: str, described: str, points: Decimal) -> Line:
    name, *rest = described.split("|")
    if len(rest) == 1:
        kept = dice.random() < 0.8
        done = dice.choice((rest[0], "达成指标", "完成")) if kept else "部分达成指标并具有一定效果"
        score = points if kept else _rounded(points * Decimal("0.7"))
        reason = "" if kept else dice.choice(WORDS["reasons"])
        return Line(one, two, name, "", rest[0], "", done, "", points, score, reason)
    unit, least, most = rest
    digits = max((len(text.partition(".")[2]) for text in (least, most)), default=0)
    places = dice.choice((digits, digits, 2)) if digits or most != "0" else 0
    target = _between(dice, least, most, digits)
    share = dice.choice(
        (Decimal(1), Decimal(1), Decimal(1), Decimal("1.08"), Decimal("0.83"), Decimal("0.5"))
    )
    op = _DOWN.get(key) if _DOWN.get(key) and unit != "%" else "=" if target == 0 else dice.choice("≥≥≥=")
    done = (target / share if op == "≤" else target * share).quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP
    )
    if unit == "%":
        done = min(done, Decimal(100))
    score = points if share >= 1 else _rounded(points * share)
    reason = (
        dice.choice(WORDS["reasons"]) if share != 1 and dice.random() < 0.7 else dice.choice(("", "", "无"))
    )
    before = f"{target * Decimal('0.95'):.{places}f}"
    return Line(one, two, name, op, f"{target:.{places}f}", unit, f"{done:f}", before, points, score, reason)


def _between(dice: random.Random, least: str, most: str, digits: int) -> Decimal:
    scale = 10**digits
    return Decimal(dice.randint(int(Decimal(least) * scale), int(Decimal(most) * scale))) / scale
