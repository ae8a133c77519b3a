"""The pictures in the bytes of an image file, refused before they are unpacked where they are too large."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from jiheng.model import Problem, ProblemKind
from jiheng.reading.content import unreadable
from jiheng.reading.scan.upright import Picture

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
MOST_POINTS = 80_000_000  # A3 at 600 dpi
_SMALLEST = 300
_MOST_SLENDER = 12
_DAMAGED = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, AttributeError,
    struct.error,
)  # fmt: skip
_AGAIN = "请重新扫描，或另存为 PNG、JPEG 后重试"


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture, grey or in the colours blue, green, red, and its dots per inch where the file tells them."""

    points: Picture
    dpi: float | None


def pictures(data: bytes) -> Iterator[Scan | Problem]:
    """Every page in an image file, one after the other; it ends with the first that is refused."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            for page in _pages(image):
                why = refused(*page.size)
                yield why or Scan(_array(ImageOps.exif_transpose(page)), _dpi(page))
                if why:
                    return
    except Image.DecompressionBombError:
        yield too_large()
    except _DAMAGED:
        yield unreadable("图片已损坏，或不是 PNG、JPEG、TIFF、BMP、WebP", _AGAIN)


def _pages(image: Any) -> Iterator[Any]:
    """The pages of a TIFF; of a moving picture the first."""
    number = 0
    while number < (getattr(image, "n_frames", 1) if image.format == "TIFF" else 1):
        image.seek(number)
        yield image
        number += 1


def refused(width: int, height: int) -> Problem | None:
    """Why a picture of so many points cannot be a page that is read; None where it can."""
    shortest, longest = sorted((width, height))
    if shortest * longest > MOST_POINTS:
        return too_large()
    if longest < _SMALLEST or longest > _MOST_SLENDER * shortest:
        return unreadable("图片太小，看不清一张表", "请用 200 dpi 以上重新扫描整页后重试")
    return None


def too_large() -> Problem:
    """What is said of a picture of more than ``MOST_POINTS``."""
    message = f"图片超过{MOST_POINTS // 10_000}万像素，不予读取"
    return Problem(ProblemKind.UNSAFE, message, "请用 200 至 300 dpi 重新扫描后重试")


def _dpi(page: Any) -> float | None:
    told = page.info.get("dpi")
    try:
        return float(told[0]) if told else None
    except (TypeError, ValueError, ArithmeticError, LookupError):
        return None


def _array(page: Any) -> Picture:
    if page.mode in ("1", "L"):
        return np.asarray(page.convert("L"), dtype=np.uint8)
    if page.mode.startswith("I;16"):
        return np.asarray(np.asarray(page) >> 8, dtype=np.uint8)
    if page.mode in ("LA", "PA", "RGBA", "RGBa") or "transparency" in page.info:
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page.convert("RGBA"))
    return np.ascontiguousarray(np.asarray(page.convert("RGB"), dtype=np.uint8)[:, :, ::-1])
