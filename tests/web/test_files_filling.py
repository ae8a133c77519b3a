"""A form filled from a file: what is found is shown, and only what was chosen is taken."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from clerk import Clerk
from django.test import Client
from django.urls import reverse

import jiheng
from filling import EXAMPLE, fill
from jiheng.model import Form, Indicator, Note, TargetText
from jiheng.model.serial import document_to_json
from jiheng.pipeline import written
from jiheng.standards import load
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.document import document_of, form_of, value_at
from jiheng.web.apps.evaluations.edits import Edit, EditError
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import entries_of, steps
from jiheng.web.apps.evaluations.services import create_form, save_edits
from jiheng.web.apps.files.comparing import Comparison, compare
from jiheng.web.apps.files.filling import fill_from_file, read_for
from jiheng.web.apps.files.kinds import refuse_harmful
from jiheng.web.apps.files.models import FormFile
from jiheng.writing import blank_workbook
from people import City, build_city, issue_task
from uploads import file, signed_in, zipped

SHANGHAI = load("cn-shanghai")


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def form(city: City) -> ProjectForm:
    return create_form(
        actor="filler", task=issue_task(city), unit=city.unit, project_code="P1", project="协作交流工作业务费"
    )


@pytest.fixture
def example() -> Form:
    return jiheng.read(EXAMPLE)[0]


def as_json(*forms: Form) -> bytes:
    return json.dumps(document_to_json("表", forms), default=str, ensure_ascii=False).encode()


def compared(row: ProjectForm, found: Form) -> Comparison:
    return compare(row, found, "kf1n0", SHANGHAI)


def upload(client: Client, row: ProjectForm, name: str, data: bytes) -> FormFile:
    answer = client.post(reverse("files:fill", args=(row.pk,)), {"file": file(name, data)})
    made = FormFile.objects.get(form=row)
    assert answer.status_code == 303
    assert answer["Location"] == reverse("files:preview", args=(row.pk, made.pk))
    return made


def take_all(client: Client, row: ProjectForm, made: FormFile, number: int = 0, **corrected: str) -> str:
    """As a person does: open the page, take everything that is offered, with some values corrected."""
    address = reverse("files:preview", args=(row.pk, made.pk))
    page = client.get(address, {"number": number})
    offered = [typed["item"] for typed in page.context["items"]]
    sent = {f"value:{item.path}": corrected.get(item.path, item.found) for item in offered}
    sent |= {"number": str(number), "version": str(page.context["row"].version)}
    answer = client.post(address, {**sent, "take": [item.path for item in offered]}, follow=True)
    return answer.content.decode()


def test_the_example_as_text_fills_an_empty_form_in_one_revision_with_97_28(
    city: City, form: ProjectForm
) -> None:
    client = signed_in(city.people[Role.FILLER])
    made = upload(client, form, "自评表.txt", EXAMPLE.read_bytes())
    assert len(made.forms) == 4
    take_all(client, form, made)
    form.refresh_from_db()
    assert (form.self_total, form.grade, form.version) == (9728, "优", 2)
    assert len(form.document["indicators"]) == 12
    told = Entry.objects.get(action="fill_from_file")
    assert told.version == 2
    assert (told.detail["file"], len(told.detail["sha256"])) == ("自评表.txt", 64)
    assert not FormFile.objects.exists()
    *_, last = steps(entries_of(form))
    assert last.document == form.document


def test_the_excel_that_was_given_out_comes_back_filled_with_97_28(
    city: City, form: ProjectForm, example: Form
) -> None:
    approved = replace(
        example,
        header=form_of(form.document).header,
        goals=replace(example.goals, actual=""),
        funding=tuple(replace(row, executed="", rate="", score=row.score and "-") for row in example.funding),
        indicators=tuple(replace(line, actual="", score="") for line in example.indicators),
        total=replace(example.total, score=""),
        grade="",
    )
    document = document_of(approved)
    document["funding"][0]["score"] = ""
    row = create_form(
        actor="filler",
        task=form.task,
        unit=city.unit,
        project_code="P2",
        project="协作交流工作业务费",
        document=document,
        approval={"cells": {f"indicators[{k['key']}].level3": k["level3"] for k in document["indicators"]}},
    )
    client = signed_in(city.people[Role.FILLER])
    given = client.get(reverse("evaluations:download", args=(row.pk, "xlsx"))).content
    page = take_all(client, row, upload(client, row, "自评表.xlsx", _typed_in_excel(given, example)))
    assert "已从“自评表.xlsx”填入" in page
    row.refresh_from_db()
    assert (row.self_total, row.grade, row.version) == (9728, "优", 2)
    assert value_at(row.document, "goals.actual") == example.goals.actual


def _typed_in_excel(given: bytes, example: Form) -> bytes:
    """What a clerk does in Excel: amounts as numbers, results and qualitative scores in their columns."""
    book = openpyxl.load_workbook(io.BytesIO(given))
    sheet = book.active
    by_name = {line.level3: line for line in example.indicators}
    columns = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    for cells in sheet.iter_rows():
        texts = {cell.value: cell for cell in cells if cell.value}
        name = next((n for n in texts if n in by_name), None)
        fund = next((f for f in example.funding if f.label in texts), None)
        if name:
            line = by_name[name]
            sheet.cell(cells[0].row, columns["实际完成值"]).value = line.actual
            if "达成" in line.actual:
                sheet.cell(cells[0].row, columns["偏差原因分析及改进措施"] - 2).value = float(line.score)
        elif fund:
            sheet.cell(cells[0].row, columns["全年执行数"]).value = float(fund.executed)
    goals = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "实际完成情况")
    sheet.cell(goals.row + 1, goals.column).value = example.goals.actual
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_filled_workbook_fills_the_blank_form(city: City, form: ProjectForm, example: Form) -> None:
    data = written([example], "xlsx", "cn-shanghai")
    assert isinstance(data, bytes)
    client = signed_in(city.people[Role.FILLER])
    take_all(client, form, upload(client, form, "表.xlsx", data))
    form.refresh_from_db()
    assert (form.self_total, form.grade) == (9728, "优")


def test_the_form_most_like_the_project_comes_first_and_another_can_be_chosen(
    city: City, form: ProjectForm
) -> None:
    forms = jiheng.read(EXAMPLE)
    client = signed_in(city.people[Role.FILLER])
    made = upload(client, form, "四张.json", as_json(*reversed(forms)))
    address = reverse("files:preview", args=(form.pk, made.pk))
    assert made.forms[0]["header"]["project"] == "协作交流工作业务费"
    page = client.get(address).content.decode()
    assert "文件中有 4 份自评表" in page
    other = client.get(address, {"number": 2})
    assert other.context["compared"].items
    assert client.get(address, {"number": 4}).status_code == 404
    assert client.get(address, {"number": "x"}).status_code == 404


def looked_at(city: City, row: ProjectForm, found: Form) -> tuple[str, list[bool]]:
    """The page of a file in which *found* was read, and which of its cells are ticked."""
    client = signed_in(city.people[Role.FILLER])
    made = upload(client, row, "表.json", as_json(found))
    page = client.get(reverse("files:preview", args=(row.pk, made.pk)))
    return page.content.decode(), [typed["chosen"] for typed in page.context["items"]]


def test_a_file_of_another_project_unit_or_year_is_said_on_top_and_nothing_is_ticked(
    city: City, form: ProjectForm, example: Form
) -> None:
    own = form_of(form.document).header
    others = {"project": "土壤污染治理", "unit": "杭州市监测中心", "year": "2020"}
    page, ticked = looked_at(city, form, replace(example, header=replace(own, **others)))
    assert len(ticked) > 50
    assert not any(ticked)
    told = page[: page.index("整份表的读取把握")]
    assert "可能是另一张表" in told
    for field, other in others.items():
        assert f"文件中是“{other}”，本表是“{getattr(own, field)}”" in told


def test_a_file_of_the_same_project_is_ticked_whatever_codes_stand_before_the_names(
    city: City, form: ProjectForm, example: Form
) -> None:
    own = form_of(form.document).header
    coded = {
        "project": f"51000R7908-{own.project}",
        "unit": f"[101002]{own.unit}",
        "year": f"{own.year}年度",
        "department": "",
    }
    page, ticked = looked_at(city, form, replace(example, header=replace(own, **coded)))
    assert all(ticked)
    assert "可能是另一张表" not in page
    page, ticked = looked_at(city, form, replace(example, header=replace(own, unit="")))
    assert all(ticked)


def test_only_what_was_chosen_is_taken_and_as_it_was_corrected(
    city: City, form: ProjectForm, example: Form
) -> None:
    made = read_for(user=city.people[Role.FILLER], row=form, name="表.json", data=as_json(example))
    done = fill_from_file(
        user=city.people[Role.FILLER],
        form_id=form.pk,
        file=made,
        number=0,
        version=1,
        chosen={"goals.actual": "改正过的", "header.project": "别的项目", "indicators[k1].nonsense": "x"},
    )
    assert (done.count, done.form.version) == (1, 2)
    assert value_at(done.form.document, "goals.actual") == "改正过的"
    assert value_at(done.form.document, "header.project") == "协作交流工作业务费"
    assert len(done.form.document["indicators"]) == len(form.document["indicators"])


def test_a_form_changed_meanwhile_is_shown_again_with_what_was_corrected(
    city: City, form: ProjectForm, example: Form
) -> None:
    client = signed_in(city.people[Role.FILLER])
    made = upload(client, form, "表.json", as_json(example))
    save_edits(
        user=city.people[Role.PROJECT_LEAD], form_id=form.pk, edits=[Edit("goals.actual", "", "别人写的")]
    )
    sent = {"number": "0", "version": "1", "take": "goals.actual", "value:goals.actual": "我改正的"}
    answer = client.post(reverse("files:preview", args=(form.pk, made.pk)), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "自评表刚刚有新的修改" in page
    assert "别人写的" in page
    assert "我改正的" in page
    form.refresh_from_db()
    assert value_at(form.document, "goals.actual") == "别人写的"


def test_nothing_chosen_changes_nothing(city: City, form: ProjectForm, example: Form) -> None:
    made = read_for(user=city.people[Role.FILLER], row=form, name="表.json", data=as_json(example))
    with pytest.raises(EditError, match="没有选中"):
        fill_from_file(
            user=city.people[Role.FILLER], form_id=form.pk, file=made, number=0, version=1, chosen={}
        )
    form.refresh_from_db()
    assert form.version == 1


def test_rows_match_by_level_3_wherever_they_stand_and_new_ones_follow_their_neighbour(
    city: City, form: ProjectForm, example: Form
) -> None:
    row = fill(city, form)
    lines = list(example.indicators)
    lines[3] = replace(lines[3], actual="90.00(%)")
    new = Indicator(
        level1="产出指标", level2="数量指标", level3="新增的一行", target=TargetText(text="≥1(次)"),
        actual="1(次)", points="5.00", score="5.00",
    )  # fmt: skip
    found = replace(example, indicators=(*lines[6:], *lines[:6], new))
    seen = compared(row, found)
    assert list(seen.matched.added) == ["kf1n0x12"]
    assert seen.matched.added["kf1n0x12"] == row.document["indicators"][5]["key"]
    key = row.document["indicators"][3]["key"]
    assert f"indicators[{key}].actual" in {item.path for item in seen.of("take")}
    assert "将增加1行指标。" in seen.remarks


def test_a_score_that_follows_is_not_typed_and_one_that_differs_is_taken_as_it_stands(
    city: City, form: ProjectForm, example: Form
) -> None:
    lines = list(example.indicators)
    lines[1] = replace(lines[1], score="8.00")
    client = signed_in(city.people[Role.FILLER])
    made = upload(client, form, "表.json", as_json(replace(example, indicators=tuple(lines))))
    page = client.get(reverse("files:preview", args=(form.pk, made.pk))).content.decode()
    assert "与计算不同，应为10.00" in page
    take_all(client, form, made)
    form.refresh_from_db()
    assert form.self_total == 9528
    typed = [e for e in Entry.objects.get(action="fill_from_file").detail["edits"] if not e.get("auto")]
    scores = [e["path"] for e in typed if e["path"].endswith(".score")]
    named = {f"indicators[{r['key']}].score": r["level3"] for r in form.document["indicators"]}
    assert "赴对口支援地区工作次数" in {named[path] for path in scores}
    assert "开展服务企业工作的次数" not in {named[path] for path in scores}


def test_a_score_that_stands_already_but_will_follow_the_new_actual_is_said(
    city: City, form: ProjectForm, example: Form
) -> None:
    row = fill(city, form)
    lines = list(example.indicators)
    lines[3] = replace(lines[3], actual="50.00(%)")
    seen = compared(row, replace(example, indicators=tuple(lines)))
    key = row.document["indicators"][3]["key"]
    why = {item.path: item.why for item in seen.of("locked")}
    assert "填入后由计算得出" in why[f"indicators[{key}].score"]
    assert "填入后由计算得出" in why["total.score"]


def test_approved_cells_that_differ_are_listed_and_not_taken(
    city: City, form: ProjectForm, example: Form
) -> None:
    row = fill(city, form)
    key = row.document["indicators"][1]["key"]
    row.approval = {"cells": {f"indicators[{key}].target": "≥50.00(次)"}}
    row.save()
    lines = list(example.indicators)
    lines[1] = replace(lines[1], target=TargetText(text="≥40.00(次)"))
    extra = replace(lines[2], level3="批复里没有的")
    seen = compared(row, replace(example, indicators=(*lines, extra)))
    locked = {item.path: item.why for item in seen.of("locked")}
    assert "目标调整" in locked[f"indicators[{key}].target"]
    assert any("批复的指标中没有这一行：批复里没有的" in text for text in seen.unplaced)
    assert not seen.matched.added
    assert not seen.matched.emptied


def test_amounts_in_another_unit_are_moved_exactly(city: City, form: ProjectForm, example: Form) -> None:
    found = replace(
        example,
        fund_unit="元",
        funding=tuple(
            replace(
                row,
                **{f: f"{Decimal(getattr(row, f)).scaleb(4):f}" for f in ("budget", "adjusted", "executed")},
            )
            for row in example.funding
        ),
    )
    seen = compared(form, found)
    total = form.document["funding"][0]["key"]
    amounts = {item.path: item.found for item in seen.of("take")}
    assert Decimal(amounts[f"funding[{total}].executed"]) == Decimal("46.32")
    assert any("已换算为万元" in text for text in seen.remarks)


def test_what_has_no_place_is_shown_as_text(city: City, form: ProjectForm, example: Form) -> None:
    found = replace(example, notes=(Note("没有的一栏", "写了很多"),))
    assert "表中没有这一栏：没有的一栏：写了很多" in compared(form, found).unplaced


def test_unsure_cells_are_marked(city: City, form: ProjectForm, example: Form) -> None:
    source = example.sources["goals.actual"]
    sources = {**example.sources, "goals.actual": replace(source, confidence=Decimal("0.5"))}
    items = {item.path: item for item in compared(form, replace(example, sources=sources)).items}
    assert (items["goals.actual"].is_unsure, items["goals.actual"].percent) == (True, 50)
    assert not items["goals.expected"].is_unsure


def test_a_blank_in_the_file_empties_nothing(city: City, form: ProjectForm, example: Form) -> None:
    row = fill(city, form)
    found = replace(example, goals=replace(example.goals, actual=""))
    assert "goals.actual" not in {item.path for item in compared(row, found).items}


def test_a_file_that_was_taken_changes_nothing_the_second_time(
    city: City, form: ProjectForm, example: Form
) -> None:
    row = fill(city, form)
    seen = compared(row, example)
    assert not seen.of("take")
    assert not seen.matched.added


def test_the_revision_mark_of_a_download_is_nothing_left_over(city: City, form: ProjectForm) -> None:
    row = fill(city, form)
    client = signed_in(city.people[Role.FILLER])
    given = client.get(reverse("evaluations:download", args=(row.pk, "xlsx"))).content
    made = upload(client, row, "表.xlsx", given)
    page = client.get(reverse("files:preview", args=(row.pk, made.pk)))
    assert not page.context["compared"].unplaced
    assert not page.context["items"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("表.txt", "不是自评表".encode(), "没有找到绩效自评表"),
        ("表.exe", b"MZ" + bytes(64), "程序或脚本"),
        ("表.xlsm", b"PK\x03\x04", "宏"),
        ("表.xlsx", zipped("xl/workbook.xml", "xl/a.xml", content=b"<a/>" * 60_000_000), "不予读取|200MB"),
        ("表.xlsx", b"PK\x03\x04broken xl/", "损坏"),
        ("表.txt", b"", "是空的"),
    ],
    ids=["no form", "program", "macros", "zip bomb", "damaged", "empty"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    city: City, form: ProjectForm, name: str, data: bytes, said: str
) -> None:
    client = signed_in(city.people[Role.FILLER])
    page = client.post(reverse("files:fill", args=(form.pk,)), {"file": file(name, data)}, follow=True)
    assert any(word in page.content.decode() for word in said.split("|"))
    assert not FormFile.objects.exists()


def test_nul_and_half_signs_in_a_file_reach_no_database(city: City, form: ProjectForm) -> None:
    text = r'{"forms": [{"header": {"project": "协作"}, "goals": {"actual": "甲\u0000乙\ud800丙"}}]}'
    made = read_for(user=city.people[Role.FILLER], row=form, name="表.json", data=text.encode())
    assert made.forms[0]["goals"]["actual"] == "甲乙\ufffd丙"


def test_what_one_person_had_read_is_nobody_elses(city: City, form: ProjectForm, example: Form) -> None:
    made = read_for(user=city.people[Role.FILLER], row=form, name="表.json", data=as_json(example))
    client = signed_in(city.people[Role.PROJECT_LEAD])
    assert client.get(reverse("files:preview", args=(form.pk, made.pk))).status_code == 404


def test_a_blank_form_that_was_filled_in_is_taken_as_it_was_typed(
    city: City, form: ProjectForm, example: Form
) -> None:
    client = signed_in(city.people[Role.FILLER])
    typed = replace(example, header=replace(example.header, project=form.project))
    data = Clerk(blank_workbook(SHANGHAI), SHANGHAI.layout).fill(typed).data
    made = upload(client, form, "空白表-cn-shanghai.xlsx", data)
    assert made.problems == []
    take_all(client, form, made)
    form.refresh_from_db()
    stored = form_of(form.document)
    for mine, theirs in zip(stored.indicators, typed.indicators, strict=True):
        assert (mine.level1, mine.level2, mine.level3) == (theirs.level1, theirs.level2, theirs.level3)
        assert (mine.target.text, mine.actual, mine.points) == (
            theirs.target.text,
            theirs.actual,
            theirs.points,
        )
    assert stored.goals == typed.goals
    assert [row.executed for row in stored.funding] == [row.executed for row in typed.funding]


def test_the_picker_offers_what_is_read_and_nothing_that_is_refused_for_its_macros(
    city: City, form: ProjectForm
) -> None:
    page = signed_in(city.people[Role.FILLER]).get(reverse("review:form", args=(form.pk,))).content.decode()
    offered = page[page.index('id="fill"') :].partition('accept="')[2].partition('"')[0].split(",")
    assert {".pdf", ".xlsx", ".docx", ".html", ".mht", ".txt", ".json", ".png", ".jpg", ".tif"} <= {*offered}
    for ending in offered:
        refuse_harmful(f"表{ending}", b"x")
