"""Uploads that are far too large are let go while they arrive, and never fill the disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST = 24 * 1024 * 1024
"""Bytes of one file: above what any page takes, so that a page can say how much too large a file is."""


class SizeLimit(FileUploadHandler):
    """Skips a file of more than ``MOST`` bytes: the page finds that it has not come."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The data for the next handler. SkipFile past the limit."""
        if start + len(raw_data) > MOST:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Left to the next handler."""
        return None
