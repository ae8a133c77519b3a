"""What a test knows of the server that runs for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Server:
    """A running server: its address, its forms by name, and how to end and begin it again."""

    address: str
    password: str
    forms: dict[str, int]
    task: int
    stop: Callable[[], None]
    start: Callable[[], None]

    def form(self, name: str) -> str:
        """The address of a form's page."""
        return f"{self.address}/forms/{self.forms[name]}/"
