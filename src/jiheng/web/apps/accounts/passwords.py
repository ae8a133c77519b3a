"""What a password must be. Two profiles, because the two norms contradict each other.

等保 (GB/T 22239-2019, 身份鉴别) wants several kinds of characters and a change from time to time; ASVS 5.0
(6.2.5, 6.2.10) forbids both and wants length instead. Neither takes what stands in lists of common passwords.
"""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError

from jiheng.web.apps.accounts.models import User


class Validator(Protocol):
    """One rule, as Django's own are."""

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError where *password* breaks the rule."""

    def get_help_text(self) -> str:
        """The rule in a sentence."""


class CharacterKinds:
    """So many of the four kinds: capital letters, small letters, digits, others."""

    def __init__(self, at_least: int) -> None:
        self.at_least = at_least

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError where there are fewer kinds."""
        kinds = (str.isupper, str.islower, str.isdigit, lambda c: not c.isalnum())
        if sum(any(map(kind, password)) for kind in kinds) < self.at_least:
            raise ValidationError(f"密码缺少字符种类。{self.get_help_text()}")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return f"大写字母、小写字母、数字、符号四类中至少要有{self.at_least}类。"


class WithoutUsername:
    """The name that signs in is no part of its password."""

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError where the name is in it."""
        if user is not None and user.username.lower() in password.lower():
            raise ValidationError(f"密码中有用户名。{self.get_help_text()}")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return "密码不能包含用户名。"


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one norm. ``max_age``: how long a password is good; None for ever."""

    validators: tuple[Validator, ...]
    max_age: timedelta | None

    @property
    def rules(self) -> list[str]:
        """The rules in sentences."""
        said = [str(validator.get_help_text()) for validator in self.validators]
        return [*said, f"密码满{self.max_age.days}天须更换。"] if self.max_age else said


PROFILES = {
    "等保": Profile(
        (MinimumLengthValidator(8), CharacterKinds(3), WithoutUsername(), CommonPasswordValidator()),
        timedelta(days=90),
    ),
    "ASVS": Profile(
        (
            MinimumLengthValidator(12),
            UserAttributeSimilarityValidator(("username", "name")),
            CommonPasswordValidator(),
        ),
        None,
    ),
}


def profile() -> Profile:
    """The profile of this installation."""
    return PROFILES[settings.PASSWORD_PROFILE]


def check(password: str, user: User) -> None:
    """ValidationError, with a Chinese sentence for every rule that *password* breaks."""
    validate_password(password, user, list(profile().validators))
    if user.check_password(password):
        raise ValidationError("新密码与原密码相同，请换一个。")


def must_change(user: User, now: datetime) -> bool:
    """True where the password was given by somebody else, or is too old for the profile."""
    if user.must_change_password:
        return True
    age = profile().max_age
    return age is not None and not settings.DEMO and now - user.password_changed_at > age


# Without the letters and digits that are mistaken for each other when read from a slip of paper.
_ALPHABET = "".join(sorted(set(string.ascii_letters + string.digits) - set("0Oo1lI")))


def first_password() -> str:
    """A random password to be handed over on paper, good under every profile."""
    while True:
        made = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
        kinds = (str.isupper, str.islower, str.isdigit)
        if all(any(map(kind, made)) for kind in kinds):
            return made
