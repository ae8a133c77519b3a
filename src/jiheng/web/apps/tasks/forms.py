"""What is asked when a task is issued."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from jiheng.standards import load, standard_ids
from jiheng.web.apps.accounts.models import Organisation
from jiheng.web.apps.tasks.selectors import Offered

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class IssueForm(forms.Form):
    """The facts of a task; its units are chosen beside it."""

    year = forms.IntegerField(label="年度", min_value=_FIRST_YEAR, max_value=_LAST_YEAR)
    name = forms.CharField(label="任务名称", max_length=128, initial="项目支出绩效自评")
    standard = forms.ChoiceField(label="评分办法")
    deadline = forms.DateField(
        label="截止日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    with_business_review = forms.BooleanField(label="财政业务科室审核", required=False)
    with_performance_filing = forms.BooleanField(label="财政绩效科备案", required=False, initial=True)

    def __init__(self, data: QueryDict | None = None, *, today: date) -> None:
        initial: dict[str, Any] = {"year": today.year - 1, "deadline": date(today.year, 12, 31)}
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["standard"].choices = [(name, load(name).name) for name in standard_ids()]  # type: ignore[attr-defined]


def chosen_units(data: QueryDict, offered: tuple[Offered, ...]) -> list[Organisation]:
    """The units that were ticked: one by one, by department, or all of them."""
    every = "all" in data
    departments, units = set(data.getlist("department")), set(data.getlist("unit"))
    return [
        unit
        for group in offered
        for unit in group.units
        if every or str(group.id) in departments or str(unit.pk) in units
    ]
