"""Pixels as a PNG."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR = 2
_GREY = 0


def png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Rows of red, green and blue, a byte each, *stride* bytes apart; grey where no pixel has a colour."""
    rows = [pixels[stride * row : stride * row + 3 * width] for row in range(height)]
    colour = _TRUE_COLOUR
    if all(row[::3] == row[1::3] == row[2::3] for row in rows):
        rows, colour = [row[::3] for row in rows], _GREY
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
