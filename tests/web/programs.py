"""Programs that use the interface in the tests: a token, and requests that carry it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.api.services import make_token


class Program:
    """Sends JSON with the token of a person (or *token*); ``key`` is the Idempotency-Key."""

    def __init__(self, user: User | None = None, token: str = "") -> None:
        text = token or (make_token(user=user, name="测试", days=30)[1] if user else "")
        self.client = Client(headers={"Authorization": f"Bearer {text}"} if text else {})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api{path}", query)

    def post(self, path: str, data: Any, key: str = "") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(f"/api{path}", data, content_type="application/json", headers=headers)
