"""Personal numbers are found wherever they stand, and what is nobody's number is left alone."""

import os
from dataclasses import replace
from decimal import Decimal

import pytest
from examples import sample
from hypothesis import given
from hypothesis import strategies as st
from personal import card, harmless, identity, landline, mobile, old_identity, planted, texts

from jiheng.checks import Stage, catalogue
from jiheng.checks.case import case_of
from jiheng.checks.personal_numbers import personal_numbers
from jiheng.checks.runner import run
from jiheng.model import Form, FundingRow, Note, Severity, Status, Unbound, serial
from jiheng.standards import load
from strategies import forms

PHONE = "13800000000"
CHECK = catalogue()["PRV911"]
COUNT = 40_000 if os.environ.get("JIHENG_SOAK") else 4_000


def found(form):
    (outcome,) = run(case_of(form, load("cn")), [CHECK])
    assert outcome.status in (Status.PASSED, Status.FOUND, Status.NOT_APPLICABLE), outcome.why
    return {finding.at.path: finding.message for finding in outcome.findings}


def kinds(text, label="", year=2024):
    return [number.kind for number in personal_numbers(text, label, year)[0]]


def test_of_a_hundred_planted_numbers_ninety_nine_are_found():
    missed = [(kind, text) for kind, text in texts(planted, COUNT, seed=1) if kind not in kinds(text)]
    assert len(missed) * 100 <= COUNT, missed[:20]


def test_of_a_hundred_harmless_texts_ninety_nine_are_left_alone():
    alarms = [text for text in texts(harmless, COUNT, seed=2) if kinds(text)]
    assert len(alarms) * 100 <= COUNT, alarms[:20]


@pytest.mark.parametrize("make", [card, identity, landline, mobile, old_identity])
def test_no_number_is_repeated_whole(make):
    for number in texts(make, 200, seed=3):
        digits = "".join(filter(str.isalnum, number))
        for one in personal_numbers(number, "联系方式、证件、卡号", 2024)[0]:
            assert one.masked.count("*") >= 5
            assert digits not in one.masked


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("138 0000 0000 与 0871-60000000", ["手机号码", "固定电话号码"]),
        ("13800000000/13900000000", ["手机号码", "手机号码"]),
        ("电话13800000000转801", ["手机号码"]),
        ("tel13800000000", ["手机号码"]),
        ("138\u200b0000\u200b0000", ["手机号码"]),
        ("138-000-00000、1380-000-0000", ["手机号码", "手机号码"]),
        ("联系电话：150 20240305", ["手机号码"]),
        ("联系电话：010-20240305", ["固定电话号码"]),
        ("6299 9999 9999 9999 996", ["银行卡号"]),
        ("卡号6200000000000000000", ["银行卡号"]),
        ("6225880000000001 12", []),
        ("6225889999999990 12", ["银行卡号"]),
        ("证件编号530199198001010014", ["身份证号码"]),
        ("身份证530199202201010018", ["身份证号码"]),
    ],
)
def test_numbers_as_people_write_them(text, wanted):
    assert kinds(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "XM-13800000000", "R13800000000", "2024-13800000000", "138000000001", "13800000000.50",
        "0.13800000000", "13800000000元", "13800000000 万元", "150 2000 30000",
        "150 20240305", "1500000 2024",
        "021-8451234", "400-800-8820", "12345", "530199198001010015", "990101198001010014",
        "530199191001010014",
        "530199198013010014", "项目代码530199198001010014", "620102202400000000", "123456789012345",
        "530199991332001", "00012345678", "-" * 30, "1" * 40,
    ],
)  # fmt: skip
def test_what_is_nobodys_number(text):
    assert kinds(text) == []


def test_a_number_is_found_in_every_text_of_a_form():
    form = sample()
    data = serial.form_to_json(form)
    for path, put in places(data):
        if path.rpartition(".")[2] in ("project_code", "unit_code", "kind", "layout"):
            continue
        assert found(serial.form_from_json(put(f"张某{PHONE}"))), path


def places(data):
    """Every text of a form's JSON, with what gives the form with another text there."""

    def walk(part, path, put):
        if isinstance(part, str):
            yield path, put
        elif isinstance(part, dict):
            for key, value in part.items():
                yield from walk(value, f"{path}.{key}", lambda new, k=key, p=part, q=put: q({**p, k: new}))
        elif isinstance(part, list):
            for n, value in enumerate(part):
                yield from walk(
                    value, f"{path}[{n}]", lambda new, n=n, p=part, q=put: q([*p[:n], new, *p[n + 1 :]])
                )

    data.pop("places", None)
    return walk(data, "", lambda new: new)


def test_a_number_is_found_where_no_cell_is():
    form = sample()
    texts_beside = {
        "unbound[0].text": replace(form, unbound=(Unbound(f"批注：{PHONE}"),)),
        "作者": replace(form, extra={"作者": f"张某{PHONE}"}),
        "文件属性.作者": replace(form, extra={"文件属性": {"作者": f"张某{PHONE}"}}),
        "联系人": replace(form, extra={"联系人": [Decimal(1), int(PHONE)]}),
        "header.电话": replace(form, header=replace(form.header, extra={"电话": PHONE})),
        "indicators[0].备注": replace(
            form, indicators=(replace(form.indicators[0], extra={"备注": PHONE}), *form.indicators[1:])
        ),
    }
    for path, changed in texts_beside.items():
        assert list(found(changed)) == [path]
    assert found(Form(extra={"作者": PHONE}))


def test_the_name_of_a_row_does_not_tell_the_number_either():
    line = replace(sample().indicators[0], level3=f"热线{PHONE}接听率", reason=f"见{PHONE}")
    messages = found(replace(sample(), indicators=(line,), notes=(Note(f"联系{PHONE}", PHONE),)))
    assert len(messages) == 4
    assert all(PHONE not in message for message in messages.values())
    assert "“热线138******00接听率”的偏差原因分析及改进措施有手机号码：138******00" in messages.values()


def test_the_same_number_twice_in_a_cell_is_one_finding():
    form = replace(sample(), notes=(Note("说明", f"{PHONE}，{PHONE}"),))
    (outcome,) = run(case_of(form, load("cn")), [CHECK])
    assert len(outcome.findings) == 1


def test_an_amount_of_eleven_figures_is_an_amount():
    rows = (FundingRow("年度资金总额", "13800000000", "13800000000", PHONE),)
    assert found(replace(sample(), funding=rows)) == {}
    assert found(replace(sample(), funding=(replace(rows[0], reason=PHONE),)))


def test_it_is_an_error_that_blocks_publication_and_nothing_before():
    assert CHECK.severity is Severity.ERROR
    blocking = [item.code for item in catalogue().values() if item.blocks is Stage.PUBLICATION]
    assert blocking == ["PRV911"]


@given(st.text("0123456789-. ()（）０１２xX*元年电话代码，", max_size=200))
def test_any_text_is_searched_and_what_is_covered_is_found_no_more(text):
    numbers, rest = personal_numbers(text, "", 2024)
    assert (rest != text) or not numbers
    assert len(personal_numbers(rest, "", 2024)[0]) <= len(numbers)


@given(forms())
def test_any_form_is_searched(form):
    found(form)
