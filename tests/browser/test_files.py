"""Files of a form in a real browser: its scan, its evidence, and a workbook that is brought back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
from playwright.sync_api import Page, expect

import jiheng
from jiheng.model import Form
from jiheng.pipeline import written
from keys import cell, fetched, is_measured, saved
from running import Server

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lanjiang-2024.txt"
SignIn = Callable[..., Page]


def words(path: Path) -> str:
    """The text of a PDF."""
    pdf = pypdfium2.PdfDocument(path)
    found = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    return found


def test_a_stamped_scan_is_void_once_a_cell_changes_and_valid_again_with_it(
    sign_in: SignIn, server: Server, tmp_path: Path
) -> None:
    page = sign_in("filler")
    page.goto(server.form("seal"))
    printed = fetched(page, "下载 PDF 打印", tmp_path)
    code = re.search(r"版本码\s*([0-9A-F]{4}-[0-9A-F]{4})", words(printed))
    assert code
    part = page.locator("#seal")
    part.get_by_label("纸面页脚上的版本码").fill(code[1])
    part.get_by_label("扫描件").set_input_files(
        {"name": "盖章.pdf", "mimeType": "application/pdf", "buffer": printed.read_bytes()}
    )
    part.get_by_role("button", name="上传盖章扫描件").click()
    expect(page.get_by_role("status").first).to_contain_text(code[1])
    expect(part.locator("h3 .state")).to_have_text("有效")

    reason = cell(page, "indicators", 1, "reason")
    stamped = reason.input_value()
    reason.fill("盖章以后又改了一格")
    saved(page)
    page.reload()
    expect(part.locator("h3 .state")).to_have_text("已失效")
    expect(part).not_to_contain_text(f"现在的版本码 {code[1]}")
    reason.fill(stamped)
    saved(page)
    page.reload()
    expect(part.locator("h3 .state")).to_have_text("有效")


def test_evidence_goes_up_comes_down_as_it_was_and_is_kept_when_it_is_taken_off(
    sign_in: SignIn, server: Server, tmp_path: Path
) -> None:
    page = sign_in("filler")
    page.goto(server.form("evidence"))
    part = page.locator("#evidence")
    data = "走访日期,企业\n2024-05-06,澜江机械厂\n".encode()
    part.get_by_label("文件（可多选）").set_input_files(
        {"name": "走访记录.csv", "mimeType": "text/csv", "buffer": data}
    )
    part.get_by_role("button", name="上传佐证材料").click()
    assert fetched(page, "走访记录.csv", tmp_path).read_bytes() == data
    reviewer = sign_in("department_reviewer")
    reviewer.goto(server.form("evidence"))
    assert fetched(reviewer, "走访记录.csv", tmp_path).read_bytes() == data
    expect(reviewer.locator("#evidence button")).to_have_count(0)

    part.get_by_label("文件（可多选）").set_input_files(
        {"name": "程序.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00"}
    )
    part.get_by_role("button", name="上传佐证材料").click()
    expect(page.get_by_role("status").first).to_contain_text("“程序.pdf”是程序或脚本，不能上传")
    part.get_by_role("button", name="移除“走访记录.csv”").click()
    part.locator("summary", has_text="已移除").click()
    assert fetched(page, "走访记录.csv", tmp_path).read_bytes() == data


def write_into(path: Path, form: Form) -> None:
    """What a clerk does in Excel: amounts as numbers; results, reasons and scores in their columns."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    boxes = [box for row in sheet.iter_rows() for box in row if box.value]
    columns = {str(box.value).replace("\n", ""): box.column for box in boxes}
    by_name = {line.level3: line for line in form.indicators}
    for box in boxes:
        if line := by_name.get(str(box.value)):
            sheet.cell(box.row, columns["实际完成值"]).value = line.actual
            sheet.cell(box.row, columns["偏差原因分析及改进措施"]).value = line.reason
            if not is_measured(line.target.text):
                sheet.cell(box.row, columns["偏差原因分析及改进措施"] - 2).value = float(line.score)
    for fund in form.funding:
        row = next(box.row for box in boxes if box.value == fund.label)
        sheet.cell(row, columns["全年执行数"]).value = float(fund.executed)
    goals = next(box for box in boxes if box.value == "实际完成情况")
    sheet.cell(goals.row + 1, goals.column).value = form.goals.actual
    book.save(path)


def test_the_workbook_of_the_page_is_filled_in_excel_and_comes_back_with_97_28(
    sign_in: SignIn, server: Server, tmp_path: Path
) -> None:
    page = sign_in("filler")
    page.goto(server.form("refill"))
    workbook = fetched(page, "下载本表的 Excel，填好后传回", tmp_path)
    example = jiheng.read(EXAMPLE)[0]
    write_into(workbook, example)
    part = page.locator("#fill")
    part.get_by_label("自评表文件").set_input_files(workbook)
    part.get_by_role("button", name="读取并核对").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("核对")
    goal = page.get_by_role("checkbox", name="实际完成情况")
    expect(goal).to_be_checked()
    page.get_by_role("button", name="填入勾选的内容").click()
    expect(page.get_by_role("status").first).to_contain_text("已从")
    expect(page.locator("#total")).to_have_text("97.28")
    expect(page.locator('[data-path="goals.actual"]')).to_have_value(example.goals.actual)


def test_a_published_pdf_is_shown_beside_its_values_and_a_misread_one_is_corrected_for_good(
    sign_in: SignIn, server: Server, tmp_path: Path
) -> None:
    published = tmp_path / "公开的自评表.pdf"
    example = jiheng.read(EXAMPLE)[0]
    misread = replace(example, goals=replace(example.goals, actual="全部宪成。"))
    made = written([misread], "pdf", "cn-shanghai")
    assert isinstance(made, bytes)
    published.write_bytes(made)
    page = sign_in("filler", width=1500, height=900)
    for text in ("全部完成。", ""):
        page.goto(server.form("evidence"))
        page.locator("#fill").get_by_label("自评表文件").set_input_files(published)
        page.locator("#fill").get_by_role("button", name="读取并核对").click()
        value = page.locator("#value-0-goals-actual")
        if not text:  # the second time
            expect(page.locator("#fill-form")).to_contain_text("原读作“全部宪成。”，更正为“全部完成。”")
            break
        box = page.locator("#at-0-goals-actual rect")
        box.click()
        expect(value).to_be_in_viewport()
        value.get_by_role("link", name="第1页").click()
        expect(box).to_be_in_viewport()
        value.get_by_role("textbox").fill(text)
        page.get_by_role("button", name="填入勾选的内容").click()
        expect(page.locator('[data-path="goals.actual"]')).to_have_value(text)
