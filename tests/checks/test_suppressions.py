"""Accepted findings: with a reason, for one project or cell, and never lost."""

from dataclasses import replace

import pytest
from examples import sample

from jiheng.checks import case_of, findings_of, run
from jiheng.checks.suppressions import Suppression, read_suppressions, split_suppressed
from jiheng.model import Problem, Total
from jiheng.standards import load

FORM = replace(sample(), total=Total("100.00", "1.00"))
FINDINGS = findings_of(run(case_of(FORM, load("cn"))))


def test_an_entry_is_read():
    text = '[[suppress]]\ncode = "FND207"\nproject = "甲"\nreason = "跨年项目"\n'
    assert read_suppressions(text, "x") == (Suppression("FND207", "甲", "", "跨年项目"),)
    assert read_suppressions("", "x") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[suppress]", "TOML"),
        ('suppress = "FND"', "[[suppress]]"),
        ('[[suppress]]\ncode = 5\nreason = "x"', "文本"),
        ('[[suppress]]\ncode = "FND207"\nreason = " "', "reason"),
        ('[[suppress]]\nreason = "x"', "code"),
        ('[[suppress]]\ncode = "FND"\nreason = "x"\ncolour = "red"', "colour"),
    ],
)
def test_a_wrong_file_is_a_problem(text, says):
    problem = read_suppressions(text, "保留.toml")
    assert isinstance(problem, Problem)
    assert says in problem.message
    assert "保留.toml" in problem.message


@pytest.mark.parametrize(
    ("entry", "covers"),
    [
        (Suppression("SCO402", reason="x"), True),
        (Suppression("SCO", reason="x"), True),
        (Suppression("SCO", FORM.header.project, "total.score", "x"), True),
        (Suppression("SCO", "别的项目", reason="x"), False),
        (Suppression("SCO402", path="grade", reason="x"), False),
        (Suppression("FND", reason="x"), False),
    ],
)
def test_an_entry_covers_code_project_and_cell(entry, covers):
    standing, accepted = split_suppressed(FORM, FINDINGS, (entry,))
    assert ("SCO402" in {finding.code for finding, _ in accepted}) is covers
    assert len(standing) + len(accepted) == len(FINDINGS)


def test_findings_across_forms_have_no_project():
    assert Suppression("SCO", reason="x").covers(None, FINDINGS[0])
    assert not Suppression("SCO", "甲", reason="x").covers(None, FINDINGS[0])
