"""What all pages of a published folder have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from jiheng.writing.html import style as style_of_forms
from jiheng.writing.page import visible
from jiheng.writing.site.catalogue import Catalogue
from jiheng.writing.webpage import webpage

STYLE_SHEET = "style.css"
HOME = "index.html"
_FOOT = "所载得分为各单位<strong>自评得分</strong>，不是复核得分或认定得分。内容由公开单位负责。"


def style() -> bytes:
    """The style sheet of all pages."""
    own = files("jiheng.writing.site").joinpath("site.css").read_text("utf-8")
    return f"{own}\n{style_of_forms()}".encode()


def text(shown: str) -> str:
    """A text as text: nothing in it is an element, or turns the direction of reading."""
    return escape(visible(shown))


def link(address: str, shown: str, **attributes: str) -> str:
    """A link; *shown* and the attributes are texts."""
    more = "".join(f' {name.replace("_", "-")}="{text(value)}"' for name, value in attributes.items())
    return f'<a href="{text(address)}"{more}>{text(shown)}</a>'


def up(address: str) -> str:
    """The way from the page at *address* back to the root."""
    return "../" * address.count("/")


def day(date: str) -> str:
    """A day for people and programs; the text where it is none."""
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return text(date)
    year, month, number = map(int, parts)
    return f'<time datetime="{date}">{year}年{month}月{number}日</time>'


def page(
    catalogue: Catalogue, address: str, title: str, trail: Sequence[tuple[str, str]], body: str, date: str,
    source: str = "",
) -> bytes:  # fmt: skip
    """The page at *address*: its *trail* are the pages above it, addresses on the site with their names.

    *date* is the day of its content, *source* who answers for it. The names of the meta elements are those
    of government sites (ArticleTitle, PubDate, ContentSource).
    """
    root = up(address)
    steps = [link(f"{root}{place}", name) for place, name in trail]
    here = (
        f'<nav class="trail" aria-label="位置">{" › ".join([*steps, _here(title)])}</nav>\n' if steps else ""
    )
    told = {
        "SiteName": catalogue.title,
        "ArticleTitle": title,
        "PubDate": date,
        "ContentSource": source or catalogue.publisher,
    }
    head = "".join(f'<meta name="{name}" content="{text(value)}">\n' for name, value in told.items() if value)
    whole = title if title == catalogue.title else f"{title} - {catalogue.title}"
    return webpage(
        text(whole),
        "",
        f"""<a class="skip" href="#main">跳到正文</a>
<header class="site"><p>{link(f"{root}{HOME}", catalogue.title)}</p></header>
<main id="main">
{here}{body}
</main>
<footer class="site">
<p>{_FOOT}</p>
<p>{text(catalogue.publisher)} {day(date)}</p>
</footer>""",
        style_sheet=f"{root}{STYLE_SHEET}",
        head=head,
    ).encode()


def _here(title: str) -> str:
    return f'<span aria-current="page">{text(title)}</span>'


def table(
    caption: str, headings: Iterable[str], rows: Iterable[Sequence[str]], figures: Sequence[int] = ()
) -> str:
    """A list whose first cells name their rows; cells are HTML, captions and headings texts.

    On a narrow screen each row is a card, in which every cell bears its heading. *figures* are the columns
    of numbers.
    """
    names = [text(name) for name in headings]
    kinds = [' class="number"' if column in figures else "" for column in range(len(names))]
    head = "".join(f'<th scope="col"{kind}>{name}</th>' for name, kind in zip(names, kinds, strict=True))
    lines = []
    for first, *others in rows:
        cells = [
            f'<td{kind} data-label="{name}">{cell}</td>'
            for name, kind, cell in zip(names[1:], kinds[1:], others, strict=True)
        ]
        lines.append(f'<tr><th scope="row">{first}</th>{"".join(cells)}</tr>')
    body = "\n".join(lines)
    return f"""<table class="list">
<caption>{text(caption)}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>"""
