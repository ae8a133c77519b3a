"""The published folder: addresses that stay, corrections that keep what was, the same bytes, plain text."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from paper import EVERYTHING, SAMPLE, with_text

from jiheng.model import Form, Problem
from jiheng.model.serial import document_from_json
from jiheng.pipeline import faults_of_site, open_document, publish
from jiheng.writing.address import address_of
from jiheng.writing.site import Wish
from jiheng.writing.site.changes import changes
from jiheng.writing.site.looked import look

WISH = Wish("2025-03-20", "某市绩效自评公开", "某市财政局")
LATER = replace(WISH, date="2025-04-02", note="总分计算有误")
CODED = replace(EVERYTHING, header=replace(EVERYTHING.header, secrecy="", extra={}), unbound=())
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "' onfocus='alert(1)",
    "javascript:alert(1)",
    "https://example.org/",
    "../../../etc/passwd",
    "C:\\con\\..",
    "{{7*7}}&lt;",
    "\u202e>tpircs<",
)
PLACE = "2024/219001/51000021R0000"


def published(folder, forms, wish=WISH):
    done = publish(forms, folder, wish)
    assert not isinstance(done, Problem), done
    return done


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def index(folder):
    return json.loads((folder / "index.json").read_text("utf-8"))["publications"]


def page(folder, address):
    return (folder / address).read_text("utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Two forms, one of them corrected later."""
    folder = tmp_path_factory.mktemp("published") / "site"
    published(folder, [SAMPLE, CODED])
    published(folder, [with_text(CODED, "total.score", "90.00")], LATER)
    return folder


def test_a_form_has_a_page_and_its_files_beside_it(site):
    names = {path.name for path in (site / PLACE).iterdir()}
    assert names == {
        "index.html",
        *(f"{n}.{kind}" for n in (1, 2) for kind in ("html", "pdf", "xlsx", "json")),
    }
    shown = page(site, f"{PLACE}/1.html")
    for kind in ("pdf", "xlsx", "json"):
        assert f'href="1.{kind}"' in shown
    assert 'href="../../../index.html"' in shown


@pytest.mark.parametrize("kind", ["html", "pdf", "xlsx", "json"])
def test_every_file_is_the_form_as_it_was_published(site, kind):
    [form] = open_document(site / PLACE / f"1.{kind}").forms
    assert (form.header.project, form.total.score) == ("河道保洁", "96.28")
    [form] = open_document(site / PLACE / f"2.{kind}").forms
    assert form.total.score == "90.00"


def test_what_was_published_keeps_its_address_and_the_new_page_says_what_changed(site):
    old, new = page(site, f"{PLACE}/1.html"), page(site, f"{PLACE}/2.html")
    assert "已更正" in old
    assert 'href="2.html"' in old
    assert "<strong>更正。</strong>" in new
    assert 'href="1.html"' in new
    assert "更正说明：总分计算有误" in new
    assert "总分得分由“96.28”改为“90.00”" in new
    assert page(site, f"{PLACE}/index.html") == new
    assert "2025-03-20" in old
    assert 'content="2025-04-02"' in new
    assert "更正" in page(site, "index.html")
    assert "更正后第2版" in page(site, "2024/219001/index.html")


def test_the_index_tells_programs_every_publication(site):
    rows = index(site)
    assert [(row["address"], row["number"], row["is_latest"]) for row in rows if row["number"] == 2] == [
        (f"{PLACE}/2.html", 2, True)
    ]
    [first] = [row for row in rows if row["address"] == f"{PLACE}/1.html"]
    assert not first["is_latest"]
    assert (first["annual_budget"], first["executed"], first["rate"]) == ("636500.00", "463200.00", "72.77")
    assert all((site / place).is_file() for row in rows for place in row["files"].values())


def test_the_open_data_are_those_of_the_versions_that_hold(site):
    forms = document_from_json(json.loads((site / "data" / "json" / "forms.json").read_text("utf-8")))
    assert sorted(form.total.score for form in forms) == ["90.00", "96.28"]
    lines = (site / "data" / "csv" / "forms.csv").read_text("utf-8").splitlines()
    assert any(line.startswith(f"{PLACE},") for line in lines)


def test_the_same_forms_on_the_same_day_give_the_same_bytes_in_any_order(tmp_path):
    published(tmp_path / "a", [SAMPLE, CODED])
    published(tmp_path / "b", [CODED, SAMPLE])
    published(tmp_path / "c", [SAMPLE])
    published(tmp_path / "c", [CODED, SAMPLE])
    assert files(tmp_path / "a") == files(tmp_path / "b") == files(tmp_path / "c")


def test_publishing_the_same_again_changes_nothing(site):
    before = files(site)
    done = published(
        site, [SAMPLE, with_text(CODED, "total.score", "90.00")], replace(LATER, date="2025-09-09")
    )
    assert (done.new, done.corrected, done.unchanged) == ([], [], 2)
    assert files(site) == before


def test_a_form_that_becomes_secret_leaves_the_folder_in_all_its_versions(tmp_path):
    published(tmp_path / "s", [SAMPLE, CODED])
    published(tmp_path / "s", [with_text(CODED, "total.score", "90.00")], LATER)
    secret = replace(CODED, header=replace(CODED.header, secrecy="涉密：某密级"))
    done = published(tmp_path / "s", [secret], LATER)
    assert [entry.folder for entry in done.withdrawn] == [PLACE]
    assert len(done.problems) == 1
    left = files(tmp_path / "s")
    assert not [name for name in left if name.startswith("2024/219001/")]
    assert not [name for name, data in left.items() if b"51000021R0000" in data or "某密级".encode() in data]
    assert faults_of_site(tmp_path / "s")[0] == []


