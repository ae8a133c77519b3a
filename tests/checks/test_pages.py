"""Every page's examples run: what they promise is what the check says."""

import re

import pytest
from examples import KINDS, assert_follows, examples, sample

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import catalogue, page
from jiheng.checks.runner import run
from jiheng.model import Status
from jiheng.standards import load

CHECKS = list(catalogue().values())
CASES = [(item, example) for item in CHECKS for example in examples(page(item))]
MATCHES = {"坏": {"发现"}, "好": {"通过"}}
HEADINGS = ["查什么", "为什么", "例外", "怎么办", "例"]


@pytest.mark.parametrize(
    ("item", "example"), CASES, ids=lambda v: getattr(v, "code", getattr(v, "title", ""))
)
def test_an_example_on_a_page_follows(item, example):
    assert_follows(item, example.body)
    promised = re.search(r"^应：(\S+)", example.body, re.M)[1]
    assert promised in MATCHES.get(example.kind, {"通过", "发现", "不适用", "缺少信息"})


@pytest.mark.parametrize("item", CHECKS, ids=lambda item: item.code)
def test_a_page_says_all_a_reader_needs(item):
    text = page(item)
    assert text.startswith(f"# {item.code} {item.title}\n")
    assert re.findall(r"^## (.+)$", text, re.M) == HEADINGS
    assert set(KINDS) <= {example.kind for example in examples(text)}
    assert text.count("```例") == len(examples(text))


@pytest.mark.parametrize("item", CHECKS, ids=lambda item: item.code)
def test_messages_are_filled_and_end_without_a_stop(item):
    for example in examples(page(item)):
        for finding in assert_follows(item, example.body).findings:
            assert "{" not in finding.message + finding.fix
            assert finding.source
            assert not finding.message.endswith("。")


def test_the_sample_form_passes_every_check():
    outcomes = run(case_of(sample(), load("cn")))
    found = [outcome for outcome in outcomes if outcome.status in (Status.FOUND, Status.CRASHED)]
    assert found == []
