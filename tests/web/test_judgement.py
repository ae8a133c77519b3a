"""What stands beside the table: points, tiers, findings with their cells, and the sentence to write."""

from __future__ import annotations

import pytest

from filling import fill
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.document import value_at
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.judgement import judgement
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import judged
from jiheng.web.apps.evaluations.services import change_fund_unit, create_form, save_edits
from people import City, build_city, issue_task


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def row(city: City) -> ProjectForm:
    task = issue_task(city)
    made = create_form(
        actor="filler", task=task, unit=city.unit, project_code="P1", project="协作交流工作业务费"
    )
    return fill(city, made)


def test_every_finding_names_a_cell_of_the_document(row: ProjectForm) -> None:
    found = judgement(judged(row), row.document)["findings"]
    paths = [item["path"] for group in found for item in [group, *group["others"]]]
    assert paths
    cells = [path for path in paths if path != "indicators"]  # some speak of the block as a whole
    assert all(isinstance(value_at(row.document, path), str) for path in cells)


def test_the_sentence_for_an_over_achievement_says_what_is_known_and_ends_at_the_reason(
    row: ProjectForm,
) -> None:
    found = judgement(judged(row), row.document)["findings"]
    drafts = [item["sentence"] for group in found for item in [group, *group["others"]] if item["sentence"]]
    assert [draft["text"] for draft in drafts] == [
        "年初目标≥50.00(次)，实际完成68.00(次)，超出的原因是：",
        "年初目标≥50.00(次)，实际完成98.00(次)，超出的原因是：",
    ]
    assert all(draft["path"].endswith(".reason") for draft in drafts)


def test_points_say_what_is_missing_to_the_full_ones(city: City, row: ProjectForm) -> None:
    line = row.document["indicators"][0]
    path = f"indicators[{line['key']}].points"
    saved = save_edits(
        user=city.people[Role.FILLER], form_id=row.pk, edits=[Edit(path, line["points"], "15")]
    )
    points = judgement(judged(saved.form), saved.form.document)["points"]
    assert (points["sum"], points["full"], points["missing"]) == ("95.00", "100.00", "5.00")


def test_a_line_judged_in_words_offers_its_tiers_with_their_bands(row: ProjectForm) -> None:
    lines = judgement(judged(row), row.document)["lines"]
    tiers = lines[f"indicators[{row.document['indicators'][0]['key']}].score"]["tiers"]
    assert [(tier["band"], tier["score"]) for tier in tiers] == [
        ("100%–80%：16.00–20.00分", "20.00"),
        ("80%–60%：12.00–16.00分", "12.00"),
        ("60%–0%：0.00–12.00分", "0.00"),
    ]


def test_amounts_are_shown_in_another_unit_and_back_without_losing_a_digit(
    city: City, row: ProjectForm
) -> None:
    user = city.people[Role.FILLER]
    before = [dict(line) for line in row.document["funding"]]
    in_yuan = change_fund_unit(user=user, form_id=row.pk, unit="元").form
    assert in_yuan.document["funding"][0]["executed"] == "463200.00"
    assert (in_yuan.budget_fen, in_yuan.self_total) == (row.budget_fen, 9728)
    back = change_fund_unit(user=user, form_id=row.pk, unit="万元").form
    assert [line["executed"] for line in back.document["funding"]] == [line["executed"] for line in before]


def test_a_form_whose_layout_prints_no_grade_has_one_in_lists(city: City) -> None:
    task = issue_task(city, standard="cn", year=2023)
    row = create_form(actor="filler", task=task, unit=city.unit, project_code="P9", project="无等级栏的表")
    assert row.grade == ""
    typed = Edit("total.score", "", "85.00")
    saved = save_edits(user=city.people[Role.FILLER], form_id=row.pk, edits=[typed])
    assert (saved.form.document.get("grade"), saved.form.grade) == ("", "良")
