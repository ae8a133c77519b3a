"""The contents of files in the data folder, by their SHA-256: ``files/3f/a0/3fa0…``.

A content is on the disk before a row of the database names it, and it is never changed or taken away.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from jiheng.web.config.durable import put, sync


class DamagedError(Exception):
    """A content that is gone or no longer what its name says."""


def keep(data: bytes) -> str:
    """Store *data*, on the disk when this returns; its SHA-256. Storing it twice does nothing more."""
    sha256 = hashlib.sha256(data).hexdigest()
    place = _place(sha256)
    if _holds(place, sha256):
        return sha256
    put(place, data)
    for folder in (place.parent, place.parent.parent, settings.DATA_FOLDER.files):
        sync(folder)
    return sha256


def content(sha256: str) -> bytes:
    """The content as it was stored; DamagedError where it is not there any more."""
    try:
        data = _place(sha256).read_bytes()
    except OSError as error:
        raise DamagedError(sha256) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedError(sha256)
    return data


def _place(sha256: str) -> Path:
    folder: Path = settings.DATA_FOLDER.files
    return folder / sha256[:2] / sha256[2:4] / sha256


def _holds(place: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(place.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
