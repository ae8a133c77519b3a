"""No form, however broken, makes a check crash or dawdle."""

import time
from dataclasses import replace

import pytest

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import select
from jiheng.checks.runner import run, run_together
from jiheng.model import Form, FundingRow, Goals, Header, Indicator, Note, Status, TargetText, Total
from jiheng.standards import load, standard_ids
from jiheng.terms import notation

LEVELS = (("成本指标", "经济成本指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"), ("", ""))
LONG = 20_000
SECONDS = 2  # for texts of 20,000 characters; a check that is quadratic in them takes minutes


def form_of(text, levels=LEVELS, layout="sh", year="2024"):
    """A form with *text* in every cell but the levels."""
    row = FundingRow("年度资金总额", *[text] * 7)
    lines = tuple(
        Indicator(one, "", two, text, notation.completed(TargetText(text)), *[text] * 4)
        for one, two in levels
    )
    return Form(
        layout=layout,
        title=text,
        fund_unit=text or "万元",
        header=Header(text, text, text, year),
        funding=(row, replace(row, label=text)),
        goals=Goals(text, text),
        indicators=lines,
        total=Total(text, text),
        grade=text,
        notes=(Note("评价结论", text), Note(text, text)),
    )


FORMS = {
    "nothing at all": Form(),
    "blank cells": form_of(""),
    "dashes": form_of("——"),
    "letters for numbers": form_of("abc"),
    "template text": form_of("指标2：……"),
    "per cent signs alone": form_of("%"),
    "operators alone": form_of("≥"),
    "a zero everywhere": form_of("0.00"),
    "a negative number everywhere": form_of("-1"),
    "a number too long to be one": form_of("9" * 30),
    "spaces and control characters": form_of(" \t\u200b\x00\ufeff"),
    "braces of a template": form_of("{name}{0}%s"),
    "a layout nobody knows": form_of("达成指标", layout="?"),
    "no year": form_of("100", year=""),
    "a year that is a word": form_of("100", year="去年"),
    "no rows": replace(form_of("100"), indicators=(), funding=()),
    "levels that are no levels": form_of("100", levels=(("abc", "…"), ("效益", "效益"))),
}
LONG_TEXTS = (
    "好",
    "一",
    "1",
    "率情况",
    "培训工作",
    "按照，",
    "按照",
    "（",
    "……",
    "≥1",
    "2024年",
    "完成 ",
    "無\n",
    "万元1",
)


@pytest.mark.parametrize("standard", standard_ids())
@pytest.mark.parametrize("name", FORMS)
def test_a_broken_form_gets_one_answer_from_every_check(name, standard):
    case = case_of(FORMS[name], load(standard))
    outcomes = run(case) + run_together((case, case)) + run_together(())
    assert [o for o in outcomes if o.status is Status.CRASHED] == []
    codes = [item.code for item in select() if not item.together]
    assert [o.code for o in run(case)] == codes


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_long_texts_take_no_check_long(text):
    case = case_of(form_of(text * (LONG // len(text))), load("cn-sichuan"))
    for item in select():
        start = time.perf_counter()
        outcome = run_together((case, case), [item]) if item.together else run(case, [item])
        assert time.perf_counter() - start < SECONDS, item.code
        assert outcome[0].status is not Status.CRASHED, outcome[0].why


def test_thousands_of_lines_take_no_check_long():
    short = form_of("达成指标", LEVELS * 1000)
    case = case_of(replace(short, funding=short.funding * 1000, notes=short.notes * 1000), load("cn"))
    for item in select():
        start = time.perf_counter()
        outcome = run_together((case, case), [item]) if item.together else run(case, [item])
        assert time.perf_counter() - start < SECONDS, item.code
        assert outcome[0].status is not Status.CRASHED, outcome[0].why