def test_when_nothing_is_left_the_home_and_no_data_remain(tmp_path):
    published(tmp_path / "s", [CODED])
    published(tmp_path / "s", [replace(CODED, header=replace(CODED.header, secrecy="涉密"))])
    assert set(files(tmp_path / "s")) == {"index.html", "index.json", "style.css"}
    assert faults_of_site(tmp_path / "s")[0] == []


def test_personal_data_keep_a_form_out_and_what_stands_there_stays(tmp_path):
    published(tmp_path / "s", [CODED])
    before = files(tmp_path / "s")
    private = with_text(CODED, "goals.actual", "请致电13812345678")
    done = published(tmp_path / "s", [private])
    assert "手机号码" in done.problems[0].message
    assert files(tmp_path / "s") == before


def test_two_forms_of_one_address_are_one_if_they_are_alike_and_refused_if_not(tmp_path):
    other = with_text(SAMPLE, "total.score", "80.00")
    done = published(tmp_path / "s", [SAMPLE, SAMPLE, other])
    assert len(done.new) == 1
    assert "项目代码" in done.problems[0].fix


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("信")
    assert isinstance(publish([SAMPLE], tmp_path, WISH), Problem)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "{",
        lambda text: text.replace("jiheng-publication/1", "jiheng-publication/9"),
        lambda text: text.replace('"address": "2024', '"address": "../../2024'),
        lambda text: text.replace('"number": 1', '"number": "一"'),
    ],
)
def test_a_damaged_index_is_refused_and_nothing_is_written(tmp_path, damage):
    published(tmp_path / "s", [CODED])
    place = tmp_path / "s" / "index.json"
    place.write_text(damage(place.read_text("utf-8")), "utf-8")
    before = files(tmp_path)
    assert isinstance(publish([SAMPLE], tmp_path / "s", WISH), Problem)
    assert files(tmp_path) == before


def test_a_form_that_was_altered_in_the_folder_is_not_published_upon(tmp_path):
    published(tmp_path / "s", [CODED])
    place = tmp_path / "s" / PLACE / "1.json"
    place.write_text(place.read_text("utf-8").replace("96.28", "99.28"), "utf-8")
    refusal = publish([SAMPLE], tmp_path / "s", WISH)
    assert isinstance(refusal, Problem)
    assert "与公开时不同" in refusal.message


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_code_nor_a_way_out_of_the_folder(tmp_path, text):
    head = replace(SAMPLE.header, project=text, unit=text, department=text, unit_code=text, project_code=text)
    done = published(
        tmp_path / "s", [replace(SAMPLE, header=head)], replace(WISH, title=text, publisher=text)
    )
    assert len(done.new) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"s"}
    for place in (tmp_path / "s").rglob("*.html"):
        seen = look(place.read_text("utf-8"))
        assert seen.scripts == []
        assert not [link for link in seen.links if ":" in link or link.startswith("/")]
    assert [fault for fault in faults_of_site(tmp_path / "s")[0] if "不一致" not in str(fault)] == []


def test_every_page_has_title_date_language_one_heading_and_named_tables(site):
    for name, data in files(site).items():
        if name.endswith(".html"):
            seen = look(data.decode())
            assert seen.title, name
            assert seen.meta["PubDate"].startswith("2025-0"), name
            assert seen.meta["SiteName"] == "某市绩效自评公开"
            assert (seen.language, seen.headings, seen.tables_without_names) == ("zh-CN", 1, 0), name
            assert b"default-src 'none'" in data
            assert b"unsafe-inline" not in data


def test_names_given_before_are_kept(tmp_path):
    published(tmp_path / "s", [SAMPLE], replace(WISH, licence="CC-BY-4.0"))
    published(tmp_path / "s", [CODED], Wish("2025-05-01"))
    assert "某市绩效自评公开" in page(tmp_path / "s", "index.html")
    package = json.loads((tmp_path / "s" / "data" / "csv" / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]


def test_a_form_without_any_name_is_found_by_what_it_says():
    nameless = Form(grade="优")
    assert str(address_of(nameless)) == str(address_of(Form(grade="优")))
    assert address_of(nameless).year == "undated"


def test_changes_are_told_by_the_names_of_the_cells_and_end_after_twenty():
    told = changes(SAMPLE, with_text(with_text(SAMPLE, "grade", ""), "header.unit", "另一所"))
    assert told == ("实施单位由“某市河道管理所”改为“另一所”", "评分等级由“优”改为空白")
    fewer = replace(SAMPLE, indicators=SAMPLE.indicators[:-1])
    assert changes(SAMPLE, fewer) == ("绩效指标由5行改为4行",)
    assert changes(SAMPLE, SAMPLE) == ()
    line = replace(SAMPLE.indicators[0], reason="改", points="1", score="1", actual="改", level3="改")
    many = changes(SAMPLE, replace(SAMPLE, indicators=(line,) * 5))
    assert len(many) == 21
    assert many[-1].startswith("另有")


def test_a_changed_target_is_told_once():
    line = replace(SAMPLE.indicators[1], target=SAMPLE.indicators[2].target)
    told = changes(SAMPLE, replace(SAMPLE, indicators=(SAMPLE.indicators[0], line, *SAMPLE.indicators[2:])))
    assert told == ("绩效指标第2行年度指标值由“≥50.00(次)”改为“=100.00(%)”",)


def test_only_files_of_the_folder_are_written(site):
    assert all(isinstance(path, Path) and not path.name.endswith(".new") for path in site.rglob("*"))
