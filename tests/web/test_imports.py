"""Approved targets and execution figures, brought in from lists."""

import os
import time
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.audit.models import Entry, Head
from jiheng.web.apps.audit.services import hash_of
from jiheng.web.apps.evaluations.document import value_at
from jiheng.web.apps.evaluations.edits import Edit, EditError
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import entries_of, steps
from jiheng.web.apps.evaluations.services import create_form, save_edits
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.imports import services
from jiheng.web.apps.imports.models import Import, Kind, Mapping, Stage
from jiheng.web.apps.imports.plan import Effect
from jiheng.web.apps.imports.preview import Preview, preview_of
from jiheng.web.apps.imports.services import ListError, confirm, receive, run
from jiheng.web.apps.tasks.models import Task
from listing import EXECUTION, INDICATORS, brought, project, received, text, xlsx
from people import City, build_city, issue_task


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def task(city: City) -> Task:
    return issue_task(city)


@pytest.fixture
def office(city: City) -> User:
    return city.people[Role.PERFORMANCE_OFFICE]


def seen(user: User, task: Task, data: bytes, kind: Kind = Kind.TARGETS) -> Preview:
    return preview_of(user, received(user, task, data, kind))


def messages(preview: Preview) -> list[str]:
    return [f"{item.at.line}：{item.message}" for item in preview.problems]


def path_of(form: ProjectForm, name: str, field: str) -> str:
    key = next(row["key"] for row in form.document["indicators"] if row["level3"] == name)
    return f"indicators[{key}].{field}"


def total_path(form: ProjectForm, field: str) -> str:
    return f"funding[{form.document['funding'][0]['key']}].{field}"


def test_a_list_makes_forms_whose_approved_cells_are_read_only(city: City, task: Task, office: User) -> None:
    brought(office, task, xlsx(project()))
    form = ProjectForm.objects.get()
    assert (form.unit, form.project_code, form.project) == (city.unit, "P1", "协作业务费")
    assert [row["level3"] for row in form.document["indicators"]] == [line[2] for line in INDICATORS]
    assert form.approval["document"] == "澜财〔2024〕5号"
    assert form.budget_fen == 636_500_000
    assert value_at(form.document, total_path(form, "budget")) == "636.50"
    for path in ("header.project", "goals.expected", total_path(form, "budget")):
        assert form.approval["cells"][path] == value_at(form.document, path)
    clerk = city.people[Role.FILLER]
    for field, old in (("target", "≥50次"), ("points", "20.00"), ("level3", "走访次数")):
        with pytest.raises(EditError, match="批复"):
            save_edits(user=clerk, form_id=form.pk, edits=[Edit(path_of(form, "走访次数", field), old, "1")])
    done = save_edits(
        user=clerk, form_id=form.pk, edits=[Edit(path_of(form, "走访次数", "actual"), "", "60次")]
    )
    assert value_at(done.form.document, path_of(form, "走访次数", "score")) == "20.00"
    *_, last = steps(entries_of(form))
    assert last.document == done.form.document


@pytest.mark.parametrize("make", [xlsx, text, lambda rows: text(rows, encoding="gb18030")])
def test_the_same_list_twice_changes_nothing(task: Task, office: User, make: object) -> None:
    data = make(project())  # type: ignore[operator]
    brought(office, task, data)
    before = list(ProjectForm.objects.values_list("pk", "version", "document")), Entry.objects.count()
    again = brought(office, task, data)
    assert again.summary == {"refused": 0, "same": 1, "stored": 0}
    assert (
        list(ProjectForm.objects.values_list("pk", "version", "document")),
        Entry.objects.count(),
    ) == before
    assert not seen(office, task, data).does_something


