"""PDF files of the bench: what is asked of the reading of PDF."""

from pathlib import Path

from benchmark import documents, score

from jiheng.reading import open_document


def test_nearly_every_cell_of_the_pdf_files_of_the_bench_is_right(shared: Path) -> None:
    found = score(shared, "pdf/*.pdf")
    assert found.documents == 40
    assert found.cells >= 0.995
    assert found.filled >= 0.995
    assert found.exact >= 0.90


def test_every_value_read_from_a_pdf_has_its_page_and_its_box(shared: Path) -> None:
    for path in list(documents(shared, "pdf/*.pdf"))[::5]:
        for form in open_document(path).forms:
            assert form.sources
            assert all(s.at.page and s.at.box for s in form.sources.values()), path.name
