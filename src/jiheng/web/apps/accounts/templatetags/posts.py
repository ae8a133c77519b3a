"""What a template may ask about somebody's posts: to show only those entries that lead somewhere."""

from __future__ import annotations

from typing import Any

from django import template

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.selectors import has_role

register = template.Library()


@register.filter
def holds(user: Any, roles: str) -> bool:
    """``user|holds:"filler,unit_head"``: True where *user* holds one of *roles* somewhere."""
    return isinstance(user, User) and has_role(user, *(Role(name) for name in roles.split(",")))
