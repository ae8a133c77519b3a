"""Lists as rows of text, from Excel and from CSV in the encodings and with the separators in use."""

import time

import pytest
from openpyxl import Workbook
from workbooks import book_of, saved

from jiheng.model import Problem
from jiheng.reading.lists import read_rows
from jiheng.reading.sandbox import read_rows_safely

ROWS = (("项目名称", "预算数", "备注"), ("机关服务费，二期", "63.65", '他说"好"\n第二行'), (), ("末行",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_in_every_usual_form(encoding, separator, end):
    quoted = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS]
    [found] = read_rows(end.join(quoted).encode(encoding))
    assert (found.name, found.rows) == ("", ROWS)


def test_a_row_has_its_line_and_cells_say_what_is_shown():
    book = book_of(
        ["项目名称", "预算数", "执行率"], [], ["甲", 10, 0.7277], ["=1+1", None, None], title="清单"
    )
    book.active["B3"].number_format, book.active["C3"].number_format = "0.00", "0.00%"
    [found] = read_rows(saved(book))
    assert found.name == "清单"
    assert found.rows == (("项目名称", "预算数", "执行率"), (), ("甲", "10.00", "72.77%"), ())


def test_hidden_worksheets_are_no_lists():
    book = book_of(["a"], title="清单")
    book.create_sheet("选项").sheet_state = "hidden"
    book.create_sheet("另一张").append(["b"])
    assert [found.name for found in read_rows(saved(book))] == ["清单", "另一张"]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04xl/", "损坏"),
        ("甲,乙\n".encode() * 200 + b"\xff\n", "损坏"),
        (b'"' + b"x" * 200_000, "CSV"),
        (b"a\n" * 100_001, "100000行"),
        (b"x" * (21 * 1024 * 1024), "MB"),
    ],
    ids=["empty", "pdf", "zip", "bytes", "quote", "rows", "size"],
)
def test_what_is_no_list_is_said_in_chinese(data, word):
    found = read_rows(data)
    assert isinstance(found, Problem)
    assert word in found.message


def test_the_list_of_a_whole_county_is_read_in_time():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    for number in range(40_000):
        sheet.append([f"项目{number}", "数量指标", "≥50次", 0.7277, *range(number, number + 11)])
    data = saved(book)
    start = time.monotonic()
    [found] = read_rows_safely(data, "清单.xlsx")
    assert time.monotonic() - start < 15
    assert len(found.rows) == 40_000
    assert found.rows[7][:5] == ("项目7", "数量指标", "≥50次", "0.7277", "7")
