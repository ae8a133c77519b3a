"""Safe fixes follow from other cells, one after the other, and then nothing more follows."""

from dataclasses import replace

from examples import sample

from jiheng.checks import case_of, findings_of, run
from jiheng.checks.fixing import Change, fixed
from jiheng.model import Total
from jiheng.standards import load


def judge(form):
    return findings_of(run(case_of(form, load("cn"))))


def test_a_wrong_score_brings_total_and_grade_with_it():
    rows = list(sample().indicators)
    rows[6] = replace(rows[6], score="14.00")
    form = replace(sample(), indicators=tuple(rows), total=Total("100.00", "70.00"), grade="中")
    right, changes = fixed(form, judge)
    assert right == sample()
    assert [change.path for change in changes] == ["indicators[6].score", "total.score", "grade"]
    assert not [finding for finding in judge(right) if finding.correction]


def test_a_sound_form_is_left_alone():
    assert fixed(sample(), judge) == (sample(), ())


def test_a_judge_that_never_rests_is_stopped():
    finding = next(f for f in judge(replace(sample(), total=Total("100.00", "1.00"))) if f.code == "SCO402")
    _, changes = fixed(sample(), lambda form: [finding])
    assert changes[0] == Change("total.score", "98.85", finding.correction, "SCO402")
    assert len(changes) < 20