def test_differences_are_listed_cell_by_cell_and_keep_what_the_clerk_wrote(
    city: City, task: Task, office: User
) -> None:
    brought(office, task, xlsx(project()))
    form = ProjectForm.objects.get()
    clerk = city.people[Role.FILLER]
    written = {"actual": "60次", "reason": "多走访了园区"}
    edits = [Edit(path_of(form, "走访次数", field), "", new) for field, new in written.items()]
    save_edits(user=clerk, form_id=form.pk, edits=edits)
    rows = [list(row) for row in project()]
    rows[0][5], rows[0][10], rows[1][9] = "700", "≥55次", "走访优良率"
    preview = seen(office, task, xlsx(rows))
    (plan,) = preview.shown[Effect.CHANGED]
    told = {(item.old, item.new) for item in plan.differences()}
    assert told >= {("636.50", "700.00"), ("≥50次", "≥55次")}
    brought(office, task, xlsx(rows))
    form.refresh_from_db()
    assert value_at(form.document, path_of(form, "走访次数", "target")) == "≥55次"
    for field, new in written.items():
        assert value_at(form.document, path_of(form, "走访次数", field)) == new
    names = [row["level3"] for row in form.document["indicators"]]
    assert names == ["走访次数", "走访优良率", "及时率", "企业知晓率", "企业满意度"]
    assert f"{path_of(form, '走访优良率', 'level3')}" in form.approval["cells"]
    assert not brought(office, task, xlsx(rows)).summary["stored"]
    *_, last = steps(entries_of(form))
    assert last.document == form.document


def test_a_row_that_the_clerk_wrote_and_no_approval_names_stays_and_is_mentioned(
    city: City, task: Task, office: User
) -> None:
    form = create_form(actor="x", task=task, unit=city.unit, project_code="P1", project="协作业务费")
    mine = {"level1": "产出指标", "level2": "数量指标", "level3": "自设指标", "actual": "3次"}
    save_edits(user=city.people[Role.FILLER], form_id=form.pk, edits=[Edit("indicators[kmine]", None, mine)])
    preview = seen(office, task, xlsx(project()))
    assert "自设指标" in preview.shown[Effect.CHANGED][0].changes.notes[0]
    brought(office, task, xlsx(project()))
    form.refresh_from_db()
    assert {row["level3"] for row in form.document["indicators"]} == {
        "自设指标",
        *(line[2] for line in INDICATORS),
    }


def test_a_form_that_was_handed_in_is_listed_and_not_touched(task: Task, office: User) -> None:
    brought(office, task, xlsx(project()))
    ProjectForm.objects.update(state=State.UNIT_REVIEW)
    other = xlsx(project(goals="另一个目标"))
    preview = seen(office, task, other)
    assert preview.counts[Effect.HELD] == 1
    assert not preview.does_something
    brought(office, task, other)
    assert ProjectForm.objects.get().version == 1


def test_execution_figures_settle_budgets_and_leave_what_was_spent_to_the_clerk(
    city: City, task: Task, office: User
) -> None:
    brought(office, task, xlsx(project()))
    rows = [
        ("101002", "P1", "2024", "", "636.5", "636.5", "463.2"),
        ("", "", "", "其中：当年财政拨款", "636.5", "600", "430"),
        ("", "", "", "上年结转", "0", "36.5", "33.2"),
        ("合计", "", "", "", "1", "1", "1"),
    ]
    brought(office, task, xlsx(rows, EXECUTION), Kind.EXECUTION)
    form = ProjectForm.objects.get()
    assert (form.budget_fen, form.executed_fen, form.rate) == (636_500_000, 463_200_000, 7277)
    assert value_at(form.document, total_path(form, "score")) == "7.28"
    clerk = city.people[Role.FILLER]
    with pytest.raises(EditError):
        save_edits(user=clerk, form_id=form.pk, edits=[Edit(total_path(form, "adjusted"), "636.50", "1")])
    saved = save_edits(
        user=clerk, form_id=form.pk, edits=[Edit(total_path(form, "executed"), "463.20", "500")]
    )
    assert saved.taken
    actions = list(Entry.objects.filter(subject=form.subject).values_list("action", flat=True))
    assert actions == ["create_form", "import_execution", "edit"]


def test_amounts_in_yuan_are_moved_to_the_unit_of_the_form_exactly(task: Task, office: User) -> None:
    brought(office, task, xlsx(project()))
    header = ("单位代码", "项目代码", "全年预算数（元）", "全年执行数（元）")
    brought(office, task, text([("101002", "P1", "6,365,000.00", "4632011.23")], header), Kind.EXECUTION)
    form = ProjectForm.objects.get()
    assert value_at(form.document, total_path(form, "adjusted")) == "636.50"
    assert value_at(form.document, total_path(form, "executed")) == "463.201123"


