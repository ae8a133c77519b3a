"""The runner: one answer of five from every check for every form, and nothing lost on the way."""

from dataclasses import replace
from pathlib import Path

import pytest
from examples import sample
from hypothesis import given
from hypothesis import strategies as st

import jiheng.checks
from jiheng.checks import case_of, catalogue, findings_of, groups, run, run_together, select, source, sources
from jiheng.checks.catalogue import FAMILIES
from jiheng.checks.check import ARITHMETIC, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Form, Header, Indicator, Severity, Status, TargetText, Total
from jiheng.standards import Trust, load, standard_ids
from strategies import forms

FOLDER = Path(jiheng.checks.__file__).parent


def made(judge, **given):
    facts = {
        "code": "SCO499",
        "title": "试",
        "severity": Severity.WARNING,
        "fixable": Fixable.NONE,
        "message": "不对：{what}",
        "fix": "改成{what}",
        "clause": ARITHMETIC,
    }
    return check(**{**facts, **given})(judge)


def answer(item, form=None, standard="cn"):
    return run(case_of(form or sample(), load(standard)), [item])[0]


def hit(case):
    yield Hit("total.score", {"what": "总分"})


def test_a_hit_becomes_a_finding_with_its_place_and_words():
    outcome = answer(made(hit))
    (finding,) = outcome.findings
    assert outcome.status is Status.FOUND
    assert (finding.message, finding.fix, finding.source) == ("不对：总分", "改成总分", ARITHMETIC)
    assert (finding.at.path, finding.cause) == ("total.score", "SCO499")


def test_a_hit_may_bring_its_own_severity_fix_and_correction():
    def judge(case):
        yield Hit("grade", {"what": "等级"}, severity=Severity.HINT, fix="写{what}", correction="优")

    (finding,) = answer(made(judge)).findings
    assert (finding.severity, finding.fix, finding.correction) == (Severity.HINT, "写等级", "优")


def test_silence_with_a_reason_is_not_a_pass():
    def off(case):
        yield NotApplicable("没有")

    def blind(case):
        yield MissingInput("执行数")

    assert answer(made(off)).status is Status.NOT_APPLICABLE
    assert answer(made(blind)).why == "执行数"
    assert answer(made(lambda case: ())).status is Status.PASSED


def test_a_hit_outweighs_a_reason_for_silence():
    def both(case):
        yield NotApplicable("没有")
        yield Hit("grade", {"what": ""})

    assert answer(made(both)).status is Status.FOUND


def test_a_crash_is_an_answer_and_names_itself():
    def broken(case):
        raise ZeroDivisionError("零")
        yield

    outcome = answer(made(broken))
    assert outcome.status is Status.CRASHED
    assert "ZeroDivisionError" in outcome.why


def test_a_template_that_lacks_a_value_is_a_crash_not_a_half_message():
    def judge(case):
        yield Hit("grade", {})

    assert answer(made(judge)).status is Status.CRASHED


@pytest.mark.parametrize(
    ("need", "change", "says"),
    [
        ("funding.rate", {"funding": ()}, "执行率"),
        ("indicators", {"indicators": ()}, "绩效指标"),
        ("indicators.target", {"indicators": (Indicator(target=TargetText("-")),)}, "年度指标值"),
        ("total.score", {"total": Form().total}, "得分"),
        ("grade", {"grade": " — "}, "评分等级"),
        ("goals.expected", {"goals": Form().goals}, "预期目标"),
        ("header.year", {"header": Header()}, "年度"),
        ("funding", {"funding": ()}, "项目资金"),
        ("kind", {"kind": ""}, "kind"),
    ],
)
def test_what_a_check_needs_is_asked_for_in_the_forms_own_words(need, change, says):
    item = made(hit, needs=(need,))
    assert answer(item).status is Status.FOUND
    outcome = answer(item, replace(sample(), **change))
    assert (outcome.status, outcome.why) == (Status.MISSING_INPUT, says)


def with_trust(trust):
    rules = load("cn").rules(2024)
    grade = replace(rules.grades, clause=replace(rules.grades.clause, trust=trust))
    return replace(case_of(sample(), load("cn")), rules=replace(rules, grades=grade))


def test_what_nobody_confirmed_never_judges():
    outcome = run(with_trust(Trust.D), [made(hit, parameters=("grades",))])[0]
    assert (outcome.status, outcome.why) == (Status.NOT_APPLICABLE, "口径未确认")


def test_a_threshold_of_ours_says_so():
    item = made(hit, parameters=("low_execution",))
    assert answer(item).findings[0].source == f"{ARITHMETIC}；阈值为产品默认，非法规"
    cited = made(hit, clause="low_execution", parameters=("low_execution",))
    assert source(cited, load("cn").rules(2024)) == "产品默认，非法规"


