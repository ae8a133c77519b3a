"""What a document looks like beside what was read in it: pictures upright, boxes on their cells."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from drawing import pdf as drawn
from drawing import table

from jiheng.model.facsimile import Picture, Table, TextLine, facsimile_from_json, facsimile_to_json
from jiheng.reading import open_document
from jiheng.reading.document import Grid
from jiheng.reading.facsimile import look, pages_of
from jiheng.reading.facsimile.pages import pictures
from jiheng.reading.facsimile.png import png
from jiheng.reading.pdf import read_pdf
from jiheng.reading.sandbox import look_safely
from jiheng.standards import load
from jiheng.writing import pdf, xlsx

LANJIANG = Path(__file__).parents[2] / "examples" / "lanjiang-2024.txt"
FORMS = open_document(LANJIANG).forms[:1]
LAYOUTS = [load("cn-shanghai").layout]
INK = 100  # darker is a character or a line


def pixels(picture):
    """Width, height, and the grey of every pixel, of a PNG as we write them."""
    data, parts, place = picture.png, {}, 8
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place : place + 8])
        parts[kind] = parts.get(kind, b"") + data[place + 8 : place + 8 + size]
        place += 12 + size
    wide, high, _, colour = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    step = 3 if colour == 2 else 1
    raw = zlib.decompress(parts[b"IDAT"])
    rows = [raw[n * (wide * step + 1) + 1 : (n + 1) * (wide * step + 1)][::step] for n in range(high)]
    return wide, high, rows


def official():
    return pdf.write(FORMS, LAYOUTS)


def darkest(picture, at):
    """The darkest pixel well within the cell at a place."""
    wide, high, rows = pixels(picture)
    assert (picture.width < picture.height) == (wide < high)
    left, top, right, bottom = (round(float(edge) * wide / float(picture.width)) for edge in at.box)
    return min(min(row[left + 3 : right - 2]) for row in rows[top + 3 : bottom - 2])


def test_every_box_of_a_form_has_ink_in_it():
    seen = look(official(), "a.pdf")
    boxes = {source.at for source in seen.reading.forms[0].sources.values()}
    assert len(boxes) > 100
    assert all(darkest(seen.facsimile[at.page - 1], at) < INK for at in boxes)


@pytest.mark.parametrize("page_turn", [0, 90, 180, 270])
@pytest.mark.parametrize("text_turn", [0, 90, 180, 270])
def test_a_page_is_shown_upright_however_it_is_turned_with_its_boxes_on_the_cells(page_turn, text_turn):
    def turned(canvas):
        canvas.setPageRotation(page_turn)
        canvas.translate(*{0: (0, 0), 90: (500, 100), 180: (550, 500), 270: (50, 590)}[text_turn])
        canvas.rotate(text_turn)
        draw(canvas)

    draw = table([["AAAA", "BBBB"], ["CCCC", "DDDD"]], [90, 150], top=200)
    data = drawn(turned)
    (picture,) = pictures(data, frozenset())
    (grid,) = (block for block in read_pdf(data).documents[0].blocks if isinstance(block, Grid))
    assert len(grid.cells) == 4
    assert all(darkest(picture, cell.at) < INK for cell in grid.cells)


def test_colours_are_kept_and_pages_without_any_are_grey():
    red = png(bytes([255, 0, 0] * 4), 2, 2, 6)
    grey = png(bytes([7] * 16), 2, 2, 8)
    assert red[25] == 2
    assert grey[25] == 0
    assert pixels(Picture(1, 2, 2, grey))[2] == [b"\7\7", b"\7\7"]


def test_of_a_long_document_the_pages_that_hold_a_form_are_drawn():
    document = pdfium.PdfDocument(official())
    long = pdfium.PdfDocument.new()
    for _ in range(70):
        long.new_page(300, 300)
    long.import_pages(document)
    out = BytesIO()
    long.save(out)
    seen = look(out.getvalue(), "a.pdf")
    assert {view.page for view in seen.facsimile} == pages_of(seen.reading.forms)
    assert min(view.page for view in seen.facsimile) == 71


def test_a_workbook_is_shown_as_its_tables_with_the_places_of_its_values():
    seen = look(xlsx.write(FORMS, LAYOUTS), "a.xlsx")
    places = {cell.at for view in seen.facsimile if isinstance(view, Table) for cell in view.cells}
    sources = {source.at for source in seen.reading.forms[0].sources.values()}
    assert sources <= places


def test_a_text_is_shown_as_its_lines():
    data = LANJIANG.read_bytes()
    seen = look(data, "a.txt")
    assert all(isinstance(view, TextLine) for view in seen.facsimile)
    assert [view.text for view in seen.facsimile] == data.decode().splitlines()
    assert seen.facsimile[4].at.line == 5


def test_a_facsimile_crosses_as_json_unchanged_and_from_the_confined_process():
    data = official()
    seen = look(data, "a.pdf")
    assert facsimile_from_json(facsimile_to_json(seen.facsimile)) == seen.facsimile
    assert look_safely(data, "a.pdf") == seen
    book = look(xlsx.write(FORMS, LAYOUTS), "a.xlsx")
    assert facsimile_from_json(facsimile_to_json(book.facsimile)) == book.facsimile


def test_what_cannot_be_read_is_a_problem_and_shows_nothing():
    seen = look_safely(b"%PDF-1.7\nnothing", "a.pdf")
    assert not seen.facsimile
    assert seen.reading.problems
