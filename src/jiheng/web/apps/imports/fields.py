"""The columns that a list may have, named as cells of the form, and recognised by the field's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jiheng.terms import bare, find, label, term
from jiheng.web.apps.imports.models import Kind

_TARGETS = {
    "header.unit_code": "unit_code",
    "header.unit": "unit",
    "header.project_code": "project_code",
    "header.project": "project",
    "header.year": "year",
    "funding.budget": "budget",
    "goals.expected": "expected",
    "indicators.level1": "level1",
    "indicators.level2": "level2",
    "indicators.level3": "level3",
    "indicators.target": "target",
    "indicators.target.op": "target_op",
    "indicators.target.value": "target_value",
    "indicators.target.unit": "target_unit",
    "indicators.points": "points",
}
_EXECUTION = {
    "header.unit_code": "unit_code",
    "header.unit": "unit",
    "header.project_code": "project_code",
    "header.project": "project",
    "header.year": "year",
    "funding.label": "funding_row",
    "funding.budget": "budget",
    "funding.adjusted": "adjusted",
    "funding.executed": "executed",
}
_OF_KIND = {Kind.TARGETS: _TARGETS, Kind.EXECUTION: _EXECUTION}
_AMOUNTS = ("funding.budget", "funding.adjusted", "funding.executed")
TOTAL = "total_funds"
SOURCES = (
    "year_appropriation", "carried_over", "other_funds", "fiscal_funds", "special_account_funds",
    "unit_funds", "central_funds", "local_funds",
)  # fmt: skip
_NEEDED = {
    Kind.TARGETS: ("header.unit_code", "header.project_code", "header.project", "indicators.level3"),
    Kind.EXECUTION: ("header.unit_code", "header.project_code"),
}
_REMARK = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that a column can be given: its id (``funding.executed/carried_over``) and its name."""

    id: str
    name: str
    group: str = ""


def choices(kind: Kind) -> tuple[Choice, ...]:
    """All fields of a kind of list, amounts also by source."""
    plain = [Choice(field, label(name)) for field, name in _OF_KIND[kind].items()]
    if kind is Kind.TARGETS:
        return tuple(plain)
    by_source = [
        Choice(f"{field}/{source}", f"{label(source)} {label(_EXECUTION[field])}", "按资金来源分栏")
        for source in SOURCES
        for field in _AMOUNTS
    ]
    return (*plain, *by_source)


def recognised(kind: Kind, header: str) -> str:
    """The id of the field that *header* names, or ``""``."""
    known = _OF_KIND[kind]
    for field, name in known.items():
        block = field.partition(".")[0]
        found = find(header, "field", block)
        if found is not None and found.id == name:
            return field
    if "goals.expected" in known and (block_term := find(header, "block")) and block_term.id == "goals":
        return "goals.expected"
    return _by_source(header) if kind is Kind.EXECUTION else ""


def _by_source(header: str) -> str:
    """``全年执行数-上年结转资金`` or ``上年结转资金全年执行数``."""
    text = _REMARK.sub("", bare(header))
    for field in _AMOUNTS:
        for name in sorted(map(bare, term(_EXECUTION[field]).labels), key=len, reverse=True):
            if name not in text:
                continue
            source = find(text.replace(name, "", 1).strip("-—_/:·、."), "funding_row")
            if source is not None:
                return field if source.id == TOTAL else f"{field}/{source.id}"
    return ""


def lacking(kind: Kind, fields: set[str]) -> str:
    """What a mapping still needs, in words; ``""`` where it has all."""
    missing = [label(_OF_KIND[kind][field]) for field in _NEEDED[kind] if field not in fields]
    if kind is Kind.TARGETS and not fields & {"indicators.target", "indicators.target.value"}:
        missing.append(label("target"))
    if kind is Kind.EXECUTION and not any(field.startswith(_AMOUNTS) for field in fields):
        missing.append(f"{label('adjusted')}或{label('executed')}")
    return "、".join(missing)


def name_of_field(field: str) -> str:
    """A field in words."""
    for kind in Kind:
        for choice in choices(kind):
            if choice.id == field:
                return choice.name
    return field
