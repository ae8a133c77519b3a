"""What is to be confirmed, may be proposed, is public, or is withheld; and proposing many at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.db.models.fields.json import KT
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.selectors import has_role
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import listed_forms, visible_form
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.review.services import take_each
from jiheng.web.apps.review.transitions import BY_ID
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn

_PAGE = 50
TABS = {
    "to_confirm": "待确认公开",
    "ready": "可申请公开",
    "published": "已公开",
    "withheld": "不予公开",
}


def forms_of(user: User, tab: str) -> QuerySet[ProjectForm]:
    """The forms in reach that stand under *tab*."""
    mine = listed_forms(user)
    if tab == "withheld":
        return mine.filter(withheld=True).annotate(secrecy=KT("document__header__secrecy"))
    mine = mine.filter(withheld=False)
    if tab == "published":
        standing = {"publications__withdrawn_at": None, "publications__replaced_at": None}
        return mine.filter(publications__isnull=False, **standing)
    return mine.filter(state=State.TO_PUBLISH if tab == "to_confirm" else State.APPROVED)


@require_GET
def forms(request: SignedIn) -> HttpResponse:
    """What is to be confirmed, may be proposed, is public, or is withheld."""
    tab = request.GET.get("show", "to_confirm")
    if tab not in TABS:
        raise Http404
    publications = Prefetch("publications", Publication.objects.defer("document"))
    found = forms_of(request.user, tab).prefetch_related(publications)
    context = {
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "tab": tab,
        "may_propose": tab == "ready" and has_role(request.user, *BY_ID["propose_publication"].roles),
        "tabs": [(key, name, forms_of(request.user, key).count()) for key, name in TABS.items()],
    }
    return render(request, "publication/forms.html", context)


@require_POST
def propose(request: SignedIn) -> HttpResponse:
    """Propose many forms, each on its own; what did not go is said. Each is confirmed with its preview."""
    chosen = [tuple(map(whole, item.partition(":")[::2])) for item in request.POST.getlist("form")]
    done, refused = take_each(
        user=request.user,
        step_id="propose_publication",
        chosen=((visible_form(request.user, pk), version or 0) for pk, version in chosen if pk is not None),
        remark=request.POST.get("remark", ""),
    )
    if done:
        messages.success(request, f"已申请公开{done}项，等待另一人确认")
    for text in refused:
        messages.warning(request, text)
    if not (done or refused):
        messages.warning(request, "请先勾选自评表")
    return redirect(f"{reverse('publication:forms')}?show=ready")
