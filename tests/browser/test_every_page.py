"""Every page at the widths of desks and phones: without violations or dead links, in its bounds, by keyboard.

JIHENG_SHOTS names a folder for pictures of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pages import ASKED_BY_SCRIPTS, FILES, POSTED, WALKS, Walk, is_for_programs
from running import Server

SignIn = Callable[..., Page]
AXE = Axe().axe_script
FIND = "([part, rules]) => axe.run(part, rules).then((found) => found.violations)"
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
WIDE, DESK, PHONE, ENLARGED = (1920, 1080), (1366, 768), (390, 844), (683, 384)
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
STOPS = """() => {
  const wanted = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]';
  const isStop = (item) => !item.disabled && item.tabIndex >= 0 && item.type !== "radio";
  const isShown = (item) => item.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll(wanted)].filter((item) => isStop(item) && isShown(item));
}"""
WATCH = """() => {
  const within = (place, most) => Math.min(Math.max(place, 0), most - 1);
  window.walked = [];
  document.addEventListener("focusin", ({ target }) => {
    const style = getComputedStyle(target);
    const box = target.getBoundingClientRect();
    const x = within(box.left + Math.min(box.width, innerWidth) / 2, innerWidth);
    const y = within(box.top + Math.min(box.height, innerHeight) / 2, innerHeight);
    const above = document.elementFromPoint(x, y);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    window.walked.push({
      target,
      marked: outlined || style.boxShadow !== "none",
      seen: box.bottom > 0 && box.top < innerHeight && (target.contains(above) || above?.contains(target)),
    });
  });
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  scrollTo(0, 0);
}"""
LEFT = f"({STOPS})().filter((item) => !window.walked.some((other) => other.target === item)).length"
WALKED = f"""() => {{
  const name = (item) => item.outerHTML.slice(0, 120);
  const walked = window.walked.filter((item) => item.target !== document.body);
  const targets = walked.map((item) => item.target);
  return {{
    missed: ({STOPS})().filter((item) => !targets.includes(item)).map(name),
    unmarked: walked.filter((item) => !item.marked).map((item) => name(item.target)),
    covered: walked.filter((item) => !item.seen).map((item) => name(item.target)),
    disordered: targets.filter((item, n) => n && targets[n - 1].compareDocumentPosition(item) & 2).map(name),
  }};
}}"""
SCROLLERS = 12
"""Boxes that scroll are stops too, as the browser likes."""


def test_every_address_has_its_walk(server: Server) -> None:
    known = {walk.name for walk in WALKS} | POSTED | FILES | ASKED_BY_SCRIPTS
    present = {name for name in server.addresses if not is_for_programs(name)}
    assert present - known == set(), "new addresses: give them a walk in pages.py"
    assert known - present == set(), "addresses that are gone"


@pytest.fixture(scope="module")
def followed() -> set[tuple[str, str]]:
    """The links that somebody followed, by person and address; forms and people are alike."""
    return set()


@pytest.mark.parametrize("walk", WALKS, ids=str)
def test_a_page_is_whole_and_accessible_at_every_width_by_keyboard_and_enlarged(
    walk: Walk, sign_in: SignIn, server: Server, followed: set[tuple[str, str]]
) -> None:
    page = sign_in(walk.person)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    answer = page.goto(walk.address(server))
    assert answer
    if walk.name != "public:nowhere":
        assert answer.status == 200
        assert said == []
    for address in page.evaluate("[...document.links].map((link) => link.href.split('#')[0])"):
        kind = (walk.person, re.sub(r"/\d+/", "/0/", address))
        if address.startswith(server.address) and address != page.url and kind not in followed:
            followed.add(kind)
            assert page.request.get(address).status == 200, address
    for size in (WIDE, DESK, PHONE):
        _shown(page, size, str(walk))
        assert size == WIDE or _violations(page) == []
    _walked_by_keyboard(page)


def _shown(page: Page, size: tuple[int, int], name: str) -> None:
    """At this size nothing but regions of their own moves sideways."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    whole, seen = page.evaluate(WIDTHS)
    assert whole <= seen, size
    if folder := os.environ.get("JIHENG_SHOTS"):
        page.screenshot(path=Path(folder) / f"{size[0]}-{name}.png", full_page=True)


def _violations(page: Page, part: str = "html") -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(FIND, [part, RULES])
    return [f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]]


def _walked_by_keyboard(page: Page) -> None:
    """At 200 % of a small screen every stop is reached in its order, is marked, and nothing lies over it."""
    page.set_viewport_size({"width": ENLARGED[0], "height": ENLARGED[1]})
    whole, seen = page.evaluate(WIDTHS)
    assert whole <= seen, ENLARGED
    page.evaluate(WATCH)
    for _ in range(page.evaluate(f"({STOPS})().length")):
        page.keyboard.press("Tab")
    for _ in range(SCROLLERS):
        if page.evaluate(LEFT):
            page.keyboard.press("Tab")
    assert page.evaluate(WALKED) == {"missed": [], "unmarked": [], "covered": [], "disordered": []}


def test_the_dialogs_of_a_form_fit_a_phone_and_close_by_keyboard(sign_in: SignIn, server: Server) -> None:
    page = sign_in("filler", *PHONE)
    page.goto(server.form("look"))
    names = page.evaluate("[...document.querySelectorAll('dialog')].map((dialog) => dialog.id)")
    assert set(names) == {"conflict", "adjust", "session", "relogin"}
    for name in names:
        page.evaluate("(name) => document.getElementById(name).showModal()", name)
        dialog = page.locator(f"#{name}")
        assert _violations(page, f"#{name}") == [], name
        assert dialog.evaluate("(item) => item.scrollWidth <= innerWidth"), name
        if folder := os.environ.get("JIHENG_SHOTS"):
            page.screenshot(path=Path(folder) / f"{PHONE[0]}-dialog-{name}.png")
        page.keyboard.press("Escape")
        # Two values in one cell are decided, not put away.
        expect(dialog).to_be_visible(visible=name == "conflict")
        dialog.evaluate("(item) => item.close()")
