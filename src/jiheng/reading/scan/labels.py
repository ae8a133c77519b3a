"""Labels of the glossary that were read with a doubtful character in them.

A cell is only taken for a label where the recogniser was in doubt of what differs, and where one term alone
comes near; what was read stays as the raw text. Values, and so digits, are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from jiheng.reading.scan.characters import Character
from jiheng.terms import bare, glossary, plain

_KINDS = frozenset({"field", "block", "funding_row", "level1", "level2"})
_LONGEST = 16
_OFFERED = 0.3  # what it costs to take a character that the recogniser offered as well
_DOUBTED, _SURE = 0.4, 1.0  # or another in the place of one that it was not at all, or wholly, sure of
_LACKING = 0.8
_STRAY = 0.15  # a sign behind the label: the rest of a bracketed remark
_MOST = 1.0
_EACH = 0.22  # the most a character of the label may cost
_ALONE = 0.3  # so much dearer is the next term
_MENDED = 0.5
_LEAD = re.compile(r"(?:其中:?)?")
_SIGN = re.compile(r"[^\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A character of a cell, and the text that was read where it was mended."""

    character: Character
    raw: str = ""


@dataclass(frozen=True, slots=True)
class _Match:
    cost: float
    label: str
    readings: tuple[Reading, ...] = ()
    lead: str = ""  # what is lacking in front of the first character


def mended(cell: Sequence[Character], beside: frozenset[str]) -> list[Reading]:
    """The characters of a cell; those of a label where it is one, and none of the terms *beside* it."""
    kept = [Reading(character) for character in cell]
    text = plain("".join(c.text for c in cell))
    if not 1 < len(text) <= _LONGEST or terms_of(text):
        return kept
    lead = len(_LEAD.match(text)[0])  # type: ignore[index]
    found = sorted(_near(cell[lead:], beside), key=lambda match: match.cost)
    if not found or any(match.cost < found[0].cost + _ALONE for match in found if _is_rival(match, found[0])):
        return kept
    return _closed([*kept[:lead], *found[0].readings])


def _closed(label: list[Reading]) -> list[Reading]:
    """The label without the stump of a bracketed remark behind it, which is kept in the raw text."""
    while len(label) > 1 and not terms_of("".join(reading.character.text for reading in label)):
        stump, last = label.pop(), label[-1].character
        raw = (label[-1].raw or last.text) + (stump.raw or stump.character.text)
        label[-1] = Reading(replace(last, confidence=min(last.confidence, _MENDED)), raw)
    return label


def terms_of(text: str) -> frozenset[str]:
    """The ids of the terms whose label *text* is."""
    return _labels().get(bare(text), frozenset())


@cache
def _labels() -> dict[str, frozenset[str]]:
    """The ids of the terms by their bare labels."""
    found: dict[str, frozenset[str]] = {}
    for term in glossary().values():
        if term.kind in _KINDS:
            for name in map(bare, term.labels):
                found[name] = found.get(name, frozenset()) | {term.id}
    return found


def _is_rival(match: _Match, best: _Match) -> bool:
    return not _labels()[match.label] & _labels()[best.label]


def _near(cell: Sequence[Character], beside: frozenset[str]) -> Iterator[_Match]:
    letters = frozenset(plain("".join(c.text for c in cell)))
    for label, ids in _labels().items():
        if len(label) < 2 or 2 * len(letters & set(label)) < len(set(label)) or ids & beside:
            continue
        match = _matched(cell, label)
        if match.cost <= min(_MOST, _EACH * len(label)):
            yield match


def _matched(cell: Sequence[Character], label: str) -> _Match:
    """The cheapest way to read *cell* as *label*."""
    ways = [_Match(0.0, label)]
    for wanted in label:
        ways.append(_lacking(ways[-1], wanted))
    for character in cell:
        diagonal, ways[0] = ways[0], _stray(ways[0], character)
        for n, wanted in enumerate(label, 1):
            options = (
                _taken(diagonal, character, wanted),
                _lacking(ways[n - 1], wanted),
                _stray(ways[n], character),
            )
            diagonal, ways[n] = ways[n], min(options, key=lambda way: way.cost)
    return ways[-1]


def _taken(way: _Match, character: Character, wanted: str) -> _Match:
    """The next character is the one wanted, or was meant to be."""
    text, cost = plain(character.text), 0.0
    reading = Reading(character)
    if text != wanted:
        offered = any(plain(other) == wanted for other, _ in character.others)
        cost = _OFFERED if offered else _doubt(character)
        reading = _instead(reading, wanted)
    if way.lead:
        reading = _instead(reading, way.lead + reading.character.text)
    return _Match(way.cost + cost, way.label, (*way.readings, reading))


def _lacking(way: _Match, wanted: str) -> _Match:
    """A character of the label was not read: it is set to the one in front of it, or behind."""
    if not way.readings:
        return replace(way, cost=way.cost + _LACKING, lead=way.lead + wanted)
    last = way.readings[-1]
    longer = _instead(last, last.character.text + wanted)
    return replace(way, cost=way.cost + _LACKING, readings=(*way.readings[:-1], longer))


def _stray(way: _Match, character: Character) -> _Match:
    """A character is none of the label. A sign stays, as the remark behind a label does."""
    if _SIGN.match(plain(character.text)):
        return replace(way, cost=way.cost + _STRAY, readings=(*way.readings, Reading(character)))
    return replace(way, cost=way.cost + _doubt(character))


def _doubt(character: Character) -> float:
    return _DOUBTED + (_SURE - _DOUBTED) * character.confidence


def _instead(reading: Reading, text: str) -> Reading:
    was = reading.character
    return Reading(replace(was, text=text, confidence=min(was.confidence, _MENDED)), reading.raw or was.text)
