"""Standards are data, and the loader refuses what a standard may not be."""

import shutil
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from jiheng.standards import (
    PARAMETERS,
    TITLES,
    StandardError,
    Trust,
    for_layout,
    laws,
    layouts,
    load,
    load_from,
    standard_ids,
)

DATA = Path(str(files("jiheng.standards").joinpath("data")))


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def changed(folder, name, old, new):
    path = folder / f"{name}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize("standard", standard_ids())
def test_every_value_has_unit_source_trust_and_days(standard):
    loaded = load(standard)
    assert loaded.parameters.keys() == set(PARAMETERS) == TITLES.keys()
    for entries in (*loaded.parameters.values(), *loaded.schemes.values()):
        for entry in entries:
            assert entry.unit
            assert entry.clause.law.title
            assert isinstance(entry.clause.trust, Trust)
            assert isinstance(entry.clause.confirmed, date)
            assert entry.file.removesuffix(".toml") in loaded.chain


@pytest.mark.parametrize("standard", standard_ids())
def test_the_oldest_and_the_newest_year_have_rules(standard):
    for year in (1999, 2019, 2024, 2099, None):
        assert load(standard).rules(year).grades.value[-1].low == 0


def test_a_region_holds_only_what_differs():
    shanghai = load("cn-shanghai")
    assert shanghai.chain == ("cn-shanghai", "cn")
    assert shanghai.parameters["grades"][0].file == "cn.toml"
    assert shanghai.parameters["execution_points"][0].file == "cn-shanghai.toml"


def test_a_value_takes_effect_on_its_day():
    shanghai = load("cn-shanghai")
    assert shanghai.rules(2024).cost_indicator_required.value is False
    assert shanghai.rules(2025).cost_indicator_required.value is True


def test_what_nobody_confirmed_says_so():
    schemes = load("cn").rules(2024).schemes
    assert [s.may_judge for s in schemes] == [True, False, False, False]
    assert "口径未确认" in str(schemes[1].clause)
    assert str(load("cn").rules(2024).low_execution.clause) == "产品默认，非法规"
    assert "地区不详" in load("capped-2022").region


def test_layouts_lead_to_their_standards():
    assert {layout.id for layout in layouts()} == {"sh", "central", "sichuan", "hubei"}
    assert for_layout("sh").id == "cn-shanghai"
    assert for_layout("central").id == for_layout("").id == "cn"
    assert load("capped-2022").layout.id == "central"
    assert layouts()[0].column("header", "unit").label == "实施单位"
    assert layouts()[0].column("indicators", "nothing") is None


def test_a_law_is_named_with_its_number():
    assert laws()["cy-2020-10"].name == "《项目支出绩效评价管理办法》（财预〔2020〕10号）"


def test_an_unknown_id_is_a_key_error():
    with pytest.raises(KeyError):
        load("mars")


def test_the_digest_changes_with_any_file_of_the_chain(folder):
    before = load_from(folder, "cn-sichuan").digest
    assert before == load("cn-sichuan").digest
    changed(folder, "cn", "low = 90", "low = 85")
    assert load_from(folder, "cn-sichuan").digest != before


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("cn", "[parameters.full_points]", "[parameters.fool_points]", "不认识"),
        ("cn", 'name = "全国通用口径"', 'name = "全国"\ncolour = "red"', "不认识"),
        ("cn", "values = [{ from = 2020-01-01, value = 10 }]", "values = []", "没有 values"),
        ("cn", "{ from = 2020-01-01, value = 10 }", "{ from = 2020-01-01, worth = 10 }", "不认识"),
        ("cn", "{ from = 2020-01-01, value = 10 }", '{ from = 2020-01-01, value = "十" }', "数字"),
        ("cn", "{ from = 2020-01-01, value = 10 }", "{ from = 2020-01-01, value = 11 }", "不等于"),
        ("cn", 'law = "cy-2020-10"\ntrust = "B"\nconfirmed = 2026-11-24', 'trust = "B"', "没有出处"),
        ("cn", 'law = "practice"', 'law = "hearsay"', "laws.toml"),
        ("cn", 'trust = "C"', 'trust = "Z"', "Z"),
        ("cn", 'id = "cn"', 'id = "cm"', "id 应为"),
        ("cn", "output = 50, benefit = 30", "output = 50, benefits = 30", "术语表"),
        ("cn", 'value = "inverse_ratio"', 'value = "guess"', "inverse_ratio"),
        ("cn", "[0.80, 0.60, 0.00]", "[0.60, 0.80, 0.00]", "从高到低"),
        ("cn", '"cost", "output"', '"costs", "output"', "术语表"),
        ("cn", "[parameters.vague_words]", "[parameters.vague]", "不认识"),
        ("cn", "value = false", 'value = "no"', "true"),
        ("cn", "values = [{ from = 2020-01-01, value = [5000, 20000] }]", "", "没有 values"),
        ("cn", 'funding_label = ', 'funding_lable = ', "layout"),
        ("cn", '{ term = "budget", width = 13 }', '{ term = "budget", width = 14 }', "100"),
        ("cn", '{ term = "budget", width = 13 }', '{ term = "budget", label = "钱", width = 13 }', "叫法"),
        ("cn", '{ term = "budget", width = 13 }', '{ term = "level1", width = 13 }', "栏目"),
        ("cn", "header_widths = [18,", "header_widths = [19,", "header_widths"),
        ("cn", 'total = "总分"', 'total = "一共"', "术语表"),
        ("cn", "[layout]", "[lay out]", "cn.toml"),
        ("cn-shanghai", "{ from = 2025-01-02,", "{ from = 2019-01-02,", "由早到晚"),
        ("cn-shanghai", 'extends = "cn"', "", "缺少"),
        ("capped-2022", "{ below = 50, most = 59 },", "{ below = 75, most = 59 },", "从低到高"),
    ],
)  # fmt: skip
def test_a_file_that_breaks_the_rules_is_refused(folder, name, old, new, says):
    changed(folder, name, old, new)
    with pytest.raises(StandardError, match=says):
        load_from(folder, name)


def test_a_standard_without_layout_or_parent_is_refused(folder):
    text = (folder / "cn.toml").read_text("utf-8")
    (folder / "cn.toml").write_text(text[: text.index("[layout]")], "utf-8")
    with pytest.raises(StandardError, match="layout"):
        load_from(folder, "cn")


def test_words_where_texts_are_wanted_are_refused(folder):
    text = (folder / "cn.toml").read_text("utf-8")
    start = text.index('"明显"')
    (folder / "cn.toml").write_text(text[:start] + "1, " + text[start:], "utf-8")
    with pytest.raises(StandardError, match="文本列表"):
        load_from(folder, "cn")


def test_decimals_are_exact():
    assert load("cn").rules(2024).qualitative_bands.value[0] == Decimal("0.80")
