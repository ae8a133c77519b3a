"""The commands as their user calls them: what stands on stdout, what on stderr, and how they end."""

import json
import re
import subprocess
import sys
from contextlib import chdir
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from jiheng.cli import main

PROGRAM = Path(sys.executable).with_name("jiheng")
SAMPLE = Path(__file__).parents[1] / "checks" / "sample.json"
CODES = ("passed", "found", "not_applicable", "missing_input", "crashed")


class Done(NamedTuple):
    """How a call ended."""

    returncode: int
    stdout: bytes
    stderr: bytes


def jiheng(*arguments, stdin=b"", cwd="."):
    """The program, run within this process: the same code, without the cost of starting Python."""
    streams = [TextIOWrapper(BytesIO(data), "utf-8") for data in (stdin, b"", b"")]
    saved = sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.excepthook
    sys.stdin, sys.stdout, sys.stderr = streams
    sys.argv = ["jiheng", *map(str, arguments)]
    code = 0
    try:
        with chdir(cwd):
            main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.excepthook = saved
    _, out, err = streams
    out.flush(), err.flush()
    return Done(code, out.buffer.getvalue(), err.buffer.getvalue())


def program(*arguments, **settings):
    """The program in a process of its own."""
    call = [PROGRAM, *map(str, arguments)]
    return subprocess.run(call, capture_output=True, check=False, **settings)


