"""Pages of a PDF that are pictures of paper: read as pictures are, marked, and never silently left out."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from attacks import ATTACKS
from comparing import differences, plain_forms
from drawing import FONT, Draw, pdf, table
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from jiheng.model import ProblemKind
from jiheng.model.facsimile import Picture
from jiheng.model.location import OCR
from jiheng.reading import open_document, scan
from jiheng.reading.document import Document, Extract, Grid
from jiheng.reading.facsimile.pages import pictures
from jiheng.reading.pages import Page
from jiheng.reading.pdf import read_pdf, scanned
from jiheng.reading.pdf.objects import drawing_of
from jiheng.reading.pdf.opening import opened, pages
from jiheng.reading.sandbox import Limits, limits_of, open_document_safely

ROWS = [["项目名称", "城市公园养护"], ["主管部门", "园林局"], ["实施单位", "公园管理处"]]
WIDTHS = [120, 200]
DPI = 200


def paper(draw: Draw, dpi: float = DPI) -> Image.Image:
    """The page that *draw* draws, as a scanner sees it."""
    page = pypdfium2.PdfDocument(pdf(draw))[0]
    return page.render(scale=dpi / 72, grayscale=True).to_pil()


def of(image: Image.Image, dpi: float = DPI) -> Draw:
    """A page that is filled by a picture."""

    def draw(canvas: Canvas) -> None:
        width, height = (side * 72 / dpi for side in image.size)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(image), 0, 0, width, height)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def written(text: str, mode: int, place: tuple[float, float] = (60, 700)) -> Draw:
    """Text in one of the modes of a PDF: 0 paints it, 3 does not."""

    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(*place)
        line.setFont(FONT, 9)
        line.setTextRenderMode(mode)
        line.textLine(text)
        canvas.drawText(line)

    return draw


SMALL = table(ROWS, WIDTHS)


def extract(data: bytes) -> Extract:
    found = read_pdf(data)
    assert isinstance(found, Extract), found
    return found


def texts(documents: Iterable[Document]) -> list[str]:
    blocks = [block for document in documents for block in document.blocks]
    return [cell.text for block in blocks if isinstance(block, Grid) for cell in block.cells]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Recognising takes no time, and the numbers of the pages that come to it are kept."""
    seen: list[int] = []

    def page_of(_: object, number: int, __: float | None = None) -> Page:
        seen.append(number)
        return Page(number, 595, 842)

    monkeypatch.setattr(scanned, "page_of", page_of)
    monkeypatch.setattr(scan, "page_of", page_of)
    return seen


def test_a_scanned_page_has_its_cells_and_is_counted() -> None:
    found = extract(pdf(of(paper(SMALL))))
    assert found.recognised == {1}
    assert not found.problems
    assert texts(found.documents) == [text for row in ROWS for text in row]


def test_the_points_of_a_picture_that_fills_the_page_are_those_that_are_read(shared: Path) -> None:
    with Image.open(shared / "readbench/dev/scan/d20-1.png") as image:
        points, data = np.asarray(image.convert("L")), pdf(of(image.convert("L"), 200))
    with opened(data) as document:
        [read] = [scanned.picture_of(page, drawing_of(page)) for _, page in pages(document, [1])]
    assert read.dpi == pytest.approx(200, abs=0.1)
    assert read.points.shape == (*points.shape, 3)
    assert (read.points[:, :, 0] == points).all()


def test_a_scan_of_the_bench_gives_in_a_pdf_nearly_what_it_gives_as_a_picture(shared: Path) -> None:
    path = shared / "readbench/dev/scan/d33-3.png"
    with Image.open(path) as image:
        data = pdf(of(image.convert("L"), 150))
    picture, page = scan.read_scan(path.read_bytes()), read_pdf(data)
    assert isinstance(picture, Extract)
    assert isinstance(page, Extract)
    wanted, got = texts(picture.documents), texts(page.documents)
    assert len(wanted) == len(got) > 10
    assert sum(one != other for one, other in zip(wanted, got, strict=True)) <= 2


