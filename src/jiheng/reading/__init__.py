"""Documents to forms: any format to paragraphs and grids, and these to forms, the same way for all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from jiheng.model import Form, Problem
from jiheng.reading.bind import bind
from jiheng.reading.content import text_of, too_large, unreadable
from jiheng.reading.records import looks_like_json, read_records
from jiheng.reading.text import read_text

__all__ = ["Reading", "open_document"]

_LONGEST_NAME = 40
_NO_FORM = "没有找到绩效自评表"
_NO_FORM_FIX = "请确认文件中有“绩效自评表”的表名、栏目名称和数据，并且按行的顺序排列"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document gave: its name, its forms, and what could not be read."""

    doc: str
    forms: tuple[Form, ...]
    problems: tuple[Problem, ...] = ()


def open_document(source: Path | str | bytes, name: str = "") -> Reading:
    """The forms in a file, or in bytes that *name* stands for; what is wrong is in ``problems``.

    The format is found by content. No input makes this raise: a file that cannot be read is a problem too.
    """
    doc = _doc(name or ("" if isinstance(source, bytes) else str(source)))
    data = source if isinstance(source, bytes) else _bytes_of(Path(source))
    found = text_of(data) if isinstance(data, bytes) else data
    if isinstance(found, Problem):
        return Reading(doc, (), (found,))
    if looks_like_json(found.text):
        records = read_records(found.text)
        forms, problems = records.forms, records.problems
        doc = _doc(records.doc) if records.doc else doc
    else:
        forms = bind(read_text(found.text))
        problems = tuple(problem for form in forms if (problem := _incomplete(form)))
    problems = (*found.problems, *problems)
    if not forms and not problems:
        problems = (unreadable(_NO_FORM, _NO_FORM_FIX),)
    return Reading(doc, forms, problems)


def _doc(name: str) -> str:
    """The name of a document: a file's name without its ending."""
    if name in ("", "-"):
        return "stdin"
    return PurePath(name.replace("\\", "/")).stem.encode("utf-8", "replace").decode()


def _bytes_of(path: Path) -> bytes | Problem:
    try:
        refused = too_large(path.stat().st_size)
        return refused if refused is not None else path.read_bytes()
    except OSError as error:
        return unreadable(f"无法打开文件“{path.name}”：{_why(error)}", "请检查路径和读取权限")
    except ValueError:
        return unreadable("文件路径含有不可用的字符", "请检查路径")


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹"
    return "没有权限" if isinstance(error, PermissionError) else "读取失败"


def _incomplete(form: Form) -> Problem | None:
    """What a form lacks that every form has; its other parts are read all the same."""
    missing = [
        name
        for name, there in (
            ("项目名称", form.header.project),
            ("项目资金", form.funding),
            ("绩效指标", form.indicators),
        )
        if not there
    ]
    if not missing:
        return None
    line = next((s.at.line for s in form.sources.values() if s.at.line), None)
    named = f"“{form.header.project[:_LONGEST_NAME]}”" if form.header.project else ""
    return unreadable(
        f"自评表{named}不完整，没有读到{'、'.join(missing)}", "请补全后重试，已读到的部分仍然可用", line
    )
