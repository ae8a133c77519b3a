"""The values in a line of text: which characters of it are which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiheng.model.facsimile import Mark

Found = list[Mark]


def pieces(line: str, marks: Sequence[Mark]) -> Iterator[tuple[str, Found]]:
    """The line cut into what is a value and what is none; a value that goes on elsewhere begins here.

    One whose text is not in the line as it was read (its characters were repaired) stands at the end.
    """
    places: dict[tuple[int, int], Found] = {}
    lost, after = Found(), 0
    for mark in marks:
        wanted = _begins(mark)
        place = _place(line, wanted, after, places)
        if place is None:
            lost.append(mark)
            continue
        places.setdefault(place, []).append(mark)
        after = place[1]
    end = 0
    for (start, stop), found in sorted(places.items()):
        if start > end:
            yield line[end:start], []
        yield line[start:stop], found
        end = stop
    yield line[end:], []
    for mark in lost:
        yield f" {mark.text}", [mark]


def _begins(mark: Mark) -> str:
    return next(iter((mark.raw or mark.text).split("\n")), "").strip()


def _place(
    line: str, wanted: str, after: int, places: dict[tuple[int, int], Found]
) -> tuple[int, int] | None:
    """Behind the value before it, else before it; shorter beginnings where the cell goes on below."""
    for size in range(len(wanted), 0, -1):
        for begin in (after, 0):
            start = line.find(wanted[:size], begin)
            while start >= 0:
                place = start, start + size
                if place in places or all(stop <= start or place[1] <= first for first, stop in places):
                    return place
                start = line.find(wanted[:size], start + 1)
    return None
