"""What was promised and what was done, understood: the meaning of 年度指标值 and 实际完成值."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jiheng.model.number import Number


class TargetKind(StrEnum):
    """How a target is met."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"
    ABOVE = "above"
    BELOW = "below"
    BETWEEN = "between"
    BY_DATE = "by_date"
    IN_WORDS = "in_words"


@dataclass(frozen=True, slots=True)
class Target:
    """年度指标值 as understood.

    ``low`` bounds at_least, above and between; ``high`` bounds at_most, below and between; exactly has
    both, equal. ``due`` is the last good day of by_date. ``unit`` is as printed, without brackets.
    ``text`` is what was printed, always.
    """

    kind: TargetKind
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    due: date | None = None

    @property
    def is_quantitative(self) -> bool:
        """True where a number decides (定量): neither words nor a date."""
        return self.kind not in (TargetKind.IN_WORDS, TargetKind.BY_DATE)

    @property
    def bound(self) -> Decimal | None:
        """The one number that the target names; the lower one of between."""
        return self.low if self.low is not None else self.high


@dataclass(frozen=True, slots=True)
class Actual:
    """实际完成值 as understood: a number with its unit, a day, or words.

    ``operator`` is what was copied in front of the number (``≥266米`` written as an actual), else empty.
    """

    text: str
    number: Number | None = None
    unit: str = ""
    day: date | None = None
    operator: str = ""

    @property
    def is_blank(self) -> bool:
        """True when nothing was filled in."""
        return not self.text
