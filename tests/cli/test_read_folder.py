"""Reading many files: all that can be read, in order, with all processors, broken off and gone on with."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_commands import PROGRAM, SAMPLE, jiheng, objects

from jiheng.cli import gather, journal
from jiheng.reading import open_document
from jiheng.standards import load
from jiheng.writing import xlsx

FORM = SAMPLE.read_text("utf-8")
BOOK = xlsx.write(open_document(SAMPLE).forms, [load("cn").layout])
SOAK = bool(os.environ.get("JIHENG_SOAK"))
unix = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals are those of Unix")


def project(number):
    """A small form that is like no other."""
    return FORM.replace("社区图书馆阅读推广", f"第{number}个项目")


@pytest.fixture
def folder(tmp_path):
    """Good files of three kinds in two folders, bad ones among them."""
    made = tmp_path / "各单位"
    (made / "乙").mkdir(parents=True)
    for number, name in enumerate(["甲.json", "丁.txt", "乙/甲.json", "乙/戊.JSON"]):
        (made / name).write_text(project(number), "utf-8")
    (made / "乙" / "己.xlsx").write_bytes(BOOK)
    (made / "坏1.xlsx").write_bytes(BOOK[:3000])
    (made / "坏2.xlsx").write_bytes(BOOK[:3001])
    (made / "空.txt").write_bytes(b"")
    (made / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (made / "资料.zip").write_bytes(b"PK\x03\x04")
    (made / "说明.md").write_text("# 说明", "utf-8")
    (made / "图.zip").write_bytes(b"PK\x03\x04")
    (made / "附件1.自评表").write_text(project(9), "utf-8")
    return made


def results(place):
    """The results in a folder, by name."""
    return {path.name: json.loads(path.read_text("utf-8")) for path in sorted(place.glob("*.json"))}


def said(done):
    return done.stderr.decode()


@pytest.fixture
def read(monkeypatch):
    """The names of the files that were read."""
    names = []
    safely = gather.open_document_safely

    def counted(data, name):
        names.append(Path(name).name)
        return safely(data, name)

    monkeypatch.setattr(gather, "open_document_safely", counted)
    return names


def test_what_can_be_read_is_read_and_the_rest_is_counted_and_named(folder, tmp_path):
    done = jiheng("read", folder, "-o", tmp_path / "out")
    assert done.returncode == 4
    found = results(tmp_path / "out")
    assert set(found) == {"甲.json", "甲-2.json", "丁.json", "戊.json", "己.json", "附件1.json"}
    assert all(document["forms"] for document in found.values())
    assert "跳过3个其他格式的文件（.zip 2个、.md 1个）" in said(done)
    assert "读出6个文件" in said(done)


def test_what_failed_is_counted_by_reason_and_listed_for_programs(folder, tmp_path):
    done = jiheng("read", folder, "-o", tmp_path / "out")
    assert "共10个文件，4个没有读出或没有读全" in said(done)
    assert "  2个：文件已损坏，不能解开" in said(done)
    assert "  1个：文件是空的" in said(done)
    listed = [
        json.loads(line) for line in (tmp_path / "out" / "读取问题.jsonl").read_text("utf-8").splitlines()
    ]
    assert [Path(line["file"]).name for line in listed] == ["坏1.xlsx", "坏2.xlsx", "旧.doc", "空.txt"]
    for line in listed:
        assert (line["read"], line["kind"]) == (False, "unreadable")
        assert line["message"]
        assert line["fix"]


def test_where_nothing_fails_no_list_is_left(folder, tmp_path):
    for name in ("坏1.xlsx", "坏2.xlsx", "旧.doc", "空.txt"):
        (folder / name).unlink()
    assert jiheng("read", folder, "-o", tmp_path / "out").returncode == 0
    assert not (tmp_path / "out" / "读取问题.jsonl").exists()


def test_what_is_printed_comes_in_the_order_of_the_paths(folder):
    first, second = (jiheng("read", folder, "--json") for _ in range(2))
    projects = [document["forms"][0]["header"]["project"] for document in objects(first)]
    assert projects == ["第1个项目", "第0个项目", "第9个项目", "社区图书馆阅读推广", "第3个项目", "第2个项目"]
    assert first.stdout == second.stdout
    assert "共10个文件，4个没有读出或没有读全" in said(first)
    assert "  2个：文件已损坏，不能解开" in said(first)


@pytest.mark.parametrize("command", [("score", "--json"), ("check", "--format", "json")])
def test_other_commands_take_folders_too(command, folder):
    done = jiheng(command[0], folder, *command[1:])
    assert done.returncode in (1, 4)
    assert sum("forms" in document for document in objects(done)) == 6


def test_what_was_read_is_not_read_again(folder, tmp_path, read):
    first = jiheng("read", folder, "-o", tmp_path / "out")
    before = results(tmp_path / "out")
    assert len(read) == 10
    read.clear()
    second = jiheng("read", folder, "-o", tmp_path / "out")
    assert sorted(read) == ["坏1.xlsx", "坏2.xlsx", "旧.doc", "空.txt"]
    assert results(tmp_path / "out") == before
    assert "其中6个以前已读" in said(second)
    assert second.returncode == first.returncode
    assert said(second).splitlines()[2:] == said(first).splitlines()[2:]


def test_what_was_read_in_part_keeps_its_problem(tmp_path, read):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "半.json").write_text(
        f'{json.dumps(json.loads(FORM))}\n{{"forms":[{{"grade":true}}]}}', "utf-8"
    )
    first, second = (jiheng("read", tmp_path / "in", "-o", tmp_path / "out") for _ in range(2))
    assert (first.returncode, second.returncode) == (4, 4)
    assert len(read) == 1
    [line] = (tmp_path / "out" / "读取问题.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["read"] is True


def change_the_file(folder, out):
    (folder / "甲.json").write_text(project(77), "utf-8")


def take_the_result_away(folder, out):
    (out / "甲.json").unlink()


def spoil_the_result(folder, out):
    (out / "甲.json").write_bytes((out / "甲.json").read_bytes().replace("第0".encode(), "第1".encode()))


def break_the_journal_off(folder, out):
    lines = (out / ".jiheng-read.jsonl").read_bytes().splitlines(keepends=True)
    [mine] = [line for line in lines if b'"\xe7\x94\xb2.json"' in line]
    rest = b"".join(line for line in lines if line != mine)
    (out / ".jiheng-read.jsonl").write_bytes(rest + mine[: len(mine) // 2])


CHANGES = [change_the_file, take_the_result_away, spoil_the_result, break_the_journal_off]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_has_changed_is_read_again_and_nothing_else(change, folder, tmp_path, read):
    jiheng("read", folder, "-o", tmp_path / "out")
    change(folder, tmp_path / "out")
    read.clear()
    jiheng("read", folder, "-o", tmp_path / "out")
    assert [name for name in read if name not in ("坏1.xlsx", "坏2.xlsx", "旧.doc", "空.txt")] == ["甲.json"]
    number = 77 if change is change_the_file else 0
    found = results(tmp_path / "out")["甲.json"]["forms"][0]["header"]["project"]
    assert found == f"第{number}个项目"
    read.clear()
    jiheng("read", folder, "-o", tmp_path / "out")
    assert len(read) == 4


def test_another_program_reads_all_again(folder, tmp_path, read, monkeypatch):
    jiheng("read", folder, "-o", tmp_path / "out")
    read.clear()
    monkeypatch.setattr(journal, "program", lambda: "another")
    jiheng("read", folder, "-o", tmp_path / "out")
    assert len(read) == 10


def test_results_whose_document_is_gone_are_named_and_left(folder, tmp_path):
    results_in = tmp_path / "果"
    assert "原件已不在" not in said(jiheng("read", folder, "-o", results_in))
    gone, out = folder / "丁.txt", results_in / "丁.json"
    gone.unlink()
    told = said(jiheng("read", folder, "-o", results_in))
    assert "里有1个以前的结果，原件已不在原处" in told
    assert f"丁.json（原件 {gone.resolve()}）" in told
    assert out.is_file()
    out.unlink()
    assert "原件已不在" not in said(jiheng("read", folder, "-o", results_in))


def test_documents_that_were_moved_together_are_not_gone(folder, tmp_path):
    results_in = tmp_path / "果"
    jiheng("read", folder, "-o", results_in)
    moved = folder.rename(tmp_path / "搬到这里")
    assert "原件已不在" not in said(jiheng("read", moved, "-o", results_in))
    other = tmp_path / "另一处"
    other.mkdir()
    (other / "新.txt").write_text(project(77), "utf-8")
    assert "原件已不在" not in said(jiheng("read", other, "-o", results_in))


def test_a_file_that_cannot_be_read_any_more_loses_its_result(folder, tmp_path):
    jiheng("read", folder, "-o", tmp_path / "out")
    (folder / "甲.json").write_text("不是表", "utf-8")
    jiheng("read", folder, "-o", tmp_path / "out")
    assert "甲.json" not in results(tmp_path / "out")


@pytest.mark.parametrize("inside", ["结果", "."])
def test_results_within_the_folder_are_no_inputs(inside, folder):
    place = folder / inside
    first = jiheng("read", folder, "-o", place)
    made = results(place)
    second = jiheng("read", ".", "-o", place, cwd=folder)
    assert results(place) == made
    assert ("其中6个以前已读" in said(second), second.returncode) == (True, first.returncode)
    third = jiheng("read", folder, "-o", inside, cwd=folder)
    assert (results(place), third.returncode) == (made, first.returncode)


def test_results_of_one_folder_can_be_read_by_other_commands(folder, tmp_path):
    jiheng("read", folder, "-o", tmp_path / "out")
    done = jiheng("score", tmp_path / "out", "--json")
    assert (done.returncode, len(objects(done))) == (0, 6)


@unix
def test_two_cannot_write_into_one_folder(folder, tmp_path):
    held = journal.Journal(tmp_path / "out")
    done = jiheng("read", folder, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "另一个" in said(done)
    held.close()


def test_many_results_do_not_go_into_one_file(folder, tmp_path):
    assert jiheng("read", folder, "-o", tmp_path / "all.json").returncode == 2
    assert len(objects(jiheng("read", folder, "-o", "-"))) == 6


@pytest.fixture
def many(tmp_path):
    """Sixty workbooks."""
    made = tmp_path / "many"
    made.mkdir()
    for number in range(60):
        (made / f"{number:02}.xlsx").write_bytes(BOOK)
    return made


def listening_to_ctrl_c():
    """What is started in the background is deaf to it, and whatever that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def broken_off(many, out, how):
    """The program, ended by a signal when it has written a few results."""
    us = subprocess.Popen(
        [PROGRAM, "read", many, "-o", out], stderr=subprocess.PIPE, preexec_fn=listening_to_ctrl_c
    )
    until = time.monotonic() + 30
    while len(list(out.glob("*.json"))) < 5 and time.monotonic() < until:
        time.sleep(0.01)
    us.send_signal(how)
    return us, us.communicate()[1].decode()


