"""A document shown with what was read in it, as a page of its own or as a part of another."""

from jiheng.writing.facsimile.fragment import fragment, style
from jiheng.writing.facsimile.page import write

__all__ = ["fragment", "style", "write"]
