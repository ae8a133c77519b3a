"""What people do here. A role is held at an organisation and reaches what lies below it."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """The roles, and their names on the screen."""

    FILLER = "filler", "填报人"
    PROJECT_LEAD = "project_lead", "项目负责人"
    UNIT_HEAD = "unit_head", "单位财务负责人/负责人"
    DEPARTMENT_REVIEWER = "department_reviewer", "主管部门审核"
    BUSINESS_OFFICE = "business_office", "财政业务科室"
    PERFORMANCE_OFFICE = "performance_office", "财政绩效科"
    ADMINISTRATOR = "administrator", "系统管理员"


class Kind(models.TextChoices):
    """The kinds of organisations."""

    BUREAU = "bureau", "财政部门"
    DEPARTMENT = "department", "主管部门"
    UNIT = "unit", "预算单位"


BELOW: dict[Kind, tuple[Kind | None, ...]] = {
    Kind.BUREAU: (None, Kind.BUREAU),
    Kind.DEPARTMENT: (Kind.BUREAU,),
    Kind.UNIT: (Kind.BUREAU, Kind.DEPARTMENT, Kind.UNIT),
}
"""Below which kinds of organisations a kind may lie; None is the top."""

HELD_AT: dict[Role, tuple[Kind, ...]] = {
    Role.FILLER: (Kind.UNIT, Kind.DEPARTMENT),
    Role.PROJECT_LEAD: (Kind.UNIT, Kind.DEPARTMENT),
    Role.UNIT_HEAD: (Kind.UNIT, Kind.DEPARTMENT),
    Role.DEPARTMENT_REVIEWER: (Kind.DEPARTMENT,),
    # 业务科室 looks after some departments; its role is held at each of them.
    Role.BUSINESS_OFFICE: (Kind.DEPARTMENT, Kind.BUREAU),
    Role.PERFORMANCE_OFFICE: (Kind.BUREAU,),
    Role.ADMINISTRATOR: (Kind.BUREAU,),
}
"""At which kinds of organisations a role may be held."""

OWN_UNIT_ONLY = (Role.FILLER, Role.PROJECT_LEAD, Role.UNIT_HEAD)
"""Roles that reach the forms of their own organisation only; the others reach all below it."""
