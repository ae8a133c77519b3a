"""Rules and layouts as dated data."""

from jiheng.standards.clause import Clause, Law, Ruled, Trust
from jiheng.standards.layout import Column, Layout
from jiheng.standards.loader import (
    Standard,
    StandardError,
    for_layout,
    laws,
    layouts,
    load,
    load_from,
    standard_ids,
)
from jiheng.standards.rules import PARAMETERS, TITLES, Band, Cap, OverDeduction, Rules, Scheme

__all__ = [
    "PARAMETERS",
    "TITLES",
    "Band",
    "Cap",
    "Clause",
    "Column",
    "Law",
    "Layout",
    "OverDeduction",
    "Ruled",
    "Rules",
    "Scheme",
    "Standard",
    "StandardError",
    "Trust",
    "for_layout",
    "laws",
    "layouts",
    "load",
    "load_from",
    "standard_ids",
]