def test_a_check_names_what_it_cites_under_each_standard():
    cited = sources(catalogue()["SCO410"])
    assert sum(len(standards) for standards in cited.values()) == len(standard_ids())
    assert ("capped-2022",) in cited.values()


@pytest.mark.parametrize("kind", ["declaration", "monitoring"])
def test_a_form_that_evaluates_nothing_is_only_asked_what_must_not_be_published(kind):
    form = replace(sample(), kind=kind, total=Total(), grade="")
    found = {outcome.code: outcome for outcome in run(case_of(form, load("cn")))}
    judged = [code for code, outcome in found.items() if outcome.status is not Status.NOT_APPLICABLE]
    assert judged == ["PRV911"]
    assert "不是自评表" in found["SCO402"].why


def test_a_standard_may_override_a_severity():
    rules = load("cn").rules(2024)
    stricter = replace(rules, severities=replace(rules.severities, value={"SCO499": "error"}))
    case = replace(case_of(sample(), load("cn")), rules=stricter)
    assert run(case, [made(hit)])[0].findings[0].severity is Severity.ERROR


def test_checks_across_forms_answer_once_and_point_at_a_form():
    def judge(cases):
        yield Hit("grade", {"what": str(len(cases))}, form=1)

    item = made(judge, together=True)
    cases = (case_of(sample(), load("cn")),) * 2
    assert run(cases[0], [item]) == ()
    assert run_together(cases, [item])[0].findings[0].message == "不对：2"
    assert run_together((), [item])[0].status is Status.NOT_APPLICABLE


def test_every_file_is_one_check_and_every_check_has_a_page():
    files = {path.stem for family in FAMILIES.values() for path in (FOLDER / family).glob("[!_]*.py")}
    texts = {path.stem for family in FAMILIES.values() for path in (FOLDER / family).glob("*.md")}
    assert files == texts == {item.name for item in catalogue().values()}


@pytest.mark.parametrize("item", catalogue().values(), ids=lambda item: item.code)
def test_a_check_is_named_for_the_defect_and_judges_by_known_values(item):
    assert not item.name.startswith(("check", "validate", "test", "verify", "ensure", "avoid"))
    rules = load("cn").rules(2024)
    ours = [name for name in item.parameters if getattr(rules, name).clause.trust is Trust.OWN]
    assert not (ours and item.severity is Severity.ERROR), "a threshold of ours may not call an error"


def test_checks_are_selected_and_ignored_by_the_beginning_of_their_codes():
    assert {item.code[:3] for item in select(("FND", "SCO4"))} == {"FND", "SCO"}
    assert "FND207" not in {item.code for item in select(("FND",), ("FND207",))}
    assert select(("ZZZ",)) == ()
    assert len(select()) == len(catalogue())


@given(forms(), st.sampled_from(standard_ids()))
def test_every_check_answers_for_every_form(form, standard):
    case = case_of(form, load(standard))
    outcomes = (*run(case), *run_together((case, case)))
    assert sorted(outcome.code for outcome in outcomes) == sorted(catalogue())
    assert [outcome for outcome in outcomes if outcome.status is Status.CRASHED] == []
    for outcome in outcomes:
        assert bool(outcome.findings) is (outcome.status is Status.FOUND)
        assert bool(outcome.why) is (outcome.status not in (Status.FOUND, Status.PASSED))


STRANGE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ("", "-", "abc", "≥", "9" * 50, "0", "-1", "1e400", "{x}", "%s", "（", "12月底前", "≥1-2")
)


@given(st.data())
def test_strange_text_in_every_cell_crashes_nothing(data):
    before, after = data.draw(st.tuples(*[STRANGE] * 4)), data.draw(st.tuples(*[STRANGE] * 4))
    row = Indicator(*before, TargetText(data.draw(STRANGE)), *after)
    amounts = ("label", "budget", "adjusted", "executed", "score")
    first = replace(sample().funding[0], **{name: data.draw(STRANGE) for name in amounts})
    header = Header(data.draw(STRANGE))
    form = replace(sample(), indicators=(row,), funding=(first,), grade=data.draw(STRANGE), header=header)
    outcomes = run(case_of(form, load("capped-2022")))
    assert [outcome for outcome in outcomes if outcome.status is Status.CRASHED] == []


def test_findings_of_one_cause_are_one_group_gravest_first():
    def finding(code, severity, cause):
        item = made(hit, code=code, severity=severity, cause=cause)
        return answer(item).findings[0]

    hint, error = finding("A", Severity.HINT, "x"), finding("B", Severity.ERROR, "x")
    warning = finding("C", Severity.WARNING, "")
    assert groups([warning, hint, error]) == ((error, hint), (warning,))


def test_findings_come_in_the_order_of_the_outcomes():
    case = case_of(sample(), load("cn"))
    assert [f.code for f in findings_of(run(case, [made(hit), made(hit, code="SCO498")]))] == [
        "SCO499",
        "SCO498",
    ]