def test_a_whole_form_is_read_confined_and_every_value_is_marked(shared: Path) -> None:
    path = shared / "readbench/dev/scan/d20-1.png"
    with Image.open(path) as image:
        data = pdf(of(image.convert("L"), 200))
    [form] = open_document_safely(data, "d20.pdf").forms
    [as_picture] = open_document(path).forms
    [wanted], [got] = plain_forms([as_picture]), plain_forms([form])
    assert len(list(differences(wanted, got))) <= 6
    assert len(form.sources) > 90
    assert {source.method for source in form.sources.values()} == {OCR}
    assert all(source.at.page == 1 and source.at.box for source in form.sources.values())


def test_scanned_and_typeset_pages_of_one_file_are_one_table_in_their_order() -> None:
    first = table(ROWS[:2], WIDTHS)
    found = extract(pdf(first, of(paper(table(ROWS[2:], WIDTHS)))))
    assert found.recognised == {2}
    assert texts(found.documents) == [text for row in ROWS for text in row]


def test_text_under_a_picture_is_not_what_is_read() -> None:
    under = written("项目名称 从来没有的项目 一百分", 3)
    found = extract(pdf(both(under, of(paper(SMALL)))))
    assert found.recognised == {1}
    assert texts(found.documents) == [text for row in ROWS for text in row]


def test_text_that_is_not_painted_is_not_read_where_there_is_no_picture_either() -> None:
    found = extract(pdf(both(SMALL, written("没有人看见的字", 3, (60, 500)))))
    assert not found.recognised
    assert "没有人看见" not in repr(found)
    assert texts(found.documents) == [text for row in ROWS for text in row]


@pytest.mark.usefixtures("quick")
def test_a_scan_with_the_name_of_its_program_on_it_is_a_scan() -> None:
    mark = written("扫描全能王 创建", 0, (450, 20))
    assert extract(pdf(both(of(paper(SMALL)), mark))).recognised == {1}


def test_a_page_of_text_before_a_picture_or_with_a_small_one_is_no_scan() -> None:
    background, logo = Image.new("L", (400, 560), 240), of(Image.new("L", (90, 90), 9), 72)
    for picture in (of(background, 48), logo):
        found = extract(pdf(both(picture, SMALL)))
        assert not found.recognised
        assert texts(found.documents) == [text for row in ROWS for text in row]


def in_a_form(draw: Draw) -> Draw:
    """What *draw* draws, as an object of its own, as programs that stamp a page leave it."""

    def nested(canvas: Canvas) -> None:
        canvas.beginForm("inner", 0, 0, 1000, 1000)
        draw(canvas)
        canvas.endForm()
        canvas.doForm("inner")

    return nested


def in_strips(draw: Draw) -> Draw:
    """The picture of the page in pieces, as some scanners deliver it."""
    image = paper(draw)

    def strips(canvas: Canvas) -> None:
        wide, high = image.size
        for top in range(0, high, 200):
            strip = image.crop((0, top, wide, min(top + 200, high)))
            place = 842 - (top + strip.height) * 72 / DPI
            canvas.drawImage(ImageReader(strip), 0, place, wide * 72 / DPI, strip.height * 72 / DPI)

    return strips


