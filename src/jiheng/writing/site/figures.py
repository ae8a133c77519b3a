"""The figures of a form that the lists of a public site show, as texts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jiheng.model import Form
from jiheng.writing.summary_figures import line

_YUAN = 10_000


def listed(form: Form) -> Mapping[str, str]:
    """Amounts in 元, ``rate`` in per cent, ``total`` and ``grade``; empty where the form does not tell."""
    found = line(form, None)
    budget, adjusted, executed = found.amounts
    return {
        "annual_budget": _yuan(budget if adjusted is None else adjusted),
        "executed": _yuan(executed),
        "rate": _number(found.rate),
        "total": _number(found.score),
        "grade": found.grade,
    }


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else _places(amount * _YUAN)


def _number(value: Decimal | str) -> str:
    return _places(value) if isinstance(value, Decimal) else value


def in_wan(yuan: str) -> str:
    """An amount in 元 as 万元, with two decimals or as many as it has."""
    return _places(Decimal(yuan) / _YUAN) if yuan else ""


def _places(value: Decimal) -> str:
    """At least two decimals; none that it has is cut."""
    places = max(2, -int(value.normalize().as_tuple().exponent))
    return f"{value:.{places}f}"
