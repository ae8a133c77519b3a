"""The page that shows a document with what was read in it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from test_commands import jiheng

from jiheng.pipeline import open_document, written

LANJIANG = Path(__file__).parents[2] / "examples" / "lanjiang-2024.txt"
FORMS = open_document(LANJIANG).forms


class Page(HTMLParser):
    """The elements of a page, its ids and the ids that it links to."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []


@pytest.fixture(params=["pdf", "xlsx", "docx", "html", "txt"])
def shown(request, tmp_path):
    """The page of the example in one format."""
    source, place = tmp_path / f"表.{request.param}", tmp_path / "页.html"
    data = LANJIANG.read_bytes() if request.param == "txt" else written(FORMS, request.param, "cn-shanghai")
    source.write_bytes(data)
    done = jiheng("read", source, "--show", place)
    assert done.returncode == 0, done.stderr.decode()
    return place.read_text("utf-8")


def test_the_page_needs_nothing_and_runs_nothing(shown):
    page = Page(shown)
    assert "default-src 'none'" in shown
    assert not {"script", "link", "iframe", "object", "form"} & set(page.tags)
    assert not re.search(r"""(?:src|href)="(?!#|data:image/png)""", shown)
    assert all(link.startswith("#") for link in page.links)


def test_every_value_links_to_its_place_and_back(shown):
    page = Page(shown)
    ids = set(page.ids)
    assert len(ids) == len(page.ids)
    values = {name.removeprefix("value-") for name in ids if name.startswith("value-")}
    places = {name.removeprefix("at-") for name in ids if name.startswith("at-")}
    assert values == places
    assert {f"{number}-indicators-0-score" for number in range(len(FORMS))} <= values
    assert {link[1:] for link in page.links} <= ids


def test_values_have_the_names_of_the_field_and_their_confidence(shown):
    for word in ("项目名称", "执行率", "偏差原因分析及改进措施", "100%", FORMS[0].header.project, "97.28"):
        assert word in shown


def test_what_was_read_unsurely_or_not_bound_stands_out(tmp_path, shared):
    source = shared / "readbench" / "dev" / "txt" / "d03.pdftotext.txt"
    jiheng("read", source, "--show", tmp_path / "页.html")
    page = (tmp_path / "页.html").read_text("utf-8")
    assert 'class="unsure"' in page
    assert "个请核对" in page


def test_pages_are_pictures_with_boxes_in_points(tmp_path):
    source, place = tmp_path / "表.pdf", tmp_path / "页.html"
    source.write_bytes(written(FORMS[:1], "pdf", "cn-shanghai"))
    jiheng("read", source, "--show", place)
    page = place.read_text("utf-8")
    assert page.count("data:image/png;base64,") == 1
    assert 'viewBox="0 0 595.3 841.9"' in page
    assert page.count("<rect ") > 100


def test_what_a_document_smuggles_in_is_text(tmp_path):
    source, place = tmp_path / "表.txt", tmp_path / "页.html"
    name = FORMS[0].header.project
    source.write_text(LANJIANG.read_text("utf-8").replace(name, f"<script>{name}&\u202e</script>"), "utf-8")
    assert jiheng("read", source, "--show", place).returncode == 0
    page = place.read_text("utf-8")
    assert "<script" not in page
    assert f"&lt;script&gt;{name}&amp;" in page
    assert "\u202e" not in page


def test_problems_stand_on_top(tmp_path):
    source, place = tmp_path / "表.txt", tmp_path / "页.html"
    source.write_text("财政项目支出绩效自评表\n（2024年度）\n项目名称 某项目\n", "utf-8")
    done = jiheng("read", source, "--show", place)
    assert done.returncode != 0
    page = place.read_text("utf-8")
    assert page.index("不完整") < page.index("<main>")


def test_one_document_at_a_time_and_none_without_a_form(tmp_path):
    (tmp_path / "a.txt").write_text("没有表", "utf-8")
    place = tmp_path / "页.html"
    assert jiheng("read", tmp_path / "a.txt", "--show", place).returncode == 3
    assert jiheng("read", tmp_path, "--show", place).returncode == 2
    assert not place.exists()


def test_a_target_in_three_cells_has_a_box_for_each(tmp_path, shared):
    jiheng("read", shared / "readbench" / "dev" / "pdf" / "d02.pdf", "--show", tmp_path / "页.html")
    ids = Page((tmp_path / "页.html").read_text("utf-8")).ids
    parts = [name for name in ids if name.startswith("at-0-indicators-0-target")]
    assert len(parts) == 3


def test_a_page_never_takes_the_name_of_another_kind_of_file(tmp_path):
    other = tmp_path / "别的.pdf"
    other.write_bytes(b"%PDF-1.7")
    done = jiheng("read", LANJIANG, "--show", other)
    assert (done.returncode, other.read_bytes()) == (2, b"%PDF-1.7")
    assert "应以 .html 结尾" in done.stderr.decode()
