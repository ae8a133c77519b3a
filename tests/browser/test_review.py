"""Remarks at cells, the way back to the clerk, differences and history, and 目标调整, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from keys import cell, saved
from running import Server

SignIn = Callable[..., Page]


def test_a_remark_at_a_cell_reaches_the_clerk_who_corrects_it_and_the_difference_is_shown(
    sign_in: SignIn, server: Server
) -> None:
    reviewer = sign_in("department_reviewer")
    reviewer.goto(server.form("remarks"))
    cell(reviewer, "indicators", 4, "actual").click()
    reviewer.get_by_role("button", name="写意见", exact=True).click()
    reviewer.get_by_role("textbox", name="审核意见").fill("请写明数据来源")
    reviewer.get_by_role("button", name="写下意见").click()
    expect(reviewer.locator("#remarks")).to_contain_text("请写明数据来源")
    reviewer.get_by_role("button", name="退回").click()
    expect(reviewer.locator("#step-form textarea")).to_be_focused()
    reviewer.fill("#step-form textarea", "请按意见补充")
    reviewer.get_by_role("button", name="退回").click()
    expect(reviewer.get_by_role("status").first).to_contain_text("已退回")

    clerk = sign_in("filler")
    clerk.goto(server.address)
    clerk.get_by_role("link", name="协作交流工作业务费").and_(clerk.locator('[href$=".actual"]')).click()
    actual = cell(clerk, "indicators", 4, "actual")
    expect(actual).to_be_focused()
    expect(clerk.locator("td.remarked")).to_have_count(1)
    expect(clerk.locator("#line")).to_contain_text("department_reviewer：请写明数据来源")
    before = actual.input_value()
    actual.fill(f"{before}（来源：走访台账）")
    saved(clerk)
    clerk.get_by_role("button", name="已处理").click()
    clerk.get_by_role("textbox", name="答复").fill("已按台账核对")
    clerk.get_by_role("button", name="答复并办结").click()
    expect(clerk.locator("#remarks")).to_contain_text("已处理（filler）：已按台账核对")
    expect(clerk.locator("td.remarked")).to_have_count(0)
    clerk.get_by_role("button", name="这一格的历史").click()
    expect(clerk.locator("#more")).to_contain_text(f"filler：{before} → {before}（来源：走访台账）")
    expect(clerk.locator(".story")).to_contain_text("请按意见补充")

    clerk.get_by_role("link", name="历史与比对").click()
    row = clerk.get_by_role("region", name="两版的不同").locator("tbody tr").first
    expect(row).to_contain_text("实际完成值")
    expect(row.locator("td")).to_have_text([before, f"{before}（来源：走访台账）"])
    expect(clerk.get_by_role("region", name="全部记录")).to_contain_text("退回")


def test_an_approved_target_changes_only_by_an_adjustment_with_its_document(
    sign_in: SignIn, server: Server
) -> None:
    page = sign_in("filler")
    page.goto(server.form("adjust"))
    target = cell(page, "indicators", 1, "target")
    was = target.inner_text()
    target.click()
    page.keyboard.type("改不了")
    expect(target).to_have_text(was)
    expect(page.locator("#line")).to_contain_text("此处来自批复，不能直接修改")
    page.get_by_role("button", name="目标调整").click()
    dialog = page.locator("#adjust")
    expect(dialog).to_contain_text(f"现为“{was}”")
    dialog.get_by_label("调整为").fill("≥12次")
    dialog.get_by_role("button", name="确认调整").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("批准文号").fill("澜财绩〔2024〕9号")
    dialog.get_by_label("理由").fill("年中追加任务")
    dialog.get_by_role("button", name="确认调整").click()
    expect(page.locator("#notices")).to_contain_text("目标已调整")
    expect(target).to_have_text("≥12次")
    cell(page, "indicators", 1, "actual").fill("12次")
    saved(page)
    page.get_by_role("link", name="历史与比对").click()
    told = page.get_by_role("region", name="全部记录").get_by_role("row", name="目标调整")
    expect(told).to_contain_text("文号：澜财绩〔2024〕9号；年中追加任务")
    told.get_by_role("link").click()
    found = page.get_by_role("region", name="两版的不同").locator("tbody tr").first
    expect(found.locator("td")).to_have_text([was, "≥12次"])


def test_approved_rows_offer_no_button_to_take_them_out_and_a_refused_one_stands_again(
    sign_in: SignIn, server: Server
) -> None:
    page = sign_in("filler")
    page.goto(server.form("adjust"))
    rows = page.locator('table[data-block="indicators"] tr[data-key]')
    count = rows.count()
    assert count
    expect(page.locator(".row-remove")).to_have_count(0)
    expect(page.locator("#add-row")).to_be_hidden()
    name = cell(page, "indicators", 2, "level3").inner_text()
    page.evaluate(
        """() => {
          const row = document.querySelectorAll('table[data-block="indicators"] tr[data-key]')[2];
          const button = document.createElement("button");
          button.className = "row-remove";
          row.lastElementChild.append(button);
          button.click();
        }"""
    )
    expect(page.locator("#notices")).to_contain_text("此处来自批复")
    expect(rows).to_have_count(count)
    expect(page.locator('td[data-field="level3"] .cell').nth(2)).to_have_value(name)
