"""STR101 to STR112: what the examples on their pages cannot say."""

import time
import unicodedata
from dataclasses import fields, replace

import pytest
from examples import sample
from hypothesis import given
from hypothesis import strategies as st

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import select
from jiheng.checks.cells import cells, everything
from jiheng.checks.fixing import fixed
from jiheng.checks.placeholder import may_stand_in, prompt, template_text
from jiheng.checks.runner import run
from jiheng.checks.structure.characters_damaged import characters_damaged
from jiheng.checks.structure.value_unreadable import value_unreadable
from jiheng.model import Form, FundingRow, Goals, Header, Indicator, Note, Status, TargetText, Total
from jiheng.model.paths import value_at
from jiheng.standards import load, standard_ids
from jiheng.terms import notation

CODES = [f"STR{number}" for number in range(101, 113)]
CHECKS = select(tuple(CODES))


def outcomes(form, standard="cn"):
    return {outcome.code: outcome for outcome in run(case_of(form, load(standard)), CHECKS)}


def paths(form, code, standard="cn"):
    return [finding.at.path for finding in outcomes(form, standard)[code].findings]


def with_line(index=0, **values):
    form = sample()
    lines = list(form.indicators)
    lines[index] = replace(lines[index], **values)
    return replace(form, indicators=tuple(lines))


def of_transfer(form):
    lines = tuple(replace(line, points="", score="") for line in form.indicators)
    return replace(form, kind="transfer", layout="", indicators=lines, total=Total(), grade="")


def test_the_family_is_complete():
    assert [item.code for item in CHECKS] == CODES


def test_the_published_forms_are_complete_and_readable(published):
    assert len(published) == 4
    for form in published:
        found = {code: outcome.status for code, outcome in outcomes(form, "cn-shanghai").items()}
        # Shanghai limits no text; all the others had something to judge.
        assert found == dict.fromkeys(CODES, Status.PASSED) | {"STR110": Status.NOT_APPLICABLE}


# ── the walk over the cells ──────────────────────────────────────────────────────────────────────────────


def marked_form():
    """A form in which every text is its own."""
    marks = iter(f"文{number}" for number in range(1000))

    def filled(part, **more):
        given = {f.name: next(marks) for f in fields(part) if f.type == "str" and f.name not in more}
        return part(**given, **more)

    line = filled(Indicator, target=filled(TargetText))
    return filled(
        Form,
        kind="project",
        layout="",
        header=filled(Header),
        funding=(filled(FundingRow),),
        goals=filled(Goals),
        indicators=(line,),
        total=filled(Total),
        notes=(filled(Note),),
    )


def test_no_printed_text_is_passed_over():
    form = marked_form()
    walked = list(cells(form))
    texts = [cell.text for cell in walked]
    assert len(texts) == len(set(texts))
    assert sorted(texts) == sorted(everything(form).split("\0"))
    assert len(texts) == int(max(texts, key=lambda text: int(text[1:]))[1:]) + 1


def test_every_cell_is_named_in_chinese_and_found_at_its_path():
    form = marked_form()
    for cell in cells(form):
        assert value_at(form, cell.path) == cell.text
        assert cell.name
        assert not any(letter.isascii() and letter.isalpha() for letter in cell.name)


def test_a_target_split_by_the_reader_is_one_cell():
    line = sample().indicators[0]
    assert (line.target.op, line.target.value, line.target.unit) == ("≥", "40", "场")
    walked = [cell.path for cell in cells(sample()) if cell.path.startswith("indicators[0].target")]
    assert walked == ["indicators[0].target"]


# ── STR101, STR102, STR103, STR105 ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("standard", standard_ids())
def test_the_blank_form_of_every_layout_has_all_its_rows_and_columns(standard):
    layout = load(standard).layout
    row = {column.field: "0.00" for column in layout.funding if column.field not in ("label", "reason")}
    rows = tuple(FundingRow(label=label, **row) for label in layout.funding_rows)
    form = replace(sample(), layout=layout.id, funding=rows)
    assert paths(form, "STR102", standard) == []
    for name in row:
        assert paths(replace(form, funding=tuple(replace(r, **{name: ""}) for r in rows)), "STR102", standard)


