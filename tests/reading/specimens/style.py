"""How one document prints what it says: figures, signs, units, blanks."""

import random
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

SIGNS = {
    "plain": {"≥": "≥", "≤": "≤", "=": "="},
    "wide": {"≥": "≧", "≤": "≦", "=": "＝"},
    "typed": {"≥": ">=", "≤": "<=", "=": "="},
    "words": {"≥": "不低于", "≤": "不超过", "=": ""},
    "after": {"≥": "以上", "≤": "以内", "=": ""},
    "none": {"≥": "", "≤": "", "=": ""},
}
WORDS = {"≥": "大于等于", "≤": "小于等于", "=": "等于"}
_FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(ord("0"), ord("9") + 1)})


@dataclass(frozen=True)
class Style:
    """One way to print."""

    places: int
    commas: bool
    money_unit: str
    unit_in_cell: bool
    rate: str
    points: str
    blank: str
    signs: str
    brackets: str
    percent: str
    full_width: bool
    levels: str
    apart: bool
    numbered: bool

    @staticmethod
    def drawn(dice: random.Random) -> "Style":
        often = dice.choice
        return Style(
            places=often((0, 2, 2, 2, 4, 6)),
            commas=dice.random() < 0.25,
            money_unit=often(("万元", "万元", "万元", "元")),
            unit_in_cell=dice.random() < 0.08,
            rate=often(("{:.2f}%", "{:.2f}%", "{:.2f}", "{:.0f}%", "{:.1f}%", "{:.2f}％", "fraction")),
            points=often(("plain", "plain", "{:.2f}", "{:.1f}")),
            blank=often(("-", "—", "——", "/", "", "", "－")),
            signs=often(("plain", "plain", "plain", "wide", "typed", "words", "after", "none")),
            brackets=often(("{}", "{}", "({})", "（{}）")),
            percent=often(("%", "%", "%", "％", "百分比")),
            full_width=dice.random() < 0.06,
            levels=often(("merged", "merged", "repeated", "first")),
            apart=dice.random() < 0.3,
            numbered=dice.random() < 0.3,
        )

    def figure(self, text: str) -> str:
        return text.translate(_FULL) if self.full_width else text

    def money(self, amount: Decimal | None) -> str:
        if amount is None:
            return self.blank
        shown = f"{amount:,.{self.places}f}" if self.commas else f"{amount:.{self.places}f}"
        return self.figure(shown) + (self.money_unit if self.unit_in_cell else "")

    def percentage(self, share: Decimal | None) -> str:
        """A share of 1 as a rate."""
        if share is None:
            return self.blank
        if self.rate == "fraction":
            return f"{share.quantize(Decimal('0.001'), ROUND_HALF_UP).normalize():f}"
        digits = Decimal(1).scaleb(-int(self.rate[3]))
        return self.figure(self.rate.format((share * 100).quantize(digits, ROUND_HALF_UP)))

    def mark(self, points: Decimal | None) -> str:
        if points is None:
            return self.blank
        form = (
            "{:.2f}" if self.points == "{:.1f}" and points != points.quantize(Decimal("0.1")) else self.points
        )
        return self.figure(f"{points.normalize():f}" if form == "plain" else form.format(points))

    def unit(self, unit: str) -> str:
        return self.percent if unit == "%" else unit

    def target(self, op: str, figure: str, unit: str) -> tuple[str, dict[str, Any]]:
        """The target in one cell, and its parts."""
        if not op:
            return figure, {"text": figure, "op": "", "value": figure, "unit": ""}
        sign, figure, unit = SIGNS[self.signs][op], self.figure(figure), self.unit(unit)
        text = figure + self.brackets.format(unit)
        text = text + sign if self.signs == "after" else sign + text
        text = unicodedata.normalize("NFC", text)
        return text, {"text": text, "op": op if sign else "", "value": figure, "unit": unit}

    def actual(self, figure: str, unit: str) -> str:
        return self.figure(figure) + (self.brackets.format(self.unit(unit)) if unit else "")
