"""A result takes the place of an earlier result of ours, and of nothing else."""

import sys
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from test_commands import SAMPLE, jiheng

from jiheng.cli.outputs import Outputs
from jiheng.cli.replacing import may_replace

COMMANDS = {
    "表.pdf": ("write", SAMPLE),
    "表.xlsx": ("write", SAMPLE),
    "表.docx": ("write", SAMPLE),
    "表.html": ("write", SAMPLE),
    "表.json": ("read", SAMPLE),
    "空表.xlsx": ("write", "--blank", "cn"),
    "汇总.xlsx": ("report", SAMPLE),
    "报告.docx": ("report", SAMPLE),
    "模板.docx": ("report", "--new-template", "自评报告"),
    "疑点.xlsx": ("check", SAMPLE, "--format", "xlsx"),
    "疑点.json": ("check", SAMPLE, "--format", "json"),
    "疑点.sarif": ("check", SAMPLE, "--format", "sarif"),
    "疑点.md": ("check", SAMPLE, "--format", "md"),
    "疑点.txt": ("check", SAMPLE),
}
PAGE = ("read", SAMPLE, "--show")


def run(name: str, folder: Path) -> tuple[int, str]:
    done = jiheng(*COMMANDS[name], "-o", folder / name)
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_result_is_written_again_into_the_same_place(name: str, tmp_path: Path) -> None:
    for _ in range(2):
        code, said = run(name, tmp_path)
        assert code in (0, 1), said
        assert "已写出" in said
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")  # as from another year's forms
    assert "已写出" in run(name, tmp_path)[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_no_result_of_ours_stays(name: str, tmp_path: Path) -> None:
    place = tmp_path / name
    kinds = {".pdf": b"%PDF-1.7\n%other", ".html": b"<html><body>x</body></html>", ".json": b'{"name": "x"}'}
    mine = kinds.get(place.suffix, "我的笔记\n".encode())
    place.write_bytes(mine)
    code, said = run(name, tmp_path)
    assert (code, place.read_bytes()) == (2, mine)
    assert "没有写出：已有的" in said
    assert "请换一个名称，或先把它移走" in said


def test_a_workbook_that_was_filled_in_stays(tmp_path: Path) -> None:
    run("空表.xlsx", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "空表.xlsx")
    book.active["B3"] = "某项目"
    book.save(tmp_path / "空表.xlsx")
    filled = (tmp_path / "空表.xlsx").read_bytes()
    for call in (("write", "--blank", "cn"), ("report", SAMPLE)):
        assert jiheng(*call, "-o", tmp_path / "空表.xlsx").returncode == 2
    assert (tmp_path / "空表.xlsx").read_bytes() == filled


def test_a_report_that_somebody_went_on_writing_stays(tmp_path: Path) -> None:
    run("报告.docx", tmp_path)
    report = docx.Document(tmp_path / "报告.docx")
    report.add_paragraph("补充")
    report.core_properties.last_modified_by = "经办人"
    report.save(tmp_path / "报告.docx")
    assert run("报告.docx", tmp_path)[0] == 2


def test_a_page_takes_the_place_of_a_page_of_ours_alone(tmp_path: Path) -> None:
    place = tmp_path / "页.html"
    assert jiheng(*PAGE, place).returncode == 0
    assert jiheng(*PAGE, place).returncode == 0
    place.write_text("<html>我的网页</html>", "utf-8")
    assert jiheng(*PAGE, place).returncode == 2
    assert "我的网页" in place.read_text("utf-8")


def test_an_empty_file_and_the_same_content_are_replaced_and_a_broken_zip_is_not() -> None:
    book = BytesIO()
    openpyxl.Workbook().save(book)
    data = book.getvalue()
    assert may_replace(b"", data)
    assert may_replace(data, data)
    assert not may_replace(data[:-40], data + b" ")
    assert not may_replace(b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n2")


def test_a_workbook_is_not_written_to_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    with pytest.raises(Exception) as ended:  # noqa: PT011 - how a command ends is no exception of ours
        Outputs(Path("-")).put(b"PK", "疑点.xlsx")
    assert getattr(ended.value, "exit_code", None) == 2
    assert "请用 -o 给出文件名" in capsys.readouterr().err
    Outputs(Path("-")).put(b"# x\n", "疑点.md")
