"""The pages of a published folder: its home, the lists of the units, and the forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jiheng.model import Form
from jiheng.standards import Standard
from jiheng.terms import label
from jiheng.writing import html
from jiheng.writing.address import UNDATED
from jiheng.writing.site.catalogue import INDEX, Catalogue
from jiheng.writing.site.entry import FILES, Entry
from jiheng.writing.site.figures import in_wan
from jiheng.writing.site.frame import HOME, day, link, page, table, text

DATA_PAGE = "data/index.html"
_KINDS = {"pdf": "PDF", "xlsx": "Excel", "json": "JSON"}
_NO_UNIT = "（未填单位）"


def of_year(year: str) -> str:
    """A year in words; what has none is 未注明年度."""
    return "未注明年度" if year == UNDATED else f"{year}年度"


def home(catalogue: Catalogue, today: str) -> bytes:
    """All units by year, the corrections, and the way to the data; *today* dates a home without forms."""
    date = catalogue.date or today
    latest = list(catalogue.latest())
    parts = [f"<h1>{text(catalogue.title)}</h1>"]
    by = f"{text(catalogue.publisher)}公开，" if catalogue.publisher else ""
    units = len({entry.unit_folder.rpartition("/")[2] for entry in latest})
    parts.append(f"<p>{by}共{units}个单位、{len(latest)}张自评表，更新于{day(date)}。</p>")
    for year in sorted({entry.year for entry in latest}, reverse=True):
        parts.append(f"<h2>{of_year(year)}</h2>")
        parts.append(_units(year, [entry for entry in latest if entry.year == year]))
    corrected = [entry for entry in latest if entry.number > 1]
    if corrected:
        parts.append(f"<h2>更正</h2>\n<ul>{''.join(map(_correction, corrected))}</ul>")
    parts.append(_way_to_data(are_there=bool(latest)))
    return page(catalogue, HOME, catalogue.title, [], "\n".join(parts), date)


def _way_to_data(*, are_there: bool) -> str:
    data = f"全部自评表的数据可以下载，供统计和研究使用：{link(DATA_PAGE, '开放数据')}。" if are_there else ""
    index = f"供程序使用的目录：{link(INDEX, '公开目录（JSON）')}。"
    return f"<h2>开放数据</h2>\n<p>{data}{index}</p>"


def _units(year: str, entries: Sequence[Entry]) -> str:
    by_unit: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.department.name, e.unit.code, e.unit.name)):
        by_unit.setdefault((entry.department.name, entry.unit_folder), []).append(entry)
    rows = [
        (
            f"{link(f'{folder}/{HOME}', forms[0].unit.name or _NO_UNIT)}{_code(forms[0].unit.code)}",
            text(department),
            str(len(forms)),
            day(max(entry.published_at for entry in forms)),
        )
        for (department, folder), forms in by_unit.items()
    ]
    headings = ("单位", label("department"), "自评表数", "最近公开")
    return table(f"{of_year(year)}各单位自评表", headings, rows, figures=(2,))


def _correction(entry: Entry) -> str:
    shown = f"{entry.unit.name}：{entry.project.name}"
    return f"<li>{link(entry.address, shown)}，{day(entry.published_at)}更正为第{entry.number}版</li>"


def unit(catalogue: Catalogue, entries: Sequence[Entry]) -> bytes:
    """The forms of one unit in a year."""
    first = entries[0]
    address = f"{first.unit_folder}/{HOME}"
    name = first.unit.name or _NO_UNIT
    title = f"{of_year(first.year)}{name}绩效自评表"
    date = max(entry.published_at for entry in entries)
    under = f"，主管部门：{text(first.department.name)}" if first.department.name else ""
    rows = [_row(entry) for entry in sorted(entries, key=lambda e: (e.project.name, e.folder))]
    amounts = (f"{label(name)}（万元）" for name in ("adjusted", "executed"))
    scores = ("执行率（%）", "自评得分", "等级")
    headings = (label("project"), *amounts, *scores, "公开日期", "下载")
    body = (
        f"<h1>{text(title)}</h1>\n<p>共{len(entries)}张{under}。</p>\n"
        f"{table(f'{name}的自评表', headings, rows, figures=(1, 2, 3, 4))}"
    )
    return page(catalogue, address, title, [(HOME, "全部单位")], body, date, name)


def _row(entry: Entry) -> tuple[str, ...]:
    folder = entry.folder.rpartition("/")[2]
    state = f' <span class="state">更正后第{entry.number}版</span>' if entry.number > 1 else ""
    shown = entry.project.name or label("project")
    return (
        f"{link(f'{folder}/{HOME}', shown)}{state}{_code(entry.project.code)}",
        text(in_wan(entry.annual_budget)),
        text(in_wan(entry.executed)),
        text(entry.rate),
        text(entry.total),
        text(entry.grade),
        day(entry.published_at),
        f'<span class="files">{" ".join(_files(entry, f"{folder}/"))}</span>',
    )


def _code(code: str) -> str:
    return f' <span class="code">{text(code)}</span>' if code else ""


def _files(entry: Entry, way: str = "") -> Iterator[str]:
    """Links to the files of a publication, named for whoever hears them and for where they are saved."""
    unit_name, project = entry.unit.name, entry.project.name
    for kind in FILES:
        place = entry.files[kind].rpartition("/")[2]
        name = f"{of_year(entry.year)}{unit_name}自评表-{project}-第{entry.number}版.{kind}"
        yield link(f"{way}{place}", _KINDS[kind], download=name, aria_label=f"{project} {_KINDS[kind]}")


def form(
    catalogue: Catalogue, versions: Sequence[Entry], entry: Entry, content: Form, standard: Standard
) -> bytes:
    """One publication of a form; *versions* are all of it, the newest first.

    What is said about the form stands aside: whoever reads the page by a program finds the form alone.
    """
    sheet = html.fragment(content, standard.layout, mark_of(entry), heading=1)
    name = entry.project.name or content.title
    title = f"{of_year(entry.year)}{entry.unit.name}自评表：{name}"
    latest = versions[0]
    trail = [(HOME, "全部单位"), (f"{entry.unit_folder}/{HOME}", entry.unit.name or _NO_UNIT)]
    parts = [
        _notice(entry, latest),
        _hint(entry),
        sheet,
        '<aside class="facts" aria-label="下载和公开信息">',
        "<h2>下载</h2>",
    ]
    parts.append(f'<p class="files">{" ".join(_files(entry))}</p>')
    parts += ["<h2>公开信息</h2>", _facts(entry, standard)]
    if len(versions) > 1:
        parts += [
            "<h2>历次公开</h2>",
            f"<ul>{''.join(_version(item, is_here=item == entry) for item in versions)}</ul>",
        ]
    body = "\n".join([*filter(None, parts), "</aside>"])
    return page(catalogue, entry.address, title, trail, body, entry.published_at, entry.unit.name)


def _hint(entry: Entry) -> str:
    """What helps on a narrow screen, where a form is wider than the page."""
    pdf = link(entry.files["pdf"].rpartition("/")[2], _KINDS["pdf"])
    return f'<aside class="hint" aria-label="提示"><p>表格较宽，可左右滑动查看，或打开 {pdf}。</p></aside>'


def mark_of(entry: Entry) -> str:
    """What stands at the foot of a published form."""
    code = entry.digest[:8].upper()
    return (
        f"公开版本 第{entry.number}版 · {entry.published_at} · 总分为自评得分 · 版本码 {code[:4]}-{code[4:]}"
    )


def _notice(entry: Entry, latest: Entry) -> str:
    if not entry.is_latest:
        place = link(latest.address.rpartition("/")[2], f"第{latest.number}版")
        this = f"这是{day(entry.published_at)}公开的第{entry.number}版，已由{place}更正。"
        said = f"<strong>已更正。</strong>{this}"
        return f'<aside class="notice warning" aria-label="更正"><p>{said}</p>{_corrected(latest)}</aside>'
    if entry.number > 1:
        before = link(f"{entry.number - 1}.html", f"第{entry.number - 1}版")
        said = f"<strong>更正。</strong>本版为更正后的第{entry.number}版，更正前为{before}。"
        return f'<aside class="notice" aria-label="更正"><p>{said}</p>{_corrected(entry)}</aside>'
    return ""


def _corrected(entry: Entry) -> str:
    note = f"<p>更正说明：{text(entry.note)}</p>" if entry.note else ""
    cells = "".join(f"<li>{text(change)}</li>" for change in entry.changes)
    return f"{note}<ul>{cells}</ul>" if cells else note


def _facts(entry: Entry, standard: Standard) -> str:
    place = entry.address.rpartition("/")[2]
    facts: Mapping[str, str] = {
        "公开日期": day(entry.published_at),
        "版本": f"第{entry.number}版，永久地址 {link(place, entry.address)}",
        "总分": f"{text(entry.total)}（单位自评，不是复核得分或认定得分）" if entry.total else "",
        label("project_code"): text(entry.project.code),
        "评分办法": f"{text(standard.name)}（{text(entry.standard.code)}）",
        "JSON 文件校验值": f'<span class="digest">SHA-256 {entry.digest}</span>',
    }
    rows = "".join(f"<dt>{name}</dt><dd>{shown}</dd>" for name, shown in facts.items() if shown)
    return f"<dl>{rows}</dl>"


def _version(entry: Entry, *, is_here: bool) -> str:
    here = {"aria_current": "page"} if is_here else {}
    place = link(entry.address.rpartition("/")[2], f"第{entry.number}版", **here)
    state = "" if entry.is_latest else "，已更正"
    return f"<li>{place}，{day(entry.published_at)}公开{state}</li>"
