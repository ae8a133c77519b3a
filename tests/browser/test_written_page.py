"""The form as a page of its own in a real browser: nothing runs or is fetched, everybody can read it."""

from axe_playwright_python.sync_playwright import Axe
from paper import EVERYTHING, LAYOUTS, values, with_text

from jiheng.writing import html

PHONE, DESKTOP = (390, 844), (1366, 768)
PAYLOADS = (
    "<script>document.title='ran'</script>",
    '"><img src=http://127.0.0.1:9/x onerror="document.title=\'ran\'">',
    "</td></tr></table></article><iframe src=http://127.0.0.1:9/></iframe>",
    "</style><style>@import 'http://127.0.0.1:9/x.css';</style>",
    "\" autofocus onfocus=\"document.title='ran'",
)


def shown(chromium, path, made, size=DESKTOP, *, bypass_csp=False):
    """The page opened from a file, and the addresses that it asked for beside itself."""
    path.write_bytes(made)
    width, height = size
    page = chromium.new_context(viewport={"width": width, "height": height}, bypass_csp=bypass_csp).new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    return page, [address for address in asked if address != path.as_uri()]


def test_no_text_runs_or_fetches_whatever_it_says(chromium, tmp_path):
    for payload in PAYLOADS:
        form = EVERYTHING
        for place, _ in values(EVERYTHING):
            form = with_text(form, place, payload)
        # Without the page's own policy too: the text is no element in the first place.
        for bypass in (False, True):
            made = html.write([form], [LAYOUTS["sh"]])
            page, asked = shown(chromium, tmp_path / "form.html", made, bypass_csp=bypass)
            assert page.title() != "ran"
            assert asked == []
            assert page.locator("td").first.inner_text() == payload
            page.context.close()


def test_a_page_has_no_violations_and_the_table_alone_moves_sideways(chromium, tmp_path):
    for size in (PHONE, DESKTOP):
        for name, layout in LAYOUTS.items():
            made = html.write([EVERYTHING], [layout], ["版本码 7F3A-92C1 · 第12版"])
            page, _ = shown(chromium, tmp_path / f"{name}.html", made, size, bypass_csp=True)
            assert Axe().run(page).response["violations"] == []
            widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            whole, seen = page.evaluate(widths)
            assert whole <= seen
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.className") == "table"
            page.context.close()


def test_on_paper_every_form_begins_on_a_page_of_its_own(chromium, tmp_path):
    made = html.write([EVERYTHING] * 3, [LAYOUTS["sh"], LAYOUTS["sichuan"], LAYOUTS["sh"]])
    page, _ = shown(chromium, tmp_path / "three.html", made)
    page.emulate_media(media="print")
    breaks = "[...document.querySelectorAll('article')].map(form => getComputedStyle(form).breakBefore)"
    assert page.evaluate(breaks) == ["auto", "page", "page"]
    page.context.close()
