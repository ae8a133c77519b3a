"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.accounts import administration, sessions, views

app_name = "accounts"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("profile/", views.profile, name="profile"),
    path("password/", views.password, name="password"),
    path("session/", sessions.session, name="session"),
    path("relogin/", sessions.relogin, name="relogin"),
    path("organisations/", administration.organisations, name="organisations"),
    path("organisations/<int:pk>/", administration.organisation, name="organisation"),
    path("people/", administration.people, name="people"),
    path("people/<int:pk>/", administration.person, name="person"),
    path("people/<int:pk>/posts/", administration.grant, name="grant"),
    path("people/<int:pk>/posts/<int:membership_id>/revoke/", administration.revoke, name="revoke"),
    path("people/<int:pk>/password/", administration.reset_password, name="reset_password"),
    path("people/<int:pk>/activity/", administration.activity, name="activity"),
]
