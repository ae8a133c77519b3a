"""Whatever is thrown at it: a Chinese line with the place, the right exit code, and never a traceback."""

import json
import time

import pytest
from test_commands import SAMPLE, jiheng, objects

CHINESE = range(0x4E00, 0x9FFF)
NOVEL = ("那年冬天来得很早，院子里的梧桐落尽了叶子，他坐在窗前，听见远处有人在唱歌。\n" * 40 + "\n") * 50


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 3),
        (b" \n\n ", 3),
        (bytes(range(256)) * 40, 3),
        (b"\x00" * 1000, 3),
        (b"\x7fELF" + b"\x01" * 500, 3),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 3),
        (b"PK\x03\x04" + b"\x00" * 100, 3),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, 3),
        (NOVEL.encode(), 3),
        (b"{", 3),
        (b'{"forms": 5}', 3),
        (b'{"forms": [{"indicators": {"a": 1}}]}', 3),
        (b"[" * 100_000, 3),
        ("财政项目支出绩效自评表".encode(), 3),
        ("财政项目支出绩效自评表\n（2024年度）\n\n项目名称 某项目\n".encode()[:-4] + b"\xff\xfe\xfd", 3),
        (b"1" * 200_000, 3),
        (b"12 34 56 78\n" * 20_000, 3),
    ],
    ids=lambda value: str(value[:12]) if isinstance(value, bytes) else value,
)
@pytest.mark.parametrize("command", [("read", "--json"), ("check",), ("write", "-o", "-")])
def test_what_is_no_form_is_refused_in_chinese(content, code, command, tmp_path):
    path = tmp_path / "输入.txt"
    path.write_bytes(content)
    done = jiheng(command[0], path, *command[1:])
    message = done.stderr.decode("utf-8")
    assert any(ord(character) in CHINESE for character in message)
    assert "输入" in message
    assert done.returncode in (code, 0) if b"\xe8\xb4\xa2" in content else done.returncode == code
    assert b"Traceback" not in done.stderr + done.stdout


def test_fifty_megabytes_are_refused_at_once(tmp_path):
    path = tmp_path / "large.txt"
    path.write_bytes("绩效自评表 ".encode() * 3_500_000)
    start = time.monotonic()
    done = jiheng("read", path)
    assert time.monotonic() - start < 10
    assert done.returncode in (3, 5)
    assert "MB" in done.stderr.decode()


def test_one_bad_file_never_stops_the_rest(tmp_path):
    (tmp_path / "a.json").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "b.txt").write_text("不是表", "utf-8")
    (tmp_path / ".hidden").write_text("x", "utf-8")
    (tmp_path / "子").mkdir()
    (tmp_path / "子" / "c.json").write_bytes(SAMPLE.read_bytes())
    done = jiheng("read", tmp_path, "--json")
    assert done.returncode == 4
    assert len(objects(done)) == 2
    assert "共3个文件，1个没有读出或没有读全" in done.stderr.decode()


def test_a_folder_of_nothing_is_said(tmp_path):
    done = jiheng("read", tmp_path)
    assert done.returncode == 3
    assert "没有文件" in done.stderr.decode()


def test_letters_for_numbers_are_read_and_found(tmp_path):
    data = json.loads(SAMPLE.read_text("utf-8"))
    form = data["forms"][0]
    form["funding"][0]["executed"] = "九十六"
    form["indicators"][0]["score"] = "满分"
    path = tmp_path / "letters.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    assert objects(jiheng("read", path, "--json"))[0]["forms"][0]["funding"][0]["executed"] == "九十六"
    done = jiheng("check", path, "--format", "json")
    assert done.returncode == 1
    findings = objects(done)[0]["forms"][0]["findings"]
    places = {finding["at"]["path"] for finding in findings if finding["code"] == "STR108"}
    assert places == {"funding[0].executed", "indicators[0].score"}


def test_an_unwritable_place_is_said(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    done = jiheng("write", SAMPLE, "-o", blocked / "form.pdf")
    assert done.returncode == 3
    assert "文件" in done.stderr.decode()


@pytest.mark.parametrize(
    "content",
    [
        '{"forms":[{"title":"表","x":1.5}]}',
        '{"doc":"\\ud800","forms":[{"title":"\\udfff表"}]}',
        '{"forms":[{"title":"表","extra":{"a":[1.25,null,true]}}]}',
    ],
)
def test_odd_but_legal_json_is_taken_by_every_command(content, tmp_path):
    path = tmp_path / "odd.json"
    path.write_text(content, "utf-8")
    for command in (("read", "--json"), ("score", "--json"), ("check", "--format", "json"), ("check",)):
        assert jiheng(command[0], path, *command[1:]).returncode in (0, 1)
    assert jiheng("read", path, "-o", tmp_path / "out").returncode == 0


@pytest.mark.parametrize(
    "content",
    ['{"forms":[{"confidence":"NaN"}]}', "{}", '{"name":"package","version":"1.0"}', '{"forms":[{}]}'],
)
def test_json_that_is_no_form_is_refused(content, tmp_path):
    path = tmp_path / "other.json"
    path.write_text(content, "utf-8")
    done = jiheng("read", path)
    assert done.returncode == 3
    assert "JSON" in done.stderr.decode()


def test_a_part_that_cannot_be_read_is_no_success(tmp_path):
    path = tmp_path / "lines.json"
    good = json.dumps(json.loads(SAMPLE.read_text("utf-8")), ensure_ascii=False)
    path.write_text(f'{good}\n{{"forms":[{{"grade":true}}]}}\n', "utf-8")
    done = jiheng("read", path, "--json")
    assert done.returncode == 4
    assert "lines.json" in done.stderr.decode()
    assert len(objects(done)[0]["forms"]) == 1
