"""What is needed to look at reports: reports on forms, and their paragraphs, tables and headings."""

import re
from dataclasses import replace
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from paper import SAMPLE

from jiheng.checks import catalogue
from jiheng.model import FundingRow, Header, Total
from jiheng.pipeline import check_together, evaluate
from jiheng.writing.report import Judged, report

TITLES = {check.code: check.title for check in catalogue().values()}


def judged(*forms, doc="甲.pdf"):
    return [
        Judged(doc, form, found.scorecard, found.outcomes) for form in forms for found in [evaluate(form)]
    ]


def form(project="保洁", unit="甲所", score="96.28", grade="优", **funds):
    amounts = {"budget": "10.00", "adjusted": "10.00", "executed": "9.00", "rate": "90.00", **funds}
    row = FundingRow("年度资金总额", points="10", score="9", **amounts)
    header = Header(project, "某局", unit, "2024")
    return replace(SAMPLE, header=header, funding=(row,), total=Total("100.00", score), grade=grade)


def of(*forms, **given):
    made = report(judged(*forms), TITLES, check_together(forms) if len(forms) > 1 else (), **given)
    assert isinstance(made, bytes), made
    return made


def opened(data):
    return Document(BytesIO(data))


def texts(data):
    """Every paragraph in the order of reading, those in tables too."""
    body = opened(data).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def tables(data):
    """The rows of every table by its caption; tables without a caption have that of the paragraph before."""
    found, before = {}, ""
    for part in opened(data).element.body:
        if part.tag == qn("w:tbl"):
            found[re.sub(r"〔\d+〕", "", before)] = [
                ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
                for row in part.iter(qn("w:tr"))
            ]
        before = "".join(t.text or "" for t in part.iter(qn("w:t")))
    return found


def headings(data, level=1):
    return [p.text for p in opened(data).paragraphs if p.style.style_id == f"Heading{level}"]
