"""Reading forms, within the reader's reach."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from jiheng.checks import case_of, findings_of, run
from jiheng.model import Finding, Form, Scorecard
from jiheng.standards import Standard, load
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.selectors import within
from jiheng.web.apps.evaluations.document import form_of
from jiheng.web.apps.evaluations.models import ProjectForm


@dataclass(frozen=True, slots=True)
class Judged:
    """A stored form with what it earns and what is wrong with it."""

    form: Form
    standard: Standard
    scorecard: Scorecard
    findings: tuple[Finding, ...]


def visible_forms(user: User) -> QuerySet[ProjectForm]:
    """The forms in the user's reach."""
    return ProjectForm.objects.filter(within(user, "unit")).select_related("unit", "task", "unit__parent")


def listed_forms(user: User) -> QuerySet[ProjectForm]:
    """As ``visible_forms``, for lists: the documents stay in the database."""
    return visible_forms(user).defer("document", "approval")


def visible_form(user: User, form_id: int) -> ProjectForm:
    """One form in the user's reach; Http404 for any other, whether there is one or not."""
    return get_object_or_404(visible_forms(user), pk=form_id)


def judged(row: ProjectForm) -> Judged:
    """The form scored and checked under its task's standard."""
    standard = load(row.task.standard)
    case = case_of(form_of(row.document), standard)
    return Judged(case.form, standard, case.scorecard, findings_of(run(case)))
