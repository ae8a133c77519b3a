"""The anchor outside of the database, as the verification takes it."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.web.apps.audit.anchor import Anchor, anchor_of
from jiheng.web.config.folder import DataFolder
from jiheng.web.running.verification.fault import Fault


@dataclass(frozen=True, slots=True)
class Mark:
    """The anchor, or what is the matter with it."""

    anchor: Anchor | None
    fault: Fault | None = None


def anchored(folder: DataFolder) -> Mark:
    """The anchor of *folder*; a missing one is a fault only where there are entries."""
    try:
        return Mark(anchor_of(folder))
    except ValueError:
        return Mark(None, Fault(f"{folder.anchor.name} 已损坏，无法确认记录是否完整"))
