"""Reading in a confined process gives what reading gives, and whatever happens to the process is a value."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from workbooks import book_of, saved

from jiheng.model import Location, Problem, ProblemKind
from jiheng.reading import Reading, open_document, sandbox
from jiheng.reading.lists import read_rows
from jiheng.reading.sandbox import Limits, open_document_safely, read_rows_safely
from jiheng.reading.wire import reading_from_json, reading_to_json
from jiheng.standards import load
from jiheng.writing import data as json_writer
from jiheng.writing import xlsx

LANJIANG = Path(__file__).parents[2] / "examples" / "lanjiang-2024.txt"
FORMS = open_document(LANJIANG).forms
LAYOUTS = [load("cn-shanghai").layout] * len(FORMS)
unix = pytest.mark.skipif(sys.platform == "win32", reason="limits and process groups are those of Unix")


def documents():
    text = LANJIANG.read_bytes()
    return {
        "表.txt": text,
        "表（GB）.txt": text.decode().encode("gb18030"),
        "表.json": json_writer.write(FORMS),
        "表.xlsx": xlsx.write(FORMS, LAYOUTS),
        "半张.txt": "财政项目支出绩效自评表\n（2024年度）\n项目名称 某项目\n".encode(),
        "坏的.txt": text[:1000] + b"\xff" + text[1000:],
        "空.txt": b"",
        "图.png": b"\x89PNG\r\n\x1a\n",
        "\udcff.json": b'{"forms": [{"extra": {"a": [1, null]}}]}',
    }


@pytest.mark.parametrize("name", documents())
def test_the_answer_is_that_of_reading_with_places_confidence_and_problems(name):
    data = documents()[name]
    confined, plain = open_document_safely(data, name), open_document(data, name)
    assert confined == plain
    assert [form.sources for form in confined.forms] == [form.sources for form in plain.forms]
    assert [form.extra for form in confined.forms] == [form.extra for form in plain.forms]


def test_a_reading_crosses_as_json_and_nothing_else_does():
    place = Location("forms[0].grade", 2, 3, "表", "C7")
    problem = Problem(ProblemKind.UNSAFE, "不行", "请改", place)
    reading = Reading("表", FORMS, (problem,))
    assert reading_from_json(json.loads(json.dumps(reading_to_json(reading)))) == reading
    for other in (
        None,
        [],
        {},
        {"doc": "a", "forms": [], "problems": [1]},
        {"doc": 1, "forms": [], "problems": []},
    ):
        with pytest.raises((ValueError, TypeError)):
            reading_from_json(other)


def large_list():
    return saved(book_of(*([f"项目{n}", n, n / 4] * 5 for n in range(3000))))


@unix
@pytest.mark.parametrize(
    ("limits", "kind", "word"),
    [
        (Limits(wall=0.05), ProblemKind.UNSAFE, "用时超过0.05秒"),
        (Limits(memory=100 * 1024 * 1024), ProblemKind.UNSAFE, "内存超过100MB"),
        (Limits(answer=1000), ProblemKind.UNREADABLE, "读取中断"),
    ],
    ids=["time", "memory", "answer"],
)
def test_a_limit_that_is_reached_is_said(limits, kind, word):
    data = b"\n".join(b"%d" % n + b",123" * 40 for n in range(90_000))
    found = read_rows_safely(data, "清单.csv", limits)
    assert isinstance(found, Problem)
    assert (found.kind, word in found.message) == (kind, True), found


@unix
def test_a_reading_that_calculates_too_long_is_ended():
    data = saved(book_of(*([n] * 40 for n in range(5000))))
    found = read_rows_safely(data, "清单.xlsx", Limits(cpu=1))
    assert isinstance(found, Problem)
    assert "计算超过1秒" in found.message


def stand_in(tmp_path, monkeypatch, script):
    """Another program in the place of the child."""
    program = tmp_path / "child"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sandbox.sys, "executable", str(program))


@unix
def test_the_child_knows_nothing_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("JIHENG_SECRET", "geheim")
    stand_in(tmp_path, monkeypatch, f"/usr/bin/env > {tmp_path}/seen")
    open_document_safely(b"x", "x")
    seen = (tmp_path / "seen").read_text("utf-8")
    assert {line.split("=")[0] for line in seen.splitlines()} <= {"PWD", "SHLVL", "_", "OLDPWD"}


@unix
def test_what_the_child_has_started_ends_with_it(tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, f"/bin/sleep 600 &\necho $! > {tmp_path}/started\n/bin/sleep 600")
    reading = open_document_safely(b"x", "x", Limits(wall=1))
    assert "超过1秒" in reading.problems[0].message
    pid = int((tmp_path / "started").read_text("utf-8"))
    for _ in range(50):
        if not _runs(pid):
            break
        time.sleep(0.1)
    assert not _runs(pid)


def _runs(pid):
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False).stdout
    return bool(state.strip()) and not state.startswith(b"Z")


@unix
@pytest.mark.parametrize("script", ["echo nonsense", "echo '{}'", "echo '[]'", "exit 3", "kill -SEGV $$"])
def test_a_child_that_talks_nonsense_or_dies_is_said(script, tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, script)
    for problem in (open_document_safely(b"x", "x").problems[0], read_rows_safely(b"x", "x")):
        assert "读取中断" in problem.message


def test_a_system_that_has_no_room_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert "系统忙" in open_document_safely(b"x", "x").problems[0].message
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(sandbox.sys, "executable", os.devnull + "x")
    assert "系统忙" in open_document_safely(b"x", "x").problems[0].message


def test_what_is_too_large_starts_no_process(monkeypatch):
    monkeypatch.setattr(sandbox.sys, "executable", "/nowhere")
    assert "MB" in open_document_safely(b"x" * (21 * 1024 * 1024), "x").problems[0].message


def test_lists_cross_unchanged():
    data = large_list()
    assert read_rows_safely(data, "清单.xlsx") == read_rows(data)
