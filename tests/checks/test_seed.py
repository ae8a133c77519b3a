"""The four published forms K1 to K4 under cn-shanghai: what must be found on them, and what may not."""

from dataclasses import replace

import pytest

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import catalogue, select
from jiheng.checks.grouping import findings_of, groups
from jiheng.checks.runner import run, run_together
from jiheng.model import Status, TargetText
from jiheng.standards import load
from jiheng.terms import notation

FORMS = (1, 2, 3, 4)
LINES = 42
MOST_GROUPS = 5

# The catalogue's seed column: all the forms on which a check fires; 0 stands for the four together.
FOUND = {
    "FND207": {1, 4},
    "SCO408": {1},
    "TGT601": {1},
    "TGT602": {1, 2, 3, 4},
    "IND701": {1, 2, 3, 4},
    "IND703": {1, 2, 3, 4},
    "IND706": {1, 2, 3, 4},
    "IND707": {4},
    "LOG801": {4},
    "LOG802": {4},
    "LOG803": {1, 4},
    "PRT951": {0},
    "PRT952": {0},
}
SILENT = {
    "FND201": {1, 2, 3, 4},
    "FND202": {2},
    "FND203": {2},
    "FND205": {1, 2, 3, 4},
    "WGT302": {1, 2, 3, 4},
    "SCO407": {2},
    "SCO411": {2, 3, 4},
    "DEV501": {1, 2, 3, 4},
    "DEV502": {2},
}
LATER = {"IND707"}
# Not in the column, yet right: words carry 55, 60 and 55 of the 90 points.
ALSO_FOUND = {"WGT306": {1, 2, 4}}
PLACES = {
    ("SCO408", 1): {"赴对口支援地区工作次数", "开展服务企业工作的次数"},
    ("TGT601", 1): {"全年工作完成及时率"},
    ("TGT602", 1): {
        *("对口支援与合作交流工作的支撑作用", "课题对工作的借鉴作用"),
        *("长效机制建立情况", "人员配置保障情况"),
    },
    ("TGT602", 2): {"后勤保障质量", "对驻外办工作的保障支持作用", "长效机制建立情况", "人员配置情况"},
    ("IND703", 3): {"成本控制"},
    ("IND706", 1): {"人员配置保障情况"},
    ("IND706", 4): {"人员配置情况"},
    ("LOG803", 4): {"成本控制"},
}


@pytest.fixture(scope="module")
def cases(published):
    return tuple(case_of(form, load("cn-shanghai")) for form in published)


@pytest.fixture(scope="module")
def outcomes(cases):
    """By form, 0 for all together: the outcome of each check."""
    single = {number: {o.code: o for o in run(cases[number - 1])} for number in FORMS}
    return {**single, 0: {o.code: o for o in run_together(cases)}}


def found_on(outcomes, code):
    return {number for number, by_code in outcomes.items() if code in by_code and by_code[code].findings}


@pytest.mark.parametrize("code", [code for code in FOUND if code not in LATER])
def test_what_must_be_found_is_found_on_exactly_these_forms(outcomes, code):
    assert code in catalogue()
    assert found_on(outcomes, code) == FOUND[code]


@pytest.mark.parametrize("code", SILENT)
def test_what_may_not_be_found_is_not_found(outcomes, code):
    assert code in catalogue()
    assert found_on(outcomes, code) & SILENT[code] == set()


def test_a_check_that_is_there_is_not_said_to_come_later():
    assert not LATER & catalogue().keys()


def test_nothing_else_is_found(outcomes):
    found = {code for by_code in outcomes.values() for code, outcome in by_code.items() if outcome.findings}
    assert found <= FOUND.keys() | ALSO_FOUND.keys()
    assert all(found_on(outcomes, code) == forms for code, forms in ALSO_FOUND.items())


@pytest.mark.parametrize(("code", "number"), PLACES)
def test_the_lines_named_are_the_lines_meant(cases, outcomes, code, number):
    rows = {row.at(""): row.printed.level3 for row in cases[number - 1].rows}
    places = {finding.at.path for finding in outcomes[number][code].findings}
    assert {rows[path.rpartition(".")[0] + "."] for path in places} == PLACES[code, number]


def test_every_check_answers_once_for_every_form(cases):
    singles = [item.code for item in select() if not item.together]
    for case in cases:
        answers = run(case)
        assert [outcome.code for outcome in answers] == singles
        counts = {status: sum(o.status is status for o in answers) for status in Status}
        assert sum(counts.values()) == len(singles)
        assert counts[Status.CRASHED] == 0
    together = run_together(cases)
    assert [outcome.code for outcome in together] == [item.code for item in select() if item.together]
    assert all(outcome.status is not Status.CRASHED for outcome in together)


def test_an_answer_without_findings_says_why_unless_it_passed(outcomes):
    for by_code in outcomes.values():
        for outcome in by_code.values():
            assert bool(outcome.findings) == (outcome.status is Status.FOUND)
            assert bool(outcome.why) == (outcome.status in (Status.NOT_APPLICABLE, Status.MISSING_INPUT))


def test_every_line_of_the_forms_is_looked_at(cases):
    """Each of the 42 lines, spoiled alone, is found at its own place."""
    vague, out_of_range = select(("TGT602",)) + select(("SCO401",))
    assert sum(len(case.rows) for case in cases) == LINES
    for case in cases:
        for row in case.rows:
            target = notation.completed(TargetText("效果显著"))
            spoiled = replace(row.printed, target=target, score="999.00")
            lines = tuple(spoiled if i == row.index else line for i, line in enumerate(case.form.indicators))
            found = findings_of(
                run(case_of(replace(case.form, indicators=lines), case.standard), [vague, out_of_range])
            )
            assert {row.at("target"), row.at("score")} <= {finding.at.path for finding in found}


@pytest.mark.parametrize("number", FORMS)
def test_findings_of_one_fact_are_one_group_and_groups_are_few(outcomes, number):
    grouped = groups(findings_of(outcomes[number].values()))
    assert 0 < len(grouped) <= MOST_GROUPS, [group[0].cause for group in grouped]
    low = {finding.code for group in grouped for finding in group if finding.cause == "low_execution"}
    assert low == {code for code in ("FND207", "LOG801", "LOG802", "LOG803") if number in FOUND[code]}


def test_the_forms_side_by_side_bring_a_few_findings(outcomes):
    assert 1 <= len(outcomes[0]["PRT951"].findings) <= MOST_GROUPS
    assert len(outcomes[0]["PRT952"].findings) == 1
