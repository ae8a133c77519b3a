"""Pictures made to harm whoever reads them, by name."""

import random
import struct
import zlib


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width, height, data=b"", depth=8, colour=0, more=b""):
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + more + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _blank_png(width, height):
    """A picture of one colour with all of its points, one bit each."""
    row = bytes(1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return _png(width, height, data, depth=1)


def _noise(width, height):
    dice = random.Random(1)  # noqa: S311
    return b"".join(b"\0" + dice.randbytes(width) for _ in range(height))


def _jpeg(width, height):
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\1\x11\0\2\x11\0\3\x11\0"
    return b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


def _tiff(entries, following=0):
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", following)


def _gif(frames):
    frame = b"\x21\xf9\4\0\0\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2\2D\1\0"
    return b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b";"


ATTACKS = {
    "a picture of a million million points": lambda: _png(1_000_000, 1_000_000, zlib.compress(bytes(99))),
    "a picture as large as any can be": lambda: _png(2**31 - 1, 2**31 - 1),
    "a thousand million points in a small file": lambda: _blank_png(32_000, 32_000),
    "one row of a hundred million points": lambda: _png(100_000_000, 1, zlib.compress(bytes(99))),
    "no points": lambda: _png(0, 0),
    "one point": lambda: _png(1, 1, zlib.compress(bytes(2))),
    "one row of a hundred thousand points": lambda: _png(100_000, 1, zlib.compress(bytes(100_001))),
    "one column of a hundred thousand points": lambda: _png(1, 100_000, zlib.compress(bytes(200_000))),
    "nothing but ink": lambda: _png(3000, 4000, zlib.compress((b"\0" + bytes(3000)) * 4000)),
    "a chessboard of single points": lambda: _png(
        2000, 2000, zlib.compress((b"\0" + b"\xff\0" * 1000 + b"\0" + b"\0\xff" * 1000) * 1000)
    ),
    "a grid of ten thousand cells": lambda: _png(
        2000, 2000, zlib.compress((b"\0" * 2001 + (b"\0" + (b"\0" + b"\xff" * 19) * 100) * 19) * 100)
    ),
    "a page of dots": lambda: _png(
        2000,
        2000,
        zlib.compress(
            (b"\0" + b"\0\0\xff\xff\xff\xff" * 333 + b"\xff\xff" + (b"\0" + b"\xff" * 2000) * 3) * 500
        ),
    ),
    "fewer bytes than points": lambda: _png(3000, 3000, zlib.compress(b"x")),
    "more bytes than points": lambda: _png(9, 9, zlib.compress(bytes(100 * 1024 * 1024))),
    "a note that unpacks to 300 MB": lambda: _png(
        9,
        9,
        zlib.compress(bytes(90)),
        more=_chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(300 * 1024 * 1024))),
    ),
    "a depth that is none": lambda: _png(99, 99, zlib.compress(bytes(9999)), depth=77, colour=99),
    "noise": lambda: _png(2000, 1500, zlib.compress(_noise(2000, 1500))),
    "a JPEG of four thousand million points": lambda: _jpeg(65_500, 65_500),
    "a JPEG of nothing": lambda: b"\xff\xd8\xff" + b"\xff" * 100_000,
    "a GIF of ten thousand large frames": lambda: _gif(10_000),
    "a TIFF whose pages go round": lambda: _tiff([(256, 4, 1, 9), (257, 4, 1, 9)], 8),
    "a TIFF of four thousand million points": lambda: _tiff(
        [
            (256, 4, 1, 65_535),
            (257, 4, 1, 65_535),
            (258, 3, 1, 8),
            (262, 3, 1, 1),
            (273, 4, 1, 8),
            (279, 4, 1, 9),
        ]
    ),
    "a TIFF with a strip beyond its end": lambda: _tiff(
        [(256, 4, 1, 99), (257, 4, 1, 99), (258, 3, 1, 8), (273, 4, 1, 2**31), (279, 4, 1, 2**31)]
    ),
    "a BMP of a million million points": lambda: (
        b"BM"
        + struct.pack("<IHHI", 54, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 10**6, -(10**6), 1, 24, *[0] * 6)
    ),
    "a WEBP of two hundred million points": lambda: (
        b"RIFF"
        + struct.pack("<I", 99)
        + b"WEBPVP8 "
        + struct.pack("<I", 80)
        + b"\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f"
        + bytes(70)
    ),
    "only the first bytes": lambda: b"\x89PNG\r\n\x1a\n",
}
