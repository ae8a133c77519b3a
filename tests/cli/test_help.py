"""What the program says of itself and of a call that is wrong is Chinese."""

import re

import pytest
from test_commands import jiheng

from jiheng.cli.app import app

NAMES = [command.name for command in app.registered_commands]
# Names of options, formats and programs, and the words that stand for a value.
LATIN = re.compile(
    r"--?[\w-]+|\b[A-Z][A-Z_-]+\b|\b(?:jiheng|html|json|docx|xlsx|pdf|csv|parquet|sarif|text|md|shell)\b"
)
ENGLISH = re.compile(
    r"\b(?:Usage|Options?|Commands?|Arguments?|Show|Install|message|completion|required|default|list|Did|Input)\b"
)


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_is_chinese(name: str) -> None:
    done = jiheng(*name.split(), "--help")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert re.match(rf"用法：.*{name} \[选项\]", text)
    assert "显示这段说明" in text
    assert not ENGLISH.search(LATIN.sub("", text)), ENGLISH.search(text)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("red", "x"), "没有命令“red”，是不是“read”？"),
        (("xyzzy",), "没有命令“xyzzy”。"),
        (("serve", "--port", "abc"), "--port 的值不能用。"),
        (("read",), "缺少FILE…。"),
        (("read", "--jsn", "x"), "没有选项 --jsn。"),
    ],
)
def test_a_wrong_call_is_answered_in_chinese(call: tuple[str, ...], said: str) -> None:
    done = jiheng(*call)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(said)
    assert not ENGLISH.search(done.stderr.decode())
