"""Reading publications: behind the login within the reader's reach, and what everybody may see."""

from __future__ import annotations

from django.db.models import QuerySet

from jiheng.checks import publishing
from jiheng.model import Finding
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.selectors import within
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import judged
from jiheng.web.apps.publication.models import Publication


def public() -> QuerySet[Publication]:
    """What everybody may see: nothing that was withdrawn, nothing of a form that is now withheld."""
    return Publication.objects.filter(withdrawn_at=None, form__withheld=False)


def latest() -> QuerySet[Publication]:
    """Of every public form the publication that holds."""
    return public().filter(replaced_at=None)


def visible_publications(user: User) -> QuerySet[Publication]:
    """Of what everybody may see, the publications of the forms in the user's reach."""
    return public().filter(within(user, "form__unit"))


def personal_data(form: ProjectForm) -> tuple[Finding, ...]:
    """What must be taken out of the form before it is published, with its places."""
    return publishing.personal_data(judged(form).findings)


def proposer_of(form: ProjectForm) -> str:
    """The user name of who last proposed the form for publication; ``""`` where nobody did."""
    found = _last_entry(form, "propose_publication")
    return "" if found is None else found.actor


def reason_for_correction(form: ProjectForm) -> str:
    """Why the published form was last taken back; ``""`` where it never was."""
    found = _last_entry(form, "correct")
    return "" if found is None else str(found.detail.get("remark", ""))


def _last_entry(form: ProjectForm, action: str) -> Entry | None:
    return Entry.objects.filter(subject=form.subject, action=action).order_by("-number").first()


def address_of(project_code: str) -> str:
    """A project's code as a part of an address, in which a slash would begin the next part."""
    return project_code.replace("/", "-")
