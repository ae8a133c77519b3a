"""A document with its values marked: tables without gaps, lines cut at their values, colours that tell."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.model import Location
from jiheng.model.facsimile import Mark, Picture, Piece, Table, TextLine, anchor
from jiheng.writing.facsimile import fragment, style
from jiheng.writing.facsimile.lines import pieces
from jiheng.writing.facsimile.table import rows_of

HERE = Location(line=1)


def mark(text, path="total.score", **more):
    return Mark(0, path, "总分", "得分", text, **{"at": HERE, **more})


def cut(line, *texts):
    marks = [mark(text, f"indicators[{n}].score") for n, text in enumerate(texts)]
    return [(piece, len(found)) for piece, found in pieces(line, marks)]


def test_a_line_is_cut_at_its_values_from_left_to_right():
    assert cut("次数  10  10  100.00", "10", "10") == [
        ("次数  ", 0),
        ("10", 1),
        ("  ", 0),
        ("10", 1),
        ("  100.00", 0),
    ]


def test_a_value_that_goes_on_below_is_marked_as_far_as_it_stands_here():
    assert cut("目标 完成全年", "完成全年协作任务") == [("目标 ", 0), ("完成全年", 1), ("", 0)]


def test_a_value_that_is_not_in_the_line_stands_at_its_end():
    assert cut("甲", "乙") == [("甲", 0), (" 乙", 1)]


def test_the_characters_of_the_file_are_looked_for_where_they_were_repaired():
    (found,) = [piece for piece, marks in pieces("⼯作", [mark("工作", raw="⼯作")]) if marks]
    assert found == "⼯作"


def test_rows_without_cells_are_left_out_and_gaps_are_filled():
    table = Table("", (Piece(0, 0, "甲", 3, 1), Piece(0, 2, "乙"), Piece(900, 1, "丙", 1, 2)))
    rows = [[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in rows_of(table)]
    assert rows == [[("甲", 1, 1), ("", 1, 1), ("乙", 1, 1)], [("", 1, 1), ("丙", 1, 2)]]


PIECES = st.builds(
    Piece,
    st.integers(0, 9),
    st.integers(0, 9),
    st.just("x"),
    st.integers(1, 4),
    st.integers(1, 4),
)


@given(st.lists(PIECES, max_size=12))
def test_no_cell_lies_on_another_and_every_row_is_equally_wide(cells):
    taken = set()
    rows = list(rows_of(Table("", tuple(cells))))
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            covered = {
                (number + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            }
            assert not covered & taken
            taken |= covered
            column += cell.colspan
    widths = {number: sum(place[0] == number for place in taken) for number in range(len(rows))}
    assert len(set(widths.values())) <= 1


@pytest.mark.parametrize(
    ("given_mark", "kind"),
    [
        (mark("1"), "sure"),
        (mark("1", confidence=Decimal("0.5")), "unsure"),
        (mark("1", raw="l"), "repaired"),
        (mark("1", path=""), "unbound"),
    ],
)
def test_the_colour_tells_how_far_a_value_can_be_trusted(given_mark, kind):
    line = TextLine(given_mark.raw or "1", HERE)
    assert f'class="{kind}"' in fragment((line,), (given_mark,))
    cell = Piece(0, 0, "1", at=HERE)
    assert f'class="{kind}"' in fragment((Table("", (cell,)),), (given_mark,))
    box = Location(page=1, box=(Decimal(1), Decimal(2), Decimal(3), Decimal(4)))
    picture = Picture(1, Decimal(100), Decimal(100), b"png")
    moved = Mark(0, given_mark.path, "", "得分", "1", box, given_mark.raw, given_mark.confidence)
    drawn = fragment((picture,), (moved,))
    assert f'class="{kind}"' in drawn
    assert '<rect x="1" y="2" width="2" height="2"/>' in drawn


def test_values_of_one_place_share_a_box_and_each_has_its_anchor():
    both = (mark("产出指标", "indicators[0].level1"), mark("产出指标", "indicators[1].level1"))
    found = fragment((TextLine("产出指标", HERE),), both)
    assert found.count("<mark") == 1
    assert all(f'id="at-{anchor(0, each.path)}"' in found for each in both)


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)


@given(st.text(max_size=20))
def test_no_text_of_a_document_becomes_an_element(text):
    hostile = f'"><script>{text}</script>'
    views = (TextLine(hostile, HERE), Table(hostile, (Piece(0, 0, hostile),)))
    found = fragment(views, (mark(hostile, raw=hostile), mark(hostile, path="")))
    assert Tags(found).tags <= {
        "pre",
        "span",
        "mark",
        "a",
        "figure",
        "figcaption",
        "table",
        "tbody",
        "tr",
        "td",
    }


@pytest.mark.parametrize(("left", "top"), [(50, 5), (50, 300), (500, 300)])
def test_the_name_of_a_cell_stands_outside_of_it_and_on_the_page(left, top):
    page = Picture(1, Decimal(595), Decimal(842), b"png")
    box = tuple(map(Decimal, (left, top, left + 40, top + 12)))
    made = fragment((page,), [mark("≤", at=Location(page=1, box=box))])
    x, line, size, anchor = re.search(
        r'<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)" text-anchor="(\w+)">得分</text>', made
    ).groups()
    assert float(line) <= top or float(line) - float(size) >= top + 12
    assert float(line) > float(size)
    assert (float(x), anchor) == ((left, "start") if left < 300 else (left + 40, "end"))


def test_names_show_only_where_somebody_points():
    rules = style()
    assert re.search(r"\.jiheng-facsimile svg text \{ visibility: hidden;", rules)
    shown = re.search(r"([^}]*)\{ visibility: visible; \}", rules)[1]
    assert all(way in shown for way in (":hover", ":focus-visible", ":target"))
