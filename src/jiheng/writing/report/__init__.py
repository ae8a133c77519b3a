"""自评报告 and 汇总分析报告 in Word: filled from data, with a mark wherever a person must write.

The templates are Word files that an office may change; what they may name is told in ``docs/reports.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files

from jiheng.model import Outcome, Problem
from jiheng.writing.place import refused
from jiheng.writing.report.project import Judged

__all__ = ["KINDS", "Judged", "report", "template_of"]

_FILES = {"自评报告": "self_evaluation.docx", "汇总分析报告": "analysis.docx"}
KINDS = tuple(_FILES)
"""The report on one project, and that on many."""


def template_of(kind: str) -> bytes:
    """The Word template of one of ``KINDS``."""
    return files("jiheng.writing.report").joinpath("templates", _FILES[kind]).read_bytes()


def report(
    judged: Sequence[Judged],
    titles: Mapping[str, str],
    together: Sequence[Outcome] = (),
    template: bytes | None = None,
) -> bytes | Problem:
    """The report on the forms: on one a 自评报告, on several a 汇总分析报告.

    *titles* are those of the checks by code, *together* the outcomes of the checks across forms. A *template*
    of an office takes the place of ours; where it cannot be used, or a text cannot be printed, that is a
    Problem. The same forms in the same order give the same bytes.
    """
    # The libraries are slow to load.
    from jiheng.writing.report import confined, many, one
    from jiheng.writing.report import template as ours
    from jiheng.writing.report.project import projects

    refusal = refused([item.form for item in judged])
    if refusal is not None:
        return refusal
    found = projects(list(judged))
    if len(found) == 1:
        contents, title = one.contents(found[0], titles), one.title(found[0])
    else:
        contents, title = many.contents(found, titles, together), many.title(found)
    if template is not None:
        return confined.rendered_safely(template, contents, title)
    return ours.rendered(template_of(KINDS[len(found) > 1]), contents, title)
