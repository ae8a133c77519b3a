"""Standards from their files: inheritance resolved, sources and dates checked, each value with its file."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jiheng.standards.clause import Clause, Law, Ruled, Trust
from jiheng.standards.layout import Layout, read_layout
from jiheng.standards.rules import PARAMETERS, Rules, read_scheme, read_value

_HEAD = {"id", "extends", "name", "region", "about", "source", "parameters", "schemes", "layout"}
_SOURCE = {"law", "trust", "confirmed", "article", "note"}


class StandardError(Exception):
    """A standard file that breaks the rules for standards; the message names file and table."""


@dataclass(frozen=True, slots=True)
class Standard:
    """One 评分办法: dated parameters, schemes of points by block, and the layout of its form.

    ``chain`` are the ids from the standard itself to its oldest ancestor. ``digest`` is the SHA-256 of all
    files it was made from: a stored evaluation keeps it, so that its score can be replayed. ``layout`` is
    inherited where ``own_layout`` is False.
    """

    id: str
    name: str
    region: str
    about: str
    chain: tuple[str, ...]
    digest: str
    layout: Layout
    own_layout: bool
    parameters: Mapping[str, tuple[Ruled[Any], ...]]
    schemes: Mapping[str, tuple[Ruled[Any], ...]]
    _rules: dict[int | None, Rules] = field(default_factory=dict, repr=False, compare=False)

    def rules(self, year: int | None) -> Rules:
        """The values in force at the end of *year*: the newest without one, the oldest before the first."""
        if year not in self._rules:
            day = date.max if year is None else date(year, 12, 31)
            values = {name: _in_force(entries, day) for name, entries in self.parameters.items()}
            schemes = tuple(_in_force(entries, day) for entries in self.schemes.values())
            self._rules[year] = Rules(**values, schemes=schemes)
        return self._rules[year]


def _in_force(entries: tuple[Ruled[Any], ...], day: date) -> Ruled[Any]:
    return next((entry for entry in reversed(entries) if entry.since <= day), entries[0])


def _data() -> Traversable:
    return files("jiheng.standards").joinpath("data")


@cache
def standard_ids() -> tuple[str, ...]:
    """The ids of all standards, the national one first."""
    names = sorted(
        entry.name.removesuffix(".toml") for entry in _data().iterdir() if entry.name.endswith(".toml")
    )
    return tuple(sorted(names, key=lambda name: name != "cn"))


@cache
def load(standard_id: str) -> Standard:
    """The standard with this id; KeyError for an unknown one."""
    if standard_id not in standard_ids():
        raise KeyError(standard_id)
    return load_from(_data(), standard_id)


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts that some standard declares itself."""
    return tuple(s.layout for s in map(load, standard_ids()) if s.own_layout)


@cache
def for_layout(layout_id: str) -> Standard:
    """The standard whose form has this layout; the national one where none has."""
    found = (s for s in map(load, standard_ids()) if s.own_layout and s.layout.id == layout_id)
    return next(found, load("cn"))


@cache
def laws() -> Mapping[str, Law]:
    """All texts that standards cite, by id."""
    tables = tomllib.loads(files("jiheng.standards").joinpath("laws.toml").read_text("utf-8"))
    return {key: Law(id=key, **table) for key, table in tables.items()}


