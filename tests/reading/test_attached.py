"""A PDF of ours carries its data: it is read back whole, and whoever changes page or data is found out."""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from attaching import data_of, with_data
from comparing import differences, plain_forms
from filling_in import filled_in

from jiheng.checks import case_of, run, select
from jiheng.model import Form, Status
from jiheng.model.paths import texts, value_at, with_value
from jiheng.pipeline import written
from jiheng.reading import open_document
from jiheng.standards import layouts, load
from jiheng.terms import plain
from jiheng.writing import data as json_writer

LAYOUTS = {layout.id: layout for layout in layouts()}
SOAK = bool(os.environ.get("JIHENG_SOAK"))
WHOLE, TRIALS = (1000, 1000) if SOAK else (10, 40)
DIGITS, OTHERS = "0123456789", "政府项目资金绩效目标完成情况"


def pdf(*forms: Form, standard: str | None = None) -> bytes:
    made = written(forms, "pdf", standard)
    assert isinstance(made, bytes), made
    return made


def drawn(number: int) -> Form:
    ids = sorted(LAYOUTS)
    return filled_in(LAYOUTS[ids[number % len(ids)]], number, rare=False)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_our_pdf_says_is_read_back_to_the_last_space(layout: str):
    for number in range(WHOLE):
        form = filled_in(LAYOUTS[layout], number, rare=False)
        reading = open_document(pdf(form))
        assert [found.attached for found in reading.forms] == [{}], (number, reading.forms[0].attached)
        assert reading.problems == ()
        assert list(differences(plain_forms([form]), plain_forms(reading.forms))) == []
        assert reading.forms[0].sources


@pytest.mark.parametrize("standard", ["cn", "cn-shanghai", "cn-sichuan"])
def test_nothing_is_contradicted_in_the_layout_of_another_standard(standard: str):
    for number in range(4):
        form = drawn(number)
        reading = open_document(pdf(form, standard=standard))
        assert [found.attached for found in reading.forms] == [{}]
        assert value_at(reading.forms[0], "indicators[0].points") == value_at(form, "indicators[0].points")


def changed(form: Form, dice: random.Random) -> tuple[str, Form]:
    """The form with one character put in, taken out or replaced in one value that is printed."""
    values = [(path, text) for path, text in texts(form) if plain(text) and path.startswith(PRINTED)]
    while True:
        path, text = dice.choice(values)
        path, text = (path.removesuffix(".text"), text) if path.endswith("target.text") else (path, text)
        place = dice.randrange(len(text))
        pool = DIGITS if text[place].isdigit() else OTHERS
        other = dice.choice(("", dice.choice(pool), text[place] + dice.choice(pool)))
        made = text[:place] + other + text[place + 1 :]
        if plain(made) != plain(text) and text[place].isalnum() and not path.endswith(NOT_ON_PAPER):
            return path, with_value(form, path, made)


PRINTED = ("header", "funding", "goals", "indicators", "total", "grade")
NOT_ON_PAPER = ("target.op", "target.value", "target.unit", "level1_points")


def trials() -> Iterator[tuple[int, str, Form, Form]]:
    for number in range(TRIALS):
        form = drawn(number)
        path, other = changed(form, random.Random(number))  # noqa: S311
        yield number, path, form, other


def test_an_altered_page_is_found_out_every_time():
    for number, path, form, other in trials():
        forged = with_data(pdf(other), json_writer.write([replace(form, sources={})]))
        reading = open_document(forged)
        assert reading.forms[0].attached, (number, path)
        assert "可能被改动过" in str(reading.problems[0])


def test_altered_data_is_found_out_every_time_and_the_page_counts():
    for number, path, form, other in trials():
        genuine = pdf(form)
        reading = open_document(with_data(genuine, json_writer.write([replace(other, sources={})])))
        page_alone = open_document(with_data(genuine, None)).forms[0]
        assert reading.forms[0].attached, (number, path)
        assert replace(reading.forms[0], attached=None) == page_alone


def test_the_check_names_every_place():
    form = drawn(1)
    other = with_value(with_value(form, "total.score", "12.34"), "indicators[0].score", "5.67")
    [found] = open_document(with_data(pdf(form), json_writer.write([other]))).forms
    [outcome] = run(case_of(found, load("cn")), select(("STR113",)))
    assert outcome.status is Status.FOUND
    assert {finding.at.path for finding in outcome.findings} == {"total.score", "indicators[0].score"}
    assert all(finding.at.page for finding in outcome.findings)
    assert "12.34" in " ".join(finding.message for finding in outcome.findings)


def test_data_of_fewer_forms_than_pages_and_of_more():
    one, two, three = (filled_in(LAYOUTS["central"], number, rare=False) for number in (1, 2, 3))
    made = pdf(one, two)
    fewer = open_document(with_data(made, json_writer.write([two])))
    assert fewer.forms[0].attached
    assert fewer.forms[1].attached == {}
    more = open_document(with_data(made, json_writer.write([one, three, two])))
    assert [form.attached for form in more.forms] == [{}, {}]
    assert any("页面上没有这张表" in problem.message for problem in more.problems)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"forms": 1}', b"\xff\xfe\x00", b"null", b"{}"])
def test_broken_data_is_said_and_the_page_is_read(data: bytes):
    made = pdf(drawn(1))
    reading = open_document(with_data(made, data))
    assert len(reading.forms) == 1
    assert reading.forms[0].attached is None
    assert "附带的数据已损坏" in reading.problems[0].message


def test_a_pdf_without_data_says_nothing_of_it():
    reading = open_document(with_data(pdf(drawn(1)), None))
    assert (reading.forms[0].attached, reading.problems) == (None, ())


def test_what_is_attached_is_the_form():
    form = drawn(2)
    assert json.loads(data_of(pdf(form)))["forms"][0]["header"]["project"] == form.header.project
