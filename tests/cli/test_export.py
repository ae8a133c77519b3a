"""``jiheng export``: where the data go, what is left out, and how it ends."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from test_commands import SAMPLE, jiheng

TABLES = {f"{name}.csv" for name in ("forms", "funding", "goals", "indicators", "notes", "others")}


@pytest.fixture
def withheld(tmp_path):
    """The sample twice, once as 涉密 and once with somebody's number in it."""
    forms = json.loads(SAMPLE.read_text("utf-8"))["forms"]
    secret = json.loads(json.dumps(forms[0]))
    secret["header"]["secrecy"] = "涉密：国家秘密"
    private = json.loads(json.dumps(forms[0]))
    private["goals"]["actual"] += "联系电话13812345678"
    path = tmp_path / "withheld.json"
    path.write_text(json.dumps({"doc": "w", "forms": [secret, private]}, ensure_ascii=False), "utf-8")
    return path


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_a_folder_of_tables_is_written_with_its_description(tmp_path):
    done = jiheng("export", SAMPLE, "-o", tmp_path / "out")
    assert done.returncode == 0
    assert done.stdout == b""
    assert names(tmp_path / "out") == {*TABLES, "datapackage.json"}
    assert "共1张表" in done.stderr.decode()


def test_without_a_place_it_is_the_folder_of_open_data_here(tmp_path):
    assert jiheng("export", SAMPLE, cwd=tmp_path).returncode == 0
    assert "forms.csv" in names(tmp_path / "开放数据")


@pytest.mark.parametrize(("kind", "file"), [("parquet", "forms.parquet"), ("json", "forms.jsonl")])
def test_the_other_formats_are_asked_for(tmp_path, kind, file):
    assert jiheng("export", SAMPLE, "--to", kind, "-o", tmp_path / "out").returncode == 0
    assert {file, "datapackage.json"} <= names(tmp_path / "out")


def test_json_that_was_exported_is_read_again(tmp_path):
    jiheng("export", SAMPLE, "--to", "json", "-o", tmp_path / "out")
    read = [
        json.loads(jiheng("read", tmp_path / "out" / f, "--json").stdout)["forms"]
        for f in ("forms.json", "forms.jsonl")
    ]
    assert read[0] == read[1]
    assert read[0][0]["header"]["project"] == "社区图书馆阅读推广"


def test_a_zip_and_standard_output_hold_the_same(tmp_path):
    assert jiheng("export", SAMPLE, "--excel", "-o", tmp_path / "out.zip").returncode == 0
    done = jiheng("export", SAMPLE, "--excel", "-o", "-")
    assert done.stdout == (tmp_path / "out.zip").read_bytes()
    with ZipFile(BytesIO(done.stdout)) as zipped:
        assert {*TABLES, "datapackage.json"} == set(zipped.namelist())
        assert zipped.read("forms.csv").startswith(b"\xef\xbb\xbf")


def test_headings_are_chinese_unless_english_is_asked_for(tmp_path):
    for chosen, first in (([], "表标识"), (["--headings", "en"], "form")):
        jiheng("export", SAMPLE, "-o", tmp_path / first, *chosen)
        assert (tmp_path / first / "forms.csv").read_text("utf-8").startswith(f"{first},")


def test_forms_that_may_not_be_published_are_left_out_with_a_word(tmp_path, withheld):
    done = jiheng("export", SAMPLE, withheld, "-o", tmp_path / "out")
    assert done.returncode == 4
    said = done.stderr.decode()
    assert "涉密：国家秘密" in said
    assert "手机号码" in said
    assert "13812345678" not in said
    assert "有2张表没有收入" in said
    for path in (tmp_path / "out").iterdir():
        data = path.read_bytes()
        assert b"13812345678" not in data
        assert "国家秘密".encode() not in data
    assert len((tmp_path / "out" / "forms.csv").read_bytes().splitlines()) == 2


def test_where_nothing_may_be_published_nothing_is_written(tmp_path, withheld):
    assert jiheng("export", withheld, "-o", tmp_path / "out").returncode == 3
    assert not (tmp_path / "out").exists()


def test_an_input_is_never_overwritten(tmp_path):
    source = tmp_path / "forms.json"
    source.write_bytes(SAMPLE.read_bytes())
    done = jiheng("export", source, "--to", "json", "-o", tmp_path)
    assert done.returncode == 2
    assert source.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize(
    "options",
    [
        ["--to", "xml"],
        ["--to", "json", "--headings", "zh"],
        ["--to", "parquet", "--excel"],
        ["--headings", "fr"],
    ],
)
def test_what_cannot_be_had_is_said(tmp_path, options):
    done = jiheng("export", SAMPLE, *options, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr
