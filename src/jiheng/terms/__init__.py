"""The field's words, and the notations of its numbers."""

from jiheng.terms.funds import total_row
from jiheng.terms.glossary import Term, bare, find, glossary, label, of_kind, plain, term
from jiheng.terms.naming import field_label, words

__all__ = [
    "Term",
    "bare",
    "field_label",
    "find",
    "glossary",
    "label",
    "of_kind",
    "plain",
    "term",
    "total_row",
    "words",
]
