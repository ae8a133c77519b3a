"""What all our workbooks keep: a text that was typed somewhere is a text, and never a formula or a link."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from paper import EVERYTHING, LAYOUTS, values, with_text

from jiheng.model import Finding, Location, Severity
from jiheng.reading import open_document
from jiheng.scoring import score
from jiheng.standards import load
from jiheng.writing import summary, xlsx
from jiheng.writing.fill import filled
from jiheng.writing.findings import Found, findings_workbook
from jiheng.writing.import_template import template
from jiheng.writing.report.chart import Chart, drawn

TEXTS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1+1", "{=1}",
    "=HYPERLINK(\"http://a.cn\",1)", "http://a.cn", "mailto:a@b.cn", "internal:表!A1",
    "<f>1+1</f>", "=DDE(\"a\";\"b\";\"c\")", "＝1+1",
)  # fmt: skip
CAN_ACT = re.compile(rb"<(?:f|hyperlink|ddeLink|oleLink|externalReference)\b")


def hostile(text):
    form = EVERYTHING
    for path, _ in values(EVERYTHING):
        form = with_text(form, path, text)
    return form


def of_forms(text):
    layouts = list(LAYOUTS.values())
    return xlsx.write([hostile(text)] * len(layouts), layouts, [text] * len(layouts))


def of_summary(text):
    form = hostile(text)
    return summary.workbook([(form, score(form, load("cn"))), (form, None)])


def of_findings(text):
    finding = Finding("STR101", Severity.ERROR, Location(path=text, sheet=text), text, text, text)
    return findings_workbook([Found(text, text, finding)])


def of_template(text):
    return template("名单", [text, text], [[text, text]], [text])


def of_chart(text):
    return drawn(Chart(text, text, (text, "良"), (Decimal(1), None)))[1]


@pytest.mark.parametrize("written", [of_forms, of_summary, of_findings, of_template, of_chart])
@pytest.mark.parametrize("text", TEXTS)
def test_no_cell_of_any_workbook_acts_on_what_somebody_typed(written, text):
    made = written(text)
    assert isinstance(made, bytes), made
    with zipfile.ZipFile(BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = [name for name in parts if name.startswith("xl/worksheets/") or name == "xl/workbook.xml"]
    assert len(sheets) > 1
    assert not any(CAN_ACT.search(parts[name]) for name in sheets)
    assert not any("external" in name.lower() or "hyperlink" in name.lower() for name in parts)


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_put_back_into_a_workbook_acts_no_more(text):
    given = xlsx.write([EVERYTHING], [LAYOUTS["sh"]])
    (form,) = open_document(given, "表").forms
    made = filled(given, form, {"goals.expected": text, "indicators[1].actual": text, "grade": text})
    assert isinstance(made, bytes), made
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert not CAN_ACT.search(archive.read("xl/worksheets/sheet1.xml"))
