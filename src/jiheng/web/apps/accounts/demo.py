"""The accounts of the demo, for its login page. Outside of the demo there are none."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from jiheng.web.demo import city


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of the made-up city, and what to do first under that name."""

    username: str
    name: str
    organisation: str
    role: str
    first: str


ACCOUNTS = tuple(
    Account(person.username, person.name, city.where(person), person.role.label, person.first)
    for person in city.PEOPLE
)
PASSWORD = city.PASSWORD


def shown() -> tuple[Account, ...]:
    """Those that the login page lists."""
    return ACCOUNTS if settings.DEMO else ()
