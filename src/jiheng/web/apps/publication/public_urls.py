"""The addresses of the public site, which needs no login. Those of forms and files are for ever."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.publication import public_views as views

app_name = "public"
_FORM = "<int:year>/<str:unit_code>/<str:code>/"

urlpatterns = [
    path("", views.years, name="years"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("form.css", views.style, name="style"),
    path("<int:year>/", views.year, name="year"),
    path("<int:year>/index.json", views.index, name="index"),
    path("<int:year>/departments/<str:code>/", views.department, name="department"),
    path("<int:year>/<str:unit_code>/", views.unit, name="unit"),
    path(_FORM, views.form, name="form"),
    path(f"{_FORM}<int:number>/", views.form, name="version"),
    path(f"{_FORM}<int:number>/form.<str:kind>", views.file, name="file"),
    path("<path:rest>", views.nowhere, name="nowhere"),
]
