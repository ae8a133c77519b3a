"""Pictures of pages: turned upright, their rules found, their characters recognised and never made up."""

import io
import re
import socket
import tomllib
from dataclasses import replace
from decimal import Decimal
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from comparing import differences, plain_forms
from PIL import Image

from jiheng.model import Form, Problem, ProblemKind
from jiheng.model.location import OCR
from jiheng.model.serial import form_from_json, form_to_json
from jiheng.pipeline import written
from jiheng.reading import open_document, scan
from jiheng.reading.document import Extract
from jiheng.reading.joined import join, part
from jiheng.reading.scan.characters import Character
from jiheng.reading.scan.labels import Reading, mended
from jiheng.reading.scan.operators import with_operators
from jiheng.reading.scan.picture import Scan, pictures
from jiheng.reading.scan.ruling import ruling
from jiheng.reading.scan.standing import standing
from jiheng.reading.scan.strokes import stroke, with_dashes
from jiheng.reading.scan.upright import SCALE, upright

COLUMNS, ROWS = (200, 500, 900, 1400), (300, 380, 520, 700)
DPI = 200


def sheet(dash: int = 0, gap: int = 0) -> np.ndarray:
    """A4 at 200 dpi with a grid of three by three cells, its lower right cells merged."""
    picture = np.full((2339, 1654), 255, np.uint8)
    for y in ROWS:
        for x in range(COLUMNS[0], COLUMNS[-1], dash + gap or 1):
            picture[y : y + 2, x : x + (dash or 1)] = 0
    for x in COLUMNS:
        end = ROWS[2] if x == COLUMNS[2] else ROWS[-1]
        for y in range(ROWS[0], end, dash + gap or 1):
            picture[y : y + (dash or 1), x : x + 2] = 0
    return picture


def turned(picture: np.ndarray, degrees: float) -> np.ndarray:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), borderValue=255), np.uint8)


def saved(picture: np.ndarray, kind: str = "PNG", **more: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, kind, **more)
    return file.getvalue()


def read_as(text: str, sure: dict[int, float], **others: tuple[tuple[str, float], ...]) -> list[Character]:
    return [
        Character(one, n, n + 1, sure.get(n, 1.0), others.get(f"at{n}", ()), 0, 1)
        for n, one in enumerate(text)
    ]


def text_of(cell: list[Reading]) -> str:
    return "".join(reading.character.text for reading in cell)


@pytest.mark.parametrize(("dash", "gap"), [(0, 0), (4, 3), (25, 9)], ids=["whole", "dotted", "dashed"])
@pytest.mark.parametrize("degrees", [0, 0.9, -2.4])
def test_rules_are_found_straight_and_where_they_are(dash: int, gap: int, degrees: float) -> None:
    found = ruling(upright(turned(sheet(dash, gap), degrees), DPI))
    assert [line.at for line in sorted(found.level)] == pytest.approx(ROWS, abs=4)
    assert [line.at for line in sorted(found.upright)] == pytest.approx(COLUMNS, abs=4)
    inner = next(line for line in found.upright if abs(line.at - COLUMNS[2]) <= 4)
    assert inner.end == pytest.approx(ROWS[2], abs=6)


def test_a_seal_in_red_hides_no_rule_and_is_no_ink() -> None:
    colours = np.repeat(sheet()[:, :, None], 3, axis=2)
    cv2.circle(colours, (700, 450), 120, (40, 40, 230), 6)
    with_seal, without = upright(colours, DPI), upright(sheet(), DPI)
    assert len(ruling(with_seal).level) == len(ROWS)
    assert np.count_nonzero(with_seal.ink) == pytest.approx(np.count_nonzero(without.ink), rel=0.02)


def test_a_page_has_the_size_that_its_resolution_tells_or_that_of_a4() -> None:
    assert upright(sheet(), DPI).size == pytest.approx((595.3, 842), abs=1)
    assert upright(sheet(), None).size == pytest.approx((595.3, 842), abs=1)
    assert upright(sheet(), 9600).size == pytest.approx((595.3, 842), abs=1)
    assert upright(np.full((6000, 1200), 255, np.uint8), None).size[0] == pytest.approx(595.3, abs=1)
    assert upright(np.full((350, 1240), 255, np.uint8), None).size[0] == pytest.approx(842, abs=1)


