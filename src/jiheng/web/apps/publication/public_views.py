"""The public site: year, department, unit, form; its files and its index for programs."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from jiheng.standards import load
from jiheng.web.apps.evaluations.amounts import hundredths
from jiheng.web.apps.evaluations.document import form_of
from jiheng.web.apps.publication.files import file_of, mark_of
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.publication.pages import missing, page, public_page
from jiheng.web.apps.publication.selectors import latest, public
from jiheng.web.config.downloads import download
from jiheng.writing import html
from jiheng.writing.site.entry import FILES, Entry, Named


@public_page
def years(_request: HttpRequest) -> HttpResponse:
    """The years of which something is public."""
    found = latest().values("year").annotate(forms=Count("pk"), units=Count("unit_code", distinct=True))
    return page("public/years.html", years=found.order_by("-year"))


@public_page
def year(_request: HttpRequest, year: int) -> HttpResponse:
    """The departments of a year."""
    found = latest().filter(year=year).values("department_code", "department")
    counted = found.annotate(forms=Count("pk"), units=Count("unit_code", distinct=True))
    return page("public/year.html", year=year, departments=_some(counted.order_by("department_code")))


@public_page
def department(_request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The units of a department in a year."""
    found = latest().filter(year=year, department_code=code)
    units = _some(found.values("unit_code", "unit").annotate(forms=Count("pk")).order_by("unit_code"))
    name = found.values_list("department", flat=True).first()
    return page("public/department.html", year=year, department=name, units=units)


@public_page
def unit(_request: HttpRequest, year: int, unit_code: str) -> HttpResponse:
    """The forms of one unit in a year."""
    found = _some(latest().filter(year=year, unit_code=unit_code).defer("document"))
    return page("public/unit.html", year=year, unit=found[0], publications=found)


@public_page
def form(
    _request: HttpRequest, year: int, unit_code: str, code: str, number: int | None = None
) -> HttpResponse:
    """One publication of a form, the latest where no *number* is given."""
    standing = list(public().filter(year=year, unit_code=unit_code, code=code).order_by("-number"))
    found = _chosen(standing, number)
    standard = load(found.standard)
    sheet = html.fragment(form_of(found.document), standard.layout, mark_of(found), heading=1)
    response = page(
        "public/form.html",
        publication=found,
        standard=standard,
        sheet=sheet,
        versions=standing,
        latest=_chosen(standing, None),
        is_permanent=number is not None,
        address=reverse("public:version", args=(year, unit_code, code, found.number)),
    )
    response["Last-Modified"] = http_date(max(item.changed_at for item in standing).timestamp())
    return response


def _chosen(standing: list[Publication], number: int | None) -> Publication:
    """Publication *number*, or the latest; Http404 where it does not stand."""
    for item in standing:
        if item.is_latest if number is None else item.number == number:
            return item
    raise Http404


@public_page
def file(_request: HttpRequest, year: int, unit_code: str, code: str, number: int, kind: str) -> HttpResponse:
    """A publication as a file."""
    found = public().filter(year=year, unit_code=unit_code, code=code, number=number).first()
    if found is None or kind not in FILES:
        raise Http404
    name = f"{year}年度{found.unit}自评表-{found.project}-第{number}版.{kind}"
    response = download(file_of(found, kind), name, inline=kind == "pdf")
    response["Last-Modified"] = http_date(found.published_at.timestamp())
    return response


@public_page
def index(_request: HttpRequest, year: int) -> HttpResponse:
    """All publications of a year for programs, replaced ones too."""
    found = [_entry(item).as_json() for item in _some(public().filter(year=year).defer("document"))]
    text = json.dumps({"year": year, "publications": found}, ensure_ascii=False)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _entry(item: Publication) -> Entry:
    """The publication as the index of every public site gives it."""
    address = reverse("public:version", args=(item.year, item.unit_code, item.code, item.number))
    return Entry(
        address=address,
        files={kind: f"{address}form.{kind}" for kind in FILES},
        number=item.number,
        is_latest=item.is_latest,
        published_at=timezone.localtime(item.published_at).isoformat(),
        department=Named(item.department_code, item.department),
        unit=Named(item.unit_code, item.unit),
        project=Named(item.code, item.project),
        annual_budget=hundredths(item.budget_fen),
        executed=hundredths(item.executed_fen),
        rate=hundredths(item.rate),
        total=hundredths(item.total),
        grade=item.grade,
        standard=Named(item.standard, item.digest),
        note=item.note,
    )


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of all forms, for search engines."""
    found = latest().values_list("year", "unit_code", "code")
    places = [request.build_absolute_uri(reverse("public:form", args=at)) for at in found]
    response = page("public/sitemap.xml", places=places)
    response["Content-Type"] = "application/xml"
    return response


@public_page
def style(_request: HttpRequest) -> HttpResponse:
    """The style sheet of the form itself."""
    return HttpResponse(html.style(), content_type="text/css; charset=utf-8")


def nowhere(_request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every other address."""
    return missing()


def _some(found: Any) -> list[Any]:
    """The rows; Http404 where there are none."""
    rows = list(found)
    if not rows:
        raise Http404
    return rows
