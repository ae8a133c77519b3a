"""``jiheng publish``: what it says, how it ends, and the check of what it made."""

import json

import pytest
from test_commands import SAMPLE, jiheng

BY = ("--title", "某市绩效自评公开", "--by", "某市财政局", "--date", "2025-03-20")


def sample(tmp_path, name="form.json", **header):
    data = json.loads(SAMPLE.read_text("utf-8"))
    data["forms"][0]["header"] |= header
    path = tmp_path / name
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def site(tmp_path):
    done = jiheng("publish", SAMPLE, "-o", tmp_path / "site", *BY)
    assert (done.returncode, done.stdout) == (0, b"")
    assert "新公开1张，更正0张，没有变化0张" in done.stderr.decode()
    return tmp_path / "site"


def test_what_was_published_passes_its_check(site):
    assert "某市财政局" in (site / "index.html").read_text("utf-8")
    done = jiheng("publish", "--check", site)
    assert (done.returncode, done.stdout) == (0, b"")
    assert "没有发现问题" in done.stderr.decode()


def test_a_fault_is_said_with_its_file_and_ends_with_1(site):
    next(site.rglob("1.pdf")).unlink()
    done = jiheng("publish", "--check", site)
    assert done.returncode == 1
    assert "缺少文件" in done.stdout.decode()
    assert "发现" in done.stderr.decode()


def test_a_correction_is_told_and_keeps_the_old_version(site, tmp_path):
    data = json.loads(SAMPLE.read_text("utf-8"))
    data["forms"][0]["total"]["score"] = "88.00"
    (tmp_path / "new.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    done = jiheng("publish", tmp_path / "new.json", "-o", site, "--date", "2025-04-02", "--note", "总分有误")
    assert done.returncode == 0
    assert "更正：社区图书馆阅读推广，第2版" in done.stderr.decode()
    assert {path.name for path in site.rglob("[12].html")} == {"1.html", "2.html"}
    assert jiheng("publish", "--check", site).returncode == 0


def test_secret_forms_are_not_published_and_leave_where_they_stood(site, tmp_path):
    done = jiheng("publish", sample(tmp_path, secrecy="涉密：国家秘密"), "-o", site, *BY)
    assert done.returncode == 4
    assert "撤下" in done.stderr.decode()
    assert not list(site.rglob("1.html"))
    assert jiheng("publish", sample(tmp_path, secrecy="涉密"), "-o", tmp_path / "other", *BY).returncode == 3


def test_a_folder_that_is_published_into_is_no_input(tmp_path):
    sample(tmp_path)
    assert jiheng("publish", tmp_path, "-o", tmp_path / "site", *BY).returncode == 0
    done = jiheng("publish", tmp_path, "-o", tmp_path / "site", *BY)
    assert "没有变化1张" in done.stderr.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [SAMPLE],
        [SAMPLE, "-o", "site", "--date", "2025-02-30"],
        [SAMPLE, "-o", "site", "--note", "请致电13812345678"],
        [SAMPLE, "--check", "."],
    ],
)
def test_what_is_asked_wrongly_is_said(tmp_path, arguments):
    done = jiheng("publish", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_published_folder_is_not_checked_nor_written_into(tmp_path):
    (tmp_path / "letter.txt").write_text("信")
    assert jiheng("publish", "--check", tmp_path).returncode == 3
    assert jiheng("publish", SAMPLE, "-o", tmp_path, *BY).returncode == 3
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
