"""What a PDF page draws: ruling lines, pictures, and whether some text is laid over the rest or unpainted."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from jiheng.reading.pdf.turning import Box

THIN = 3.0
_DEEPEST = 8
_RECTANGLE = 6  # segments: a rectangle, closed
_PALE = 140  # of 255, in every colour
_FAINT = 128  # of 255, how opaque
_WHITE = 250
_SLANT = 0.02
_NOT_PAINTED = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


class Picture(NamedTuple):
    """A picture on the page: its bounds there, how many points it has, and what pdfium knows it by."""

    box: Box
    points: int
    item: Any


@dataclass(slots=True)
class Drawing:
    """Boxes are in coordinates of the PDF; the flags say what must be looked at by character."""

    rules: list[Box] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    has_slanted: bool = False
    has_pale: bool = False
    has_unpainted: bool = False


class Pen:
    """The places that pdfium writes its answers to, made once."""

    def __init__(self) -> None:
        self.sides = [c_float() for _ in range(4)]
        self.colour = [c_uint() for _ in range(4)]
        self.fills, self.strokes = c_int(), c_int()
        self.matrix = pdfium.FS_MATRIX()
        self.x, self.y = c_float(), c_float()
        self.width, self.height = c_uint(), c_uint()


def is_pale(red: int, green: int, blue: int, alpha: int) -> bool:
    """True for a colour that lets other text be read over it."""
    return min(red, green, blue) > _PALE or alpha < _FAINT


def is_unpainted(text: Any) -> bool:
    """True for a text object that leaves nothing to be seen, as there is under pictures of pages."""
    return pdfium.FPDFTextObj_GetTextRenderMode(text) in _NOT_PAINTED


def area(box: Box) -> float:
    """In square points; never nothing, as it divides."""
    return max(1e-6, (box[2] - box[0]) * (box[3] - box[1]))


def drawing_of(page: Any) -> Drawing:
    """What a page draws, also in nested forms."""
    drawing, pen = Drawing(), Pen()
    count = pdfium.FPDFPage_CountObjects(page)
    _read(drawing, pen, (pdfium.FPDFPage_GetObject(page, n) for n in range(count)), 0)
    return drawing


def clip_of(item: Any) -> Box | None:
    """What the clipping paths of an object let through, by their bounds; None where nothing is cut off."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    x, y = c_float(), c_float()
    found: Box | None = None
    for path in range(max(0, count)):
        points = []
        for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
            points.append((x.value, y.value))
        if points:
            box = _box(points)
            found = box if found is None else _common(found, box)
    return found


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _read(drawing: Drawing, pen: Pen, objects: Iterator[Any], depth: int) -> None:
    kind_of, path, text, image, form = (
        pdfium.FPDFPageObj_GetType,
        pdfium.FPDF_PAGEOBJ_PATH,
        pdfium.FPDF_PAGEOBJ_TEXT,
        pdfium.FPDF_PAGEOBJ_IMAGE,
        pdfium.FPDF_PAGEOBJ_FORM,
    )
    for item in objects:
        kind = kind_of(item)
        if kind == path:
            _read_path(drawing, pen, item)
        elif kind == text:
            _look_at_text(drawing, pen, item)
        elif kind == image:
            drawing.pictures.append(_picture(pen, item))
        elif kind == form and depth < _DEEPEST:
            inner = Drawing()
            count = pdfium.FPDFFormObj_CountObjects(item)
            _read(inner, pen, (pdfium.FPDFFormObj_GetObject(item, n) for n in range(count)), depth + 1)
            _take_in(drawing, inner, pen, item)


def _take_in(drawing: Drawing, inner: Drawing, pen: Pen, form: Any) -> None:
    """What a nested form draws, by where the form stands on the page."""
    matrix = pen.matrix
    pdfium.FPDFPageObj_GetMatrix(form, matrix)
    drawing.rules += [_placed(box, matrix) for box in inner.rules]
    drawing.pictures += [one._replace(box=_placed(one.box, matrix)) for one in inner.pictures]
    drawing.has_slanted |= inner.has_slanted
    drawing.has_pale |= inner.has_pale
    drawing.has_unpainted |= inner.has_unpainted


