"""One form the whole way, in a real browser, by four people: from the year's task to the public site."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

import jiheng
from jiheng.reading import open_document
from keys import cell, is_measured, saved
from running import Server

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lanjiang-2024.txt"
PROJECT, CODE = "结对协作专项", "X2024001"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SignIn = Callable[..., Page]


def workbook(*rows: list[str]) -> bytes:
    """A workbook with these rows, all of them text: ``=100.00(%)`` is no formula."""
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            book.active.cell(number, place, text).data_type = "s"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def targets(form) -> bytes:
    """The approved targets of the example as the bureau has them: one line an indicator."""
    head = [
        "单位代码",
        "项目代码",
        "项目名称",
        "年度",
        "年初预算数",
        "预期目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "分值",
    ]
    same = ["101002", CODE, PROJECT, "2024", form.funding[0].budget, form.goals.expected]
    return workbook(
        head, *([*same, i.level1, i.level2, i.level3, i.target.text, i.points] for i in form.indicators)
    )


def execution(form) -> bytes:
    """The execution figures of the example."""
    head = ["单位代码", "项目代码", "年度", "年初预算数", "全年预算数", "全年执行数"]
    row = form.funding[0]
    return workbook(head, ["101002", CODE, "2024", row.budget, row.adjusted, row.executed])


def bring(page: Page, server: Server, kind: str, data: bytes) -> None:
    """Upload a list, confirm its columns, look at what would change, and import it."""
    page.goto(f"{server.address}/imports/?kind={kind}")
    page.get_by_label("自评任务").select_option(label="2024年度 四人走完全程")
    page.get_by_label("清单种类").select_option(kind)
    page.get_by_label("批复文号（可不填）").fill("澜财绩〔2024〕8号")
    page.get_by_label("文件（不超过20MB）").set_input_files(
        {"name": f"{kind}.xlsx", "mimeType": XLSX, "buffer": data}
    )
    page.get_by_role("button", name="上传").click()
    page.get_by_label("万元", exact=True).check()
    page.get_by_role("button", name="下一步：核对内容").click()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("main")).to_contain_text("已导入")


def find(page: Page) -> None:
    """Look for the project among the forms, and open it."""
    page.get_by_role("link", name="自评表", exact=True).click()
    page.get_by_label("查找").fill(PROJECT)
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("link", name=PROJECT).click()


def step(page: Page, name: str, words: str = "") -> None:
    """Take a step with a word of explanation."""
    if words:
        page.fill("#step-form textarea", words)
    page.get_by_role("button", name=name, exact=True).click()


def test_one_form_goes_the_whole_way_by_four_people(sign_in: SignIn, server: Server) -> None:
    example = jiheng.read(EXAMPLE)[0]

    def enter(username: str) -> Page:
        page = sign_in(username)
        page.goto(server.address)
        return page

    bureau = enter("performance_office")
    bureau.get_by_role("link", name="任务", exact=True).click()
    bureau.get_by_role("link", name="下达任务").click()
    bureau.get_by_label("年度").fill("2024")
    bureau.get_by_label("任务名称").fill("四人走完全程")
    bureau.get_by_label("评分办法").select_option("cn-shanghai")
    bureau.get_by_label("截止日期").fill("2027-03-31")
    bureau.get_by_label("全部单位").check()
    bureau.get_by_role("button", name="下达").click()
    bring(bureau, server, "targets", targets(example))
    bring(bureau, server, "execution", execution(example))

    clerk = enter("filler")
    find(clerk)
    expect(clerk.locator('[data-path="goals.expected"]')).to_have_attribute("aria-readonly", "true")
    expect(cell(clerk, "indicators", 1, "target")).to_have_text(example.indicators[1].target.text)
    for number, line in enumerate(example.indicators):
        cell(clerk, "indicators", number, "actual").fill(line.actual)
        if not is_measured(line.target.text):
            cell(clerk, "indicators", number, "score").fill(line.score)
    own = example.funding[1]
    for row in (1, 2, 3):
        for field in ("budget", "adjusted", "executed"):
            cell(clerk, "funding", row, field).fill(getattr(own, field) if row == 1 else "0.00")
    clerk.fill('[data-path="goals.actual"]', example.goals.actual)
    saved(clerk)
    expect(clerk.locator("#total")).to_have_text("97.28")
    step(clerk, "提交", "走访和服务次数超过年初目标，因结对地区增加。")
    expect(clerk.get_by_role("heading", name="回执")).to_be_visible()

    head = enter("unit_head")
    find(head)
    step(head, "退回", "请在原因栏写明走访次数超额的原因。")

    clerk.goto(server.address)
    find(clerk)
    expect(clerk.locator("#steps")).to_contain_text("请在原因栏写明走访次数超额的原因。")
    cell(clerk, "indicators", 1, "reason").fill("结对地区由三个增加到四个，走访相应增加。")
    cell(clerk, "indicators", 2, "reason").fill("企业服务需求增加。")
    saved(clerk)
    step(clerk, "提交")
    expect(clerk.get_by_role("heading", name="回执")).to_be_visible()
    address = clerk.get_by_role("link", name="查看自评表").get_attribute("href")

    head.goto(f"{server.address}{address}")
    step(head, "审核通过并上报")
    expect(head.get_by_role("heading", name="回执")).to_be_visible()

    department = enter("department_reviewer")
    find(department)
    step(department, "审核通过并上报")
    expect(department.get_by_role("heading", name="回执")).to_be_visible()
    bureau.goto(f"{server.address}{address}")
    step(bureau, "备案")
    expect(bureau.locator("main")).to_contain_text("审核完成")

    bureau.get_by_role("link", name="汇总表").click()
    expect(bureau.get_by_role("row", name=PROJECT)).to_contain_text("97.28")

    head.goto(f"{server.address}{address}")
    step(head, "申请公开")
    department.goto(f"{server.address}/publication/")
    department.get_by_role("link", name=PROJECT).first.click()
    department.get_by_label("我已看过上面的全部内容").check()
    department.get_by_role("button", name="确认公开").click()
    expect(department.locator("main")).to_contain_text("已公开")

    anyone = sign_in()
    anyone.goto(f"{server.address}/public/2024/101002/{CODE}/")
    expect(anyone.locator("table").first).to_be_visible()
    expect(anyone.locator("main, body").first).to_contain_text("97.28")
    with anyone.expect_download() as download:
        anyone.get_by_role("link", name="JSON").first.click()
    found = open_document(Path(download.value.path()).read_bytes(), "form.json").forms[0]
    assert (found.header.project, found.total.score, found.grade) == (PROJECT, "97.28", "优")
    assert [line.level3 for line in found.indicators] == [line.level3 for line in example.indicators]
