"""``jiheng read --join``: several pictures are the pages of one document."""

import json
from pathlib import Path

import pytest
from PIL import Image
from test_commands import jiheng

from jiheng.cli.inputs import Inputs, data_of
from jiheng.reading.joined import part


def test_joined_files_are_one_document_named_after_the_first(tmp_path: Path) -> None:
    names = [str(tmp_path / f"p{n}.png") for n in (1, 2)]
    for name in names:
        Path(name).write_bytes(name.encode())
    inputs = Inputs(names, are_joined=True)
    assert inputs.documents == [tuple(names)]
    assert not inputs.are_several
    joined = data_of(inputs.documents[0])
    assert isinstance(joined, bytes)
    assert part(joined) == [name.encode() for name in names]
    assert Inputs(names).documents == [(names[0],), (names[1],)]


def test_pages_are_read_as_one_form(shared: Path, tmp_path: Path) -> None:
    first, *_, last = sorted((shared / "readbench" / "dev" / "scan").glob("d24-*.png"))
    done = jiheng("read", "--join", first, last, "-o", tmp_path / "d24.json")
    assert done.returncode == 0, done.stderr.decode()
    [form] = json.loads((tmp_path / "d24.json").read_text("utf-8"))["forms"]
    assert {place["page"] for place in form["places"].values()} == {1, 2}
    assert {place["method"] for place in form["places"].values()} == {"ocr"}


@pytest.mark.parametrize(("other", "said"), [("text", "不全是图片"), ("picture", "图片太小")])
def test_what_is_no_picture_or_no_page_is_said_with_what_to_do(tmp_path: Path, other: str, said: str) -> None:
    blank, second = tmp_path / "blank.png", tmp_path / "second"
    Image.new("L", (900, 1200), 255).save(blank)
    Image.new("L", (40, 40), 255).save(second, "PNG")
    if other == "text":
        second.write_text("项目支出绩效自评表", "utf-8")
    done = jiheng("read", "--join", blank, second)
    assert done.returncode == 3
    assert said in done.stderr.decode()
