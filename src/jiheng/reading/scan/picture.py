"""The pictures in the bytes of an image file, refused before they are unpacked where they are too large."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from jiheng.model import Problem, ProblemKind
from jiheng.reading.content import unreadable
from jiheng.reading.scan.upright import Picture

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_MOST_POINTS = 80_000_000  # A3 at 600 dpi
_MOST_PAGES = 40
_SMALLEST = 300
_MOST_SLENDER = 12
_DAMAGED = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, struct.error
)  # fmt: skip
_AGAIN = "请重新扫描或另存为 PNG、JPEG 后重试"


def pictures(data: bytes) -> list[tuple[Picture, float | None]] | Problem:
    """Every page in an image file, grey or in colours (blue, green, red), with its dots per inch if told."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            found: list[tuple[Picture, float | None]] = []
            for page in _pages(image):
                refused = _refused(page, len(found))
                if refused is not None:
                    return refused
                found.append((_array(ImageOps.exif_transpose(page)), _dpi(page)))
            return found
    except Image.DecompressionBombError:
        return _too_large()
    except _DAMAGED:
        return unreadable("图片已损坏，或不是 PNG、JPEG、TIFF、BMP、WebP", _AGAIN)


def _pages(image: Any) -> Iterator[Any]:
    """The pages of a TIFF; of a moving picture the first."""
    if image.format == "TIFF":
        yield from ImageSequence.Iterator(image)
    else:
        yield image


def _refused(page: Any, before: int) -> Problem | None:
    shortest, longest = sorted(page.size)
    if shortest * longest > _MOST_POINTS:
        return _too_large()
    if before >= _MOST_PAGES:
        fix = "请分成几个文件后重试"
        return Problem(ProblemKind.UNSAFE, f"图片超过{_MOST_PAGES}页，不予读取", fix)
    if longest < _SMALLEST or longest > _MOST_SLENDER * shortest:
        return unreadable("图片太小，看不清一张表", "请用 200 dpi 以上重新扫描整页后重试")
    return None


def _too_large() -> Problem:
    message = f"图片超过{_MOST_POINTS // 1_000_000}00万像素，不予读取"
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
        return (np.asarray(page) >> 8).astype(np.uint8)
    if page.mode in ("LA", "PA", "RGBA", "RGBa") or "transparency" in page.info:
        seen = page.convert("RGBA")
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), seen)
    return np.ascontiguousarray(np.asarray(page.convert("RGB"), dtype=np.uint8)[:, :, ::-1])
