"""Open data: tables that keep to their schema, give the forms back, and harm no spreadsheet."""

import csv
import json
import re
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import EVERYTHING, SAMPLE, with_text
from pyarrow import parquet as pq
from tabular import faults, tables

from jiheng.checks.publishing import public_face
from jiheng.model import Form, Note, Problem
from jiheng.model.serial import document_from_json
from jiheng.writing import opendata
from jiheng.writing.address import keys_of
from jiheng.writing.opendata import KINDS, About, Flavour, Headings, csv_file, packed, parquet
from jiheng.writing.opendata.rows import forms_of, rows
from jiheng.writing.opendata.tables import TABLES
from strategies import forms as drawn

FULL = public_face(replace(EVERYTHING, header=replace(EVERYTHING.header, secrecy="-")))
FORMS = [public_face(SAMPLE), FULL, replace(FULL, kind="department", goals=replace(FULL.goals, expected=""))]
FLAVOURS = [Flavour(headings, guarded) for headings in Headings for guarded in (False, True)]
RISKY = st.text(st.sampled_from("=+-@\t\r\n'\"＝＋－＠,;01239.eE/:年月日 甲乙"), max_size=14)


def made(forms, kind="csv", flavour=FLAVOURS[0], about=About("题", "某局", "2025-03-01")):  # noqa: B008
    files = opendata.write(forms, list(keys_of(forms)), kind, flavour, about)
    assert not isinstance(files, Problem), files
    return files


def rebuilt(files, kind, flavour):
    if kind == "csv":
        read = {t.id: list(csv_file.read(t, files[f"{t.id}.csv"], guarded=flavour.guarded)) for t in TABLES}
    else:
        read = {t.id: list(parquet.read(files[f"{t.id}.parquet"])) for t in TABLES}
    return list(forms_of(read).values())


def broken(files, table, change):
    """The files with the lines of one table changed, and its size and hash said anew."""
    lines = list(csv.reader(StringIO(files[f"{table}.csv"].decode(), newline="")))
    change(lines)
    text = StringIO(newline="")
    csv.writer(text).writerows(lines)
    return {**files, f"{table}.csv": text.getvalue().encode()}


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_table_keeps_to_its_schema_and_its_keys(published, flavour):
    assert list(faults(made([*FORMS, *published], flavour=flavour))) == []


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("forms", lambda lines: lines.append(lines[1]), "forms.form: unique"),
        ("forms", lambda lines: lines[1].__setitem__(0, ""), "forms.form: required"),
        ("forms", lambda lines: lines[1].__setitem__(0, "2024"), "forms.form: pattern"),
        ("forms", lambda lines: lines[1].__setitem__(1, "其他"), "forms.kind: enum"),
        ("funding", lambda lines: lines[1].__setitem__(4, "6.5"), "funding.budget_in_fen: type"),
        ("funding", lambda lines: lines[1].__setitem__(1, "0"), "funding.row: minimum"),
        ("notes", lambda lines: lines[1].__setitem__(0, "1/2/3"), "notes: foreign key"),
        ("indicators", lambda lines: lines.append(lines[1]), "indicators: primary key"),
        ("goals", lambda lines: lines[0].__setitem__(1, "x"), "goals: headings"),
    ],
)
def test_the_check_of_the_schema_finds_what_breaks_it(table, change, fault):
    files = broken(made(FORMS, flavour=Flavour(Headings.EN)), table, change)
    try:
        assert fault in list(faults(files))
    except KeyError:
        assert "headings" in fault


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_the_forms_come_back_from_the_tables_as_they_were(published, kind, flavour):
    forms = [*FORMS, *map(public_face, published)]
    assert rebuilt(made(forms, kind, flavour), kind, flavour) == forms


@given(st.lists(drawn(), min_size=1, max_size=4))
def test_whatever_is_drawn_comes_back(forms):
    forms = [replace(f, header=replace(f.header, project=f"{n}")) for n, f in enumerate(forms)]
    for flavour in FLAVOURS[:2]:
        files = made(forms, "csv", flavour)
        assert rebuilt(files, "csv", flavour) == forms
        assert list(faults(files)) == []
    assert rebuilt(made(forms, "parquet"), "parquet", FLAVOURS[0]) == forms


@given(RISKY)
def test_any_text_comes_back_from_the_guarded_tables_and_none_is_a_formula(text):
    form = with_text(FULL, "indicators[0].reason", text)
    form = replace(form, notes=(Note(text, text),))
    flavour = Flavour(guarded=True)
    files = made([form], flavour=flavour)
    assert rebuilt(files, "csv", flavour) == [form]
    for name, lines in tables(files).items():
        for field in (field for line in lines for field in line):
            assert not re.match(r"[=+@＝＋＠\t\r\n]|\s+[=+\-@]", field), (name, field)
            assert not field.startswith("-") or re.fullmatch(r"-\d+", field)


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+86", "-5.00", "@SUM(A1)", "\t=1", "'甲", "－1", " =1"),
        *("110000220000004053", "0012", "3-4", "1/2", "1E5", "TRUE"),
    ],
)
def test_what_a_spreadsheet_would_run_or_change_is_guarded(text):
    form = replace(FULL, notes=(Note("说明", text),))
    line = tables(made([form], flavour=Flavour(guarded=True)))["notes"][1]
    assert line[-1] == f"'{text}"
    assert tables(made([form]))["notes"][1][-1] == text


@pytest.mark.parametrize("text", ["63.65", "0.00", "100", "72.77%", "≥50(次)", "甲", "", "2024", "10.5"])
def test_what_a_spreadsheet_leaves_alone_is_left_alone(text):
    form = replace(FULL, notes=(Note("说明", text),))
    assert tables(made([form], flavour=Flavour(guarded=True)))["notes"][1][-1] == text


