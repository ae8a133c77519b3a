"""A cell of the official table as markup: made by hundreds on every page, so not by a template."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiheng.web.apps.evaluations.edits import LONGEST_CELL
from jiheng.web.apps.evaluations.table import Cell

register = template.Library()

_WRITTEN = (
    '<textarea class="cell {}" data-path="{}" aria-label="{}" rows="1" spellcheck="false" autocomplete="off"'
    ' maxlength="{}">\n{}</textarea>'
)
_READ = (
    '<div class="cell {}{}" data-path="{}" tabindex="0" role="textbox" aria-readonly="true" aria-label="{}">'
    "{}</div>"
)


@register.filter
def box(cell: Cell, editable: bool) -> SafeString:  # noqa: FBT001 - a filter takes its one argument by place
    """The cell to be written into where the form is *editable* and the cell not locked, else to be read."""
    if not cell.path:
        return format_html('<div class="cell {}">{}</div>', cell.kind, cell.text)
    if editable and not cell.locked:
        return format_html(_WRITTEN, cell.kind, cell.path, cell.label, LONGEST_CELL, cell.text)
    return format_html(_READ, cell.kind, " locked" if editable else "", cell.path, cell.label, cell.text)
