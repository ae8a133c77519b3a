"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
]
