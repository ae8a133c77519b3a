"""Files made to do harm: each ends in a typed answer in Chinese, in little time, confined or not."""

import time

import pytest
from attacks import ATTACKS

from jiheng.model import Problem, ProblemKind
from jiheng.reading import open_document
from jiheng.reading.sandbox import open_document_safely, read_rows_safely

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
QUICK = 12  # seconds; the slowest takes two here


def is_chinese(text):
    return any("\u4e00" <= char <= "\u9fff" for char in text)


@pytest.fixture(scope="module")
def made():
    """Every attack is made once."""
    return {}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_in_a_problem_in_chinese(name, made):
    data = made.setdefault(name, ATTACKS[name]())
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


@pytest.mark.parametrize("name", ATTACKS)
def test_the_confined_answer_is_the_same(name, made):
    data = made.setdefault(name, ATTACKS[name]())
    assert open_document_safely(data, "攻击.xlsx") == open_document(data, "攻击.xlsx")


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_on_lists_ends_in_a_value(name, made):
    data = made.setdefault(name, ATTACKS[name]())
    found = read_rows_safely(data, "攻击.xlsx")
    if isinstance(found, Problem):
        assert is_chinese(found.message)
    else:
        assert all(isinstance(cell, str) for one in found for row in one.rows for cell in row)
