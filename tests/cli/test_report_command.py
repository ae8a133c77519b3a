"""``jiheng report``: which document a call writes, and what it says where it cannot."""

from io import BytesIO

import openpyxl
import pytest
from docx import Document
from test_commands import SAMPLE, jiheng

from jiheng.writing.report import KINDS


def title(path):
    return Document(path).paragraphs[0].text


def test_one_form_gives_a_report_on_itself_and_several_one_on_all(tmp_path):
    done = jiheng("report", SAMPLE, "--to", "docx", cwd=tmp_path)
    assert done.returncode == 0
    assert "已写出 自评报告.docx（1张表）" in done.stderr.decode()
    assert "标为“【请填写：……】”的地方须由人填写" in done.stderr.decode()
    assert title(tmp_path / "自评报告.docx").endswith("绩效自评报告")
    target = tmp_path / "a.docx"
    assert jiheng("report", SAMPLE, SAMPLE, "-o", target).returncode == 0
    assert title(target).endswith("绩效自评汇总分析报告")


def test_the_summary_is_a_workbook_and_what_is_written_without_a_word(tmp_path):
    assert jiheng("report", SAMPLE, cwd=tmp_path).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")
    assert book.sheetnames == ["汇总表", "评分等级分布"]
    stdout = jiheng("report", SAMPLE, "--to", "docx", "-o", "-").stdout
    assert Document(BytesIO(stdout)).paragraphs


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_is_given_changed_and_taken_back(kind, tmp_path):
    template = tmp_path / "t.docx"
    assert jiheng("report", "--new-template", kind, "-o", template).returncode == 0
    word = Document(template)
    word.paragraphs[0].insert_paragraph_before("本局")
    word.save(template)
    files = [SAMPLE] * (1 + KINDS.index(kind))
    done = jiheng("report", *files, "--template", template, "-o", tmp_path / "made.docx")
    assert done.returncode == 0, done.stderr.decode()
    assert title(tmp_path / "made.docx").startswith("本局")


def test_a_template_that_cannot_be_used_is_one_chinese_line(tmp_path):
    done = jiheng("report", SAMPLE, "--template", SAMPLE, cwd=tmp_path)
    assert done.returncode == 3
    assert "报告模板不能使用：模板不是 Word 文件（.docx）。请从" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []
    missing = jiheng("report", SAMPLE, "--template", tmp_path / "none.docx", cwd=tmp_path)
    assert missing.returncode == 3
    assert "没有这个文件或文件夹" in missing.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--to", "pdf"), "不能写成“pdf”；可用：xlsx、docx"),
        (("--to", "xlsx", "-o", "a.docx"), "后缀不一致"),
        (("--to", "xlsx", "--template", "t.docx"), "--template 只用于 Word 报告"),
        (("--new-template", "总结"), "没有“总结”的模板；可用：自评报告、汇总分析报告"),
    ],
)
def test_a_call_that_contradicts_itself_is_told_so(arguments, why, tmp_path):
    done = jiheng("report", SAMPLE, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert why in done.stderr.decode()


def test_without_a_file_there_is_nothing_to_report():
    done = jiheng("report")
    assert done.returncode == 2
    assert "请给出文件" in done.stderr.decode()
