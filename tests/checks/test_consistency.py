"""LOG: from which rate on a form contradicts itself."""

from dataclasses import replace
from decimal import Decimal

import pytest
from examples import sample

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import catalogue
from jiheng.checks.runner import run
from jiheng.model import Status
from jiheng.standards import Band, load

RULES = load("cn").rules(2024)


def with_executed(executed):
    form = sample()
    row = replace(form.funding[0], executed=str(executed))
    return case_of(replace(form, funding=(row, *form.funding[1:])), load("cn"))


def answers(case):
    return {code: run(case, [catalogue()[code]])[0].status for code in ("LOG801", "LOG802", "LOG803")}


@pytest.mark.parametrize("step", range(0, 121, 5))
def test_each_check_speaks_below_its_own_threshold_and_only_there(step):
    for executed in (Decimal(step), Decimal(step) + Decimal("0.01"), max(Decimal(step) - Decimal("0.01"), 0)):
        low = Status.FOUND if executed < RULES.low_execution.value else Status.PASSED
        left = Status.FOUND if 100 - executed >= RULES.saving.value else Status.PASSED
        assert answers(with_executed(executed)) == {"LOG801": low, "LOG802": low, "LOG803": left}


def test_what_follows_from_a_low_rate_shares_its_cause():
    assert {catalogue()[code].cause for code in ("FND207", "LOG801", "LOG802", "LOG803")} == {"low_execution"}


def test_a_best_grade_by_a_name_of_its_own_is_known_by_that_name():
    case = with_executed(Decimal(20))
    bands = (Band(Decimal(90), "A级"), Band(Decimal(0), "B级"))
    rules = replace(case.rules, grades=replace(case.rules.grades, value=bands))
    for grade, status in (("A级", Status.FOUND), ("B级", Status.PASSED), ("优", Status.PASSED)):
        graded = replace(case, rules=rules, form=replace(case.form, grade=grade))
        assert answers(graded)["LOG802"] is status
