"""Requests are read strictly: what no database can hold, and what is no JSON, is refused at the door."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

LARGEST_BODY = 4 * 1024 * 1024
_DEEPEST = 40
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class RefusedError(Exception):
    """A request that is not read at all; the message says why, in Chinese."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class StrictParser(Parser):
    """JSON and query strings. Numbers with a point keep their digits, as text."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of a body; RefusedError where it is too large or none."""
        if len(request.body) > LARGEST_BODY:
            raise RefusedError(413, f"请求最大{LARGEST_BODY // 1024 // 1024}MB")
        try:
            data = json.loads(request.body, parse_float=str, parse_constant=_not_json)
        except (ValueError, RecursionError):
            raise RefusedError(400, "请求不是 JSON") from None
        _require_storable(data)
        return data

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The parameters of a query string."""
        found = super().parse_querydict(data, list_fields, request)
        _require_storable(found)
        return found


def _not_json(constant: str) -> NoReturn:
    raise ValueError(constant)


def _require_storable(value: Any, depth: int = 0) -> None:
    if depth > _DEEPEST:
        raise RefusedError(400, "请求嵌套过深")
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            raise RefusedError(422, "文字中有不能保存的控制字符")
    elif isinstance(value, dict):
        for key, item in value.items():
            _require_storable(key, depth + 1)
            _require_storable(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _require_storable(item, depth + 1)
