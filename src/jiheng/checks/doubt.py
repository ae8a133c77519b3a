"""What a finding rests on that was not recognised surely is said before it, and it then fixes nothing.

Of a text without tables all values are a little unsure; that is said of the document, not of each finding.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jiheng.model import Finding, Form, Source
from jiheng.model.location import OCR
from jiheng.model.paths import value_at

_ROW = re.compile(r"(indicators\[\d+\]|header\.\w+|goals|notes\[\d+\]|funding)")
# A total and a grade follow from all figures of the form.
_FIGURES = ("funding", "indicators", "total", "grade")
# Names of rows and what is said of them decide nothing but findings about themselves.
_WORDS = ("level1", "level2", "level3", "label", "reason")


class Doubts:
    """The values of one form that were not recognised surely in a picture, if it is one."""

    def __init__(self, form: Form) -> None:
        self._form = form
        recognised = [(path, source) for path, source in form.sources.items() if source.method == OCR]
        self._unsure = [(path, source) for path, source in recognised if not source.is_sure]
        self._was_recognised = bool(recognised)

    def told(self, finding: Finding) -> Finding:
        """The finding, with the doubt about the row or block in which it stands."""
        doubt = self._doubt(finding.at.path) if self._was_recognised else ""
        return replace(finding, message=f"{doubt}：{finding.message}", correction="") if doubt else finding

    def _doubt(self, path: str) -> str:
        row = _ROW.match(path)
        scope = (row[0],) if row else _FIGURES
        unsure = [
            source
            for at, source in self._unsure
            if at == path or (at.startswith(scope) and not at.endswith(_WORDS))
        ]
        if unsure:
            return _in_words(unsure)
        if not value_at(self._form, path):
            return "空着的格可能是图上没有识别出来，先核对原件"
        return ""


def _in_words(unsure: list[Source]) -> str:
    least = min(source.percent for source in unsure)
    more = f"（所依据的{len(unsure)}个值）" if len(unsure) > 1 else ""
    return f"识别把握{least}%{more}，先核对原件"
