"""Hands on the keyboard: cells, pasting, waiting until the server has it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from jiheng.model import Form
from running import Server

_PASTE = """([selector, text, markup]) => {
  const cell = document.querySelector(selector);
  cell.focus();
  const data = new DataTransfer();
  data.setData("text/plain", text);
  if (markup) data.setData("text/html", markup);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def enter(page: Page, server: Server, username: str) -> None:
    """Sign in on the page for it."""
    page.goto(f"{server.address}/accounts/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", server.password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "login" not in url)


def cell(page: Page, block: str, row: int, field: str):
    """The cell in *row* (from 0) of a block."""
    return page.locator(f'table[data-block="{block}"] tr[data-key] >> nth={row}').locator(
        f'td[data-field="{field}"] .cell'
    )


def paste(page: Page, selector: str, text: str, markup: str = "") -> None:
    """Paste a copied block into the cell at *selector*."""
    page.evaluate(_PASTE, [selector, text, markup])


def first(block: str, field: str) -> str:
    """The selector of the first cell of a column."""
    return f'table[data-block="{block}"] td[data-field="{field}"] .cell'


def is_measured(target: str) -> bool:
    """True for a target with a number in it."""
    return any(sign.isdigit() for sign in target)


def fetched(page: Page, link: str, folder: Path) -> Path:
    """The file behind a link, as the browser saves it."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def lines(form: Form) -> list[list[str]]:
    """The indicators as a clerk has them in a workbook: scores only where no formula gives them."""
    return [
        [
            line.level1,
            line.level2,
            line.level3,
            line.target.text,
            line.actual,
            line.points,
            "" if is_measured(line.target.text) else line.score,
            line.reason,
        ]
        for line in form.indicators
    ]


def saved(page: Page) -> None:
    """Wait until everything that was typed is on the server."""
    expect(page.locator("#save-state")).to_have_class("save-state saved", timeout=15000)


def type_across(page: Page, texts: list[str]) -> None:
    """Type into one cell after the other; what is blank is passed over, so that a score follows by itself."""
    for text in texts:
        if text:
            page.keyboard.press("Control+A")
            page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
