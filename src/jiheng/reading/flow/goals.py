"""The two texts of 年度总体目标, which come one after the other, each wrapped in its own column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jiheng.reading.flow.fragments import Fragment
from jiheng.reading.flow.price import Prices, Setting
from jiheng.reading.flow.typeset import Measure

_MOST_PLACES = 300
_SENTENCE_ENDS = "。！？.!?"
_NOT_A_SENTENCE = 10
_UNKNOWN = (Measure(), Measure())


def split(bodies: Sequence[Sequence[Fragment]], seen: frozenset[str]) -> tuple[int, ...]:
    """For each form where its first text stops, in fragments.

    Each form is split for itself at first; the widths that most of them then have decide for all.
    """
    prices = [Prices(body, seen) for body in bodies]
    first = [_split(p, body, _UNKNOWN) for p, body in zip(prices, bodies, strict=True)]
    common = _common(bodies, first)
    return tuple(_split(p, body, common) for p, body in zip(prices, bodies, strict=True))


def _common(bodies: Sequence[Sequence[Fragment]], stops: Sequence[int]) -> tuple[Measure, Measure]:
    left: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for body, stop in zip(bodies, stops, strict=True):
        for votes, part in ((left, body[:stop]), (right, body[stop:])):
            if len(part) > 1:
                votes[max(f.width for f in part)] += len(part)
    return _most_common(left), _most_common(right)


def _most_common(votes: Counter[int]) -> Measure:
    if not votes:
        return Measure()
    best = max(votes, key=lambda wide: (votes[wide], wide))
    return Measure(best, best)


def _split(prices: Prices, body: Sequence[Fragment], measures: tuple[Measure, Measure]) -> int:
    """The cheapest place; forwards and backwards sums make every place a matter of two additions."""
    if len(body) < 2:
        return len(body)
    places = _places(body)
    return min(places, key=lambda stop: _price(prices, body, stop, measures))


def _places(body: Sequence[Fragment]) -> Sequence[int]:
    """Where the second text can begin: everywhere, in a long body only behind sentences and blank lines."""
    everywhere = range(1, len(body))
    if len(body) <= _MOST_PLACES:
        return everywhere
    likely = [n for n in everywhere if body[n].after_blank or body[n - 1].text[-1] in _SENTENCE_ENDS]
    return likely[:_MOST_PLACES] or everywhere[:_MOST_PLACES]


def _price(prices: Prices, body: Sequence[Fragment], stop: int, measures: tuple[Measure, Measure]) -> int:
    left, right = (
        prices.setting(known if known.high else Measure(wide, wide), is_free=True)
        for known, wide in zip(measures, (_widest(body[:stop]), _widest(body[stop:])), strict=True)
    )
    price = prices.beginnings[stop] + _run(prices, 0, stop, left) + _run(prices, stop, len(body), right)
    return price + (0 if body[stop - 1].text[-1] in _SENTENCE_ENDS else _NOT_A_SENTENCE)


def _run(prices: Prices, start: int, stop: int, setting: Setting) -> int:
    """The price of the fragments from *start* to before *stop* as one text."""
    wraps = setting.wraps[stop - 1] - setting.wraps[start]
    return wraps + sum(setting.wide[start:stop]) + sum(prices.links[start + 1 : stop])


def _widest(part: Sequence[Fragment]) -> int:
    return max(f.width for f in part)
