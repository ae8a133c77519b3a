"""The shipped fonts can print what forms print."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "src" / "jiheng" / "writing" / "fonts"
SIGNS = "≥≤=≧≦＝﹦×÷→①⑳□■☐☑☒√✓★…—·‘’“”《》〔〕【】（）％‰℃㎡㎥№ⅠⅫ"


@pytest.mark.parametrize("face", ["NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"])
def test_a_face_has_every_common_character_and_sign(face: str) -> None:
    with TTFont(FONTS / face, lazy=True) as font:
        known = {chr(code) for code in font.getBestCmap()}
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = {char for pair in pairs for char in pair.decode("gb2312", errors="ignore")}
    rare_names = set("镕喆堃垚犇祎玥珺")
    assert len(gb2312) == 7445
    assert (gb2312 | rare_names | set(SIGNS)) - known == set()


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
