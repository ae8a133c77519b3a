"""The first page: what waits for the person who signed in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from jiheng.web.apps.accounts.selectors import posts_of
from jiheng.web.apps.review.lists import open_remarks, publishable_by, waiting_for
from jiheng.web.apps.tasks.selectors import visible_tasks
from jiheng.web.config.request import SignedIn

_SHOWN = 12


def home(request: SignedIn) -> HttpResponse:
    """Tasks, the forms that wait for this person's step, and remarks that nobody has answered."""
    waiting = waiting_for(request.user).order_by("task__deadline", "state", "unit__code", "project_code")
    context = {
        "tasks": visible_tasks(request.user)[:_SHOWN],
        "waiting": waiting[:_SHOWN],
        "waiting_count": waiting.count(),
        "remarks": open_remarks(request.user)[:_SHOWN],
        "posts": posts_of(request.user),
        "publishable": publishable_by(request.user).count(),
    }
    return render(request, "home.html", context)
