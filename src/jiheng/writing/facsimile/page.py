"""The page of its own: what is wrong on top, the document beside the values, each linked to the other."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from itertools import groupby

from jiheng.model import Form, Problem
from jiheng.model.facsimile import Facsimile, Mark
from jiheng.writing.facsimile.fragment import fragment, style
from jiheng.writing.page import visible
from jiheng.writing.webpage import webpage

_LEGEND = (
    ("sure", "读到的值"),
    ("repaired", "修补过的文字"),
    ("unsure", "请核对"),
    ("unbound", "没有归入栏目"),
)
_HEADINGS = ("栏目", "读到的值", "把握", "位置")


def write(
    doc: str,
    forms: Sequence[Form],
    marks: Sequence[Mark],
    problems: Sequence[Problem],
    facsimile: Facsimile,
) -> bytes:
    """One HTML file, in UTF-8, that needs nothing else: no script, no network."""
    title = _text(f"{doc}：读取结果")
    legend = "".join(f'<li><mark class="{kind}">{name}</mark></li>' for kind, name in _LEGEND)
    look = files("jiheng.writing.facsimile").joinpath("page.css").read_text("utf-8")
    shown = fragment(facsimile, marks) or "<p>没有可以显示的页面；读到的值见旁边。</p>"
    values = "\n".join(_form(number, form, marks) for number, form in enumerate(forms))
    body = f"""<header>
<h1>{title}</h1>
<ul class="legend">{legend}</ul>
{_problems(problems)}
</header>
<main>
<section class="document" aria-label="文件">
{shown}
</section>
<section class="values" aria-label="读到的值">
{values}
{_unbound(marks)}
</section>
</main>"""
    # Whatever a document might smuggle in: no picture but those of its pages, no address is followed.
    return webpage(title, style() + look, body, may_show="data:").encode("utf-8", "backslashreplace")


def _problems(problems: Sequence[Problem]) -> str:
    items = "".join(f"<li>{_text(str(problem))}</li>" for problem in problems)
    return f'<ul class="problems" role="alert">{items}</ul>' if items else ""


def _form(number: int, form: Form, marks: Sequence[Mark]) -> str:
    found = [mark for mark in marks if mark.form == number and mark.path]
    heads = "".join(f'<th scope="col">{name}</th>' for name in _HEADINGS)
    bodies = "\n".join(_rows(row, list(group)) for row, group in groupby(found, lambda mark: mark.row))
    unsure = sum(mark.is_unsure for mark in found)
    note = f"，其中 {unsure} 个请核对" if unsure else ""
    return (
        f"<h2>{_text(form.header.project or form.title or '自评表')}</h2>"
        f"<p>{_text(form.header.year)} 共 {len(found)} 个值{note}</p>"
        f"<table><thead><tr>{heads}</tr></thead>\n{bodies}</table>"
    )


def _rows(row: str, marks: Sequence[Mark]) -> str:
    head = f'<tr><th scope="rowgroup" colspan="{len(_HEADINGS)}">{_text(row)}</th></tr>' if row else ""
    return f"<tbody>{head}{''.join(map(_value, marks))}</tbody>"


def _value(mark: Mark) -> str:
    raw = f'<br><span class="raw">原文：{_text(mark.raw)}</span>' if mark.raw else ""
    kind = ' class="unsure"' if mark.is_unsure else ' class="repaired"' if mark.raw else ""
    name = f'<a href="#at-{mark.anchor}">{_text(mark.label)}</a>'
    return (
        f'<tr id="value-{mark.anchor}"{kind}><th scope="row">{name}</th>'
        f"<td>{_text(mark.text)}{raw}</td><td>{mark.percent}%</td><td>{_text(str(mark.at))}</td></tr>\n"
    )


def _unbound(marks: Sequence[Mark]) -> str:
    items = "\n".join(_loose(mark) for mark in marks if not mark.path)
    return f'<h2 id="unbound">没有归入栏目的内容</h2><ul>{items}</ul>' if items else ""


def _loose(mark: Mark) -> str:
    return f'<li>{_text(mark.text)} <span class="place">{_text(str(mark.at))}</span></li>'


def _text(text: str) -> str:
    return escape(visible(text))
