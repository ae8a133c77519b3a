"""Files made to do harm: each ends in a typed answer in Chinese, in little time, confined or not."""

import os
import socket
import time
from pathlib import Path

import pytest
from attacks import ATTACKS
from attacks.of_pdf import LAUNCHED

from jiheng.model import Problem, ProblemKind
from jiheng.reading import open_document
from jiheng.reading.sandbox import POOL, Limits, limits_of, open_document_safely, read_rows_safely

WORKBOOKS = ATTACKS["xlsx"]
UNSAFE = (
    "a bomb that unpacks to 300 MB",
    "laughs",
    "laughs in capitals and behind a long comment",
    "an external entity",
    "an external document type",
    "laughs in utf-16",
    "laughs in another code page",
    "a million merged areas",
    "one merged area over everything, and again",
    "a million cells",
    "the same part twice",
    "thousands of parts",
)
# What asks to be fetched, sent or started, or for a file of ours.
CALLS = {
    "pdf": (
        "a script",
        "a program to be started",
        "an address to be fetched",
        "data to be sent",
        "content that lies in another file",
    ),
    "docx": ("an external entity", "a template that lies elsewhere", "fields that ask a program"),
    "html": (
        "an external entity",
        "an external document type",
        "an inclusion",
        "what would be fetched",
        "a script",
    ),
    "xlsx": ("an external entity", "an external document type", "links that lead out"),
}
QUICK = 12  # seconds; the slowest takes two here
SOAK = bool(os.environ.get("JIHENG_SOAK"))
EVERY = [(ending, name) for ending, named in ATTACKS.items() for name in named]


def is_chinese(text):
    return any("\u4e00" <= char <= "\u9fff" for char in text)


@pytest.fixture(scope="module")
def made():
    """Every attack is made once."""
    return {}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_an_attack_ends_in_a_problem_in_chinese(name, made):
    data = made.setdefault(name, WORKBOOKS[name]())
    start = time.monotonic()
    reading = open_document(data, "攻击.xlsx")
    assert time.monotonic() - start < QUICK
    assert reading.forms == ()
    assert reading.problems
    for problem in reading.problems:
        assert is_chinese(problem.message)
        assert is_chinese(problem.fix)
    if name in UNSAFE:
        assert reading.problems[0].kind is ProblemKind.UNSAFE


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_confined_answer_is_the_same(name, made):
    data = made.setdefault(name, WORKBOOKS[name]())
    assert open_document_safely(data, "攻击.xlsx") == open_document(data, "攻击.xlsx")


@pytest.mark.parametrize("name", WORKBOOKS)
def test_an_attack_on_lists_ends_in_a_value(name, made):
    data = made.setdefault(name, WORKBOOKS[name]())
    found = read_rows_safely(data, "攻击.xlsx")
    if isinstance(found, Problem):
        assert is_chinese(found.message)
    else:
        assert all(isinstance(cell, str) for one in found for row in one.rows for cell in row)


@pytest.mark.parametrize(("ending", "name"), EVERY, ids=[f"{ending}-{name}" for ending, name in EVERY])
def test_an_attack_ends_within_the_limits_and_harms_no_server(ending, name):
    data = ATTACKS[ending][name]()
    limits = limits_of(data) if SOAK else Limits(limits_of(data).memory, cpu=4, wall=8)
    open_document_safely(b"x", "x")
    servers = [worker._process for worker in POOL._workers if getattr(worker, "_process", None)]
    start = time.monotonic()
    reading = open_document_safely(data, f"攻击.{ending}", limits)
    assert time.monotonic() - start < limits.wall + 1
    assert reading.forms == ()
    assert reading.problems
    for problem in reading.problems:
        assert is_chinese(problem.message)
        assert is_chinese(problem.fix)
    assert all(server.poll() is None for server in servers)


@pytest.mark.parametrize(
    ("ending", "name"), [(ending, name) for ending, names in CALLS.items() for name in names]
)
def test_nothing_is_fetched_sent_started_or_taken_even_where_it_could_be(ending, name):
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", 48211))
        listening.listen()
        listening.settimeout(0)
        reading = open_document(ATTACKS[ending][name](), f"攻击.{ending}")
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert not Path(LAUNCHED).exists()
    assert "root:" not in repr(reading)


@pytest.mark.parametrize(
    "name",
    ["two kilobytes that unpack to 2 GiB", "a form that draws itself", "ten thousand million drawings"],
)
def test_a_library_that_ends_for_want_of_memory_is_said(name):
    [problem] = open_document_safely(ATTACKS["pdf"][name](), "攻击.pdf").problems
    assert problem.kind is ProblemKind.UNSAFE
    assert "内存超过1024MB" in problem.message
