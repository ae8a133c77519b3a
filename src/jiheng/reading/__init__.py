"""Documents to forms: any format to paragraphs and grids, and these to forms, the same way for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path, PurePath

from jiheng.model import Form, Location, Problem, ProblemKind
from jiheng.model.location import OCR
from jiheng.reading.attached import compared
from jiheng.reading.bind import bind
from jiheng.reading.content import Text, kind_of, text_of, too_large, unreadable
from jiheng.reading.document import Document, Extract, Paragraph
from jiheng.reading.records import looks_like_json, read_records
from jiheng.reading.refusals import misnamed
from jiheng.reading.text import read_text, unread

__all__ = ["Reading", "open_document"]

Reader = Callable[[bytes], Extract | Problem]

_LONGEST_NAME = 40
# The reader of each format: bytes to Extract or Problem. Its libraries are loaded when there is one to read.
_READERS = {
    "pdf": "jiheng.reading.pdf:read_pdf",
    "docx": "jiheng.reading.docx:read_docx",
    "html": "jiheng.reading.html:read_html",
    "mhtml": "jiheng.reading.html.mhtml:read_mhtml",
    "xlsx": "jiheng.reading.workbook:read_workbook",
    "image": "jiheng.reading.scan:read_scan",
    "images": "jiheng.reading.scan:read_joined",
}
_BLANK = "页面是空白的，没有读到文字"
_BLANK_FIX = "请确认选对了文件；扫描件请看是否扫反了面，或颜色过浅"
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
    name = name or ("" if isinstance(source, bytes) else str(source))
    doc = doc_of(name)
    data = _allowed(source) if isinstance(source, bytes) else bytes_of(Path(source))
    if isinstance(data, Problem):
        return Reading(doc, (), (data,))
    kind = kind_of(data)
    reader = load_reader(kind)
    if reader:
        return reading_of(reader(data), doc)
    misnamed = _misnamed(data, name) if kind == "text" else None
    return Reading(doc, (), (misnamed,)) if misnamed else _or_why_not(_read_text(data, doc))


def can_read(kind: str) -> bool:
    """True where a document of *kind*, as ``content.kind_of`` names it, can be read."""
    return kind == "text" or kind in _READERS


def load_reader(kind: str) -> Reader | None:
    """The reader of *kind* with the libraries that it needs; None where it is read as text."""
    if kind not in _READERS:
        return None
    module, name = _READERS[kind].split(":")
    reader: Reader = getattr(import_module(module), name)
    return reader


def reading_of(found: Extract | Problem, doc: str) -> Reading:
    """The forms in what a reader gave of the document *doc*."""
    return Reading(doc, (), (found,)) if isinstance(found, Problem) else _or_why_not(_bound(doc, found))


def _misnamed(data: bytes, name: str) -> Problem | None:
    """What is said of bytes that are no text either, where a name promises another format."""
    promised = misnamed(PurePath(name).suffix.lower())
    return None if promised is None or not data.strip() or isinstance(text_of(data), Text) else promised


def _or_why_not(reading: Reading) -> Reading:
    """A document that gives neither a form nor a reason is told to hold none."""
    if reading.forms or reading.problems:
        return reading
    return replace(reading, problems=(unreadable(_NO_FORM, _NO_FORM_FIX),))


def _read_text(data: bytes, doc: str) -> Reading:
    found = text_of(data)
    if isinstance(found, Problem):
        return Reading(doc, (), (found,))
    if looks_like_json(found.text):
        records = read_records(found.text)
        doc = doc_of(records.doc) if records.doc else doc
        return Reading(doc, records.forms, (*found.problems, *records.problems))
    return _bound(doc, Extract((read_text(found.text),), (*found.problems, *unread(found.text))))


def _bound(doc: str, found: Extract) -> Reading:
    forms = tuple(_marked(form, found) for document in found.documents for form in bind(document))
    contradicted: tuple[Problem, ...] = ()
    if found.attached:
        forms, contradicted = compared(forms, found.attached)
    lacking = (problem for form in forms if (problem := _incomplete(form)))
    unseen = (problem for document, problem in found.unseen if bind(document))
    problems = (*found.problems, *contradicted, *lacking, *unseen)
    if not problems and not any(map(_is_printed, found.documents)):
        problems = (unreadable(_BLANK, _BLANK_FIX),)
    return Reading(doc, forms, problems)


def _is_printed(document: Document) -> bool:
    return any(
        block.text.strip() if isinstance(block, Paragraph) else any(cell.text.strip() for cell in block.cells)
        for block in document.blocks
    )


def _marked(form: Form, found: Extract) -> Form:
    """The form, with the mark on every value whose characters were recognised in a picture."""
    if not found.recognised:
        return form
    sources = {
        path: replace(source, method=OCR) if source.at.page in found.recognised else source
        for path, source in form.sources.items()
    }
    return replace(form, sources=sources)


def doc_of(name: str) -> str:
    """The name of a document: a file's name without its ending."""
    if name in ("", "-"):
        return "stdin"
    return PurePath(name.replace("\\", "/")).stem.encode("utf-8", "replace").decode()


def _allowed(data: bytes) -> bytes | Problem:
    return too_large(len(data)) or data


def bytes_of(path: Path) -> bytes | Problem:
    """What is in a file, or why it is not read."""
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
    first = next(iter(form.sources.values()), None)
    at = Location(line=first.at.line, sheet=first.at.sheet) if first else Location()
    named = f"“{form.header.project[:_LONGEST_NAME]}”" if form.header.project else ""
    what = f"自评表{named}不完整，没有读到{'、'.join(missing)}"
    return Problem(ProblemKind.UNREADABLE, what, "请补全后重试，已读到的部分仍然可用", at)