def test_a_header_of_two_rows_and_columns_by_source_are_understood(task: Task, office: User) -> None:
    brought(office, task, xlsx(project()))
    above = [("单位代码", "项目代码", "全年预算数（万元）", "", "全年执行数（万元）", "")]
    below = ("", "", "当年财政拨款", "上年结转资金", "当年财政拨款", "上年结转资金")
    data = xlsx([("101002", "P1", 600, 36.5, 430, 33.2)], below, above)
    brought(office, task, data, Kind.EXECUTION)
    form = ProjectForm.objects.get()
    assert (form.budget_fen, form.executed_fen) == (636_500_000, 463_200_000)


def test_money_in_two_units_is_refused(task: Task, office: User) -> None:
    header = ("单位代码", "项目代码", "全年预算数（元）", "全年执行数（万元）")
    data = text([("101002", "P1", "1", "1")], header)
    given = receive(user=office, task=task, kind=Kind.EXECUTION, data=data, name="a.csv")
    with pytest.raises(ListError, match="同一单位"):
        confirm(user=office, given=given, columns=given.columns, fund_unit="元")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: project(unit="999"), "2：单位代码“999”不在本次任务或您的单位范围内"),
        (lambda rows: project(year="2023"), "2：年度“2023”不是本次任务的2024年度"),
        (lambda rows: [*rows, rows[-1]], "7：指标“企业满意度”与第6行重复"),
        (lambda rows: rows[:-1], "2：各指标分值合计80.00分，应为90.00分"),
        (lambda rows: [(*rows[0][:11], "二十"), *rows[1:]], "2：分值“二十”不是数"),
        (lambda rows: project(budget="六百万"), "2：年初预算数“六百万”不是金额"),
        (lambda rows: project(code="1.01E+11"), "2：项目代码“1.01E+11”是科学计数，数字已丢失"),
        (lambda rows: project(name=""), "2：没有项目名称"),
        (lambda rows: project(goals="长" * 5001), "2：“预期目标”有5001字，超过5000字的上限"),
        (lambda rows: [(*rows[0][:10], "", "20"), *rows[1:]], "2：指标“走访次数”没有年度指标值"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_brought_in(
    task: Task, office: User, change: object, said: str
) -> None:
    data = text([*change(project()), *project("P2", name="另一项目")])  # type: ignore[operator]
    preview = seen(office, task, data)
    assert said in messages(preview)
    with pytest.raises(ListError, match="没有导入任何内容"):
        brought(office, task, data)
    assert not ProjectForm.objects.exists()
    assert Import.objects.order_by("-pk")[0].stage == Stage.CHECKED
    brought(office, task, data, leave_out=True)
    assert [form.project_code for form in ProjectForm.objects.all()] == ["P2"]


def test_execution_of_a_project_without_a_form_is_a_problem(task: Task, office: User) -> None:
    data = xlsx([("101002", "P9", "2024", "", 1, 1, 1)], EXECUTION)
    assert messages(seen(office, task, data, Kind.EXECUTION)) == ["2：项目P9还没有自评表"]


@pytest.mark.parametrize(
    "spoilt", [101002, 101002.0, "１０１００２", " 101002 ", "101002.0", "101002-联络处"]
)
def test_codes_that_a_spreadsheet_spoilt_are_found_again(task: Task, office: User, spoilt: object) -> None:
    brought(office, task, xlsx(project(unit=spoilt, code=7)))
    form = ProjectForm.objects.get()
    assert (form.unit.code, form.project_code) == ("101002", "7")


def test_a_project_code_without_its_zeros_is_the_same_project(task: Task, office: User) -> None:
    brought(office, task, xlsx(project(code="0042")))
    brought(office, task, xlsx(project(code=42, goals="新的目标")))
    assert ProjectForm.objects.get().document["goals"]["expected"] == "新的目标"
    both = xlsx([*project(code="0042"), *project(code=42)])
    assert "同一张自评表" in messages(seen(office, task, both))[0]


def test_full_width_digits_and_formulas_as_text_do_no_harm(task: Task, office: User) -> None:
    rows = [list(row) for row in project(name='=HYPERLINK("http://x.example","点我")', budget="６３６．５")]
    rows[0][11] = "２０"
    brought(office, task, text(rows))
    form = ProjectForm.objects.get()
    assert form.project == '=HYPERLINK("http://x.example","点我")'
    assert value_at(form.document, total_path(form, "budget")) == "636.50"
    assert value_at(form.document, path_of(form, "走访次数", "points")) == "20.00"


def test_a_formula_without_a_stored_result_is_a_missing_value(task: Task, office: User) -> None:
    rows = [list(row) for row in project()]
    rows[0][10] = "=1+1"
    said = messages(seen(office, task, xlsx(rows, formulas=True)))
    assert said[0] == "2：指标“走访次数”没有年度指标值"


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02" * 100, b"%PDF-1.7 x", b"PK\x03\x04broken", xlsx([], ()), xlsx([("a",)], ("x",))],
)
def test_a_wrong_file_is_refused_in_words(task: Task, office: User, data: bytes) -> None:
    with pytest.raises(ListError, match=r"[\u4e00-\u9fff]"):
        receive(user=office, task=task, kind=Kind.TARGETS, data=data, name="x.xlsx")
    assert not Import.objects.exists()


