"""The lines of a list by project: a blank means "as above"; unit, year and codes are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from jiheng.model import Location, Problem, ProblemKind
from jiheng.terms import notation, plain
from jiheng.web.apps.accounts.models import Organisation
from jiheng.web.apps.evaluations.edits import LONGEST_CELL
from jiheng.web.apps.imports.codes import Coded, code_of, is_spoilt
from jiheng.web.apps.imports.fields import name_of_field
from jiheng.web.apps.imports.sheets import Line

_OF_PROJECT = ("header.unit_code", "header.unit", "header.project_code", "header.project", "header.year")
_LONGEST_CODE = 64
_LONGEST_NAME = 256


@dataclass(slots=True)
class Group:
    """The lines of one project of one unit, and what is wrong with them."""

    unit: Organisation
    project_code: str
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def at(self) -> Location:
        """Where the project begins in the file."""
        return self.lines[0].at

    def refuse(self, message: str, fix: str, at: Location | None = None) -> None:
        """Note what is wrong."""
        self.problems.append(problem(message, fix, at or self.at))


@dataclass(frozen=True, slots=True)
class Grouped:
    """The projects of a list; ``problems`` are those of lines that belong to no project."""

    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]


def problem(message: str, fix: str, at: Location) -> Problem:
    """What is wrong with a line."""
    return Problem(ProblemKind.UNREADABLE, message, fix, at)


def grouped(lines: Iterable[Line], units: Coded[Organisation], year: int) -> Grouped:
    """The lines by unit and project code, in the order in which projects begin."""
    found: dict[tuple[int, str], Group] = {}
    problems: dict[tuple[str, str, str], Problem] = {}
    for line in _as_above(lines):
        unit = units.find(code_of(line.get("header.unit_code")))
        refused = _refused(line, unit, year)
        code = code_of(line.get("header.project_code"))
        if unit is None or not code or len(code) > _LONGEST_CODE:
            for item in refused:
                problems.setdefault((item.message, code, line.sheet), item)
            continue
        group = found.setdefault((unit.pk, code), Group(unit, code))
        group.lines.append(line)
        known = {item.message for item in group.problems}
        group.problems.extend(item for item in refused if item.message not in known)
    return Grouped(tuple(found.values()), tuple(problems.values()))


def _as_above(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines with the codes, name and year of the line above where theirs are blank."""
    above: dict[str, str] = {}
    sheet = None
    for line in lines:
        if line.sheet != sheet:
            above, sheet = {}, line.sheet
        unit = line.get("header.unit_code")
        if unit and unit != above.get("header.unit_code"):
            above = {"header.year": above.get("header.year", "")}
        code = line.get("header.project_code")
        if code and code != above.get("header.project_code"):
            above = {name: text for name, text in above.items() if name != "header.project"}
        own = {name: line.get(name) or above.get(name, "") for name in _OF_PROJECT if name in line.cells}
        above = {**above, **own}
        yield replace(line, cells={**line.cells, **own})


def _refused(line: Line, unit: Organisation | None, year: int) -> list[Problem]:
    found = []
    given, code = line.get("header.unit_code"), code_of(line.get("header.project_code"))
    if not given:
        found.append(problem("没有单位代码", "请补上单位代码", line.at))
    elif is_spoilt(code_of(given)):
        found.append(problem(f"单位代码“{_short(given)}”是科学计数，数字已丢失", _AS_TEXT, line.at))
    elif unit is None:
        message = f"单位代码“{_short(given)}”不在本次任务或您的单位范围内"
        found.append(problem(message, "请核对单位代码；新单位请先加入任务", line.at))
    if not code:
        found.append(problem("没有项目代码", "请补上项目代码", line.at))
    elif is_spoilt(code):
        found.append(problem(f"项目代码“{code}”是科学计数，数字已丢失", _AS_TEXT, line.at))
    elif len(code) > _LONGEST_CODE:
        found.append(problem(f"项目代码超过{_LONGEST_CODE}个字符", "请核对项目代码", line.at))
    written = line.get("header.year")
    if written and notation.year_of(written) != year:
        message = f"年度“{_short(written)}”不是本次任务的{year}年度"
        found.append(problem(message, "请核对年度，或选择那一年的任务", line.at))
    found.extend(_too_long(line))
    return found


_AS_TEXT = "请把这一列设成文本格式，重新填写代码后再上传"


def _too_long(line: Line) -> Iterator[Problem]:
    for name, text in line.cells.items():
        most = _LONGEST_NAME if name == "header.project" else LONGEST_CELL
        if len(text) > most:
            message = f"“{name_of_field(name)}”有{len(text)}字，超过{most}字的上限"
            yield problem(message, "请缩短后重新上传", line.at)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def one_text(group: Group, name: str) -> str:
    """The text that a project has in the column *name*: at most one, wherever it stands."""
    found: dict[str, tuple[str, Line]] = {}
    for line in group.lines:
        if text := line.get(name):
            found.setdefault(plain(text), (text, line))
    if len(found) > 1:
        _, (second, line) = list(found.values())[:2]
        message = f"同一项目的{name_of_field(name)}前后不一致：“{_short(second)}”"
        group.refuse(message, "同一项目只能有一个，请改成一致", line.at)
    return next(iter(found.values()))[0] if found else ""
