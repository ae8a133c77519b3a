"""The editor in a real browser: typed, pasted, undone, shared, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import jiheng
from keys import cell, first, lines, paste, saved, type_across
from running import Server

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lanjiang-2024.txt"

SignIn = Callable[..., Page]


@pytest.fixture(scope="module")
def example() -> jiheng.Form:
    return jiheng.read(EXAMPLE)[0]


def money(form) -> str:
    return "\n".join("\t".join((row.budget, row.adjusted, row.executed)) for row in form.funding)


def test_a_clerk_types_the_first_example_by_keyboard_alone_and_gets_97_28(
    sign_in: SignIn, server: Server, example
) -> None:
    page = sign_in("filler")
    page.goto(server.form("keyboard"))
    for number, row in enumerate(example.funding):
        cell(page, "funding", number, "budget").focus()
        type_across(page, [row.budget, row.adjusted, row.executed])
    page.locator('[data-path="goals.expected"]').focus()
    page.keyboard.insert_text(example.goals.expected)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(example.goals.actual)
    page.keyboard.press("Tab")
    rows = lines(example)
    present = page.locator('table[data-block="indicators"] tr[data-key]')
    while present.count() < len(rows):
        page.locator("#add-row").focus()
        page.keyboard.press("Enter")
    while present.count() > len(rows):
        present.last.locator(".row-remove").focus()
        page.keyboard.press("Enter")
    for number, row in enumerate(rows):
        cell(page, "indicators", number, "level1").focus()
        type_across(page, row)
    saved(page)
    expect(page.locator("#total")).to_have_text("97.28")
    expect(page.locator("#grade")).to_have_text("优")


def test_a_block_from_a_workbook_with_merged_cells_and_its_headings_is_pasted_and_gets_97_28(
    sign_in: SignIn, server: Server, example
) -> None:
    page = sign_in("filler")
    page.goto(server.form("paste"))
    rows = lines(example)
    headings = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ]
    markup = "<table><tr>" + "".join(f"<td>{name}</td>" for name in headings) + "</tr>"
    for number, row in enumerate(rows):
        markup += "<tr>"
        for place, text in enumerate(row):
            if place < 2:
                key = row[: place + 1]
                if number and rows[number - 1][: place + 1] == key:
                    continue
                height = next(
                    (n for n, other in enumerate(rows[number:]) if other[: place + 1] != key),
                    len(rows) - number,
                )
                markup += f'<td rowspan="{height}">{escape(text)}</td>'
            else:
                markup += f"<td>{escape(text)}</td>"
        markup += "</tr>"
    paste(page, first("indicators", "level1"), "\n".join("\t".join(row) for row in rows), markup + "</table>")
    paste(page, first("funding", "budget"), money(example))
    page.fill('[data-path="goals.expected"]', example.goals.expected)
    page.fill('[data-path="goals.actual"]', example.goals.actual)
    saved(page)
    expect(page.locator("#total")).to_have_text("97.28")
    assert [cell(page, "indicators", n, "level2").input_value() for n in range(len(rows))] == [
        row[1] for row in rows
    ]
    page.reload()
    expect(page.locator("#total")).to_have_text("97.28")
    assert cell(page, "indicators", 3, "actual").input_value() == rows[3][4]


def test_undo_takes_back_a_paste_and_a_deleted_row_can_be_brought_back(
    sign_in: SignIn, server: Server
) -> None:
    page = sign_in("filler")
    page.goto(server.form("undo"))
    rows = page.locator('table[data-block="indicators"] tr[data-key]')
    count = rows.count()
    name = cell(page, "indicators", 2, "level3").input_value()
    paste(page, first("indicators", "level3"), "甲\t≥1次\t1次\n乙\t≥2次\t2次")
    expect(cell(page, "indicators", 1, "level3")).to_have_value("乙")
    saved(page)
    page.keyboard.press("Control+Z")
    expect(cell(page, "indicators", 1, "level3")).not_to_have_value("乙")
    rows.nth(2).locator(".row-remove").click()
    expect(rows).to_have_count(count - 1)
    saved(page)
    expect(page.locator("#removed")).to_contain_text(name)
    page.locator("#removed button").first.click()
    expect(rows).to_have_count(count)
    saved(page)
    page.reload()
    expect(rows).to_have_count(count)
    assert name in [cell(page, "indicators", n, "level3").input_value() for n in range(count)]
    expect(page.locator("#total")).to_have_text("97.28")


def test_two_people_in_one_cell_both_see_both_values_and_nothing_typed_is_lost(
    sign_in: SignIn, server: Server
) -> None:
    one, other = sign_in("filler"), sign_in("project_lead")
    for page in (one, other):
        page.goto(server.form("together"))
    cell(one, "indicators", 1, "reason").fill("甲：企业走访增加")
    cell(one, "indicators", 2, "reason").fill("甲：服务次数增加")
    saved(one)
    cell(other, "indicators", 1, "reason").fill("乙：对口地区增加了走访")
    cell(other, "indicators", 3, "reason").fill("乙：另一格")
    dialog = other.locator("#conflict")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("甲：企业走访增加")
    expect(dialog).to_contain_text("乙：对口地区增加了走访")
    other.get_by_role("button", name="用我的").click()
    expect(dialog).not_to_be_visible()
    saved(other)
    expect(cell(other, "indicators", 2, "reason")).to_have_value("甲：服务次数增加")
    one.reload()
    expect(cell(one, "indicators", 1, "reason")).to_have_value("乙：对口地区增加了走访")
    expect(cell(one, "indicators", 3, "reason")).to_have_value("乙：另一格")


def test_a_killed_tab_loses_nothing_that_was_typed(sign_in: SignIn, server: Server) -> None:
    page = sign_in("filler")
    page.goto(server.form("killed"))
    page.route("**/edits/", lambda route: route.abort())
    cell(page, "indicators", 1, "reason").fill("还没有保存的一句话")
    expect(page.locator("#save-state")).to_contain_text("已存在本机")
    context = page.context
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(server.form("killed"))
    expect(cell(again, "indicators", 1, "reason")).to_have_value("还没有保存的一句话")
    saved(again)
    again.reload()
    expect(cell(again, "indicators", 1, "reason")).to_have_value("还没有保存的一句话")


def test_a_lost_network_is_said_and_typing_goes_on_until_it_is_back(sign_in: SignIn, server: Server) -> None:
    page = sign_in("filler")
    page.goto(server.form("lost"))
    page.context.set_offline(True)
    page.fill('[data-path="goals.expected"]', "断网时写的目标")
    expect(page.locator("#save-state")).to_contain_text("网络不通")
    page.fill('[data-path="goals.actual"]', "断网时写的完成情况")
    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(page.locator('[data-path="goals.expected"]')).to_have_value("断网时写的目标")
    expect(page.locator('[data-path="goals.actual"]')).to_have_value("断网时写的完成情况")


def test_handing_in_is_blocked_by_an_error_and_passes_after_correction(
    sign_in: SignIn, server: Server, example
) -> None:
    page = sign_in("filler")
    page.goto(server.form("blocked"))
    paste(page, first("indicators", "level1"), "\n".join("\t".join(row) for row in lines(example)))
    paste(page, first("funding", "budget"), money(example))
    page.fill('[data-path="goals.expected"]', example.goals.expected)
    page.fill('[data-path="goals.actual"]', example.goals.actual)
    score = cell(page, "indicators", 1, "score")
    score.fill("12.00")
    saved(page)
    page.fill("#step-form textarea", "超额原因已在报告中说明")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_contain_text("强制校验未通过")
    page.get_by_role("link", name="回到自评表").click()
    score.fill("")
    saved(page)
    expect(page.locator("#total")).to_have_text("97.28")
    page.fill("#step-form textarea", "超额原因已在报告中说明")
    page.get_by_role("button", name="提交").dblclick()
    expect(page.get_by_role("heading", name="回执")).to_be_visible()
    expect(page.locator("main")).to_contain_text("97.28")


def test_what_is_typed_before_the_scripts_are_there_is_saved_too(sign_in: SignIn, server: Server) -> None:
    page = sign_in("filler")
    page.route("**/editor/main.js*", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.goto(server.form("lost"), wait_until="commit")
    page.locator('[data-path="goals.actual"]').fill("脚本还没有到")
    saved(page)
    expect(page.locator("#save-state")).to_contain_text("已保存 ")
    page.reload()
    expect(page.locator('[data-path="goals.actual"]')).to_have_value("脚本还没有到")


def test_a_row_put_in_stands_under_the_row_whose_button_was_pressed(sign_in: SignIn, server: Server) -> None:
    page = sign_in("filler")
    page.goto(server.form("look"))
    rows = page.locator('table[data-block="indicators"] tr[data-key]')
    count = rows.count()
    second = cell(page, "indicators", 1, "level2").input_value()
    rows.first.locator(".row-add").click()
    expect(rows).to_have_count(count + 1)
    page.keyboard.insert_text("插入的指标")
    saved(page)
    page.reload()
    expect(rows).to_have_count(count + 1)
    expect(cell(page, "indicators", 1, "level3")).to_have_value("插入的指标")
    expect(cell(page, "indicators", 2, "level2")).to_have_value(second)
    rows.nth(1).locator(".row-remove").click()
    expect(rows).to_have_count(count)
    saved(page)


def test_undo_does_not_take_away_what_somebody_else_wrote_meanwhile(sign_in: SignIn, server: Server) -> None:
    one, other = sign_in("filler"), sign_in("project_lead")
    for page in (one, other):
        page.goto(server.form("together"))
    mine = cell(one, "indicators", 5, "reason")
    mine.fill("甲的原因")
    one.keyboard.press("Tab")
    saved(one)
    other.reload()
    cell(other, "indicators", 5, "reason").fill("乙的原因")
    saved(other)
    cell(one, "indicators", 6, "reason").fill("另一格")
    saved(one)
    expect(mine).to_have_value("乙的原因")
    one.keyboard.press("Tab")
    one.locator("#undo").click()
    one.locator("#undo").click()
    expect(one.locator("#notices")).to_contain_text("已被别人改过")
    expect(mine).to_have_value("乙的原因")


def test_more_rows_than_a_form_holds_are_not_pasted(sign_in: SignIn, server: Server) -> None:
    page = sign_in("filler")
    page.goto(server.form("look"))
    rows = page.locator('table[data-block="indicators"] tr[data-key]')
    count = rows.count()
    paste(page, first("indicators", "level3"), "\n".join(f"指标{n}\t≥1次" for n in range(400)))
    expect(page.locator("#notices")).to_contain_text("最多300行")
    expect(rows).to_have_count(count)


def test_one_refused_edit_does_not_hold_up_the_others_of_its_batch(sign_in: SignIn, server: Server) -> None:
    page = sign_in("filler")
    page.goto(server.form("look"))
    page.evaluate("""() => {
      const cell = document.querySelector('[data-path="goals.actual"]');
      cell.dataset.path = "goals.nothing";
    }""")
    page.fill('[data-path="goals.nothing"]', "没有这一格")
    page.fill('[data-path="goals.expected"]', "同一批的另一格")
    expect(page.locator("#notices")).to_contain_text("表中没有")
    saved(page)
    page.reload()
    expect(page.locator('[data-path="goals.expected"]')).to_have_value("同一批的另一格")