def test_a_list_without_lines_brings_nothing(task: Task, office: User) -> None:
    preview = seen(office, task, xlsx([]))
    assert messages(preview) == ["None：标题行下面没有数据"]
    assert not preview.does_something


def test_two_columns_of_one_name_are_not_guessed_and_not_taken(task: Task, office: User) -> None:
    header = ("单位代码", "项目代码", "项目名称", "三级指标", "指标值", "分值", "分值")
    data = text([("101002", "P1", "x", "y", "≥1次", "90", "80")], header)
    given = receive(user=office, task=task, kind=Kind.TARGETS, data=data, name="a.csv")
    assert "6" not in given.columns
    with pytest.raises(ListError, match="两列"):
        confirm(
            user=office,
            given=given,
            columns={**given.columns, "6": "indicators.points"},
            fund_unit="万元",
        )


def test_a_confirmed_mapping_is_remembered_for_files_of_the_same_shape(task: Task, office: User) -> None:
    header = ("单位代码", "项目代码", "项目名称", "考核内容", "指标值", "分值")
    data = text([("101002", "P1", "x", "走访次数", "≥1次", "90")], header)
    given = receive(user=office, task=task, kind=Kind.TARGETS, data=data, name="a.csv")
    assert "3" not in given.columns
    with pytest.raises(ListError, match="三级指标"):
        confirm(user=office, given=given, columns=given.columns, fund_unit="万元")
    confirm(user=office, given=given, columns={**given.columns, "3": "indicators.level3"}, fund_unit="万元")
    again = receive(user=office, task=task, kind=Kind.TARGETS, data=data, name="b.csv")
    assert (again.columns["3"], again.fund_unit) == ("indicators.level3", "万元")
    assert Mapping.objects.count() == 1


def test_operator_value_and_unit_in_their_own_columns_make_one_target(task: Task, office: User) -> None:
    header = ("单位代码", "项目代码", "项目名称", "三级指标", "指标性质", "指标值", "度量单位", "分值")
    rows = [
        ("101002", "P1", "x", "走访次数", "≥", "50", "次", "60"),
        ("", "", "", "社会影响", "定性", "明显提升", "", "30"),
    ]
    brought(office, task, text(rows, header))
    form = ProjectForm.objects.get()
    assert value_at(form.document, path_of(form, "走访次数", "target")) == "≥50次"
    assert value_at(form.document, path_of(form, "社会影响", "target")) == "明显提升"
    assert not brought(office, task, text(rows, header)).summary["stored"]


def test_a_department_and_a_unit_bring_lists_for_their_own_alone(city: City, task: Task) -> None:
    rows = [*project("P1"), *project("P2", "101003"), *project("P3", "102001")]
    reviewer, clerk = city.people[Role.DEPARTMENT_REVIEWER], city.people[Role.FILLER]
    assert seen(reviewer, task, text(rows)).counts[Effect.NEW] == 2
    assert messages(seen(reviewer, task, text(rows))) == ["12：单位代码“102001”不在本次任务或您的单位范围内"]
    assert seen(clerk, task, text(rows)).counts[Effect.NEW] == 1
    for role in (Role.ADMINISTRATOR, Role.BUSINESS_OFFICE):
        with pytest.raises(PermissionDenied):
            receive(user=city.people[role], task=task, kind=Kind.TARGETS, data=text(rows), name="a.csv")