@pytest.mark.parametrize("page", [in_a_form(of(paper(SMALL))), in_strips(SMALL)], ids=["nested", "strips"])
def test_a_picture_is_found_however_it_is_put_on_the_page(page: Draw) -> None:
    found = extract(pdf(page))
    assert found.recognised == {1}
    assert texts(found.documents) == [text for row in ROWS for text in row]


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_scan_is_shown_as_it_was_read_with_its_boxes_on_the_cells(turn: int) -> None:
    data = pdf(of(paper(SMALL).rotate(turn + 1, expand=True, fillcolor=255)))
    [grid] = (block for block in extract(data).documents[0].blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == [text for row in ROWS for text in row]
    [picture] = pictures(data, frozenset({1}), frozenset({1}))
    assert all(ink(picture, cell.at.box) > 20 for cell in grid.cells)
    assert ink(picture, (0, 0, float(picture.width), float(grid.cells[0].at.box[1]) - 6)) == 0


def ink(picture: Picture, box: Iterable[object]) -> int:
    """How many dark points there are well within a box."""
    with Image.open(BytesIO(picture.png)) as image:
        grey = np.asarray(image.convert("L"))
    scale = grey.shape[1] / float(picture.width)
    left, top, right, bottom = (round(float(str(edge)) * scale) for edge in box)
    return int((grey[top + 3 : bottom - 3, left + 3 : right - 3] < 128).sum())


def test_without_the_libraries_all_scanned_pages_are_named_with_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scan, "find_spec", lambda name: None if name == "rapidocr" else find_spec(name))
    page = of(Image.new("L", (400, 560), 240), 48)
    found = extract(pdf(SMALL, *[page] * 7))
    [problem] = found.problems
    assert problem.message == "第2、3、4、5、6等7页没有读取：没有安装图片识别组件"
    assert 'pip install "jiheng[scan]"' in problem.fix
    assert problem.at.page == 2
    assert texts(found.documents) == [text for row in ROWS for text in row]


def test_scanned_pages_beyond_the_most_are_named_and_typeset_ones_still_read(quick: list[int]) -> None:
    page = of(Image.new("L", (400, 560), 240), 48)
    found = extract(pdf(*[page] * (scan.MOST_PAGES + 2), SMALL))
    assert quick == list(range(1, scan.MOST_PAGES + 1))
    [problem] = found.problems
    assert problem.message == "第21、22页没有读取：一次最多识别20页图片"
    assert "拆成几个文件" in problem.fix
    assert texts(found.documents) == [text for row in ROWS for text in row]


def test_scans_that_are_no_pages_are_named_once_and_the_others_are_read(quick: list[int]) -> None:
    strip = of(Image.new("L", (4000, 20), 240), 72)
    found = extract(pdf(strip, of(Image.new("L", (400, 560), 240), 48), strip))
    assert quick == [2]
    [problem] = found.problems
    assert problem.message.startswith("第1、3页没有读取：图片太小")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kept", [0.01, 0.9], ids=["head", "most"])
def test_a_picture_that_cannot_be_unpacked_is_named_and_one_that_can_is_read(kept: float) -> None:
    file = BytesIO()
    Image.new("RGB", (400, 560), "white").save(file, "PDF", resolution=48, quality=95)
    data = file.getvalue()
    start, end = data.index(b"\xff\xd8\xff"), data.index(b"endstream")
    lost = round((end - start) * (1 - kept))
    found = extract(data[: end - lost] + b" " * lost + data[end:])
    if kept > 0.5:
        assert found.recognised == {1}
    else:
        [problem] = found.problems
        assert problem.message == "第1页没有读取：图片已损坏"
        assert problem.at.page == 1


def test_a_picture_of_too_many_points_is_not_unpacked(quick: list[int]) -> None:
    found = extract(ATTACKS["pdf"]["a picture that unpacks to 2 GiB"]())
    [problem] = found.problems
    assert not quick
    assert problem.kind is ProblemKind.UNSAFE
    assert problem.message == "第1页没有读取：图片超过8000万像素，不予读取"


def test_a_tiff_of_too_many_pages_says_from_where_on_it_was_not_read(
    quick: list[int],
) -> None:
    first, *others = [Image.new("L", (700, 900), 255) for _ in range(scan.MOST_PAGES + 3)]
    file = BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=others)
    found = scan.read_scan(file.getvalue())
    assert isinstance(found, Extract)
    assert found.recognised == set(quick) == set(range(1, scan.MOST_PAGES + 1))
    [problem] = found.problems
    assert problem.message == "第21页起没有读取：一次最多识别20页图片"
    assert problem.at.page == scan.MOST_PAGES + 1


def test_a_pdf_may_use_more_only_where_it_may_show_a_picture() -> None:
    assert limits_of(pdf(of(Image.new("L", (90, 90))))) == limits_of(b"\x89PNG\r\n\x1a\n") != Limits()
    assert limits_of(pdf(SMALL)) == limits_of(b"text") == Limits()