def load_from(folder: Traversable, standard_id: str) -> Standard:
    """A standard from *folder*, where its ancestors lie too; StandardError where a file breaks the rules."""
    name = f"{standard_id}.toml"
    try:
        raw = folder.joinpath(name).read_bytes()
        table = tomllib.loads(raw.decode(), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise StandardError(f"{name}：{error}") from None
    _refuse_unknown(name, table, _HEAD)
    if table.get("id") != standard_id:
        raise StandardError(f"{name}：id 应为 {standard_id}")
    parent = load_from(folder, table["extends"]) if "extends" in table else None
    inherited = parent.parameters if parent else {}
    parameters = {**inherited, **_parameters(name, table)}
    schemes = _schemes(name, table) or (parent.schemes if parent else {})
    missing = set(PARAMETERS) - parameters.keys()
    if missing or not schemes:
        raise StandardError(f"{name}：缺少 {sorted(missing) or 'schemes'}")
    _check_sums(name, parameters, schemes)
    return Standard(
        **{key: table[key] for key in ("id", "name", "region", "about")},
        chain=(standard_id, *(parent.chain if parent else ())),
        digest=hashlib.sha256(raw + (parent.digest if parent else "").encode()).hexdigest(),
        layout=_layout(name, table, parent),
        own_layout="layout" in table,
        parameters=parameters,
        schemes=schemes,
    )


def _layout(name: str, table: Mapping[str, Any], parent: Standard | None) -> Layout:
    if "layout" not in table:
        if parent is None:
            raise StandardError(f"{name}：缺少 layout")
        return parent.layout
    try:
        return read_layout(table["layout"])
    except (ValueError, KeyError) as error:
        raise StandardError(f"{name} [layout]：{error}") from None


def _parameters(name: str, table: Mapping[str, Any]) -> dict[str, tuple[Ruled[Any], ...]]:
    given = table.get("parameters", {})
    _refuse_unknown(f"{name} [parameters]", given, set(PARAMETERS))
    return {
        key: _entries(f"{name} [parameters.{key}]", name, table, key, item) for key, item in given.items()
    }


def _schemes(name: str, table: Mapping[str, Any]) -> dict[str, tuple[Ruled[Any], ...]]:
    given = table.get("schemes", {})
    return {key: _entries(f"{name} [schemes.{key}]", name, table, None, item) for key, item in given.items()}


def _entries(
    place: str, name: str, table: Mapping[str, Any], parameter: str | None, item: Mapping[str, Any]
) -> tuple[Ruled[Any], ...]:
    """The dated values of one parameter, or of one scheme where *parameter* is None."""
    _refuse_unknown(place, item, _SOURCE | {"unit", "values"})
    defaults = {**table.get("source", {}), **{k: v for k, v in item.items() if k in _SOURCE}}
    entries = []
    for value in item.get("values", ()):
        _refuse_unknown(place, value, _SOURCE | {"from", "value"})
        try:
            read = read_scheme(value["value"]) if parameter is None else read_value(parameter, value["value"])
            entries.append(Ruled(read, item["unit"], _clause({**defaults, **value}), value["from"], name))
        except (ValueError, TypeError, KeyError) as error:
            raise StandardError(f"{place}：{error}") from None
    if not entries:
        raise StandardError(f"{place}：没有 values")
    if [e.since for e in entries] != sorted({e.since for e in entries}):
        raise StandardError(f"{place}：日期应由早到晚，不得重复")
    return tuple(entries)


def _clause(source: Mapping[str, Any]) -> Clause:
    missing = {"law", "trust", "confirmed"} - source.keys()
    if missing:
        raise ValueError(f"没有出处，缺少 {sorted(missing)}")
    if source["law"] not in laws():
        raise ValueError(f"laws.toml 中没有 {source['law']}")
    return Clause(
        laws()[source["law"]],
        Trust(source["trust"]),
        source["confirmed"],
        source.get("article", ""),
        source.get("note", ""),
    )


def _refuse_unknown(place: str, table: Mapping[str, Any], known: set[str]) -> None:
    unknown = table.keys() - known
    if unknown:
        raise StandardError(f"{place}：不认识的项 {sorted(unknown)}")


def _check_sums(
    name: str, parameters: Mapping[str, tuple[Ruled[Any], ...]], schemes: Mapping[str, tuple[Ruled[Any], ...]]
) -> None:
    for key, entries in schemes.items():
        for entry in entries:
            execution = _in_force(parameters["execution_points"], entry.since).value
            full = _in_force(parameters["full_points"], entry.since).value
            if execution + sum(entry.value.values()) != full:
                raise StandardError(
                    f"{name} [schemes.{key}]：连同执行率 {execution} 分，合计不等于 {full} 分"
                )
