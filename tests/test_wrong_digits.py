"""Published forms with digits changed: read exactly as printed, and each found by its check."""

from decimal import Decimal

import pytest

from jiheng.checks import case_of, run
from jiheng.model.paths import value_at
from jiheng.pipeline import standard_for
from jiheng.reading import open_document

# which form, what stands there, what is put there, where it is read, and the checks that speak
CHANGES = [
    (0, "总分 100.00 97.28", "总分 100.00 97.82", {"total.score": "97.82"}, {"SCO402"}),
    (1, "总分 100.00 99.00", "总分 100.00 100.00", {"total.score": "100.00"}, {"SCO402"}),
    (3, "总分 100.00 91.95", "总分 100.00 89.95", {"total.score": "89.95"}, {"SCO402", "SCO403"}),
    (0, "总分 100.00 97.28", "总分 110.00 97.28", {"total.points": "110.00"}, {"WGT301"}),
    (0, "72.77 7.28", "77.72 7.28", {"funding[0].rate": "77.72"}, {"FND202"}),
    (2, "97.94 9.79", "97.95 9.79", {"funding[0].rate": "97.95"}, set()),
    (2, "97.94 9.79", "98.50 9.79", {"funding[0].rate": "98.50"}, {"FND202"}),
    (3, "19.50 1.95", "19.50 9.50", {"funding[0].score": "9.50"}, {"FND203", "SCO402"}),
    (3, "19.50 1.95", "100.00 10.00", {"funding[0].rate": "100.00"}, {"FND202", "FND203", "SCO402"}),
    (0, "63.65 63.65 46.32 10.00", "63.65 63.65 64.32 10.00", {"funding[0].executed": "64.32"},
     {"FND201", "FND202", "FND203", "FND204"}),
    (0, "63.65 63.65 46.32 10.00", "63.65 65.63 46.32 10.00", {"funding[0].adjusted": "65.63"},
     {"FND201", "FND202"}),
    (1, "30.66 30.66 30.65 10.00", "30.66 0.00 30.65 10.00", {"funding[0].adjusted": "0.00"},
     {"FND201", "FND205"}),
    (2, "17.50 17.50 17.14 10.00", "17.50 17.50 -17.14 10.00", {"funding[0].executed": "-17.14"},
     {"FND209"}),
    (2, "17.50 17.50 17.14 10.00", "35.00 17.50 17.14 10.00", {"funding[0].budget": "35.00"},
     {"FND201", "FND206"}),
    (2, "17.14 10.00 97.94 9.79", "17.14 15.00 97.94 9.79", {"funding[0].points": "15.00"},
     {"WGT301", "WGT303"}),
    (0, "68.00(次) 10.00 10.00", "68.00(次) 15.00 10.00", {"indicators[1].points": "15.00"},
     {"WGT301", "WGT302", "DEV501"}),
    (0, "68.00(次) 10.00 10.00", "68.00(次) 10.00 12.00", {"indicators[1].score": "12.00"},
     {"SCO401", "SCO402"}),
    (0, "68.00(次) 10.00 10.00", "68.00(次) 10.00 -1.00", {"indicators[1].score": "-1.00"},
     {"SCO401", "SCO402"}),
    (0, "68.00(次) 10.00 10.00", "45.00(次) 10.00 10.00", {"indicators[1].actual": "45.00(次)"}, {"SCO406"}),
    (0, "68.00(次) 10.00 10.00", "45.00(次) 10.00 8.00", {"indicators[1].score": "8.00"},
     {"SCO405", "SCO402", "DEV501"}),
    (0, "98.00(次) 10.00 10.00", "98.00(次) 10.00 9.00", {"indicators[2].score": "9.00"}, {"DEV501"}),
    (0, "=1.00(份) 1.00(份) 5.00", "=1.00(份) 0.00(份) 5.00",
     {"indicators[4].actual": "0.00(份)"}, {"SCO406"}),
    (2, "=0.00(次) 0.00(次) 10.00 10.00", "=0.00(次) 3.00(次) 10.00 10.00",
     {"indicators[3].actual": "3.00(次)"}, {"SCO406"}),
    (2, "=0.00(次) 0.00(次) 10.00 10.00", "=0.00(次) 0.00(次) 10.00 6.00",
     {"indicators[3].score": "6.00"}, {"SCO411", "SCO402"}),
    (3, "=0.00(%) 0.00(%) 10.00 10.00", "=0.00(%) 2.00(%) 10.00 5.00",
     {"indicators[3].actual": "2.00(%)"}, {"SCO411", "SCO402"}),
    (1, "达成指标 10.00 9.00", "达成指标 10.00 7.00", {"indicators[3].score": "7.00"}, {"SCO407", "SCO402"}),
    (1, "达成指标 10.00 9.00", "达成指标 0.00 0.00", {"indicators[3].points": "0.00"},
     {"WGT305", "WGT301", "WGT302"}),
    (3, "评分等级 优", "评分等级 良", {"grade": "良"}, {"SCO403"}),
    (3, "=100.00(%) 100.00(%) 5.00 5.00", "=100.00(%) 1OO.OO(%) 5.00 5.00",
     {"indicators[5].actual": "1OO.OO(%)"}, {"STR108"}),
    (0, "68.00(次) 10.00 10.00", "68.00(次) 10.00 1O.OO", {"indicators[1].score": "1O.OO"}, {"STR108"}),
    (0, "总分 100.00 97.28", "总分 100.00 97.2B", {"total.score": "97.2B"}, {"STR108"}),
    (2, "17.50 17.50 17.14 10.00", "l7.50 17.50 17.14 10.00", {"funding[0].budget": "l7.50"}, {"STR108"}),
    (3, "总分 100.00 91.95", "总分 100.00 -", {"total.score": "-"}, {"STR105"}),
    (3, "19.50 1.95", "- 1.95", {"funding[0].rate": "-"}, {"STR105"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def published_text(shared):
    return (shared / "seed" / "kunming-2024.txt").read_text("utf-8")


def changed(text, form, old, new):
    """*text* with the first *old* of that form replaced, cells of a line apart by one space."""
    parts = text.split("财政项目支出绩效自评表")
    assert old in parts[form + 1], f"form {form} has no {old}"
    parts[form + 1] = parts[form + 1].replace(old, new, 1)
    return "财政项目支出绩效自评表".join(parts)


def values(forms):
    from jiheng.model.serial import form_to_json

    data = [form_to_json(form) for form in forms]
    for form in data:
        form.pop("places"), form.pop("confidence")
    return data


@pytest.mark.parametrize(
    ("form", "old", "new", "places", "codes"), CHANGES, ids=lambda value: str(value)[:40]
)
def test_a_wrong_digit_is_read_as_printed_and_found(published_text, form, old, new, places, codes):
    text = changed(published_text, form, old, new)
    forms = open_document(text.encode(), "changed").forms
    assert {path: value_at(forms[form], path) for path in places} == places
    right = values(open_document(published_text.encode(), "right").forms)
    wrong = values(forms)
    for number in range(4):
        assert (wrong[number] == right[number]) is (number != form)
    outcomes = run(case_of(forms[form], standard_for(forms[form])))
    found = {finding.code for outcome in outcomes for finding in outcome.findings}
    assert codes <= found


def test_points_that_add_to_more_than_a_hundred_are_read_and_found(published_text):
    text = changed(published_text, 3, "58.00(批\n\n次)\n10.00 10.00", "58.00(批\n\n次)\n15.00 10.00")
    forms = open_document(text.encode(), "changed").forms
    assert forms[3].indicators[1].points == "15.00"
    outcomes = {outcome.code: outcome for outcome in run(case_of(forms[3], standard_for(forms[3])))}
    assert "105" in outcomes["WGT301"].findings[0].message


def test_the_four_published_totals_forever(published_text):
    from jiheng.pipeline import score

    forms = open_document(published_text.encode(), "right").forms
    wanted = [("97.28", "优"), ("99.00", "优"), ("99.79", "优"), ("91.95", "优")]
    assert [(f"{card.total}", card.grade) for card in map(score, forms)] == wanted
    capped = [score(form, "capped-2022") for form in forms]
    assert [(f"{c.total:.2f}", c.grade) for c in capped] == [
        ("89.00", "良"), ("99.00", "优"), ("99.79", "优"), ("59.00", "差"),
    ]  # fmt: skip
    for card in (*map(score, forms), *capped):
        assert sum((item.points for item in card.deductions), Decimal(0)) == card.full_points - card.total
