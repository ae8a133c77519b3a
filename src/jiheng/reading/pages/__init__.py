"""Pages of ruling lines and characters, from a PDF or a picture, to one document of grids."""

from jiheng.reading.pages.assemble import document_of
from jiheng.reading.pages.page import Glyph, Page, Rule

__all__ = ["Glyph", "Page", "Rule", "document_of"]
