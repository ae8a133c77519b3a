"""The sentence to write where a reason is missing: what is known is filled in, the reason is left open."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.model import Finding
from jiheng.standards import Layout
from jiheng.web.apps.evaluations.document import Document, value_at

_BEGINNINGS = {
    "DEV501": "年初目标{target}，实际完成{actual}，没有完成的原因是：；改进措施：",
    "DEV502": "；改进措施：",
    "SCO408": "年初目标{target}，实际完成{actual}，超出的原因是：",
    "FND206": "年初预算{budget}，调整为{adjusted}，调整的原因是：",
    "FND207": "预算执行率{rate}%，偏低的原因是：；改进措施：",
}
"""By check; each is ended by the person, at the colon."""
_FIELDS = ("target", "actual", "budget", "adjusted", "rate")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The whole text for the reason cell at *path*: what it holds already, and the beginning of a reason."""

    path: str
    text: str


def sentence_for(finding: Finding, path: str, document: Document, layout: Layout) -> Sentence | None:
    """The beginning of a reason for *finding* at the document's *path*; None where no cell waits for one."""
    beginning = _BEGINNINGS.get(finding.code)
    row = path.partition("].")[0] + "]"
    block = path.partition("[")[0]
    if beginning is None or block not in ("funding", "indicators") or layout.column(block, "reason") is None:
        return None
    known = {name: value_at(document, f"{row}.{name}") for name in _FIELDS if f"{{{name}}}" in beginning}
    before = value_at(document, f"{row}.reason")
    return Sentence(f"{row}.reason", before + beginning.format(**known))
