"""Specimens drawn with reportlab, the way programs of many makers leave a PDF."""

import random
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from . import Specimen
from .flow import Paper, Piece, Setter
from .typeset import FONTS

_OUTSIDE = "STSong-Light"


@dataclass(frozen=True)
class Hand:
    """How a page is drawn.

    ``ruling``: lines, bars (thin filled rectangles), boxes (a rectangle a cell);
    ``verticals``: all, outer, none.
    ``hanging``: marks that may stand out at the end of a line, over the rule where there is no room.
    """

    size: float = 8
    face: str = "NotoSerifSC"
    ruling: str = "lines"
    verticals: str = "all"
    dotted: bool = False
    singly: bool = False
    shaded: bool = False
    watermark: str = ""
    encrypted: bool = False
    turned: bool = False
    keep_rows: bool = True
    again: bool = False
    text_twice: bool = False
    hanging: str = ""

    @staticmethod
    def drawn(dice: random.Random) -> "Hand":
        return Hand(
            size=dice.choice((7, 7.5, 8, 9)),
            face=dice.choice(("NotoSerifSC", "NotoSerifSC", _OUTSIDE)),
            ruling=dice.choice(("lines", "bars", "boxes")),
            verticals=dice.choice(("all", "all", "all", "all", "outer", "none")),
            dotted=dice.random() < 0.15,
            singly=dice.random() < 0.4,
            shaded=dice.random() < 0.2,
            watermark=dice.choice(("", "", "", "", "仅供公开", "绩效自评")),
            encrypted=dice.random() < 0.15,
            turned=dice.random() < 0.15,
            keep_rows=dice.random() < 0.6,
            again=dice.random() < 0.5,
            text_twice=dice.random() < 0.2,
            hanging=dice.choice(("", "", "", "，。；：、")),
        )


def pdf(specimen: Specimen, hand: Hand) -> bytes:
    """One PDF drawn by *hand*."""
    _face(hand.face)
    width, height = A4[::-1] if specimen.sheets[0].landscape else A4
    paper = Paper(
        width, height, 34, hand.size, lambda text: pdfmetrics.stringWidth(text, hand.face, hand.size),
        hand.keep_rows, hand.again, hand.text_twice, hand.hanging,
    )  # fmt: skip
    made = BytesIO()
    lock = StandardEncryption("", "owner", canPrint=1, canCopy=0) if hand.encrypted else None
    canvas = Canvas(made, pagesize=(width, height), encrypt=lock, invariant=1, initialFontName=hand.face)
    for page in Setter.pages_of(specimen.sheets, paper):
        if hand.turned:
            canvas.setPageRotation(90)  # and the sheet is laid on its side
            canvas.transform(0, 1, -1, 0, height, 0)
        _draw(canvas, page, paper, hand)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _face(name: str) -> None:
    if name not in pdfmetrics.getRegisteredFontNames():
        font = UnicodeCIDFont(name) if name == _OUTSIDE else TTFont(name, str(FONTS / f"{name}-Regular.ttf"))
        pdfmetrics.registerFont(font)


def _draw(canvas: Canvas, page: list[Piece], paper: Paper, hand: Hand) -> None:
    if hand.watermark:
        canvas.saveState()
        canvas.setFillGray(0.85)
        canvas.translate(paper.width / 2, paper.height / 2)
        canvas.rotate(35)
        canvas.setFont(hand.face, 60)
        canvas.drawCentredString(0, 0, hand.watermark)
        canvas.restoreState()
    canvas.setLineWidth(0.5)
    if hand.dotted:
        canvas.setDash(1, 1.5)
    cells = [piece for piece in page if piece.right]
    outer = {min((c.left for c in cells), default=0), max((c.right for c in cells), default=0)}
    for piece in cells:
        _rule(canvas, piece, paper, hand, outer)
    canvas.setDash()
    canvas.setFillGray(0)
    canvas.setFont(hand.face, hand.size)
    for piece in page:
        for x, y, text in piece.lines:
            _write(canvas, x, paper.height - y, text, hand)


def _rule(canvas: Canvas, piece: Piece, paper: Paper, hand: Hand, outer: set[float]) -> None:
    left, right, low, high = piece.left, piece.right, paper.height - piece.bottom, paper.height - piece.top
    if hand.shaded and piece.lines and piece.lines[0][0] > left + 4:
        canvas.setFillGray(0.93)
        canvas.rect(left, low, right - left, high - low, stroke=0, fill=1)
    if hand.ruling == "boxes" and hand.verticals == "all":
        canvas.rect(left, low, right - left, high - low, stroke=1, fill=0)
        return
    upright = [
        x for x in (left, right) if hand.verticals == "all" or (hand.verticals == "outer" and x in outer)
    ]
    lines = [(left, y, right, y) for y in (low, high)] + [(x, low, x, high) for x in upright]
    for x0, y0, x1, y1 in lines:
        if hand.ruling == "bars" and not hand.dotted:
            canvas.setFillGray(0)
            canvas.rect(x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)
        else:
            canvas.line(x0, y0, x1, y1)


def _write(canvas: Canvas, x: float, y: float, text: str, hand: Hand) -> None:
    if not hand.singly:
        canvas.drawString(x, y, text)
        return
    for char in text:
        if char != " ":
            canvas.drawString(x, y, char)
        x += pdfmetrics.stringWidth(char, hand.face, hand.size)
