"""All checks, found by folder: one file, one check, one page beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules

from jiheng.checks.check import Check

FAMILIES = {
    "STR": "structure",
    "FND": "funds",
    "WGT": "weights",
    "SCO": "scores",
    "DEV": "reasons",
    "TGT": "targets",
    "IND": "indicators",
    "LOG": "consistency",
    "PRV": "privacy",
    "PRT": "together",
}


class CatalogueError(Exception):
    """A check file that breaks the rules for checks: a mistake of ours, found when the catalogue is read."""


@cache
def catalogue() -> Mapping[str, Check]:
    """All checks by code, in the order of families and codes."""
    found: dict[str, Check] = {}
    for prefix, folder in FAMILIES.items():
        package = import_module(f"jiheng.checks.{folder}")
        for module in iter_modules(package.__path__):
            item = _only_check(f"{package.__name__}.{module.name}")
            if not item.code.startswith(prefix) or item.name != module.name or item.code in found:
                raise CatalogueError(f"{item.module}: {item.code} {item.name}")
            found[item.code] = item
    order = list(FAMILIES)
    return dict(sorted(found.items(), key=lambda entry: (order.index(entry[0][:3]), entry[0])))


def _only_check(module: str) -> Check:
    items = [value for value in vars(import_module(module)).values() if isinstance(value, Check)]
    if len(items) != 1:
        raise CatalogueError(f"{module}: {len(items)} checks")
    return items[0]


def page(item: Check) -> str:
    """The page beside the check, as Markdown."""
    package, _, name = item.module.rpartition(".")
    return files(package).joinpath(f"{name}.md").read_text("utf-8")


def select(wanted: tuple[str, ...] = (), unwanted: tuple[str, ...] = ()) -> tuple[Check, ...]:
    """The checks whose code begins with one of *wanted* (all when empty) and with none of *unwanted*."""
    return tuple(
        item
        for code, item in catalogue().items()
        if (not wanted or code.startswith(wanted)) and not (unwanted and code.startswith(unwanted))
    )
