"""What was read, as the JSON that passes from one process to another, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiheng.model import Location, Problem, ProblemKind
from jiheng.model.facsimile import facsimile_from_json, facsimile_to_json
from jiheng.model.serial import document_from_json, document_to_json, location_from_json, location_to_json
from jiheng.reading import Reading
from jiheng.reading.facsimile import Seen
from jiheng.reading.lists import Rows

Json = Any


def reading_to_json(reading: Reading) -> Json:
    """``{"doc", "forms", "problems"}``; reading it back gives an equal reading."""
    problems = [problem_to_json(problem) for problem in reading.problems]
    return {**document_to_json(reading.doc, reading.forms), "problems": problems}


def reading_from_json(data: Json) -> Reading:
    """The reading that ``reading_to_json`` wrote; ValueError for anything else."""
    if not isinstance(data, Mapping) or not isinstance(data.get("problems"), list):
        raise ValueError
    forms = document_from_json({"forms": data.get("forms")})
    if isinstance(forms, Problem):
        raise ValueError(str(forms))
    return Reading(_text(data.get("doc")), forms, tuple(map(problem_from_json, data["problems"])))


def seen_to_json(seen: Seen) -> Json:
    """As ``reading_to_json``, with ``facsimile``."""
    return {**reading_to_json(seen.reading), "facsimile": facsimile_to_json(seen.facsimile)}


def seen_from_json(data: Json) -> Seen:
    """What ``seen_to_json`` wrote; ValueError, TypeError or LookupError for anything else."""
    return Seen(reading_from_json(data), facsimile_from_json(data["facsimile"]))


def problem_to_json(problem: Problem) -> Json:
    """``{"kind", "message", "fix", "at"}``."""
    return {
        "kind": problem.kind.value,
        "message": problem.message,
        "fix": problem.fix,
        "at": location_to_json(problem.at),
    }


def problem_from_json(data: Json) -> Problem:
    """The problem that ``problem_to_json`` wrote; ValueError for anything else."""
    at = location_from_json(data.get("at")) if isinstance(data, Mapping) else None
    if not isinstance(at, Location):
        raise ValueError
    return Problem(ProblemKind(data.get("kind")), _text(data.get("message")), _text(data.get("fix")), at)


def rows_to_json(found: tuple[Rows, ...] | Problem) -> Json:
    """``{"lists": [{"name", "rows"}]}`` or ``{"problem"}``."""
    if isinstance(found, Problem):
        return {"problem": problem_to_json(found)}
    return {"lists": [{"name": item.name, "rows": item.rows} for item in found]}


def rows_from_json(data: Json) -> tuple[Rows, ...] | Problem:
    """What ``rows_to_json`` wrote; ValueError for anything else."""
    if not isinstance(data, Mapping):
        raise ValueError
    if "problem" in data:
        return problem_from_json(data["problem"])
    lists = data.get("lists")
    if not isinstance(lists, list):
        raise ValueError
    return tuple(Rows(_text(item["name"]), tuple(map(_row, item["rows"]))) for item in lists)


def _row(cells: Json) -> tuple[str, ...]:
    return tuple(map(_text, cells))


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value
