"""The end of the chain noted outside of the database, so that a cut tail or an old copy is seen."""

from __future__ import annotations

import fcntl
import json
from dataclasses import dataclass

from jiheng.web.config.folder import DataFolder


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entry that the database must hold."""

    number: int
    hash: str


def anchor_of(folder: DataFolder) -> Anchor | None:
    """The anchor as last noted; None before the first entry. ValueError where the note is damaged."""
    try:
        data = json.loads(folder.anchor.read_text("utf-8"))
        return Anchor(int(data["number"]), str(data["hash"]))
    except FileNotFoundError:
        return None
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


def _known(folder: DataFolder) -> Anchor | None:
    """The anchor, or None where a power cut left none that can be read: saving must go on."""
    try:
        return anchor_of(folder)
    except ValueError:
        return None


def move_anchor(folder: DataFolder, number: int, hash_: str, *, back: bool = False) -> None:
    """Note entry *number* as the last; an earlier one only where *back* says that a backup was restored."""
    with folder.anchor.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = _known(folder)
        if known is not None and known.number >= number and not back:
            return
        draft = folder.anchor.with_suffix(".new")
        draft.write_text(json.dumps({"number": number, "hash": hash_}), "utf-8")
        draft.replace(folder.anchor)