def test_a_transfer_form_is_not_asked_for_points_scores_or_the_rows_of_another_form():
    found = outcomes(of_transfer(sample()))
    assert found["STR102"].status is Status.NOT_APPLICABLE
    assert found["STR105"].status is Status.PASSED
    blank = with_line(actual="", points="", score="")
    assert paths(of_transfer(blank), "STR105") == ["indicators[0].actual"]
    assert len(paths(blank, "STR105")) == 3


def test_a_form_without_funds_lacks_no_amount():
    assert paths(replace(sample(), funding=()), "STR105") == []


def test_a_sign_or_a_unit_alone_is_no_target():
    for target in (
        TargetText(),
        TargetText("-"),
        TargetText("", "≥", "", "场"),
        TargetText("≥场", "≥", "", "场"),
    ):
        assert paths(with_line(target=target), "STR105") == ["indicators[0].target"]
        assert paths(with_line(target=target), "STR108") == []
    # A target in one cell, not yet split, is there.
    assert paths(with_line(target=TargetText("≥40场")), "STR105") == []


# ── STR106 ───────────────────────────────────────────────────────────────────────────────────────────────

TEMPLATE = (
    *("指标2:", "指标２：", "指标 2 ：", "指标三：", "指标1", "目标1：……", "……", "…", "。。。", "···", "⋯⋯"),
    *("XX", "xx项目", "××镇道路养护", "20XX年", "≥XX%", "＊＊＊", "**单位", "*", "≥*", "≥X次", "=×个"),
    *(
        "不少于___次",
        "20__年",
        "年　月　日",
        "待填写",
        "（待补充）",
        "目标1：修路。目标2：",
        "目标1：目标2：养护",
    ),
)
LEGAL = (
    *(
        "指标1：培训人次",
        "目标1：修路；目标2：养护",
        "目标一致",
        "绩效指标3项",
        "讲座、展览……等",
        "完成率=20分*执行率",
    ),
    *(
        "3×4米",
        "10×20×30",
        "XXL码",
        "XX-100型",
        "Linux",
        "Excel",
        "51000021R000XX0001",
        "138****1234",
        "尾号****1234",
    ),
    *(
        "5*5",
        "年 月报",
        "X光机",
        "≥5X",
        "a__b",
        "接待申请20次",
        "招待所",
        "3.5",
        "1...",
        "有限公司",
        "√",
        "□",
        "",
    ),
)
PROMPTS = (
    *(
        "（200字以内）",
        "(100字以内)本年完成全部任务",
        "简要说明执行情况（限200字）",
        "请填写实际完成情况",
        "（请如实填写）",
    ),
    *(
        "此处填写评价结论",
        "请在此处输入文字",
        "对照年度目标，说明完成情况",
        "请对照年初目标逐项说明",
        "分析原因（不超过100字）。",
    ),
)
NO_PROMPTS = (
    *(
        "征集微小说（500字以内）",
        "完成报告1篇（约3000字）",
        "对照年度目标，任务已全部完成",
        "对照检查问题12项",
        "提请市政府审议",
    ),
    *("说明材料齐全", "已向申请人说明", "请示文件按期报送", "征文（800字以内）50篇，并编印说明", ""),
)


@pytest.mark.parametrize("text", TEMPLATE)
def test_template_text_is_seen(text):
    assert template_text(text)
    assert may_stand_in(f"前\0{text}\0后")
    assert paths(with_line(reason=text), "STR106") == ["indicators[0].reason"]


@pytest.mark.parametrize("text", LEGAL)
def test_the_same_characters_in_their_place_are_no_template_text(text):
    assert not template_text(text)
    assert paths(with_line(reason=text), "STR106") == []


