"""Pictures that were read one by one and look like the pages of one document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from jiheng.cli.listing import is_picture

_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
_NAMED = 3


def page_hints(incomplete: Iterable[str]) -> Iterator[str]:
    """How to read as one what is *incomplete* in pictures whose names differ in their last number alone."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in filter(is_picture, incomplete):
        path = Path(name)
        common, numbers = _LAST_NUMBER.subn("#", path.stem)
        if numbers:
            alike[str(path.with_name(f"{common}{path.suffix}"))].append(name)
    for names in alike.values():
        if len(names) > 1:
            pages = sorted(names, key=_number)
            shown = "、".join(Path(name).name for name in pages[:_NAMED])
            more = f"等{len(pages)}个" if len(pages) > _NAMED else ""
            call = " ".join(("--join", *pages))
            yield f"{shown}{more}像是一份文件的各页；要一起读，请用 --join 按页序给出：{call}"


def _number(name: str) -> int:
    found = _LAST_NUMBER.search(Path(name).stem)
    return int(found[0]) if found else 0
