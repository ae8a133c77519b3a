"""Signs that a document takes from a font of symbols, as the characters that they show."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)  # where Word keeps the places of such a font
_AS_IN_ASCII = " !#%&()+,./0123456789:;<=>?[]_{|}"
_FONTS: dict[str, dict[int, str]] = {
    "symbol": {
        **{ord(char): char for char in _AS_IN_ASCII},
        **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
        **dict(zip((0x44, 0x46, 0x47, 0x4C, 0x50, 0x53, 0x57, 0x59), "ΔΦΓΛΠΣΩΨ", strict=True)),
        **dict(zip((0x2A, 0x2D, 0x7E), "∗−∼", strict=True)),
        **dict(zip(range(0xA2, 0xA6), "′≤⁄∞", strict=True)),
        **dict(zip(range(0xAB, 0xC0), "↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True)),
        **dict(zip((0xD6, 0xD7, 0xE5), "√⋅∑", strict=True)),
    },
    "wingdings": dict(
        zip(
            (0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x78, 0xA1, 0xA8, 0xFB, 0xFC, 0xFD, 0xFE),
            "●■☐❑❒☒○☐✗✓☒☑",
            strict=True,
        )
    ),
    "wingdings 2": dict(
        zip((0x30, 0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0x2A, 0xA3), "☐✗✓☒☑☒☒☐☐", strict=True)
    ),
    "webdings": dict(zip((0x31, 0x61, 0x63, 0x67, 0x72), "☐✓☐■✗", strict=True)),
}


def shown(code: int, font: str) -> str:
    """The character at *code* of the font; one that is not known stays as it is."""
    if not 0 <= code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    place = code - _PRIVATE.start if code in _PRIVATE else code
    return _FONTS.get(font.strip().lower(), {}).get(place, chr(code))


def translated(text: str, font: str) -> str:
    """The text with what stands in the places of a font of symbols as characters."""
    if not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join(shown(ord(char), font) if ord(char) in _PRIVATE else char for char in text)
