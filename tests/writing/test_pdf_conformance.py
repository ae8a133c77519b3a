"""What our PDF files promise, judged by a validator that others wrote: PDF/A-3b and PDF/UA-1."""

import re
from dataclasses import replace

import page
import pytest
from paper import EVERYTHING, LAYOUTS, MARK, SAMPLE

from jiheng.model import Form
from jiheng.writing import DRAFT, pdf

LONG = replace(SAMPLE, indicators=SAMPLE.indicators * 9)
PROFILES = {"PDF/A-3b": page.ValidationProfile.PDF_A_3B, "PDF/UA-1": page.ValidationProfile.PDF_UA_1}


STREAM = re.compile(rb"/Length (\d+)(?:(?!endobj|stream).)*?>>\s*stream\n", re.DOTALL)
# Said of a stream whose packed data happens to end in a carriage return, as if that were a line's end.
LENGTH = "PDFA3B-STREAM-LENGTH-001"


def failures(data: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(data, profile=PROFILES[profile])
    assert report.rules.total > 100
    found = [
        failure for failure in report.failures if failure.rule_id != LENGTH or not lengths_are_right(data)
    ]
    return [f"{failure.rule_id}: {failure.message}" for failure in found]


def lengths_are_right(data: bytes) -> bool:
    """True where every stream is followed by its end where its length says."""
    ends = [match.end() + int(match[1]) for match in STREAM.finditer(data)]
    return len(ends) == data.count(b"\nendstream") and all(data[e:].startswith(b"\nendstream") for e in ends)


def made(form: Form, layout: str, **more: str) -> bytes:
    data = pdf.write([form, form], [LAYOUTS[layout]] * 2, [MARK] * 2, **more)
    assert isinstance(data, bytes)
    return data


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", [SAMPLE, EVERYTHING, LONG], ids=["sample", "everything", "long"])
def test_no_rule_is_broken(form: Form, layout: str, profile: str):
    assert failures(made(form, layout), profile) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_a_draft_keeps_the_rules(profile: str):
    assert failures(made(SAMPLE, "sh", watermark=DRAFT), profile) == []


@pytest.mark.parametrize(
    ("profile", "without"),
    [("PDF/A-3b", rb"pdfaid:part"), ("PDF/UA-1", rb"pdfuaid:part"), ("PDF/UA-1", rb"/Lang")],
)
def test_the_validator_sees_what_is_lacking(profile: str, without: bytes):
    data = made(SAMPLE, "sh")
    assert without in data
    assert failures(re.sub(without, b"x" * len(without), data), profile)
