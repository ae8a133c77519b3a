"""The open data of a published folder, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jiheng.model import Form, Problem
from jiheng.writing import opendata
from jiheng.writing.opendata import DESCRIPTION, About, Flavour, Headings
from jiheng.writing.opendata.csv_file import RULE
from jiheng.writing.opendata.tables import TABLES
from jiheng.writing.site.catalogue import Catalogue
from jiheng.writing.site.frame import HOME, link, page, table, text
from jiheng.writing.site.pages import DATA_PAGE

DATA_FOLDER = "data"


@dataclass(frozen=True, slots=True)
class _Offer:
    """One way to have the data: its folder, for whom it is, its format and flavour."""

    folder: str
    name: str
    use: str
    kind: str
    flavour: Flavour


_OFFERS = (
    _Offer(
        "excel", "CSV（供 Excel 打开）", f"列名为中文。{RULE}。", "csv", Flavour(Headings.ZH, guarded=True)
    ),
    _Offer("csv", "CSV", "UTF-8，列名为英文标识。", "csv", Flavour(Headings.EN)),
    _Offer("parquet", "Parquet", "列名为英文标识。", "parquet", Flavour(Headings.EN)),
    _Offer("json", "JSON", "自评表原样的结构；一份文件，或每行一张表。", "json", Flavour()),
)


def data_files(
    catalogue: Catalogue, forms: Sequence[Form], keys: Sequence[str]
) -> Mapping[str, bytes] | Problem:
    """The open data of all *forms* that hold, in every format, and their page, by addresses."""
    about = About(catalogue.title, catalogue.publisher, catalogue.date, catalogue.licence)
    made: dict[str, bytes] = {}
    for offer in _OFFERS:
        files = opendata.write(forms, keys, offer.kind, offer.flavour, about)
        if isinstance(files, Problem):
            return files
        made |= {f"{DATA_FOLDER}/{offer.folder}/{name}": data for name, data in files.items()}
    return {**made, DATA_PAGE: _page(catalogue, made)}


def _page(catalogue: Catalogue, made: Mapping[str, bytes]) -> bytes:
    licence = catalogue.licence or "公开单位没有注明"
    parts = [
        "<h1>开放数据</h1>",
        f"<p>各表现行版本的数据，随公开更新。许可：{text(licence)}。</p>",
        table("数据文件", ("格式", "说明", "文件"), _rows(made)),
        "<h2>数据表</h2>",
        "<p>各表以“表标识”相连，它也是自评表在本站的地址。完整的字段说明和约束见各格式的数据说明。</p>",
    ]
    for each in TABLES:
        rows = [
            (text(c.label), f"<code>{c.id}</code>", "整数" if c.is_number else "文本", text(c.meaning))
            for c in each.columns
        ]
        parts.append(f"<h3>{text(each.label)} <code>{each.id}</code></h3>\n<p>{text(each.meaning)}</p>")
        parts.append(table(f"{each.label}的各栏", ("栏目", "标识", "类型", "含义"), rows))
    trail = [(HOME, "全部单位")]
    return page(catalogue, DATA_PAGE, "开放数据", trail, "\n".join(parts), catalogue.date)


def _rows(made: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    titles = {each.id: each.label for each in TABLES}
    for offer in _OFFERS:
        files = []
        for address, data in made.items():
            _, folder, name = address.split("/")
            if folder == offer.folder:
                shown = "数据说明" if name == DESCRIPTION else titles.get(name.partition(".")[0], name)
                shown = name if offer.kind == "json" and name != DESCRIPTION else shown
                files.append(f"<li>{link(f'{folder}/{name}', shown)}（{_size(len(data))}）</li>")
        yield text(offer.name), text(offer.use), f"<ul>{''.join(files)}</ul>"


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} 字节"
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