@pytest.mark.parametrize("text", PROMPTS)
def test_a_prompt_is_seen_where_sentences_are_written(text):
    assert prompt(text)
    assert may_stand_in(f"前\0{text}\0后")
    form = replace(sample(), goals=Goals(text, "全部完成"), notes=(Note("存在问题", text),))
    assert paths(form, "STR106") == ["goals.expected", "notes[0].text"]


@pytest.mark.parametrize("text", NO_PROMPTS)
def test_a_sentence_is_no_prompt(text):
    assert not prompt(text)


@pytest.mark.parametrize(
    ("label", "found"), [("项目负责人", False), ("签名", False), ("存在问题", True), ("", True)]
)
def test_a_masked_name_may_stand_where_people_are_named(label, found):
    form = replace(sample(), notes=(Note(label, "张**"),))
    assert bool(paths(form, "STR106")) is found


@given(st.text("指标目1２二:：.…。·*X×x_≥(（100字以内)说明请填写待补充年月日 a", max_size=40))
def test_the_quick_look_never_misses(text):
    if template_text(text) or prompt(text):
        assert may_stand_in(text)


# ── STR107, STR108 ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text", ["43.2", "37.24万元", "100%", "1,234.50元", "95分", "-", "——", "", "4623 万", "４３．２"]
)
def test_a_goal_needs_words(text):
    assert paths(replace(sample(), goals=Goals(text, "全部完成")), "STR107") == ["goals.expected"]


@pytest.mark.parametrize("text", ["40场活动", "完成率100%", "100名学员取得证书", "2024年完成", "无"])
def test_a_goal_in_words_is_let_pass(text):
    assert paths(replace(sample(), goals=Goals(text, "全部完成")), "STR107") == []


UNREADABLE_TARGETS = (
    *(
        "≥若干",
        "=达标",
        "≧",
        "≥上年",
        ">=若干次",
        "7,00.0,77",
        "7,00.0,77万元",
        "1.2.3",
        "≥1,2场",
        "≥50.00(次",
    ),
    *("≥5O场", "≤lO天", "≥≥40场", "=≥40(次)", "≥" + "9" * 40 + "场"),
)
READABLE_TARGETS = (
    *(
        "≥50",
        "≥50.00(次)",
        "98%以上",
        "不低于上年",
        "不少于若干场",
        "效果明显",
        "12月底前",
        "2024年12月31日前",
    ),
    *("90%-95%", "1,234册", "≤620万/月", "≥4台（套）", "780元/生/年", "1，2号楼", "完成1部宣传片，2套方案"),
    *("≥3次，每次≥2天", "25TB", "（含线上", "-", "", "……", "≥XX次", "0"),
)


@pytest.mark.parametrize("text", UNREADABLE_TARGETS)
def test_a_target_that_cannot_be_read(text):
    assert paths(with_line(target=notation.completed(TargetText(text))), "STR108") == ["indicators[0].target"]
    assert paths(with_line(target=TargetText(text)), "STR108") == ["indicators[0].target"]


@pytest.mark.parametrize("text", READABLE_TARGETS)
def test_a_target_that_can_be_read_or_is_in_words(text):
    assert paths(with_line(target=notation.completed(TargetText(text))), "STR108") == []


@pytest.mark.parametrize(
    "text", ["abc", "?", "√", "4O场", "7,00.0,77场", "≥1.2.3", "1.2.3", "lO场", "4O场次"]
)
def test_an_actual_that_should_be_a_number(text):
    found = paths(with_line(actual=text), "STR108")
    # A letter before any digit makes words of it: those are for TGT605 to judge.
    assert found == ([] if text == "lO场" else ["indicators[0].actual"])


@pytest.mark.parametrize(
    "text", ["完成", "达成指标", "42场", "4台（套）", "100%（98/98）", "12月底", "", "/", "……", "约40场"]
)
def test_an_actual_in_words_or_in_another_unit_is_not_ours_to_judge(text):
    assert paths(with_line(actual=text), "STR108") == []


