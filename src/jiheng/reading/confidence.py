"""How surely a form was read, from 0 to 1."""

from __future__ import annotations

from decimal import Decimal

from jiheng.model import Form, round_half_up
from jiheng.reading.arithmetic import Agreement
from jiheng.reading.kinds import SCORED

_ONE = Decimal(1)


def confidence(form: Form, printed: int, agreement: Agreement) -> Decimal:
    """The product of four shares, rounded to two places.

    - placed: of the *printed* characters, those that were not left over;
    - sure: the mean confidence of the cells;
    - whole: of the parts head, funding, indicators, total, those that are there;
    - agreeing: (constraints that hold + 1) / (constraints checked + 1). A form that is printed with a
      wrong total is read as printed and comes out a little lower.
    """
    leftover = sum(len(item.text) for item in form.unbound)
    placed = _ONE - Decimal(min(leftover, printed)) / max(1, printed)
    cells = [source.confidence for source in form.sources.values()]
    sure = sum(cells, Decimal(0)) / max(1, len(cells))
    named = form.header.project or (
        form.kind == "department" and (form.header.department or form.header.unit)
    )
    parts = (named, form.funding, form.indicators, form.total.score or form.kind not in SCORED)
    whole = Decimal(sum(map(bool, parts))) / len(parts)
    agreeing = Decimal(agreement.held + 1) / (agreement.checked + 1)
    return round_half_up(placed * sure * whole * agreeing, 2)
