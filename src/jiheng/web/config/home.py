"""The first page: what waits for the person who signed in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from jiheng.web.apps.tasks.selectors import visible_tasks
from jiheng.web.config.request import SignedIn


def home(request: SignedIn) -> HttpResponse:
    """Tasks, and the forms that wait for this person's step."""
    return render(request, "home.html", {"tasks": visible_tasks(request.user)})