@pytest.fixture
def more(many):
    """So many that a signal comes in time, however slowly it is sent."""
    for number in range(60, 240):
        (many / f"{number}.xlsx").write_bytes(BOOK)
    return many


@unix
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_reading_that_was_broken_off_is_gone_on_with(how, more, tmp_path):
    us, words = broken_off(more, tmp_path / "out", how)
    before = results(tmp_path / "out")
    assert 5 <= len(before) < len(list(more.iterdir()))
    if how == signal.SIGINT:
        assert us.returncode == 130
        assert "再次运行同一命令" in words
        assert "已中断" in words
    done = jiheng("read", more, "-o", tmp_path / "out")
    assert done.returncode == 0
    kept = int(said(done).partition("其中")[2].partition("个")[0])
    assert len(before) - 1 <= kept <= len(before) + 1
    jiheng("read", more, "-o", tmp_path / "whole")
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    assert not list((tmp_path / "out").glob("*.part"))


@unix
def test_whoever_watches_sees_a_bar(many, tmp_path):
    (many / "00.xlsx").write_bytes(BOOK[:3000])
    ours, theirs = pty.openpty()
    us = subprocess.Popen([PROGRAM, "read", many, "-o", tmp_path / "out"], stderr=theirs, stdout=theirs)
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 65536):
            seen += piece
    except OSError:  # how the end of a terminal is told
        pass
    os.close(ours)
    assert us.wait() == 4
    text = seen.decode()
    for part in ("读取", "60/60", "未读全1个", "━", "1个：文件已损坏"):
        assert part in text


def most_memory(folder, out):
    """The most memory that the program itself had, in MiB."""
    script = (
        "import sys, re\nfrom jiheng.cli import main\n"
        f"sys.argv = ['jiheng', 'read', {str(folder)!r}, '-o', {str(out)!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return int(done.stdout) / 1024


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux tells how much memory was used"
)
def test_memory_does_not_grow_with_the_number_of_files(tmp_path):
    few, more = 50, 10_000 if SOAK else 500
    for count in (few, more):
        (tmp_path / f"{count}").mkdir()
        for number in range(count):
            (tmp_path / f"{count}" / f"{number}.json").write_text(project(number), "utf-8")
    used = [most_memory(tmp_path / f"{count}", tmp_path / f"out{count}") for count in (few, more)]
    assert len(list((tmp_path / f"out{more}").glob("*.json"))) == more
    assert used[1] - used[0] < (20 if SOAK else 8), used
