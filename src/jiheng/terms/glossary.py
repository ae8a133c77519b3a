"""The field's words: ids, Chinese labels and the aliases seen on published forms.

``glossary.toml`` is the only place where a Chinese label meets an English id.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_SPACES = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_REMARK = re.compile(r"\([^()]*\)$")
_LEAD = re.compile(r"^(?:\*|其中:|其中(?=.)|\d+[.、]|[一二三四五六七八九十]+、)")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the field.

    ``kind`` is field, block, title, funding_row, level1, level2, tier, grade, operator, mark, summary,
    open_data, severity or status.
    ``field`` is its name in JSON, of a title the kind of form; ``blocks`` are the parts of the form in which
    it is a field, ``parents`` the level-1 ids under which a level-2 name may stand, ``unit`` the unit in
    which it is printed.
    """

    id: str
    kind: str
    label: str
    meaning: str
    aliases: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    field: str = ""
    unit: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The label and all aliases."""
        return (self.label, *self.aliases)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text for comparing: compatibility forms folded, spaces and invisible marks removed."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """A label for comparing: also without 其中, numbering, bracketed remarks, stars, a colon behind."""
    text = _LEAD.sub("", plain(label)).rstrip(":*")
    stripped = _REMARK.sub("", text)
    return stripped or text


@cache
def glossary() -> Mapping[str, Term]:
    """All terms by id."""
    tables = tomllib.loads(files("jiheng.terms").joinpath("glossary.toml").read_text("utf-8"))
    return {key: _term(key, table) for key, table in tables.items()}


def _term(key: str, table: Mapping[str, object]) -> Term:
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    return Term(id=key, **{"field": key, **given})  # type: ignore[arg-type]


def term(key: str) -> Term:
    """The term with this id; an unknown id is an error of ours."""
    return glossary()[key]


def label(key: str) -> str:
    """The Chinese label of a term."""
    return term(key).label


@cache
def _ids_by_label(kind: str, block: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for item in glossary().values():
        if item.kind == kind and (not block or block in item.blocks):
            for name in item.labels:
                found.setdefault(bare(name), item.id)
    return found


def find(text: str, kind: str, block: str = "") -> Term | None:
    """The term of *kind* (in *block*) that is printed as *text*, or None."""
    key = _ids_by_label(kind, block).get(bare(text))
    return None if key is None else term(key)


def of_kind(kind: str, block: str = "") -> tuple[Term, ...]:
    """All terms of a kind (in a block), in the glossary's order."""
    return tuple(t for t in glossary().values() if t.kind == kind and (not block or block in t.blocks))