def test_the_guard_is_described_with_the_rule_that_undoes_it():
    guarded, raw = (
        json.loads(made(FORMS, flavour=Flavour(guarded=g))["datapackage.json"]) for g in (True, False)
    )
    assert all(
        item["guard"] == {"character": "'", "rule": csv_file.RULE, "byteOrderMark": True}
        for item in guarded["resources"]
    )
    assert not any("guard" in item for item in raw["resources"])
    assert made(FORMS, flavour=Flavour(guarded=True))["forms.csv"].startswith(b"\xef\xbb\xbf")
    assert not made(FORMS)["forms.csv"].startswith(b"\xef\xbb\xbf")


def funds(**changes):
    row = replace(FULL.funding[0], **changes)
    [table] = [item for item in TABLES if item.id == "funding"]
    values = next(rows(table, [replace(FULL, funding=(row,))], ["a/b/c"]))
    return dict(zip((column.id for column in table.columns), values, strict=True))


@pytest.mark.parametrize(
    ("printed", "fen"),
    [
        ("63.65", 63_650_000),
        ("-0.000001", -1),
        ("0.0000001", None),  # a tenth of a fen
        ("1,234.50", 1_234_500_000),
        ("620元", 62_000),
        ("-", None),
        ("约三万", None),
    ],
)
def test_an_amount_is_an_exact_number_of_fen_or_none_beside_its_printed_text(printed, fen):
    row = funds(budget=printed)
    assert (row["budget"], row["budget_in_fen"]) == (printed, fen)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("72.77", 7277),
        ("99.96%", 9996),
        ("1", None),
        ("0.98", None),
        ("0.98%", 98),
        ("72.777", None),
        ("-", None),
    ],
)
def test_a_rate_that_can_mean_two_things_has_no_figure(printed, parts):
    assert funds(rate=printed)["rate_in_basis_points"] == parts


def test_no_figure_in_parquet_is_a_float_and_every_column_is_described():
    for name, data in made(FORMS, "parquet").items():
        if name.endswith(".parquet"):
            schema = pq.read_schema(BytesIO(data))
            assert {field.type for field in schema} <= {pa.string(), pa.int64()}
            assert all(field.metadata[b"title"] and field.metadata[b"description"] for field in schema)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_columns_bear_chinese_labels_or_english_ids(kind):
    for headings, name in ((Headings.ZH, "全年执行数（折人民币分）"), (Headings.EN, "executed_in_fen")):
        files = made(FORMS, kind, Flavour(headings))
        fields = json.loads(files["datapackage.json"])["resources"][1]["schema"]["fields"]
        [field] = [item for item in fields if item["name"] == name]
        assert field["title"] == "全年执行数（折人民币分）"
        assert field["type"] == "integer"
        assert field.get("id", "executed_in_fen") == "executed_in_fen"


def test_json_is_one_document_and_one_form_a_line():
    files = made(FORMS, "json")
    assert list(document_from_json(json.loads(files["forms.json"]))) == FORMS
    lines = [document_from_json(json.loads(line)) for line in files["forms.jsonl"].splitlines()]
    assert [form for line in lines for form in line] == FORMS


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_forms_give_the_same_bytes_in_the_same_order(kind):
    assert list(made(FORMS, kind).items()) == list(made(FORMS, kind).items())
    assert packed(made(FORMS, kind)) == packed(made(FORMS, kind))


def test_a_zip_holds_the_same_files():
    files = made(FORMS)
    with ZipFile(BytesIO(packed(files))) as zipped:
        assert {name: zipped.read(name) for name in zipped.namelist()} == files


def test_the_publisher_says_who_when_and_under_which_licence_or_nothing():
    said = json.loads(made(FORMS, about=About("题", "某局", "2025-03-01", "CC-BY-4.0"))["datapackage.json"])
    assert said["title"] == "题"
    assert said["contributors"] == [{"title": "某局", "role": "publisher"}]
    assert said["created"].startswith("2025-03-01")
    assert said["licenses"] == [{"name": "CC-BY-4.0"}]
    silent = json.loads(made(FORMS, about=About())["datapackage.json"])
    assert not {"created", "contributors", "licenses"} & set(silent)


def test_a_form_keeps_its_key_whatever_stands_beside_it():
    keys = list(keys_of(FORMS))
    assert list(keys_of(FORMS[1:])) == keys[1:]
    assert keys[1] == "2024/219001/51000021R0000"
    assert keys[2] == "2024/219001/51000021R0000-department"
    corrected = with_text(FORMS[0], "total.score", "90.00")
    assert list(keys_of([corrected])) == keys[:1]
    assert list(keys_of([FORMS[1], FORMS[1]])) == [keys[1], f"{keys[1]}_2"]


@pytest.mark.parametrize("code", ["../../x", "a/b", "项目一", "", " ", "x" * 100, "con."])
def test_no_code_leads_out_of_its_place(code):
    [key] = keys_of([replace(FULL, header=replace(FULL.header, project_code=code, unit_code=code))])
    assert re.fullmatch(r"2024/u-[0-9a-f]{12}/p-[0-9a-f]{12}", key)


@pytest.mark.parametrize(
    "form", [with_text(FULL, "header.project", "a\0b"), Form(kind="其他")], ids=["control", "kind"]
)
def test_what_no_table_can_carry_is_refused_with_its_place(form):
    refusal = opendata.write([FULL, form], ["a/b/c", "a/b/d"], "csv", Flavour(), About())
    assert isinstance(refusal, Problem)
    assert refusal.message.startswith("第2张表")
