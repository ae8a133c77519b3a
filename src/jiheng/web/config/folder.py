"""The data folder: everything that an installation keeps, in one place.

``jiheng.sqlite3`` the database (where no other is named) ·
``files/`` evidence and stamped scans, by content ·
``published/`` files of the public site, made anew where they are gone ·
``keys.json`` the secrets of this installation · ``anchor.json`` the last entry of the audit chain.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

_KEYS = ("session", "audit")


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A data folder and the places in it."""

    path: Path

    @property
    def database(self) -> Path:
        """The embedded database."""
        return self.path / "jiheng.sqlite3"

    @property
    def files(self) -> Path:
        """Where evidence and scans are kept."""
        return self.path / "files"

    @property
    def published(self) -> Path:
        """Where the files of the public site are kept once made."""
        return self.path / "published"

    @property
    def anchor(self) -> Path:
        """Where the last entry of the audit chain is noted outside of the database."""
        return self.path / "anchor.json"

    @property
    def keys_file(self) -> Path:
        """The secrets of the installation, readable by its owner only."""
        return self.path / "keys.json"

    def key(self, name: str) -> str:
        """The secret *name*, ``session`` or ``audit``; all are made at the first use."""
        if not self.keys_file.exists():
            self._make_keys()
        return str(json.loads(self.keys_file.read_text("utf-8"))[name])

    def make(self) -> None:
        """Make the folder where there is none: no other account of this machine may look into it. OSError."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _make_keys(self) -> None:
        self.make()
        made = json.dumps({name: secrets.token_urlsafe(48) for name in _KEYS})
        # Two processes may begin at once: the one that comes second takes the keys of the first.
        draft = self.path / f".keys-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(made, "utf-8")
        try:
            os.link(draft, self.keys_file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
