"""One value by its path."""

import pytest

from jiheng.model import Form, FundingRow, Header, Indicator, TargetText
from jiheng.model.paths import value_at, with_value

FORM = Form(
    header=Header(project="甲"),
    funding=(FundingRow("总额"), FundingRow("其他", rate="5")),
    indicators=(Indicator(target=TargetText("≥3次", "≥", "3", "次"), score="1"),),
    grade="优",
)


@pytest.mark.parametrize(
    ("path", "value"),
    [("header.project", "甲"), ("funding[1].rate", "5"), ("indicators[0].target", "≥3次"), ("grade", "优"),
     ("indicators[0].target.op", "≥")],
)  # fmt: skip
def test_a_value_is_found_and_changed_alone(path, value):
    assert value_at(FORM, path) == value
    changed = with_value(FORM, path, "新")
    assert value_at(changed, path) == "新"
    assert with_value(changed, path, value) == FORM or "target" in path


def test_a_changed_target_stands_by_its_text_alone():
    assert with_value(FORM, "indicators[0].target", "≥4次").indicators[0].target == TargetText("≥4次")
