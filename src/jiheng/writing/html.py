"""Forms to a web page: one plain table a form, without scripts and with nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from jiheng.model import Form, Problem
from jiheng.standards import Layout
from jiheng.writing.compose import compose, composed, document_title
from jiheng.writing.page import visible
from jiheng.writing.place import refused
from jiheng.writing.sheet import Block, Cell, Role, Sheet
from jiheng.writing.webpage import webpage

# Scope of the names of columns and rows; an empty cell names nothing.
_SCOPES = {Role.HEADING: "col", Role.LABEL: "row"}
# Whatever a text might smuggle in: no script, no picture, no address is followed.


def write(
    forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = (), watermark: str = ""
) -> bytes | Problem:
    """One page with every form in its layout, in UTF-8; a text that no page can carry is a Problem."""
    refusal = refused(forms)
    if refusal is not None:
        return refusal
    sheets = composed(forms, layouts, marks, watermark)
    title = _text(document_title(forms, sheets))
    body = "\n".join(_article(sheet, heading=1) for sheet in sheets)
    return webpage(title, style(), f"<main>\n{body}\n</main>").encode()


def fragment(form: Form, layout: Layout, mark: str = "", *, heading: int = 2) -> str:
    """The form as an element to stand in another page, which brings ``style()``.

    *heading* is the level of its title. Nothing of it is code, and no element carries a style or an id of its
    own. Characters that ``place.refused`` names are the caller's to refuse.
    """
    return _article(compose(form, layout, mark), heading)


@cache
def style() -> str:
    """The style sheet of ``fragment``: all its rules are for a form alone, but for the paper's size."""
    widths = "".join(f".jiheng-form .w{share} {{ width: {share}%; }}\n" for share in range(1, 101))
    return files("jiheng.writing").joinpath("form.css").read_text("utf-8") + widths


def _article(sheet: Sheet, heading: int) -> str:
    columns = "".join(f'<col class="w{share}">' for share in sheet.widths)
    kind = "jiheng-form landscape" if sheet.landscape else "jiheng-form"
    return "\n".join(
        (
            f'<article class="{kind}"{_watermark(sheet)}>',
            *_paragraph("number", sheet.number),
            f'<h{heading} class="title">{_text(sheet.title)}</h{heading}>',
            *_paragraph("year", sheet.year_line),
            # On a narrow screen the table is moved about in its region, also by keyboard.
            f'<div class="table" role="region" tabindex="0" aria-label="{_name(sheet)}">',
            "<table>",
            f"<colgroup>{columns}</colgroup>",
            *(line for block in sheet.blocks for line in _block(sheet, block)),
            "</table>",
            "</div>",
            *_signatures(sheet),
            *_paragraph("mark", sheet.mark),
            "</article>",
        )
    )


def _watermark(sheet: Sheet) -> str:
    return f' data-watermark="{_text(sheet.watermark)}"' if sheet.watermark else ""


def _name(sheet: Sheet) -> str:
    return _text(" ".join(part for part in (sheet.name, sheet.title) if part))


def _paragraph(kind: str, text: str) -> Iterator[str]:
    if text:
        yield f'<p class="{kind}">{_lines(text)}</p>'


def _block(sheet: Sheet, block: Block) -> Iterator[str]:
    yield "<tbody>"
    for row in block.rows:
        yield f"<tr>{''.join(_cell(sheet, cell) for cell in row)}</tr>"
    yield "</tbody>"


def _cell(sheet: Sheet, cell: Cell) -> str:
    first, end = sheet.columns(cell)
    attributes = f' colspan="{end - first}"' * (end - first > 1) + f' rowspan="{cell.rows}"' * (cell.rows > 1)
    if cell.role in _SCOPES and cell.text:
        return f'<th scope="{_SCOPES[cell.role]}"{attributes}>{_lines(cell.text)}</th>'
    prose = ' class="prose"' if cell.role is Role.PROSE else ""
    return f"<td{prose}{attributes}>{_lines(cell.text) or '<br>' * (cell.room - 1)}</td>"


def _signatures(sheet: Sheet) -> Iterator[str]:
    if sheet.signatures:
        signed = "".join(f"<p>{_lines(text)}</p>" for text in sheet.signatures)
        yield f'<div class="signatures">{signed}</div>'


def _lines(text: str) -> str:
    return "<br>".join(map(_text, text.splitlines()))


def _text(text: str) -> str:
    """A text as text: nothing in it is an element, an attribute's end or a mark that turns its direction."""
    return escape(visible(text))
