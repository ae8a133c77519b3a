"""Forms to PDF/A-3b and PDF/UA-1, set by typst; the same forms give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import typst

from jiheng.model import Form, Problem
from jiheng.model.paths import texts
from jiheng.standards import Layout
from jiheng.writing import data
from jiheng.writing.compose import composed, document_title
from jiheng.writing.page import PAGE, as_json
from jiheng.writing.place import problem, refused

_STANDARDS: list[typst.PDFStandard] = ["a-3b", "ua-1"]
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def write(
    forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = (), watermark: str = ""
) -> bytes | Problem:
    """One file with every form in its layout, each from a new page on, and the forms' JSON attached.

    The mark of a form stands at the foot of each of its pages, and not in its JSON.
    A character that neither the shipped face nor any installed one has is a Problem that names it.
    """
    refusal = refused(forms)
    if refusal is not None:
        return refusal
    sheets = composed(forms, layouts, marks, watermark)
    title = document_title(forms, sheets)
    inputs = {
        "data": json.dumps({**PAGE, "title": title, "sheets": [as_json(s) for s in sheets]}),
        "forms": data.write([_as_printed(form) for form in forms]).decode(),
    }
    missing: list[str] = []
    for system_fonts in (False, True):
        try:
            return _set(inputs, system_fonts=system_fonts)
        except typst.TypstError as error:
            missing = _missing(error.diagnostic)
            if not missing:
                raise
    return _missing_glyphs(forms, missing)


def _set(inputs: dict[str, str], *, system_fonts: bool) -> bytes:
    compiler = typst.Compiler(
        _template(), font_paths=_fonts(system_fonts=system_fonts), sys_inputs=inputs, ignore_system_fonts=True
    )
    made = compiler.compile(format="pdf", pdf_standards=_STANDARDS)
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made).__name__} where a PDF is one piece")
    return made


@cache
def _template() -> bytes:
    return files("jiheng.writing").joinpath("form.typ").read_bytes()


@cache
def _fonts(*, system_fonts: bool) -> typst.Fonts:
    shipped = files("jiheng.writing").joinpath("fonts")
    return typst.Fonts(
        include_system_fonts=system_fonts, include_embedded_fonts=False, font_paths=[str(shipped)]
    )


def _as_printed(form: Form) -> Form:
    """The form without what the paper does not show: places in other files, keys of other programs."""
    return replace(form, sources={}, attached=None, extra={})


def _missing(diagnostic: str) -> list[str]:
    """The texts for which typst found no glyph, once each; they come as Rust writes strings."""
    found = (_ESCAPED.sub(_unescaped, text) for text in _MISSING.findall(diagnostic))
    return list(dict.fromkeys(found))


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]


def _missing_glyphs(forms: Sequence[Form], missing: Iterable[str]) -> Problem:
    """Names every character without a glyph, and where the first of them stands."""
    named = "、".join(f"“{text}”（{'+'.join(f'U+{ord(char):04X}' for char in text)}）" for text in missing)
    number, path = next(
        (
            (number, path)
            for text in missing
            for number, form in enumerate(forms)
            for path, value in texts(form)
            if text in value
        ),
        (0, ""),
    )
    fix = "请改用通用字，或安装含有该字的字体后重试；存为 docx、xlsx、html 或 json 不受影响"
    return problem(forms, number, path, f"中的{named}没有可用的字形，为避免印成空框，未生成 PDF", fix)
