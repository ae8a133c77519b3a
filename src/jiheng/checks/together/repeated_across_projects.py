"""PRT951."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity, TargetKind
from jiheng.terms import find, label, notation, plain

SHOWN = 4
SHOWN_CHARACTERS = 24
_PROSE = {"implementation", "conclusion", "problems", "measures", "overall_reason"}


@dataclass(slots=True)
class _Text:
    """One text with the forms in which it stands, in order, and its place in the first of them."""

    shown: str
    path: str
    forms: list[int] = field(default_factory=list)


@check(
    code="PRT951",
    title="多个项目的指标或文字雷同",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    message="{projects}有{count}处内容完全相同：{texts}",
    fix="逐项核对是否照抄；确属同一要求的，写出各项目自己的数量、对象和结果",
    clause="多表比对（复核经验，非法规）",
    parameters=("repeated_text_from",),
    together=True,
)
def repeated_across_projects(cases: tuple[Case, ...]) -> Iterator[Answer]:
    """The same indicators, reasons or narratives in several projects: one finding for each set of forms."""
    projects = [_project(case) for case in cases]
    known = {project for project in projects if project}
    if len(known) < 2:
        unknown = len(cases) > 1 and not all(projects)
        yield MissingInput(label("project")) if unknown else NotApplicable("没有两个以上项目的表")
        return
    texts = _texts_of(cases, projects)
    if not texts:
        yield NotApplicable("没有可以比对的指标和文字")
    together: dict[tuple[int, ...], list[_Text]] = defaultdict(list)
    for text in texts.values():
        if len(text.forms) > 1:
            together[tuple(text.forms)].append(text)
    for forms, shared in together.items():
        names = list({projects[form]: cases[form].form.header.project for form in forms}.values())
        if len(names) > 1:
            values = {
                "projects": f"{_listed(names)}（{len(names)}个项目）",
                "count": len(shared),
                "texts": _listed([text.shown for text in shared]),
            }
            yield Hit(shared[0].path, values, form=forms[0])


def _project(case: Case) -> tuple[str, str] | None:
    """The project and its unit; years of one project are one."""
    header = case.form.header
    return None if notation.is_empty(header.project) else (plain(header.project), plain(header.unit))


def _texts_of(
    cases: tuple[Case, ...], projects: Sequence[tuple[str, str] | None]
) -> dict[tuple[str, ...], _Text]:
    found: dict[tuple[str, ...], _Text] = {}
    for index, case in enumerate(cases):
        if projects[index] is None:
            continue
        for key, shown, path in (*_indicators(case), *_prose(case)):
            text = found.setdefault(key, _Text(shown, path))
            if not text.forms or text.forms[-1] != index:
                text.forms.append(index)
    return found


def _indicators(case: Case) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Lines in words one by one, numbers only as a whole set: many projects may share 完成率 =100%."""
    lines = [(plain(row.printed.level3), plain(row.target.text)) for row in case.rows]
    if len(lines) > 1 and all(name and target for name, target in lines):
        whole = tuple(part for line in sorted(lines) for part in line)
        yield ("set", *whole), f"整套{len(lines)}项指标", "indicators"
    for row, (name, target) in zip(case.rows, lines, strict=True):
        if row.target.kind is TargetKind.IN_WORDS and name and not notation.is_empty(target):
            yield (
                ("line", name, target),
                f"“{_short(row.printed.level3)}：{_short(row.target.text)}”",
                row.at("level3"),
            )


def _prose(case: Case) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Goals, reasons and notes that are long enough to be somebody's own words."""
    form, shortest = case.form, case.rules.repeated_text_from.value
    cells = [
        (label("expected"), form.goals.expected, "goals.expected"),
        (label("goal_actual"), form.goals.actual, "goals.actual"),
        *((label("reason"), row.reason, f"funding[{i}].reason") for i, row in enumerate(form.funding)),
        *((label("reason"), row.printed.reason, row.at("reason")) for row in case.rows),
        *(
            (note.label, note.text, f"notes[{i}].text")
            for i, note in enumerate(form.notes)
            if _is_prose(note.label)
        ),
    ]
    for name, printed, path in cells:
        text = plain(printed)
        if len(text) >= shortest:
            yield ("prose", name, text), f"{name}“{_short(printed)}”", path


def _is_prose(name: str) -> bool:
    term = find(name, "field", "notes")
    return term is not None and term.id in _PROSE


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def _listed(items: Sequence[str]) -> str:
    return "、".join(items[:SHOWN]) + ("等" if len(items) > SHOWN else "")
