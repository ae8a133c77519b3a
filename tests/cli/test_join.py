"""``jiheng read --join``: several pictures are the pages of one document."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from test_commands import jiheng

from jiheng.cli.inputs import Inputs, data_of
from jiheng.cli.joining import page_hints
from jiheng.model import Form, Location, Source
from jiheng.model.location import OCR
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


def test_pages_read_one_by_one_are_told_to_be_joined_in_their_order() -> None:
    names = ["a/x-10.png", "a/x-2.png", "a/x-1.png", "b/x-1.png", "a/x-3.jpg", "y1.txt", "y2.txt", "z.png"]
    (hint,) = page_hints(names)
    assert hint.startswith("x-1.png、x-2.png、x-10.png像是一份文件的各页")
    assert hint.endswith("--join a/x-1.png a/x-2.png a/x-10.png")
    (many,) = page_hints(f"p{n}.png" for n in range(1, 6))
    assert many.startswith("p1.png、p2.png、p3.png等5个像是")


@pytest.mark.parametrize("way", ["one by one", "gathered"])
def test_pictures_that_are_incomplete_alone_give_the_hint(tmp_path: Path, way: str) -> None:
    for n in (1, 2):
        Image.new("L", (900, 1200), 255).save(tmp_path / f"p{n}.png")
    pages = [tmp_path / f"p{n}.png" for n in (1, 2)]
    done = jiheng("read", *pages, *(["-o", tmp_path / "R"] if way == "gathered" else []))
    assert done.returncode == 3
    assert f"--join {pages[0]} {pages[1]}" in done.stderr.decode()


@pytest.mark.parametrize("command", ["check", "score", "write"])
def test_every_command_that_takes_a_document_takes_its_pages(tmp_path: Path, command: str) -> None:
    blank = tmp_path / "p1.png"
    Image.new("L", (900, 1200), 255).save(blank)
    second = tmp_path / "p2.txt"
    second.write_text("项目支出绩效自评表", "utf-8")
    assert "不全是图片" in jiheng(command, "--join", blank, second).stderr.decode()


def test_a_bad_picture_is_answered_with_how_to_take_a_better_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "p.png").touch()
    inputs = Inputs([str(tmp_path / "p.png")])
    for method, at, said in (
        (OCR, Location(page=1), "放平、照全"),
        ("", Location(line=3), "请直接读取 PDF"),
        ("", Location(cell="A1"), "请对照原件核对。"),
    ):
        form = Form(confidence=Decimal("0.3"), sources={"grade": Source(at, method=method)})
        inputs.tell("p.png", (), (form,))
        told = capsys.readouterr().err
        assert told.startswith("p.png：读出的内容不可靠，请对照原件核对")
        assert said in told
        assert ("PDF" in told) == ("PDF" in said)
