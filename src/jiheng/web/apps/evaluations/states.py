"""Where a form stands between the unit's desk and the public site."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """The states, in the order of the way; ``review.transitions`` says who moves a form between them."""

    DRAFT = "draft", "填报中"
    UNIT_REVIEW = "unit_review", "待单位审核"
    DEPARTMENT_REVIEW = "department_review", "待主管部门审核"
    BUSINESS_REVIEW = "business_review", "待财政业务科室审核"
    PERFORMANCE_FILING = "performance_filing", "待绩效科备案"
    APPROVED = "approved", "审核完成"
    TO_PUBLISH = "to_publish", "待确认公开"
    PUBLISHED = "published", "已公开"
