"""What may be published, and what of a form is public at all."""

from dataclasses import replace
from decimal import Decimal

import pytest
from examples import sample

from jiheng.checks import case_of, findings_of, publishing, run
from jiheng.checks.publishing import is_withheld, obstacle, personal_data, public_face
from jiheng.model import Location, Note, Outcome, Source, Status, Unbound
from jiheng.standards import load

CN = load("cn")
SAMPLE = sample()
PHONE = "13812345678"


def with_secrecy(text):
    return replace(SAMPLE, header=replace(SAMPLE.header, secrecy=text))


@pytest.mark.parametrize("ground", ["涉密", "不予公开：内部事项", "否"])
def test_whatever_is_filled_in_as_the_ground_withholds_the_form(ground):
    form = with_secrecy(ground)
    assert is_withheld(form)
    found = obstacle(public_face(form), CN)
    assert ground in found.message
    assert SAMPLE.header.project in found.message


@pytest.mark.parametrize("ground", ["", "-", "——", " / "])
def test_an_empty_ground_withholds_nothing_and_is_not_published(ground):
    form = with_secrecy(ground)
    assert not is_withheld(form)
    assert public_face(form).header.secrecy == ""
    assert obstacle(public_face(form), CN) is None


def test_personal_data_are_in_the_way_and_not_repeated_in_the_message():
    form = replace(SAMPLE, notes=(Note("联系电话", PHONE),))
    found = obstacle(form, CN)
    assert "手机号码" in found.message
    assert PHONE not in found.message
    assert [item.code for item in personal_data(findings_of(run(case_of(form, CN))))] == ["PRV911"]
    assert personal_data(findings_of(run(case_of(SAMPLE, CN)))) == ()


def test_a_number_in_a_key_of_another_program_is_in_the_way_too():
    form = replace(SAMPLE, header=replace(SAMPLE.header, extra={"手机": PHONE}))
    assert obstacle(public_face(form), CN) is not None


def test_only_what_the_page_prints_is_public():
    form = replace(
        SAMPLE,
        unbound=(Unbound(f"批注：请打{PHONE}"),),
        sources={"grade": Source(Location(page=1))},
        confidence=Decimal("0.7"),
        header=replace(SAMPLE.header, extra={"科室": "一科", "内部": {"电话": PHONE}}),
        extra={"id": 7},
    )
    shown = public_face(form)
    assert shown == replace(SAMPLE, header=replace(SAMPLE.header, extra={"科室": "一科"}))
    assert shown.sources == {}
    assert obstacle(form, CN) is not None
    assert obstacle(shown, CN) is None


def test_a_check_that_gave_no_answer_is_in_the_way(monkeypatch):
    crashed = (Outcome("PRV911", Status.CRASHED, "请反馈"),)
    monkeypatch.setattr(publishing, "run", lambda case, checks: crashed)
    assert "没有得出结论" in obstacle(SAMPLE, CN).message