def objects(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def wrong(tmp_path):
    """The sample with a wrong score, total and grade."""
    data = json.loads(SAMPLE.read_text("utf-8"))
    form = data["forms"][0]
    form["indicators"][6]["score"] = "14.00"
    form["total"]["score"] = "79.85"
    form["再核"] = {"人": "甲"}
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def test_read_shows_a_summary_and_json_all_of_it(tmp_path):
    assert "社区图书馆阅读推广" in jiheng("read", SAMPLE).stdout.decode()
    (document,) = objects(jiheng("read", SAMPLE, "--json"))
    assert document["doc"] == "sample"
    assert document["forms"][0]["indicators"][0]["target"] == {
        "text": "≥40场", "op": "≥", "value": "40", "unit": "场",
    }  # fmt: skip
    assert jiheng("read", SAMPLE, "-o", tmp_path / "out").returncode == 0
    assert json.loads((tmp_path / "out" / "sample.json").read_text("utf-8")) == document


def test_values_that_were_not_read_surely_are_counted_with_where_to_see_them(shared, tmp_path):
    source = shared / "readbench" / "dev" / "txt" / "d03.layout.txt"
    assert "%，24个值请核对，用 --show 查看" in jiheng("read", source).stdout.decode()
    written = jiheng("read", source, "-o", tmp_path / "d03.json").stderr.decode()
    assert "d03.layout.txt：84个值请核对，用 --show 查看。" in written


def test_an_amount_that_is_not_there_has_no_unit(tmp_path):
    data = json.loads(SAMPLE.read_text("utf-8"))
    data["forms"][0]["funding"][0] |= {"budget": "", "adjusted": "/", "executed": "12.50"}
    (tmp_path / "a.json").write_text(json.dumps(data), "utf-8")
    shown = jiheng("read", tmp_path / "a.json").stdout.decode()
    cells = dict(re.findall(r"│ +(\S+) │ (.*?) +│", shown))
    amounts = {"年初预算数": "（空）", "全年预算数": "/", "全年执行数": "12.50 万元"}
    assert {name: cells[name] for name in amounts} == amounts
    assert cells["可信度"].startswith("100%")


def test_one_result_under_the_name_of_another_format_is_refused_in_these_words(tmp_path):
    done = jiheng("read", SAMPLE, "-o", tmp_path / "x.txt")
    assert done.returncode == 2
    assert "读取结果写成 JSON：-o 应给出 .json 文件或文件夹，而不是" in done.stderr.decode()
    assert not (tmp_path / "x.txt").exists()


def test_what_read_writes_every_command_takes(tmp_path):
    text = jiheng("read", SAMPLE, "--json").stdout
    for command in (("score", "--json"), ("check", "--format", "json"), ("read", "--json")):
        from_stdin = jiheng(*command, "-", stdin=text)
        assert from_stdin.returncode == 0
        assert objects(from_stdin)[0]["forms"]
    several = program("read", "-", "--json", input=text + text)
    assert len(objects(several)[0]["forms"]) == 2


def test_score_says_all_that_the_contract_names():
    done = jiheng("score", SAMPLE, "--json")
    (document,) = objects(done)
    form = document["forms"][0]
    assert (form["standard"], form["total"], form["grade"]) == ("cn", "98.85", "优")
    assert (form["printed_total"], form["printed_grade"]) == ("98.85", "优")
    assert form["execution"]["score"] == "9.60"
    assert form["execution"]["rate"] == "96.00"
    assert form["execution"]["printed_rate"] == "96.00"
    line = form["indicators"][6]
    assert (line["name"], line["score"], line["printed"]) == ("阅读志愿者留任率", "14.25", "14.25")
    assert line["working"] == "15.00 × 76 ÷ 80 = 14.25"
    assert all(line["rule"] and line["clause"] for line in form["indicators"])
    assert [item["points"] for item in form["deductions"]] == ["0.40", "0.75"]
    assert "评分办法：cn（" in done.stderr.decode()
    assert "98.85" in jiheng("score", SAMPLE).stdout.decode()


def test_check_counts_every_outcome_and_puts_what_is_together_last(wrong):
    first, last = objects(jiheng("check", wrong, "--format", "json"))
    form = first["forms"][0]
    assert set(form["outcomes"]) == set(CODES)
    assert all(isinstance(count, int) for count in form["outcomes"].values())
    assert form["outcomes"]["crashed"] == 0
    found = {finding["code"]: finding for finding in form["findings"]}
    assert {"SCO402", "SCO403", "SCO405"} <= set(found)
    assert found["SCO405"]["at"]["path"] == "indicators[6].score"
    assert found["SCO402"]["severity"] == "error"
    assert all(finding["message"] and finding["fix"] and finding["source"] for finding in form["findings"])
    assert set(last) == {"together"}
    assert set(last["together"]["outcomes"]) == set(CODES)


def test_check_ends_with_one_only_for_errors_and_warnings(wrong):
    assert jiheng("check", wrong).returncode == 1
    assert jiheng("check", SAMPLE).returncode == 0
    assert jiheng("check", wrong, "--select", "IND,TGT602").returncode == 0
    assert jiheng("check", wrong, "--ignore", "SCO").returncode == 0


def test_check_in_words_names_place_remedy_and_source(wrong):
    text = jiheng("check", wrong).stdout.decode()
    for part in ("社区图书馆阅读推广", "SCO402", "强制校验", "怎么办", "依据", "通过", "不适用"):
        assert part in text


def test_check_as_sarif_markdown_and_workbook(wrong, tmp_path):
    sarif = json.loads(jiheng("check", wrong, "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    codes = {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in sarif["runs"][0]["results"]} <= codes
    assert "| SCO402 |" in jiheng("check", wrong, "--format", "md").stdout.decode()
    book = openpyxl.load_workbook(BytesIO(jiheng("check", wrong, "--format", "xlsx").stdout))
    cells = [cell for row in book["疑点"].iter_rows() for cell in row]
    assert "SCO402" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    target = tmp_path / "疑点.md"
    assert jiheng("check", wrong, "--format", "md", "-o", target).returncode == 1
    assert "SCO402" in target.read_text("utf-8")


def test_fix_prints_the_difference_and_writes_it_only_on_request(wrong):
    before = wrong.read_bytes()
    done = jiheng("check", wrong, "--fix")
    assert done.stderr.decode().count("评分办法：cn（") == 1
    assert done.stdout.decode().splitlines()[:3] == [
        "@@ 社区图书馆阅读推广 indicators[6].score（SCO405）", "-14.00", "+14.25",
    ]  # fmt: skip
    assert wrong.read_bytes() == before
    jiheng("check", wrong, "--fix", "--write")
    form = json.loads(wrong.read_text("utf-8"))["forms"][0]
    assert (form["total"]["score"], form["再核"]) == ("98.85", {"人": "甲"})
    assert jiheng("check", wrong).returncode == 0


def test_fix_never_writes_into_text(tmp_path):
    example = Path(__file__).parents[2] / "examples" / "lanjiang-2024.txt"
    source = tmp_path / "forms.txt"
    source.write_text(example.read_text("utf-8").replace("100.00 97.28", "100.00 97.82"), "utf-8")
    before = source.read_bytes()
    done = jiheng("check", source, "--fix", "--write")
    assert done.returncode == 1
    assert "只能写回" in done.stderr.decode()
    assert source.read_bytes() == before


def test_what_is_put_back_changes_nothing_else(tmp_path, wrong):
    data = json.loads(wrong.read_text("utf-8"))
    array = tmp_path / "array.json"
    array.write_text(json.dumps([data["forms"][0], {**data["forms"][0], "grade": "优"}], indent=2), "utf-8")
    assert jiheng("check", array, "--fix", "--write").returncode == 0
    text = array.read_text("utf-8")
    assert text.startswith("[\n  {\n")
    assert [form["total"]["score"] for form in json.loads(text)] == ["98.85", "98.85"]
    document = tmp_path / "document.json"
    document.write_text(json.dumps({**data, "meta": {"keep": "me"}}), "utf-8")
    assert jiheng("check", document, "--fix", "--write").returncode == 0
    assert json.loads(document.read_text("utf-8"))["meta"] == {"keep": "me"}
    assert "\n" not in document.read_text("utf-8")


def test_corrections_are_put_back_into_a_workbook(tmp_path, wrong):
    book = tmp_path / "表.xlsx"
    assert jiheng("write", wrong, "--to", "xlsx", "-o", book).returncode == 0
    [before] = objects(jiheng("read", book, "--json"))[0]["forms"]
    assert "已写回" in jiheng("check", book, "--fix", "--write").stderr.decode()
    [after] = objects(jiheng("read", book, "--json"))[0]["forms"]
    assert (before["indicators"][6]["score"], after["indicators"][6]["score"]) == ("14.00", "14.25")
    assert after["header"] == before["header"]
    assert "没有可以由其他栏目推出的更正" in jiheng("check", book, "--fix").stderr.decode()


def test_a_folder_of_workbooks_is_read_without_what_was_made_of_them(tmp_path, wrong):
    folder = tmp_path / "表"
    folder.mkdir()
    for name in ("甲.xlsx", "乙.xlsx"):
        jiheng("write", wrong, "--to", "xlsx", "-o", folder / name)
    jiheng("report", wrong, "-o", folder / "汇总表.xlsx")
    (folder / "疑点.xlsx").write_bytes(jiheng("check", wrong, "--format", "xlsx").stdout)
    done = jiheng("read", folder, "--json")
    assert (done.returncode, len(objects(done))) == (0, 2)


@pytest.mark.parametrize("change", ["lines", "number", "gb18030"])
def test_what_cannot_be_put_back_faithfully_is_left_alone(change, tmp_path, wrong):
    text = wrong.read_text("utf-8")
    data = {"lines": f"{text}\n{text}", "number": text.replace('"79.85"', "79.85"), "gb18030": text}[change]
    wrong.write_bytes(data.encode("gb18030" if change == "gb18030" else "utf-8"))
    before = wrong.read_bytes()
    done = jiheng("check", wrong, "--fix", "--write")
    assert done.returncode == 1
    assert "只能写回" in done.stderr.decode()
    assert wrong.read_bytes() == before


def test_no_result_overwrites_an_input(tmp_path):
    (tmp_path / "a.txt").write_bytes(SAMPLE.read_bytes())
    other = SAMPLE.read_text("utf-8").replace("社区图书馆阅读推广", "另一个项目")
    (tmp_path / "a.json").write_text(other, "utf-8")
    assert jiheng("read", tmp_path, "-o", tmp_path).returncode == 0
    assert (tmp_path / "a.json").read_text("utf-8") == other
    made = {(tmp_path / name).read_text("utf-8") for name in ("a-2.json", "a-3.json")}
    assert len(made) == 2


def test_a_results_kind_and_place_must_agree(tmp_path, wrong):
    assert jiheng("write", SAMPLE, "-o", tmp_path / "form.xlsx").returncode == 0
    assert (tmp_path / "form.xlsx").read_bytes().startswith(b"PK")
    assert jiheng("write", SAMPLE, "--to", "pdf", "-o", tmp_path / "form.xlsx").returncode == 2
    assert jiheng("write", SAMPLE, wrong, "-o", tmp_path / "both.pdf").returncode == 2
    assert jiheng("write", SAMPLE, wrong, "-o", "-").returncode == 2
    assert jiheng("read", SAMPLE, "-o", tmp_path / "one.json").returncode == 0
    assert (tmp_path / "one.json").is_file()


def test_a_folder_with_results_and_accepted_findings_is_a_folder_of_forms(tmp_path, wrong):
    jiheng("write", SAMPLE, "-o", tmp_path / "form.pdf")
    (tmp_path / "资料.zip").write_bytes(b"PK")
    (tmp_path / "jiheng-suppress.toml").write_text('[[suppress]]\ncode = "SCO"\nreason = "已核实"\n', "utf-8")
    done = jiheng("check", tmp_path)
    assert done.returncode == 0
    assert "跳过1个其他格式的文件" in done.stderr.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_accepted_findings_may_be_saved_by_any_editor(wrong, encoding):
    text = '[[suppress]]\ncode = "SCO"\nreason = "已核实"\n'
    wrong.with_name("jiheng-suppress.toml").write_bytes(text.encode(encoding))
    assert jiheng("check", wrong).returncode == 0


def test_text_is_never_markup(tmp_path):
    path = tmp_path / "form.json"
    form = {"header": {"project": "[/x]甲[a]乙"}, "indicators": [{"level3": "[/b]次数", "points": "1"}]}
    path.write_text(json.dumps({"forms": [form]}), "utf-8")
    for command in ("read", "score", "check"):
        assert "[/x]甲[a]乙" in jiheng(command, path).stdout.decode()


def test_accepted_findings_are_counted_and_not_lost(wrong):
    accepted = wrong.with_name("jiheng-suppress.toml")
    accepted.write_text('[[suppress]]\ncode = "SCO"\nreason = "已核实"\n', "utf-8")
    done = jiheng("check", wrong, "--format", "json")
    assert done.returncode == 0
    form = objects(done)[0]["forms"][0]
    assert {finding["reason"] for finding in form["suppressed"]} == {"已核实"}
    assert form["outcomes"]["found"] >= 3
    accepted.write_text("[[suppress]]\n", "utf-8")
    assert jiheng("check", wrong).returncode == 2
    assert jiheng("check", wrong, "--suppressions", SAMPLE).returncode == 2


@pytest.mark.parametrize(
    ("kind", "start"), [("pdf", b"%PDF-1.7"), ("xlsx", b"PK"), ("html", b"<!DOCTYPE"), ("json", b'{"doc"')]
)
def test_write_makes_a_file_of_each_kind(kind, start, tmp_path):
    target = tmp_path / "new" / f"form.{kind}"
    assert jiheng("write", SAMPLE, "--to", kind, "-o", target).returncode == 0
    assert target.read_bytes().startswith(start)
    assert jiheng("write", SAMPLE, "--to", kind, "-o", "-").stdout == target.read_bytes()


def test_write_puts_several_documents_into_a_folder(tmp_path, wrong):
    assert jiheng("write", SAMPLE, wrong, "--to", "xlsx", "-o", tmp_path / "out").returncode == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"sample.xlsx", "wrong.xlsx"}
    assert jiheng("write", SAMPLE, "--to", "json", cwd=tmp_path).returncode == 0
    assert (tmp_path / "sample.json").exists()


def test_write_gives_out_blank_forms(tmp_path):
    for standard in ("cn", "cn-shanghai", "cn-sichuan", "cn-hubei"):
        target = tmp_path / f"{standard}.xlsx"
        assert jiheng("write", "--blank", standard, "--to", "xlsx", "-o", target).returncode == 0
        assert openpyxl.load_workbook(target).active.data_validations.dataValidation
        for kind in ("pdf", "docx", "html", "json"):
            assert jiheng("write", "--blank", standard, "--to", kind, "-o", "-").stdout


def test_report_adds_up(tmp_path, wrong):
    target = tmp_path / "汇总表.xlsx"
    assert jiheng("report", SAMPLE, wrong, "-o", target).returncode == 0
    values = [cell.value for row in openpyxl.load_workbook(target).active.iter_rows() for cell in row]
    assert 192 in values
    assert jiheng("report", SAMPLE, "-o", "-").stdout.startswith(b"PK")


def test_explain_and_standards_speak_from_the_catalogue():
    page = jiheng("explain", "fnd207").stdout.decode()
    assert "执行率偏低未说明原因" in page
    assert "依据" in page
    assert "FND207" in jiheng("explain").stdout.decode()
    missing = jiheng("explain", "FND2O7")
    assert missing.returncode == 2
    assert "FND207" in missing.stderr.decode()
    assert "cn.toml" in jiheng("standards", "cn-shanghai").stdout.decode()
    assert "capped-2022" in jiheng("standards").stdout.decode()
    assert jiheng("standards", "mars").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("read",),
        ("read", "no-such-file.txt"),
        ("score", SAMPLE, "--standard", "mars"),
        ("check", SAMPLE, "--format", "doc"),
        ("check", SAMPLE, "--select", "ZZZ"),
        ("write", SAMPLE, "--to", "doc"),
        ("write",),
        ("report", SAMPLE, "--to", "doc"),
    ],
)
def test_wrong_usage_ends_with_two(arguments):
    done = jiheng(*arguments)
    assert done.returncode == 2
    assert done.stderr or done.stdout


def test_a_standard_asked_for_is_used_and_said():
    done = jiheng("score", SAMPLE, "--json", "--standard", "capped-2022")
    assert objects(done)[0]["forms"][0]["standard"] == "capped-2022"
    assert "capped-2022" in done.stderr.decode()


def test_output_is_utf8_whatever_the_terminal_says():
    done = program("read", SAMPLE, env={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert "社区图书馆阅读推广" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error():
    with subprocess.Popen([PROGRAM, "explain"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""


def test_a_mistake_of_ours_is_one_chinese_line():
    broken = "import jiheng.cli.app as a, jiheng.cli.standards as s; s.load = None; a.main()"
    call = [sys.executable, "-c", broken, "standards"]
    done = subprocess.run(call, capture_output=True, check=False)
    assert done.returncode == 70
    assert "程序内部错误" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_two_documents_that_bear_one_name_are_two_objects(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.json").write_bytes(SAMPLE.read_bytes())
    *documents, together = objects(
        jiheng("check", tmp_path / "a" / "x.json", tmp_path / "b", "--format", "json")
    )
    assert [(document["doc"], len(document["forms"])) for document in documents] == [("sample", 1)] * 2
    assert list(together) == ["together"]