@pytest.mark.parametrize(
    ("op", "found"),
    [
        ("≥", 0),
        ("≧", 0),
        ("大于等于", 0),
        ("定性", 0),
        ("正向指标", 0),
        ("/", 0),
        ("", 0),
        ("二", 1),
        ("2", 1),
    ],
)
def test_a_direction_in_a_cell_of_its_own(op, found):
    target = notation.completed(TargetText("", op, "40", "场"))
    assert paths(with_line(target=target), "STR108") == ["indicators[0].target.op"] * found


def test_a_direction_in_a_cell_of_its_own_needs_a_number():
    for text in ("", "≥若干场"):
        target = TargetText(text, "≥", "若干", "场")
        assert paths(with_line(target=target), "STR108") == ["indicators[0].target"]


@pytest.mark.parametrize("unit", ["万元", "元", "亿元", "万", "单位：万元", "人民币元", "", "-"])
def test_a_money_unit_that_is_known(unit):
    assert paths(replace(sample(), fund_unit=unit), "STR108") == []


@pytest.mark.parametrize("unit", ["美元", "千元", "方元", "份"])
def test_a_money_unit_that_is_not_known(unit):
    assert paths(replace(sample(), fund_unit=unit), "STR108") == ["fund_unit"]


def test_letters_for_numbers_are_found_in_every_cell_that_should_be_a_number():
    row = FundingRow("年度资金总额", *["甲"] * 6)
    line = replace(sample().indicators[0], target=TargetText("≥abc"), points="abc", score="abc")
    form = replace(sample(), funding=(row,), indicators=(line,), total=Total("abc", "abc"))
    names = ("budget", "adjusted", "executed", "points", "rate", "score")
    assert paths(form, "STR108") == [
        *(f"funding[0].{name}" for name in names),
        *(f"indicators[0].{name}" for name in ("target", "points", "score")),
        *("total.points", "total.score"),
    ]


@given(st.from_regex(r"[≥≤=><]?\d{1,6}(\.\d{1,2})?(\((次|%|个)\)|次|%|个)?", fullmatch=True))
def test_a_sound_quantity_is_always_readable(text):
    form = with_line(target=notation.completed(TargetText(text)), actual=text)
    assert paths(form, "STR108") == []


# ── STR109 ───────────────────────────────────────────────────────────────────────────────────────────────


def repaired(text):
    case = case_of(with_line(level3=text), load("cn"))
    return [hit.correction for hit in characters_damaged.judge(case)]


def test_every_kangxi_radical_is_repaired_into_its_character():
    for code in range(0x2F00, 0x2FD6):
        (right,) = repaired(f"前{chr(code)}后")
        assert right == f"前{'户' if code == 0x2F3E else unicodedata.normalize('NFKC', chr(code))}后"


def test_full_width_digits_and_letters_are_repaired_and_full_width_punctuation_is_let_be():
    assert repaired("Ａ级，第１２３项（含ｂ类）：９５％！") == ["A级，第123项（含b类）：95％！"]
    punctuation = "".join(chr(c) for c in range(0xFF01, 0xFF5F) if not chr(c).isalnum()) + "、。《》“”…—￥"
    assert repaired(f"文{punctuation}字") == []


@pytest.mark.parametrize(("damaged", "right"), [("⻔⼾⻓期", "门户长期"), ("⺠⽣", "民生"), ("⻝品", "食品")])
def test_radicals_that_stand_for_whole_characters_are_repaired(damaged, right):
    assert repaired(damaged) == [right]


@pytest.mark.parametrize("text", ["(cid:12)活动", "图�馆", "\ue123活动", "⺀⽂", "\U000f0001"])
def test_what_nobody_can_know_is_not_repaired(text):
    assert repaired(text) == [""]
    (finding,) = outcomes(with_line(reason=text))["STR109"].findings
    assert finding.fix == "对照原件重新录入这些字"
    assert not any(unicodedata.category(letter) == "Co" for letter in finding.message)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_a_repaired_text_needs_no_repair(text):
    for right in repaired(text):
        assert right == "" or (repaired(right) == [] and right != text)


