"""Where a published form stands for ever: year, unit and project, by codes where there are any.

Names that have no code give a digest of themselves, so that a corrected form keeps its address, whatever else
was published before and in whatever order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiheng.model import Form
from jiheng.model.serial import form_to_json, to_line
from jiheng.terms import notation, plain

UNDATED = "undated"
_PLAIN_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Address:
    """The three steps of an address; each of letters, digits, ``_`` and ``-``."""

    year: str
    unit: str
    project: str

    def __str__(self) -> str:
        return f"{self.year}/{self.unit}/{self.project}"


def address_of(form: Form) -> Address:
    """The address of a form; where neither code nor name tells it, its content does."""
    head = form.header
    year = notation.year_of(head.year)
    project = _step("p", head.project_code, head.project or form.title or digest_of(form))
    other = "" if form.kind == "project" else f"-{form.kind}"
    return Address(
        UNDATED if year is None else str(year),
        _step("u", head.unit_code, head.unit or head.department),
        f"{project}{other}",
    )


def keys_of(forms: Sequence[Form]) -> Iterator[str]:
    """The address of every form as its key; a second one at the same address is told apart by a number."""
    taken: set[str] = set()
    for form in forms:
        wanted = key = str(address_of(form))
        number = 1
        while key.casefold() in taken:
            number += 1
            key = f"{wanted}_{number}"
        taken.add(key.casefold())
        yield key


def digest_of(form: Form) -> str:
    """The SHA-256 of the form's JSON, in hexadecimal."""
    return hashlib.sha256(to_line(form_to_json(form)).encode()).hexdigest()


def _step(sign: str, code: str, name: str) -> str:
    code = code.strip()
    if _PLAIN_CODE.fullmatch(code):
        return code
    return f"{sign}-{hashlib.sha256(plain(code or name).encode()).hexdigest()[:_DIGITS]}"
