"""A form as it would be published now."""

from __future__ import annotations

from jiheng.model import Problem
from jiheng.pipeline import written
from jiheng.standards import load
from jiheng.web.apps.evaluations.document import form_of
from jiheng.web.apps.evaluations.marks import code_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.publication.files import mark_of
from jiheng.web.apps.publication.models import Score
from jiheng.web.apps.review.services import StepError
from jiheng.writing import html


def preview_mark(form: ProjectForm) -> str:
    """The foot: that of the publication where it is out, else one that nobody takes for published."""
    out = form.publications.filter(replaced_at=None, withdrawn_at=None).first()
    if form.state == State.PUBLISHED and out is not None:
        return mark_of(out)
    return f"公开预览（尚未公开） · 总分为{Score.SELF.label} · 版本码 {code_of(form.document)}"


def preview_sheet(form: ProjectForm) -> str:
    """The form as an element of a page; ``services.refuse_unprintable`` comes before."""
    layout = load(form.task.standard).layout
    return html.fragment(form_of(form.document), layout, preview_mark(form), heading=2)


def preview_file(form: ProjectForm, kind: str) -> bytes:
    """The file of *kind*; StepError where it cannot be made."""
    made = written([form_of(form.document)], kind, form.task.standard, marks=[preview_mark(form)])
    if isinstance(made, Problem):
        raise StepError(f"{made.message}。{made.fix}")
    return made
