"""JSON in and out: the same form, or the place where the shape is wrong."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.model import Form, Header, Location, Note, Problem, Source, Unbound, serial
from strategies import forms

texts = st.text(max_size=8)
places = st.builds(
    Location,
    path=texts,
    page=st.none() | st.integers(1, 99),
    line=st.none() | st.integers(1, 99),
    sheet=texts,
    cell=texts,
    box=st.none() | st.tuples(*[st.decimals(0, 999, places=2)] * 4),
)
confidences = st.decimals(0, 1, places=2)


@given(
    forms(),
    st.dictionaries(texts, st.builds(Source, places, texts, confidences), max_size=3),
    st.lists(st.builds(Unbound, texts, places), max_size=2),
    st.lists(st.builds(Note, texts, texts), max_size=2),
    confidences,
    st.dictionaries(st.sampled_from(("再核", "other")), st.none() | texts | st.integers(), max_size=2),
)
def test_a_form_written_and_read_is_the_same_form(form, sources, unbound, notes, confidence, extra):
    form = replace(
        form, sources=sources, unbound=tuple(unbound), notes=tuple(notes), confidence=confidence, extra=extra,
        header=replace(form.header, extra=extra),
    )  # fmt: skip
    text = json.dumps(serial.form_to_json(form), ensure_ascii=False)
    assert serial.form_from_json(json.loads(text, parse_float=Decimal)) == form


def test_null_and_a_missing_key_both_mean_empty():
    form = serial.form_from_json(
        {"grade": None, "header": None, "funding": None, "indicators": [{"target": None}]}
    )
    assert (form.grade, form.header, form.funding) == ("", Header(), ())
    assert form.indicators[0].target.text == ""


def test_numbers_are_taken_as_their_text():
    data = json.loads('{"total": {"points": 100, "score": 97.20}}', parse_float=Decimal)
    assert serial.form_from_json(data).total.score == "97.20"


@pytest.mark.parametrize("data", [{"forms": [{}, {}]}, [{}, {}], {"doc": "x", "forms": [{}, {}]}])
def test_a_document_is_an_object_or_an_array(data):
    assert serial.document_from_json(data) == (Form(), Form())


def test_one_form_alone_is_a_document():
    assert serial.document_from_json({"grade": "优"}) == (Form(grade="优"),)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"forms": {}}, "forms"),
        ({"forms": [1]}, "forms[0]"),
        ({"forms": [{"funding": {}}]}, "forms[0].funding"),
        ({"forms": [{"indicators": [{"score": []}]}]}, "forms[0].indicators[0].score"),
        ({"forms": [{"indicators": [{"target": "≥3"}]}]}, "forms[0].indicators[0].target"),
        ({"forms": [{"header": {"year": True}}]}, "forms[0].header.year"),
        ({"forms": [{"confidence": "2"}]}, "forms[0].confidence"),
        ({"forms": [{"confidence": "x"}]}, "forms[0].confidence"),
        ({"forms": [{"places": {"grade": {"line": "3"}}}]}, "forms[0].places.grade.line"),
        ({"forms": [{"places": {"grade": {"box": [1]}}}]}, "forms[0].places.grade.box"),
        ({"forms": [{"places": {"grade": {"box": ["a", "b", "c", "d"]}}}]}, "forms[0].places.grade.box"),
        ("x", "[0]"),
    ],
)
def test_a_wrong_shape_is_a_problem_with_its_place(data, path):
    problem = serial.document_from_json(data)
    assert isinstance(problem, Problem)
    assert problem.at.path == path
    assert "JSON" in str(problem)
    assert path in str(problem)


def test_one_form_in_a_wrong_shape_is_a_problem_too():
    assert isinstance(serial.form_from_json([]), Problem)


def test_places_say_only_what_is_known():
    form = Form(grade="优", sources={"grade": Source(Location(page=2, line=7), "优 ", Decimal("0.9"))})
    assert serial.form_to_json(form)["places"] == {
        "grade": {"page": 2, "line": 7, "raw": "优 ", "confidence": "0.9"}
    }
    assert str(form.at("grade")) == "第2页 第7行"
    assert form.at("header.unit") == Location(path="header.unit")
    assert form.at("gra").line == 7
