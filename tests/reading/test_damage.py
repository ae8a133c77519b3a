"""A thousand damaged copies of good files in every format: each is answered, with forms or with a problem."""

import os
import signal
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from damage import damaged
from PIL import Image

from jiheng.reading import can_read, open_document
from jiheng.reading.sandbox import POOL, limits_of
from jiheng.reading.sandbox.glance import glance
from jiheng.reading.sandbox.task import OUT_OF_MEMORY, OUT_OF_TIME, Order
from jiheng.reading.wire import reading_from_json
from jiheng.writing import data as json_writer

COUNT = 1200 if os.environ.get("JIHENG_SOAK") else 12
ROWS = 350
PLACES = {
    "pdf": ("pdf", "pdf/*.pdf"),
    "xlsx": ("xlsx", "src/*.xlsx"),
    "docx": ("docx", "src/*.docx"),
    "html": ("html", "src/*.html"),
    "txt": ("text", "txt/*.layout.txt"),
    "png": ("image", "scan/*.png"),
    "scan.pdf": ("pdf", "scan/*.png"),
}
LANJIANG = Path(__file__).parents[2] / "examples" / "lanjiang-2024.txt"
# How a process may end: with an answer, or at one of its limits. An exception would be a fault of ours.
ENDS = {0, OUT_OF_MEMORY, OUT_OF_TIME, -signal.SIGXCPU, -signal.SIGKILL}
# How a library in C may end that finds no memory or nonsense; whoever asked is told all the same.
CRASHES = {-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL, -signal.SIGBUS, -signal.SIGFPE}


def good_files(ending, shared):
    if ending == "json":
        return [json_writer.write(open_document(LANJIANG).forms)]
    kind, place = PLACES[ending]
    assert can_read(kind)
    files = [path.read_bytes() for path in sorted((shared / "readbench" / "dev").glob(place))]
    if not place.startswith("scan/"):
        return files
    return [piece for data in files for piece in (pieces(data) if kind == "image" else scans(data))]


def pieces(data):
    """The head of a page as three kinds of picture, and two of them as pages of one more."""
    head = head_of(data)
    return [
        *(saved(head, kind) for kind in ("PNG", "JPEG", "TIFF")),
        saved(head, "TIFF", save_all=True, append_images=[head]),
    ]


def scans(data):
    """The head of a page as a PDF that a scanner makes, packed and as a JPEG."""
    head = head_of(data)
    return [saved(head.convert("1"), "PDF"), saved(head, "PDF")]


def head_of(data):
    """A whole page would take a thousand times some seconds."""
    with Image.open(BytesIO(data)) as page:
        return page.convert("L").crop((0, 0, page.width, ROWS))


def saved(picture, kind, **more):
    file = BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def outcome(data, ending):
    """How reading went, in one word; and whether forms were found."""
    kind = glance(data)
    code, answer = POOL.ask(Order("forms", f"坏.{ending}", kind, limits_of(data)), data)
    if code:
        return code
    reading = reading_from_json(answer)
    assert reading.forms or reading.problems
    for problem in reading.problems:
        assert any("\u4e00" <= char <= "\u9fff" for char in problem.message)
        assert problem.fix
    return "read" if reading.forms and not reading.problems else "partly" if reading.forms else "refused"


def sweep(ending, files, count=COUNT):
    """How often each outcome came, and the numbers of the copies that ended in none."""
    found = dict(enumerate(POOL.each(lambda n: outcome(damaged(files, n), ending), range(count))))
    faults = {n: code for n, code in found.items() if isinstance(code, int) and code not in ENDS | CRASHES}
    return Counter(found.values()), faults


@pytest.mark.parametrize("ending", [*PLACES, "json"])
def test_damaged_copies_are_answered(ending, shared):
    counted, faults = sweep(ending, good_files(ending, shared))
    assert not faults, (counted, faults)
    assert counted.total() == COUNT
    assert sum(counted[code] for code in CRASHES) <= COUNT // 100, counted


def test_a_copy_of_a_number_is_always_the_same_and_no_two_are():
    files = [LANJIANG.read_bytes()]
    assert [damaged(files, n) for n in range(50)] == [damaged(files, n) for n in range(50)]
    assert len({damaged(files, n) for n in range(50)}) == 50
