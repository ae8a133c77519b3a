"""The JSON that ``jiheng read --json`` writes, read back: one object, an array, or one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jiheng.model import Form, Location, Problem
from jiheng.model.serial import document_from_json
from jiheng.reading.content import unreadable
from jiheng.terms import notation

_FIX = "请检查 JSON 是否完整，或用 jiheng read --json 重新生成"
_LONGEST_NUMBER = 40
# An escaped character: a surrogate pair, half of one, or any other.
_LONE = re.compile(r"\\(?:(u[dD][89abAB]..\\u[dD][c-fC-F]..)|(u[dD][89a-fA-F]..)|.)", re.DOTALL)
_KEYS = {"header", "funding", "goals", "indicators", "total", "grade", "title", "notes"}
_EXPONENT = re.compile(r"[eE][+-]?0*(\d+)$")


@dataclass(frozen=True, slots=True)
class Records:
    """The forms of a JSON text, the name it gives itself, and what could not be used."""

    doc: str
    forms: tuple[Form, ...]
    problems: tuple[Problem, ...]


def looks_like_json(text: str) -> bool:
    """True for a text that begins as a JSON object or array does."""
    return text.lstrip()[:1] in ("{", "[")


def read_records(text: str) -> Records:
    """Every form in the JSON, in order; a target given in one shape only is completed."""
    forms: list[Form] = []
    problems: list[Problem] = []
    names: list[str] = []
    for line, data in _values(text):
        if isinstance(data, Problem):
            problems.append(data)
            continue
        if not _holds_a_form(data) and _is_well_shaped(data):
            problems.append(unreadable("JSON 中没有自评表", _FIX, line))
            continue
        names += [_name(data)]
        for document in data if _is_list_of_documents(data) else [data]:
            found = document_from_json(document)
            if isinstance(found, Problem):
                problems.append(replace(found, at=Location(found.at.path, line=line)))
            else:
                forms.extend(map(_completed, found))
    return Records(names[0] if len(names) == 1 else "", tuple(forms), tuple(problems))


def _is_well_shaped(data: Any) -> bool:
    """False where the shape itself is wrong, which has a message of its own."""
    forms = data.get("forms", []) if isinstance(data, dict) else data
    return isinstance(forms, list) and all(isinstance(form, dict) for form in forms)


def _name(data: Any) -> str:
    name = data.get("doc") if isinstance(data, dict) else None
    return name if isinstance(name, str) else ""


def _is_list_of_documents(data: Any) -> bool:
    return isinstance(data, list) and any(isinstance(item, dict) and "forms" in item for item in data)


def _values(text: str) -> Iterator[tuple[int | None, Any]]:
    """The whole text as one value, or each line as one, with its line number."""
    whole = _parsed(text)
    if not isinstance(whole, Problem):
        yield None, whole
        return
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    values = [(number, _parsed(line, number)) for number, line in lines] if _is_lines(lines) else []
    if any(not isinstance(value, Problem) for _, value in values):
        yield from values
    else:
        yield None, whole


def _is_lines(lines: list[tuple[int, str]]) -> bool:
    """Several lines each of which begins like a value of its own."""
    return len(lines) > 1 and all(line.lstrip()[0] in "{[" for _, line in lines[:2])


def _parsed(text: str, line: int = 1) -> Any:
    try:
        return json.loads(
            _LONE.sub(_whole_pair, text), parse_float=_exact, parse_int=_whole, parse_constant=_refuse
        )
    except json.JSONDecodeError as error:
        place = line + error.lineno - 1
        return unreadable(f"JSON 有语法错误，在这一行的第{error.colno}个字符", _FIX, place)
    except RecursionError:
        return unreadable("JSON 嵌套过深", _FIX)
    except ValueError as error:
        return unreadable(str(error), _FIX)


def _whole_pair(match: re.Match[str]) -> str:
    """Half a surrogate pair is no character; it becomes the sign for a damaged one."""
    return r"\ufffd" if match[2] else match[0]


def _holds_a_form(data: Any) -> bool:
    """Whether some object in *data* has a key of a form; any other JSON is none of our business."""
    if isinstance(data, dict):
        return bool(_KEYS & data.keys()) or _holds_a_form(data.get("forms"))
    return isinstance(data, list) and any(map(_holds_a_form, data))


def _exact(digits: str) -> Decimal:
    exponent = _EXPONENT.search(digits)
    if len(digits) > _LONGEST_NUMBER or (exponent and int(exponent[1]) > _LONGEST_NUMBER):
        return _refuse(digits)
    return Decimal(digits)


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        _refuse(digits)
    return int(digits)


def _refuse(digits: str) -> Decimal:
    raise ValueError(f"JSON 中的数“{digits[:20]}”无法作为表中的数")


def _completed(form: Form) -> Form:
    lines = (replace(line, target=notation.completed(line.target)) for line in form.indicators)
    return replace(form, indicators=tuple(lines))