def test_the_safe_fixes_leave_nothing_damaged():
    damaged = "第１项⼯作"
    line = replace(sample().indicators[0], level3=damaged, target=TargetText("≥４０场"), actual="４２场")
    form = replace(
        sample(),
        header=replace(sample().header, project=damaged),
        indicators=(line, *sample().indicators[1:]),
        notes=(Note("存在问题", damaged),),
    )
    right, changes = fixed(form, damage_in)
    assert paths(right, "STR109") == []
    assert {change.new for change in changes} == {"第1项工作", "≥40场", "42场"}
    assert right.notes[0].text == right.header.project == "第1项工作"


def damage_in(form):
    return outcomes(form)["STR109"].findings


# ── STR110, STR111, STR112 ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("length", "found"), [(199, 0), (200, 0), (201, 1)])
def test_a_text_may_be_as_long_as_the_standard_says(length, found):
    form = replace(sample(), notes=(Note("存在问题", "字 " * length), Note("改进措施", "加强")))
    assert paths(form, "STR110", "cn-sichuan") == ["notes[0].text"] * found


def test_three_of_a_kind_are_two_too_many():
    first = sample().indicators[0]
    form = replace(sample(), indicators=(first, first, first, replace(first, level1="效益指标")))
    assert paths(form, "STR111") == [f"indicators[{index}].level3" for index in (1, 2, 3)]


@pytest.mark.parametrize("count", range(6))
def test_as_few_indicators_as_the_standard_says_are_enough(count):
    fewest = load("cn").rules(2024).fewest_indicators.value
    form = replace(sample(), indicators=sample().indicators[:count])
    assert paths(form, "STR112") == ["indicators"] * (count < fewest)


# ── the worst forms ──────────────────────────────────────────────────────────────────────────────────────

PIECES = "指标1：目标……XX××***___≥≤1,2.3%（）()字以内请说明⼯１(cid:1)�甲 "


@given(st.lists(st.text(PIECES, max_size=30), min_size=30, max_size=60))
def test_no_form_is_too_strange(texts):
    taken = iter(texts * 10)

    def some(part, **more):
        return part(
            **{f.name: next(taken) for f in fields(part) if f.type == "str" and f.name not in more}, **more
        )

    form = some(
        Form,
        kind="project",
        header=some(Header),
        funding=(some(FundingRow), some(FundingRow)),
        goals=some(Goals),
        indicators=tuple(some(Indicator, target=some(TargetText)) for _ in range(3)),
        total=some(Total),
        notes=(some(Note),),
    )
    for standard in standard_ids():
        found = outcomes(form, standard)
        assert all(outcome.status is not Status.CRASHED for outcome in found.values())


def test_an_empty_form_is_told_so():
    found = outcomes(Form(title="", fund_unit=""))
    by_status = {status: [code for code in CODES if found[code].status is status] for status in Status}
    assert by_status[Status.FOUND] == ["STR101", "STR102", "STR107", "STR112"]
    assert by_status[Status.MISSING_INPUT] == ["STR103", "STR104", "STR105", "STR111"]
    assert by_status[Status.NOT_APPLICABLE] == ["STR106", "STR108", "STR109", "STR110"]


@pytest.mark.parametrize(
    "piece",
    ["X", "×", "*", "_", "指标1:", "目标", "…", "(", "（100字", "≥", "1,", "1.", "甲", "(cid:", "⼯", "说明"],
)
def test_a_very_long_text_takes_no_very_long_time(piece):
    text = piece * 40_000 + "甲1"
    line = Indicator(text, "", text, text, TargetText(text), text, text, text, text)
    form = Form(goals=Goals(text, text), indicators=(line,), funding=(FundingRow(*[text] * 8),))
    case = case_of(form, load("cn-sichuan"))
    start = time.perf_counter()
    found = run(case, CHECKS)
    assert time.perf_counter() - start < 3
    assert all(outcome.status is not Status.CRASHED for outcome in found)


def test_the_broken_digits_of_a_long_number_are_told_short():
    (hit,) = list(value_unreadable.judge(case_of(with_line(score="九" * 5000), load("cn"))))
    assert len(hit.values["printed"]) < 40
