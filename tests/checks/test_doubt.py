"""A finding that rests on a value which was not read surely says so, and corrects nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from examples import sample

from jiheng.checks import case_of, catalogue, findings_of, run
from jiheng.checks.fixing import fixed
from jiheng.model import Location, Note, Source
from jiheng.model.location import OCR
from jiheng.model.paths import with_value
from jiheng.standards import load

STANDARD = load("cn")


def read(changes, sure=None, method=OCR):
    """The sample with texts changed, its cells read as surely as *sure* says, by path."""
    form = sample()
    for path, text in changes.items():
        form = with_value(form, path, text)
    places = {"header.project": "1", **(sure or {})}
    sources = {p: Source(Location(page=1), "", Decimal(c), method) for p, c in places.items()}
    return replace(form, sources=sources)


def findings(form, code):
    return findings_of(run(case_of(form, STANDARD), [catalogue()[code]]))


def test_a_sum_that_rests_on_a_misread_part_says_how_surely_it_was_read():
    (plain,) = findings(read({"indicators[0].score": "1.00"}), "SCO402")
    assert plain.correction
    (finding,) = findings(read({"indicators[0].score": "1.00"}, {"indicators[0].score": "0.64"}), "SCO402")
    assert finding.message == f"识别把握64%，先核对原件：{plain.message}"
    assert (finding.at.path, finding.fix, finding.correction) == ("total.score", plain.fix, "")


def test_the_least_sure_of_several_values_is_said_with_their_number():
    sure = {"total.score": "0.5", "indicators[2].score": "0.8", "goals.actual": "0.1"}
    (finding,) = findings(read({"total.score": "10.00"}, sure), "SCO402")
    assert finding.message.startswith("识别把握50%（所依据的2个值），先核对原件：总分填10.00分")


def test_what_was_read_surely_or_does_not_matter_casts_no_doubt():
    sure = {"indicators[0].score": "0.9", "indicators[1].level3": "0.2", "goals.actual": "0.1"}
    (finding,) = findings(read({"indicators[0].score": "1.00"}, sure), "SCO402")
    assert finding.message.startswith("总分填")
    assert finding.correction


def test_a_text_that_was_not_recognised_casts_no_doubt():
    form = read({"indicators[0].score": "1.00"}, {"indicators[0].score": "0.71"}, method="")
    (finding,) = findings(form, "SCO402")
    assert finding.message.startswith("总分填")
    assert finding.correction


def test_a_part_of_a_target_counts_for_the_target():
    form = read({"indicators[0].actual": "1场"}, {"indicators[0].target.value": "0.3"})
    (finding,) = findings(form, "SCO406")
    assert finding.message.startswith("识别把握30%，先核对原件：")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"header.unit": ""}, "STR101"), ({"indicators[0].actual": ""}, "STR105")],
)
def test_a_blank_in_a_picture_may_be_one_that_was_not_recognised(changes, code):
    (finding,) = findings(read(changes), code)
    assert finding.message.startswith("空着的格可能是图上没有识别出来，先核对原件：")
    (typed,) = findings(read(changes, method=""), code)
    assert finding.message.endswith(typed.message)
    assert "先核对原件" not in typed.message


def test_a_doubtful_form_is_not_corrected_by_itself():
    form = read({"indicators[0].score": "1.00"}, {"indicators[0].score": "0.64"})

    def judge(other):
        return findings_of(run(case_of(other, STANDARD), [catalogue()["SCO402"]]))

    assert fixed(form, judge) == (form, ())


def test_a_personal_number_stays_covered():
    note = Note("联系电话", "13800138000")
    form = replace(sample(), notes=(note,))
    form = replace(form, sources={"notes[0].text": Source(Location(page=1), "", Decimal("0.5"), OCR)})
    found = findings(form, "PRV911")
    assert found
    assert all("先核对原件" in finding.message for finding in found)
    assert all("13800138000" not in finding.message for finding in found)