def test_a_dash_and_a_slash_are_told_by_their_shape() -> None:
    dash, slash, one = np.zeros((3, 20), bool), np.zeros((24, 12), bool), np.zeros((24, 6), bool)
    dash[:], one[:, 2:4] = True, True
    for y in range(24):
        slash[y, (23 - y) // 2] = True
    assert [stroke(ink, 24) for ink in (dash, slash, one)] == ["—", "/", ""]
    assert stroke(dash[:, :10], 24) == "-"


def test_an_equals_sign_is_told_from_the_number_two_by_its_strokes() -> None:
    equals, two = np.zeros((12, 14), bool), np.zeros((18, 22), bool)
    equals[[0, 1, 10, 11]] = True
    two[0:2, 5:17], two[16:18] = True, True
    assert stroke(equals, 24) == "="
    assert stroke(two, 24) == ""


def test_a_dash_of_two_characters_is_printed_as_two() -> None:
    line = read_as("率一一按", {})
    assert "".join(c.text for c in with_dashes(line, [(1, 3)])) == "率——按"
    assert "".join(c.text for c in with_dashes(line, [])) == "率一一按"


def test_a_label_with_a_doubtful_character_is_mended_and_keeps_what_was_read() -> None:
    cell = mended(read_as("项目名林", {3: 0.3}), frozenset())
    assert text_of(cell) == "项目名称"
    assert [reading.raw for reading in cell] == ["", "", "", "林"]
    assert cell[3].character.confidence <= 0.5


def test_a_label_that_lacks_a_character_is_known_by_those_beside_it() -> None:
    assert text_of(mended(read_as("级指标", {}), frozenset({"level1", "level3"}))) == "二级指标"
    assert text_of(mended(read_as("级指标", {}), frozenset())) == "级指标"


@pytest.mark.parametrize("text", ["10.00", "达成指标", "生态效益显著", "20件", "优", "98%"])
def test_a_value_is_never_taken_for_a_label(text: str) -> None:
    doubtful = dict.fromkeys(range(len(text)), 0.6)
    assert text_of(mended(read_as(text, doubtful), frozenset())) == text


def test_an_operator_is_only_taken_where_the_recogniser_offers_it() -> None:
    def operators(cell: list[Character]) -> str:
        return text_of(list(with_operators(Reading(character) for character in cell)))

    assert operators(read_as(">98%", {0: 0.8}, at0=(("≥", 0.15),))) == "≥98%"
    assert operators(read_as(">98%", {0: 0.8})) == ">98%"
    assert operators(read_as("2908", {0: 0.5}, at0=(("≥", 0.4),))) == "2908"
    assert operators(read_as("Z", {0: 0.6}, at0=(("2", 0.2),))) == "2"
    assert operators(read_as("Z", {0: 0.6})) == "Z"


def test_pages_of_a_tiff_come_in_order_with_their_resolution() -> None:
    first, *others = [Image.fromarray(np.full((900, 700 + n), 255, np.uint8)) for n in range(3)]
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=others, dpi=(150, 150))
    found = list(pictures(file.getvalue()))
    assert [one.points.shape[1] for one in found] == [700, 701, 702]
    assert {one.dpi for one in found} == {150.0}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_every_kind_of_picture_is_opened(kind: str) -> None:
    [found] = pictures(saved(sheet(), kind))
    assert not isinstance(found, Problem)
    assert found.points.shape[:2] == (2339, 1654)


def test_what_is_clear_in_a_picture_is_paper() -> None:
    clear = np.zeros((900, 700, 4), np.uint8)
    [found] = pictures(saved(clear))
    assert found.points.min() == 255


def test_a_picture_too_large_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    Image.new("1", (20_000, 9_000), 1).save(file, "PNG")
    assert len(file.getvalue()) < 100_000
    [problem] = pictures(file.getvalue())
    assert problem.kind is ProblemKind.UNSAFE
    assert "8000万像素" in problem.message


