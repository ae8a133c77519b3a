"""A document with what was read in it: its pages, tables or lines, with the values marked in them."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from jiheng.model import Location
from jiheng.model.facsimile import Facsimile, Mark, Picture, Table, TextLine
from jiheng.writing.facsimile.lines import pieces
from jiheng.writing.facsimile.table import rows_of
from jiheng.writing.page import visible

Marks = dict[Location, list[Mark]]

_TAG = 7.0  # points: the name of a field, above its cell while somebody points at it
_WIDEST_TAG = 14


def fragment(facsimile: Facsimile, marks: Sequence[Mark]) -> str:
    """The document as elements to stand in another page, which brings ``style()``.

    A box is ``at-…`` and links to ``value-…``, each with the mark's anchor. Nothing of it is code.
    """
    places: Marks = defaultdict(list)
    for mark in marks:
        places[mark.at].append(mark)
    return "\n".join(_figures(facsimile, places))


@cache
def style() -> str:
    """The style sheet of ``fragment``: all its rules are for a facsimile alone."""
    return files("jiheng.writing.facsimile").joinpath("facsimile.css").read_text("utf-8")


def _figures(facsimile: Facsimile, places: Marks) -> Iterator[str]:
    lines: list[TextLine] = []
    for view in (*facsimile, None):
        if isinstance(view, TextLine):
            lines.append(view)
            continue
        if lines:
            yield _lines(lines, places)
            lines = []
        if isinstance(view, Picture):
            yield _page(view, places)
        elif isinstance(view, Table):
            yield _table(view, places)


def _page(page: Picture, places: Marks) -> str:
    """The picture with its boxes; its coordinates are points, so that it can be shown in any width."""
    found = [at for at in places if at.page == page.page and at.box]
    boxes = "\n".join(_box(page, at, places[at]) for at in found)
    name = f"第{page.page}页"
    source = f"data:image/png;base64,{b64encode(page.png).decode()}"
    return (
        f'<figure class="jiheng-facsimile"><figcaption>{name}</figcaption>'
        f'<svg viewBox="0 0 {page.width} {page.height}" role="group" aria-label="{name}">'
        f'<image href="{source}" width="{page.width}" height="{page.height}"/>\n{boxes}</svg></figure>'
    )


def _box(page: Picture, at: Location, marks: Sequence[Mark]) -> str:
    left, top, right, bottom = at.box or (0, 0, 0, 0)
    inner = (
        f'<a href="#{_target(marks)}"><title>{_text(_told_all(marks))}</title>'
        f'<rect x="{left}" y="{top}" width="{max(right - left, 0)}" height="{max(bottom - top, 0)}"/>'
        f"{_name(page, at, marks)}</a>"
    )
    for mark in marks[1:]:
        inner = f'<g id="at-{mark.anchor}">{inner}</g>' if mark.path else inner
    return f'<g{_id(marks)} class="{_kind(marks)}">{inner}</g>'


def _name(page: Picture, at: Location, marks: Sequence[Mark]) -> str:
    """What stands in the box, outside of it: above, or below at the head of a page; towards its middle."""
    tag = _tag(marks)
    if not tag or at.box is None:
        return ""
    left, top, right, bottom = at.box
    line = float(top) - 2 if top > 2 * _TAG else float(bottom) + _TAG
    x, anchor = (left, "start") if left + right < page.width else (right, "end")
    return f'<text x="{x}" y="{line:.1f}" font-size="{_TAG}" text-anchor="{anchor}">{_text(tag)}</text>'


def _tag(marks: Sequence[Mark]) -> str:
    """The field, and where one has to look at it also what was read, and how surely."""
    first = marks[0]
    if not first.path:
        return ""
    parts = [first.label[:_WIDEST_TAG]]
    if first.is_unsure or first.raw:
        parts += [first.text[:_WIDEST_TAG], f"{first.percent}%" if first.is_unsure else ""]
    return " ".join(part for part in parts if part)


def _table(table: Table, places: Marks) -> str:
    caption = f"<figcaption>{_text(table.name)}</figcaption>" if table.name else ""
    rows = []
    for row in rows_of(table):
        cells = []
        for cell in row:
            marks = places.pop(cell.at, []) if cell.text else []
            spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1)
            spans += f' colspan="{cell.colspan}"' * (cell.colspan > 1)
            inner = _marked(cell.text, marks) if marks else _text(cell.text)
            cells.append(f"<td{spans}>{inner}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    body = "\n".join(rows)
    return f'<figure class="jiheng-facsimile">{caption}<table><tbody>\n{body}</tbody></table></figure>'


def _lines(lines: Sequence[TextLine], places: Marks) -> str:
    """Lines of a text as wide as they are, paragraphs as wide as there is room."""
    kind = " lines" if lines[0].at.line else ""
    body = "\n".join(_line(line, places) for line in lines)
    return f'<pre class="jiheng-facsimile{kind}">{body}</pre>'


def _line(line: TextLine, places: Marks) -> str:
    marks = places.pop(line.at, []) if line.text.strip() else []
    number = f'<span class="number">{line.at.line}</span>' if line.at.line else ""
    parts = (_marked(text, found) if found else _text(text) for text, found in pieces(line.text, marks))
    return f"{number}{''.join(parts)}"


def _marked(text: str, marks: Sequence[Mark]) -> str:
    inner = f'<a href="#{_target(marks)}" title="{_text(_told_all(marks))}">{_text(text)}</a>'
    for mark in marks[1:]:
        inner = f'<span id="at-{mark.anchor}">{inner}</span>' if mark.path else inner
    return f'<mark{_id(marks)} class="{_kind(marks)}">{inner}</mark>'


def _id(marks: Sequence[Mark]) -> str:
    return f' id="at-{marks[0].anchor}"' if marks[0].path else ""


def _target(marks: Sequence[Mark]) -> str:
    return f"value-{marks[0].anchor}" if marks[0].path else "unbound"


def _kind(marks: Sequence[Mark]) -> str:
    if not any(mark.path for mark in marks):
        return "unbound"
    if any(mark.is_unsure for mark in marks):
        return "unsure"
    return "repaired" if any(mark.raw for mark in marks) else "sure"


def _told_all(marks: Sequence[Mark]) -> str:
    """What was read at one place, a line a value."""
    return "\n".join(_told(mark) for mark in marks)


def _told(mark: Mark) -> str:
    if not mark.path:
        return f"没有归入栏目：{mark.text}"
    name = f"“{mark.row}”的{mark.label}" if mark.row else mark.label
    raw = f"（原文“{mark.raw}”）" if mark.raw else ""
    return f"{name}：{mark.text}{raw}，把握{mark.percent}%"


def _text(text: str) -> str:
    return escape(visible(text))
