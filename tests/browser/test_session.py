"""A session ends while somebody writes: the login is renewed in place, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from keys import cell, enter, saved
from running import Server

SignIn = Callable[..., Page]
EXPECTED, ACTUAL = '[data-path="goals.expected"]', '[data-path="goals.actual"]'


def idle(server: Server, page: Page, minutes: int) -> None:
    """Nobody was there for so long, as the server sees it."""
    key = next(item["value"] for item in page.context.cookies() if item["name"] == "sessionid")
    server.run("idle.py", key, str(minutes))


def sign_in_again(page: Page, password: str) -> Locator:
    """Answer the dialog that asks for the password."""
    dialog = page.locator("#relogin")
    expect(dialog).to_be_visible()
    dialog.get_by_label("密码").fill(password)
    dialog.get_by_role("button", name="登录").click()
    return dialog


def test_a_session_that_ends_in_the_middle_of_typing_is_renewed_in_place(
    sign_in: SignIn, server: Server
) -> None:
    page = sign_in("filler", anew=True)
    page.goto(server.form("expiry"))
    page.fill(EXPECTED, "过期以前写的目标")
    saved(page)
    idle(server, page, 31)
    page.fill(ACTUAL, "过期以后写的完成情况")
    cell(page, "indicators", 0, "level3").fill("过期以后写的指标")
    dialog = sign_in_again(page, "Lanjiang-2023")
    expect(dialog.get_by_role("alert")).to_contain_text("用户名或密码不对")
    expect(dialog.get_by_label("用户名")).to_have_value("filler")
    expect(dialog.get_by_label("用户名")).not_to_be_editable()
    expect(page.locator(ACTUAL)).to_have_value("过期以后写的完成情况")
    sign_in_again(page, server.password)
    expect(dialog).not_to_be_visible()
    saved(page)
    cell(page, "indicators", 1, "level3").fill("登录以后写的指标")
    saved(page)
    page.reload()
    expect(page.locator(EXPECTED)).to_have_value("过期以前写的目标")
    expect(page.locator(ACTUAL)).to_have_value("过期以后写的完成情况")
    expect(cell(page, "indicators", 0, "level3")).to_have_value("过期以后写的指标")
    expect(cell(page, "indicators", 1, "level3")).to_have_value("登录以后写的指标")


def test_nobody_else_takes_the_place_of_the_person_of_the_page(sign_in: SignIn, server: Server) -> None:
    page = sign_in("filler", anew=True)
    page.goto(server.form("expiry"))
    idle(server, page, 31)
    reason = cell(page, "indicators", 2, "reason")
    reason.fill("填表人写的原因")
    expect(page.locator("#relogin")).to_be_visible()
    other = page.context.new_page()
    enter(other, server, "project_lead")
    dialog = sign_in_again(page, server.password)
    expect(dialog.get_by_role("alert")).to_contain_text("此浏览器已由“project_lead”登录")
    other.get_by_role("button", name="退出").click()
    expect(other.get_by_role("heading", name="登录")).to_be_visible()
    sign_in_again(page, server.password)
    expect(dialog).not_to_be_visible()
    saved(page)
    reason.focus()
    page.get_by_role("button", name="这一格的历史").click()
    expect(page.locator("#more")).to_contain_text("filler：（空） → 填表人写的原因")


def test_signing_in_again_can_be_put_off_and_is_asked_for_at_the_next_key(
    sign_in: SignIn, server: Server
) -> None:
    page = sign_in("filler", anew=True)
    page.goto(server.form("expiry"))
    idle(server, page, 31)
    reason = cell(page, "indicators", 3, "reason")
    reason.fill("先放一放")
    dialog = page.locator("#relogin")
    dialog.get_by_role("button", name="稍后").click()
    expect(page.locator("#save-state")).to_contain_text("登录已过期，已存在本机")
    expect(dialog).not_to_be_visible()
    reason.fill("先放一放，再接着写")
    sign_in_again(page, server.password)
    saved(page)
    page.reload()
    expect(reason).to_have_value("先放一放，再接着写")


def test_what_was_typed_after_somebody_else_signed_in_is_kept_for_its_writer(
    sign_in: SignIn, server: Server
) -> None:
    page = sign_in("filler", anew=True)
    page.goto(server.form("expiry"))
    other = page.context.new_page()
    other.goto(server.address)
    other.get_by_role("button", name="退出").click()
    enter(other, server, "project_lead")
    reason = cell(page, "indicators", 4, "reason")
    reason.fill("写给自己的表")
    expect(page.locator("#save-state")).to_contain_text("没有保存，已存在本机")
    other.get_by_role("button", name="退出").click()
    enter(other, server, "filler")
    other.goto(server.form("expiry"))
    saved(other)
    other.reload()
    expect(cell(other, "indicators", 4, "reason")).to_have_value("写给自己的表")


def test_a_warning_comes_before_the_idle_end_and_goes_on_prolongs_the_session(
    sign_in: SignIn, server: Server
) -> None:
    page = sign_in("filler", anew=True)
    page.clock.install()
    page.goto(server.form("idle"))
    expect(page.locator("#counts")).not_to_be_empty()
    idle(server, page, 26)
    page.clock.fast_forward("26:00")
    dialog = page.locator("#session")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(re.compile("还有 3分[0-5][0-9]秒 将自动退出"))
    dialog.get_by_role("button", name="继续").click()
    expect(dialog).not_to_be_visible()
    told = page.request.get(f"{server.address}/accounts/session/", headers={"X-Jiheng-Background": "1"})
    assert told.json()["seconds_left"] > 29 * 60
