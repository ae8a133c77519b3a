"""Codes of units and projects as spreadsheets spoil them: ``101002.0``, leading zeros gone, ``1.01E+11``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from jiheng.terms import plain

_WHOLE = re.compile(r"(\d+)\.0+")
_POWER = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_LED = re.compile(r"([A-Za-z0-9]{3,})[-_:(]?(?=[^\x00-\x7f])")

T = TypeVar("T")


def code_of(text: str) -> str:
    """A code as it was meant: half-width, without spaces, and without the ``.0`` of a number."""
    shown = plain(text)
    whole = _WHOLE.fullmatch(shown)
    return whole[1] if whole else shown


def is_spoilt(code: str) -> bool:
    """True for a code that was cut to a power of ten: its digits are lost."""
    return _POWER.fullmatch(code) is not None


class Coded(Generic[T]):
    """Things by their code: also where zeros in front got lost, or the name follows the code."""

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        self._exact: Mapping[str, T] = dict(things)
        bare: dict[str, list[T]] = {}
        for code, thing in self._exact.items():
            bare.setdefault(_without_zeros(code), []).append(thing)
        self._bare = bare

    def find(self, code: str) -> T | None:
        """The thing with *code*, or the only one that differs from it by zeros in front."""
        if code in self._exact:
            return self._exact[code]
        alike = self._bare.get(_without_zeros(code), []) if code.isdigit() else []
        if len(alike) == 1:
            return alike[0]
        led = _LED.match(code)
        return self._exact.get(led[1]) if led else None


def _without_zeros(code: str) -> str:
    return code.lstrip("0") if code.isdigit() else code