def test_a_unit_cannot_change_by_a_list_what_the_bureau_approved(
    city: City, task: Task, office: User
) -> None:
    brought(office, task, text(project()))
    clerk = city.people[Role.FILLER]
    rows = [list(row) for row in project()]
    rows[0][10] = "≥5次"
    assert "由财政绩效科批复" in messages(seen(clerk, task, text(rows)))[0]
    assert seen(clerk, task, text(project())).counts[Effect.SAME] == 1
    header = ("单位代码", "项目代码", "全年预算数（万元）", "全年执行数（万元）")
    brought(clerk, task, text([("101002", "P1", "600", "500")], header), Kind.EXECUTION)
    brought(office, task, text([("101002", "P1", "636.5", "500")], header), Kind.EXECUTION)
    again = seen(clerk, task, text([("101002", "P1", "600", "500")], header), Kind.EXECUTION)
    assert "由财政绩效科批复" in messages(again)[0]


def test_a_second_click_while_it_runs_or_after_it_does_nothing(
    task: Task, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = received(office, task, text(project()))
    clicked: list[str] = []
    first = services._finish

    def while_running(*args: object) -> None:
        clicked.append(run(user=office, given=Import.objects.get(pk=given.pk)).stage)
        first(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "_finish", while_running)
    assert run(user=office, given=given).stage == Stage.DONE
    assert clicked == [Stage.RUNNING]
    entries = Entry.objects.count()
    assert run(user=office, given=given).stage == Stage.DONE
    assert (Entry.objects.count(), ProjectForm.objects.count()) == (entries, 1)


def test_a_form_saved_meanwhile_keeps_both_and_one_made_meanwhile_stops_all(
    city: City, task: Task, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(office, task, text(project()))
    form = ProjectForm.objects.get()
    first = services._finish

    def meanwhile(*args: object) -> None:
        edit = Edit(path_of(form, "走访次数", "actual"), "", "60次")
        save_edits(user=city.people[Role.FILLER], form_id=form.pk, edits=[edit])
        first(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "_finish", meanwhile)
    brought(office, task, text(project(goals="新的目标")))
    form.refresh_from_db()
    assert (form.version, form.document["goals"]["expected"]) == (3, "新的目标")
    assert value_at(form.document, path_of(form, "走访次数", "actual")) == "60次"
    *_, last = steps(entries_of(form))
    assert last.document == form.document

    def made_meanwhile(*args: object) -> None:
        create_form(actor="x", task=task, unit=city.unit, project_code="P5", project="抢先")
        first(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "_finish", made_meanwhile)
    with pytest.raises(ListError, match="没有改动任何内容"):
        brought(office, task, text([*project("P4"), *project("P5")]))
    assert not ProjectForm.objects.filter(project_code="P4").exists()


def test_a_failure_in_the_middle_leaves_nothing_behind(
    task: Task, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: object) -> None:
        raise RuntimeError("the disk is full")

    entries = Entry.objects.count()
    monkeypatch.setattr(services, "record", fails)
    with pytest.raises(RuntimeError):
        brought(office, task, text([*project("P1"), *project("P2")]))
    assert not ProjectForm.objects.exists()
    assert Entry.objects.count() == entries
    assert Import.objects.get().stage == Stage.CHECKED


def many(count: int) -> bytes:
    rows = []
    for number in range(count):
        lines = [*project(f"P{number:05}", name=f"项目{number}"), *project("", "", "")[1:4]]
        for extra, line in enumerate(lines[5:]):
            lines[5 + extra] = (*line[:9], f"{line[9]}{extra}", line[10], "0")
        rows += lines
    return xlsx(rows)


def test_many_projects_come_in_one_go_and_their_chain_holds(
    task: Task, office: User, django_assert_max_num_queries: object
) -> None:
    count = 5000 if os.environ.get("JIHENG_SOAK") else 200
    begun, data = Entry.objects.count(), many(count)
    used = time.process_time()
    given = received(office, task, data)
    assert preview_of(office, given).counts[Effect.NEW] == count
    with django_assert_max_num_queries(60 + count // 2):  # type: ignore[operator]
        run(user=office, given=given)
    used = time.process_time() - used
    assert ProjectForm.objects.count() == count
    entries = list(Entry.objects.filter(number__gt=begun).order_by("number"))
    assert len(entries) == count + 1
    for before, after in pairwise(entries):
        assert after.previous == before.hash == hash_of(before)
    assert Head.objects.get().number == entries[-1].number
    assert run(user=office, given=received(office, task, data)).summary["stored"] == 0
    if os.environ.get("JIHENG_SOAK"):
        assert used < 60, f"{used:.0f} s of processor for {count} projects"