def _placed(box: Box, matrix: Any) -> Box:
    return _box([_moved(matrix, *box[:2]), _moved(matrix, *box[2:])])


def _moved(matrix: Any, x: float, y: float) -> tuple[float, float]:
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _look_at_text(drawing: Drawing, pen: Pen, item: Any) -> None:
    if not drawing.has_slanted:
        matrix = pen.matrix
        pdfium.FPDFPageObj_GetMatrix(item, matrix)
        whole = abs(matrix.a) + abs(matrix.b)
        drawing.has_slanted = min(abs(matrix.a), abs(matrix.b)) > _SLANT * whole
    if not drawing.has_unpainted:
        drawing.has_unpainted = is_unpainted(item)
    if not drawing.has_pale:
        pdfium.FPDFPageObj_GetFillColor(item, *pen.colour)
        drawing.has_pale = is_pale(*(part.value for part in pen.colour))


def _picture(pen: Pen, item: Any) -> Picture:
    pdfium.FPDFPageObj_GetBounds(item, *pen.sides)
    left, bottom, right, top = (side.value for side in pen.sides)
    pdfium.FPDFImageObj_GetImagePixelSize(item, pen.width, pen.height)
    return Picture((left, bottom, right, top), pen.width.value * pen.height.value, item)


def _read_path(drawing: Drawing, pen: Pen, item: Any) -> None:
    pdfium.FPDFPath_GetDrawMode(item, pen.fills, pen.strokes)
    strokes = bool(pen.strokes.value)
    if not (strokes or pen.fills.value) or _is_white(pen, item, strokes=strokes):
        return
    pdfium.FPDFPageObj_GetBounds(item, *pen.sides)
    left, bottom, right, top = (side.value for side in pen.sides)
    if right - left <= THIN or top - bottom <= THIN:
        drawing.rules.append((left, bottom, right, top))
        return
    segments = pdfium.FPDFPath_CountSegments(item)
    if strokes and 4 <= segments <= _RECTANGLE:
        drawing.rules += _sides(left, bottom, right, top)
    elif segments > _RECTANGLE:
        for points in _strokes(pen, item, segments):
            drawing.rules += _rules_of(points, strokes=strokes)


def _is_white(pen: Pen, item: Any, *, strokes: bool) -> bool:
    colour = pdfium.FPDFPageObj_GetStrokeColor if strokes else pdfium.FPDFPageObj_GetFillColor
    if not colour(item, *pen.colour):
        return False
    red, green, blue, alpha = (part.value for part in pen.colour)
    return alpha == 0 or min(red, green, blue) >= _WHITE


def _sides(left: float, bottom: float, right: float, top: float) -> list[Box]:
    return [
        (left, bottom, right, bottom),
        (left, top, right, top),
        (left, bottom, left, top),
        (right, bottom, right, top),
    ]


def _strokes(pen: Pen, item: Any, segments: int) -> Iterator[list[tuple[float, float]]]:
    """The straight parts of a path of several, each as its points on the page."""
    matrix = pen.matrix
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    points: list[tuple[float, float]] = []
    for number in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        pdfium.FPDFPathSegment_GetPoint(segment, pen.x, pen.y)
        x, y = pen.x.value, pen.y.value
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_moved(matrix, x, y))
    yield points


def _rules_of(points: list[tuple[float, float]], *, strokes: bool) -> list[Box]:
    """A thin bar is one line; of a larger shape that is stroked, every straight side is one."""
    whole = _box(points)
    if whole[2] - whole[0] <= THIN or whole[3] - whole[1] <= THIN:
        return [whole]
    if not strokes:
        return []
    sides = (_box([one, other]) for one, other in pairwise(points))
    return [side for side in sides if side[2] - side[0] <= THIN or side[3] - side[1] <= THIN]
