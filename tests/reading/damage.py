"""Damaged copies of good files: cut, with flipped bits, spliced, filled with zeros, outside and inside."""

import random
import re
import zipfile
import zlib
from io import BytesIO

_ZIP = b"PK\x03\x04"
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_MOST_FLIPS = 60


def damaged(files, number):
    """The copy of this number: one of *files*, or two, damaged in one way; always the same."""
    dice = random.Random(f"{len(files)}-{number}")  # noqa: S311
    data, other = dice.choice(files), dice.choice(files)
    way = WAYS[number % len(WAYS)]
    return way(data, other, dice)


def cut(data, _, dice):
    """Its end, its beginning, or a piece is missing."""
    first, last = sorted(dice.choices(range(len(data)), k=2))
    return dice.choice((data[:first], data[first:], data[:first] + data[last:]))


def flipped(data, _, dice):
    """Some bits are the other way round, anywhere or close together."""
    made = bytearray(data)
    first = dice.randrange(len(made))
    most = dice.choice((len(made), first + 2000))
    for _ in range(dice.randint(1, _MOST_FLIPS)):
        made[dice.randrange(first, max(first + 1, min(most, len(made))))] ^= 1 << dice.randrange(8)
    return bytes(made)


def spliced(data, other, dice):
    """A piece of another file, or of itself, stands in it, or in the place of as much of it."""
    piece_first, piece_last = sorted(dice.choices(range(len(other)), k=2))
    at = dice.randrange(len(data))
    behind = at + dice.choice((0, piece_last - piece_first))
    return data[:at] + other[piece_first:piece_last] + data[behind:]


def zeroed(data, _, dice):
    """A piece is all zeros."""
    at = dice.randrange(len(data))
    length = min(dice.choice((16, 512, 4096, len(data))), len(data) - at)
    return data[:at] + bytes(length) + data[at + length :]


def inside(data, other, dice):
    """One of the above, done to a part of the file that is unpacked before and packed again."""
    way = dice.choice((cut, flipped, spliced, zeroed))
    if data.startswith(_ZIP):
        return _inside_zip(data, way, dice)
    if data.startswith(b"%PDF-"):
        return _inside_pdf(data, way, dice)
    return way(way(data, other, dice) or data, other, dice)


def _inside_zip(data, way, dice):
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist() if old.getinfo(name).file_size}
        hit = dice.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        for name, part in parts.items():
            new.writestr(name, way(part, part, dice) if name == hit else part)
    return made.getvalue()


def _inside_pdf(data, way, dice):
    found = list(_STREAM.finditer(data))
    for stream in dice.sample(found, len(found)):
        try:
            part = zlib.decompress(stream[1])
        except zlib.error:
            continue
        if part:
            packed = zlib.compress(way(part, part, dice))
            return data[: stream.start(1)] + packed + data[stream.end(1) :]
    return way(data, data, dice)


WAYS = (cut, flipped, spliced, zeroed, inside, inside)
