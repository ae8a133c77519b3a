"""STR113."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.cells import cells, shortened
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import words


@check(
    code="STR113",
    title="PDF附带的数据与页面印的不一致",
    severity=Severity.ERROR,
    fixable=Fixable.NONE,
    message="{where}页面印的是“{printed}”，文件附带的数据是“{said}”，其中一处被改动过",
    fix="向编制单位索取原件核对，以盖章的页面为准",
    clause="文件内容的一致性（页面与附带数据）",
)
def data_contradicts_page(case: Case) -> Iterator[Answer]:
    """The data that came with a PDF says otherwise than its pages: one of the two was changed afterwards."""
    attached = case.form.attached
    if attached is None:
        yield NotApplicable("文件没有附带数据")
        return
    printed = {cell.path: cell.text for cell in cells(case.form)}
    for path, said in attached.items():
        text = printed.get(path, "")
        where = words(case.form, path)
        yield Hit(path, {"where": where, "printed": shortened(text), "said": shortened(said)})
