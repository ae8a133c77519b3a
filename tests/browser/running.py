"""What a test knows of the server that runs for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Server:
    """A running server: its address, what `prepare.py` made, and how to end and begin it again.

    ``forms`` are the forms by name, ``addresses`` the names of all addresses that there are, ``places`` what
    stands in them beside the forms.
    """

    address: str
    password: str
    forms: dict[str, int]
    task: int
    addresses: tuple[str, ...]
    places: dict[str, str | int]
    environment: Mapping[str, str]
    stop: Callable[[], None]
    start: Callable[[], None]

    def form(self, name: str) -> str:
        """The address of a form's page."""
        return f"{self.address}/forms/{self.forms[name]}/"

    def run(self, script: str, *arguments: str) -> None:
        """Run a script of this folder beside the server, on its database."""
        subprocess.run([sys.executable, HERE / script, *arguments], env=dict(self.environment), check=True)