@pytest.mark.parametrize(
    "data", [saved(sheet())[:3000], b"\x89PNG\r\n\x1a\n", b"GIF89a" + b"\0" * 99, saved(sheet()[:90, :90])]
)
def test_a_picture_that_shows_no_page_is_a_problem_with_what_to_do(data: bytes) -> None:
    found = scan.read_scan(data)
    assert isinstance(found, Problem)
    assert found.fix


def test_without_the_libraries_the_answer_is_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "find_spec", lambda name: None if name == "rapidocr" else find_spec(name))
    found = scan.read_scan(saved(sheet()))
    assert isinstance(found, Problem)
    assert 'pip install "jiheng[scan]"' in found.fix


def test_the_extra_names_every_library_that_is_asked_for_and_there_is_one_of_each() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split(r"[<>=]", one)[0] for one in project["optional-dependencies"]["scan"]}
    installed = packages_distributions()
    assert {name for module in scan._NEEDED for name in set(installed[module])} == named


def test_files_that_are_joined_come_apart_again_and_nothing_else_does() -> None:
    assert part(join([b"one", b"", b"three"])) == [b"one", b"", b"three"]
    for damaged in (
        join([b"one"])[:-1],
        join([b"one"]) + b"x",
        b"jiheng",
        join([b"one"]).replace(b"3", b"-3"),
    ):
        with pytest.raises(ValueError):  # noqa: PT011
            part(damaged)


def test_only_pictures_are_joined() -> None:
    [problem] = open_document(join([saved(sheet()), b"%PDF-1.7"]), "p").problems
    assert "不全是图片" in problem.message


def test_the_mark_of_what_was_recognised_goes_through_json() -> None:
    form = example()
    sources = {path: replace(source, method=OCR) for path, source in form.sources.items()}
    assert form_from_json(form_to_json(replace(form, sources=sources))) == replace(form, sources=sources)


def example() -> Form:
    [form] = open_document(Path(__file__).parents[2] / "examples" / "lanjiang-2024.txt").forms[:1]
    return form


def printed(form: Form, degrees: float) -> list[bytes]:
    """The pages of the official PDF of a form as black and white scans."""
    made = written([form], "pdf")
    assert isinstance(made, bytes)
    pages = []
    for page in pypdfium2.PdfDocument(made):
        grey = np.asarray(page.render(scale=SCALE, grayscale=True).to_numpy(), np.uint8).reshape(
            -1, page.render(scale=SCALE, grayscale=True).width
        )
        black_and_white = turned(grey, degrees) > 150
        pages.append(saved(black_and_white, dpi=(DPI, DPI)))
    return pages


def test_a_printed_and_scanned_form_is_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError

    form = example()
    pages = printed(form, 0.7)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    found = open_document(join(pages) if len(pages) > 1 else pages[0], "scan")
    [read] = found.forms
    [wanted], [got] = plain_forms([form]), plain_forms([read])
    assert read.header.project == form.header.project
    assert len(read.sources) > 100
    assert len(list(differences(wanted, got))) <= 0.05 * len(read.sources)
    assert {source.method for source in read.sources.values()} == {OCR}
    for source in read.sources.values():
        assert source.at.page
        assert source.at.box
        assert 0 <= source.confidence <= Decimal(1)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_was_scanned_sideways_or_upside_down_is_turned(turns: int) -> None:
    [data] = printed(example(), 0)
    [found] = pictures(data)
    assert isinstance(found, Scan)
    sheet = standing(np.ascontiguousarray(np.rot90(found.points, turns)), DPI)
    width, height = sheet.page.size
    assert height > width
    ink = np.count_nonzero(sheet.page.ink, axis=1)
    assert ink[: len(ink) // 2].sum() > ink[len(ink) // 2 :].sum()


def test_several_files_are_the_pages_of_one_document() -> None:
    found = scan.read_scans([saved(sheet(), dpi=(DPI, DPI))] * 2)
    assert isinstance(found, Extract)
    assert found.recognised == {1, 2}
    assert len(found.documents) == 1
