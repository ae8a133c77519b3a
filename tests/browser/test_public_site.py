"""A form on its whole way to the public, and what anybody takes from there reads back as the same form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

import jiheng
from keys import fetched
from running import Server

SignIn = Callable[..., Page]
REMARK = "已核对，情况属实"


def step(page: Page, server: Server, name: str) -> None:
    """Take a step on the page of the form."""
    page.goto(server.form("publish"))
    page.fill("#step-form textarea", REMARK)
    page.get_by_role("button", name=name, exact=True).click()


def test_two_people_publish_and_what_is_public_reads_back_as_the_same_form(
    sign_in: SignIn, server: Server, tmp_path: Path
) -> None:
    filler = sign_in("filler")
    step(filler, server, "提交")
    expect(filler.get_by_role("heading", name="回执")).to_be_visible()
    for person in ("unit_head", "department_reviewer"):
        page = sign_in(person)
        step(page, server, "审核通过并上报")
        expect(page.get_by_role("heading", name="回执")).to_be_visible()
    office = sign_in("performance_office")
    step(office, server, "备案")
    expect(office.get_by_role("status").first).to_contain_text("已备案")
    reviewer = sign_in("department_reviewer")
    step(reviewer, server, "申请公开")
    expect(reviewer.get_by_role("status").first).to_contain_text("已申请公开")

    decide = f"{server.address}/publication/{server.forms['publish']}/"
    reviewer.goto(decide)
    expect(reviewer.locator("main")).to_contain_text("是您申请的公开，须由另一人确认")
    expect(reviewer.get_by_role("button", name="确认公开")).to_have_count(0)
    office.goto(decide)
    office.get_by_label("说明情况").fill(REMARK)
    office.get_by_label("我已看过上面的全部内容").check()
    office.get_by_role("button", name="确认公开").click()
    expect(office.get_by_role("status").first).to_contain_text("确认公开")
    filler.goto(server.form("publish"))
    wanted = jiheng.read(fetched_kind(filler, "JSON", tmp_path / "own"))

    citizen = sign_in()
    asked: list[str] = []
    citizen.on("request", lambda request: asked.append(request.resource_type))
    citizen.goto(f"{server.address}/public/")
    project = "协作交流工作业务费（publish）"
    for name in ("2024年度", "澜江市对外协作办公室", "澜江市驻溪城联络处", project):
        citizen.get_by_role("link", name=name, exact=True).click()
    expect(citizen.locator("main")).to_contain_text("97.28")
    assert citizen.locator("script").count() == 0
    assert set(asked) <= {"document", "stylesheet", "image", "other"}
    assert citizen.context.cookies() == []
    [form] = jiheng.read(fetched(citizen, "JSON", tmp_path))
    assert [form] == list(wanted)
    [from_excel] = jiheng.read(fetched(citizen, "Excel", tmp_path))
    assert (from_excel.indicators, from_excel.funding) == (form.indicators, form.funding)
    assert (from_excel.goals, from_excel.total, from_excel.title) == (form.goals, form.total, form.title)
    assert from_excel.header.project == form.header.project == project
    printed = citizen.get_by_role("link", name="PDF", exact=True).get_attribute("href")
    assert citizen.request.get(f"{server.address}{printed}").body().startswith(b"%PDF-")


def fetched_kind(page: Page, kind: str, folder: Path) -> Path:
    """The form's own file, from the menu of its page."""
    page.locator(".menu summary").click()
    return fetched(page, kind, folder)
