"""The crawler of a published folder: a sound one passes, and every fault that is planted is found."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256

import pytest
from paper import EVERYTHING, SAMPLE, with_text

from jiheng.pipeline import faults_of_site, publish
from jiheng.standards import layouts
from jiheng.writing.site import FaultKind, Wish
from jiheng.writing.site.agreement import differences

CODED = replace(EVERYTHING, header=replace(EVERYTHING.header, secrecy="", extra={}), unbound=())
PLACE = "2024/219001/51000021R0000"


@pytest.fixture(scope="module")
def sound(tmp_path_factory, published_everywhere):
    folder = tmp_path_factory.mktemp("sound") / "site"
    publish(published_everywhere, folder, Wish("2025-03-20", "题", "某局"))
    publish([with_text(CODED, "total.score", "90.00")], folder, Wish("2025-04-02"))
    return folder


@pytest.fixture(scope="module")
def published_everywhere():
    """A form in every layout, and the one with a code."""
    forms = [
        replace(SAMPLE, layout=layout.id, header=replace(SAMPLE.header, project=f"项目{layout.id}"))
        for layout in layouts()
    ]
    return [*forms, CODED]


@pytest.fixture
def site(sound, tmp_path):
    shutil.copytree(sound, tmp_path / "site")
    return tmp_path / "site"


def kinds(site):
    return {fault.kind for fault in faults_of_site(site)[0]}


def change(site, name, old, new):
    place = site / name
    text = place.read_text("utf-8")
    assert old in text, (name, old)
    place.write_text(text.replace(old, new), "utf-8")


def test_a_sound_folder_has_no_fault_and_all_its_files_are_looked_at(sound):
    faults, count = faults_of_site(sound)
    assert list(map(str, faults)) == []
    assert count == len([path for path in sound.rglob("*") if path.is_file()])


@pytest.mark.parametrize(
    "name",
    [
        f"{PLACE}/1.pdf",
        f"{PLACE}/2.html",
        "style.css",
        "data/parquet/forms.parquet",
        "2024/219001/index.html",
    ],
)
def test_a_missing_file_is_found(site, name):
    (site / name).unlink()
    assert FaultKind.MISSING in kinds(site)


def test_a_link_in_other_letters_is_found_as_it_fails_on_a_server(site):
    change(site, f"{PLACE}/1.html", 'href="1.pdf"', 'href="1.PDF"')
    assert {FaultKind.MISSING} <= kinds(site)


def test_a_link_to_a_place_that_is_not_on_the_page_is_found(site):
    change(site, "index.html", 'href="#main"', 'href="#nowhere"')
    assert kinds(site) == {FaultKind.MISSING}


@pytest.mark.parametrize("name", ["left.docx", "data/csv/more.csv", "2024/219001/index.htm"])
def test_a_file_that_no_link_reaches_is_found(site, name):
    (site / name).write_bytes(b"x")
    [fault] = faults_of_site(site)[0]
    assert (fault.kind, fault.file) == (FaultKind.UNREACHABLE, name)


@pytest.mark.parametrize(
    "planted",
    [
        '<a href="https://example.org/">x</a>',
        '<a href="//example.org/x">x</a>',
        '<a href="/index.html">x</a>',
        '<a href="../../other.html">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<img alt="" src="http://example.org/p.gif">',
        '<img alt="" src="style.css" srcset="http://example.org/p.gif 2x">',
        '<p style="background:url(http://example.org/p.gif)">x</p>',
        "<style>@import 'http://example.org/x.css';</style>",
        '<form action="http://example.org/">x</form>',
        '<link rel="preload" href="file:///etc/passwd">',
    ],
)
def test_an_outside_address_is_found(site, planted):
    change(site, "index.html", "</main>", f"{planted}</main>")
    assert FaultKind.OUTSIDE in kinds(site)


def test_an_outside_address_in_the_style_sheet_is_found(site):
    (site / "style.css").write_text("p { background: url(http://example.org/x) }")
    assert FaultKind.OUTSIDE in kinds(site)


@pytest.mark.parametrize(
    "planted",
    [
        "<script>1</script>",
        '<p onclick="x()">x</p>',
        '<a href="javascript:x()">x</a>',
        '<iframe title="x"></iframe>',
        "<object></object>",
        '<meta http-equiv="refresh" content="0; url=index.html">',
    ],
)
def test_whatever_runs_is_found(site, planted):
    change(site, "index.html", "</main>", f"{planted}</main>")
    assert FaultKind.SCRIPT in kinds(site)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<html lang="zh-CN">', "<html>"),
        ("<title>题</title>", "<title> </title>"),
        ('<meta name="PubDate" content="2025-04-02">', ""),
        ("<h1>题</h1>", "<p>题</p>"),
        ("<caption>2024年度各单位自评表</caption>", ""),
    ],
)
def test_a_page_that_lacks_what_every_page_has_is_found(site, old, new):
    change(site, "index.html", old, new)
    assert kinds(site) == {FaultKind.INCOMPLETE}


@pytest.mark.parametrize("old", ["96.28", "46.32", "72.77", "68.00(次)", "河道保洁", "枯水期偏长"])
def test_a_page_that_says_otherwise_than_the_data_is_found(site, old):
    page = site / PLACE / "1.html"
    head, table = page.read_text("utf-8").split("<tbody>", 1)
    assert old in table
    page.write_text(
        f"{head}<tbody>{table.replace(old, old[::-1] if old.isalpha() else f'9{old}', 1)}", "utf-8"
    )
    [fault] = [fault for fault in faults_of_site(site)[0] if fault.kind is FaultKind.DISAGREEMENT]
    assert fault.file == f"{PLACE}/1.html"


@pytest.mark.parametrize("name", [f"{PLACE}/1.json", "data/csv/funding.csv", "data/excel/indicators.csv"])
def test_data_that_were_altered_are_found(site, name):
    place = site / name
    place.write_bytes(place.read_bytes().replace(b"46.32", b"46.23").replace(b"68.00", b"86.00"))
    assert name in {f.file for f in faults_of_site(site)[0] if f.kind is FaultKind.DISAGREEMENT}


def test_data_altered_together_with_their_digest_are_found_against_the_page(site):
    place = site / PLACE / "1.json"
    digest = json.loads((site / "index.json").read_text("utf-8"))["publications"]
    [old] = [row["digest"] for row in digest if row["address"] == f"{PLACE}/1.html"]
    changed = place.read_bytes().replace(b'"96.28"', b'"98.28"')
    place.write_bytes(changed)
    change(site, "index.json", old, sha256(changed).hexdigest())
    found = [f for f in faults_of_site(site)[0] if f.kind is FaultKind.DISAGREEMENT]
    assert {f.file for f in found} == {f"{PLACE}/1.{kind}" for kind in ("html", "pdf", "xlsx")}
    assert "总分得分为“96.28”，JSON 数据中为“98.28”" in found[0].message


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_a_file_of_another_version_is_found(site, kind):
    shutil.copy(site / PLACE / f"2.{kind}", site / PLACE / f"1.{kind}")
    assert {fault.file for fault in faults_of_site(site)[0]} == {f"{PLACE}/1.{kind}"}


def test_a_page_that_is_no_longer_the_version_that_holds_is_found(site):
    shutil.copy(site / PLACE / "1.html", site / PLACE / "index.html")
    assert f"{PLACE}/index.html" in {fault.file for fault in faults_of_site(site)[0]}


def test_a_date_that_differs_from_the_index_is_found(site):
    change(
        site, f"{PLACE}/1.html", 'name="PubDate" content="2025-03-20"', 'name="PubDate" content="2025-03-21"'
    )
    assert kinds(site) == {FaultKind.DISAGREEMENT}


def test_a_version_that_the_index_does_not_know_is_found(site):
    data = json.loads((site / "index.json").read_text("utf-8"))
    data["publications"] = [row for row in data["publications"] if row["address"] != f"{PLACE}/1.html"]
    (site / "index.json").write_text(json.dumps(data), "utf-8")
    assert f"{PLACE}/1.html" in {fault.file for fault in faults_of_site(site)[0]}


@pytest.mark.parametrize("name", ["index.json", "data/csv/datapackage.json", "data/csv/forms.csv"])
def test_what_is_damaged_is_a_fault_and_no_crash(site, name):
    (site / name).write_bytes(b"\xff{")
    assert FaultKind.DISAGREEMENT in kinds(site)


def test_a_file_beside_the_folder_is_not_read_through_a_link_of_the_file_system(site, tmp_path):
    (tmp_path / "secret.html").write_text("<p>x</p>")
    (site / "secret.html").symlink_to(tmp_path / "secret.html")
    change(site, "index.html", "</main>", '<a href="secret.html">x</a></main>')
    assert FaultKind.MISSING in kinds(site)


def test_swapped_values_differ_though_both_stand_on_the_page():
    first, second = SAMPLE.funding[0], SAMPLE.funding[1]
    row = replace(first, adjusted=first.executed, executed=first.adjusted)
    found = list(differences(SAMPLE, replace(SAMPLE, funding=(row, second))))
    assert [path for path, _, _ in found] == ["funding[0].adjusted", "funding[0].executed"]


def test_a_sentence_that_was_altered_differs_wherever_it_is_read():
    other = with_text(SAMPLE, "goals.actual", "完成了全市河道保洁，水质没有改善。")
    assert [path for path, _, _ in differences(SAMPLE, other)] == ["goals.actual"]
