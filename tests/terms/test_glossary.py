"""One id for one Chinese label, and every field of the form has one."""

from dataclasses import fields

import pytest

from jiheng.model import FundingRow, Goals, Header, Indicator, TargetText, Total
from jiheng.standards import layouts
from jiheng.terms import bare, find, glossary, label, of_kind, plain, term

PARTS = {"header": Header, "funding": FundingRow, "goals": Goals, "indicators": Indicator, "total": Total}


def fields_of(block, part):
    names = [f.name for f in fields(part) if f.name != "extra"]
    if "target" in names:
        names += [f"target.{f.name}" for f in fields(TargetText) if f.name not in ("text", "extra")]
    return [(block, name) for name in names]


@pytest.mark.parametrize(
    ("block", "field"), [pair for block in PARTS for pair in fields_of(block, PARTS[block])]
)
def test_every_field_of_the_form_is_exactly_one_term(block, field):
    assert len([t for t in of_kind("field", block) if t.field == field]) == 1


def test_no_label_means_two_fields_of_one_block():
    for block in (*PARTS, "form"):
        seen = {}
        for item in of_kind("field", block):
            for name in map(bare, item.labels):
                assert seen.setdefault(name, item.id) == item.id


@pytest.mark.parametrize("kind", ["funding_row", "level1", "tier", "grade", "block"])
def test_no_label_means_two_terms_of_one_kind(kind):
    names = [bare(name) for item in of_kind(kind) for name in {bare(n) for n in item.labels}]
    assert len(names) == len(set(names))


def test_every_column_of_every_layout_is_a_term():
    for layout in layouts():
        columns = [
            *layout.funding,
            *layout.goals,
            *layout.indicators,
            *(c for row in layout.header for c in row),
        ]
        for column in columns:
            assert column.field == term(column.term).field


def test_every_term_says_what_it_means():
    for item in glossary().values():
        assert item.label
        assert item.meaning.endswith("。")
        assert len(set(item.labels)) == len(item.labels)


def test_parents_are_level_one_terms():
    ones = {item.id for item in of_kind("level1")}
    for item in of_kind("level2"):
        assert set(item.parents) <= ones
        assert item.parents


@pytest.mark.parametrize(
    ("printed", "kind", "block", "meant"),
    [
        ("年初预算数（A）", "field", "funding", "budget"),
        ("执行率(%)", "field", "funding", "rate"),
        ("分数", "field", "funding", "points"),
        ("其中：\n当年财政拨款", "funding_row", "", "year_appropriation"),
        ("社会效益\n指标", "level2", "", "social_benefit"),
        ("产出指标(50分)", "level1", "", "output"),
        ("达成指标", "tier", "", "achieved"),
        ("优秀", "grade", "", "excellent"),
    ],
)
def test_labels_are_found_as_they_are_printed(printed, kind, block, meant):
    assert find(printed, kind, block).id == meant


def test_unknown_labels_are_none():
    assert find("天气", "field") is None
    assert label("rate") == "执行率"
    assert plain(" Ａ\u200b 1") == "A1"
    assert bare("（50分）") == "(50分)"
