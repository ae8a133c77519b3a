"""The offices and the people of 澜江市. All are made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jiheng.web.apps.accounts.roles import Kind, Role

NAME = "澜江市"
PASSWORD = "Lanjiang-2024"  # noqa: S105  shown on the login page of the demo, and good for nothing else

BUREAU = ("900", "澜江市财政局")
DEPARTMENTS = {
    "101": "澜江市对外协作办公室",
    "102": "澜江市水务局",
    "103": "澜江市文化和旅游局",
}
UNITS = {
    "101002": "澜江市驻溪城联络处",
    "101003": "澜江市协作促进中心",
    "101004": "澜江市协作信息服务站",
    "101005": "澜江市协作培训中心",
    "102001": "澜江市水文站",
    "102002": "澜江市河道管理所",
    "102003": "澜江市水利工程质量站",
    "102004": "澜江市节水服务中心",
    "103001": "澜江市图书馆",
    "103002": "澜江市群众艺术馆",
    "103003": "澜江市博物馆",
    "103004": "澜江市文物保护所",
}
HOME = "101002"
"""The unit of the first three people, and of the example forms."""
_OTHERS = tuple(code for code in UNITS if code != HOME)


@dataclass(frozen=True, slots=True)
class Person:
    """An account: one role at some organisations, and what to do first with it."""

    username: str
    name: str
    role: Role
    places: tuple[str, ...]
    first: str


PEOPLE = (
    Person("tianbao", "沈知秋", Role.FILLER, (HOME,), "填写自评表、按意见更正、提交"),
    Person("xiangmu", "陆明远", Role.PROJECT_LEAD, (HOME,), "与填报人同时填写、撤回"),
    Person("danwei", "方若谷", Role.UNIT_HEAD, (HOME,), "审核本单位的表，上报或退回，申请公开"),
    Person("zhuguan", "程亦安", Role.DEPARTMENT_REVIEWER, ("101",), "审核下属单位上报的表"),
    Person("yewu", "商颂", Role.BUSINESS_OFFICE, tuple(DEPARTMENTS), "财政业务科室审核"),
    Person("jixiao", "温如言", Role.PERFORMANCE_OFFICE, (BUREAU[0],), "下达任务、备案、确认公开"),
    Person("guanli", "祁恒", Role.ADMINISTRATOR, (BUREAU[0],), "管理单位和账号"),
    Person("tianbao2", "何静", Role.FILLER, _OTHERS, "其他单位的集中填报"),
    Person("danwei2", "罗建平", Role.UNIT_HEAD, _OTHERS, "其他单位的审核"),
    Person("zhuguan2", "白雨桐", Role.DEPARTMENT_REVIEWER, ("102",), "水务局的审核"),
    Person("zhuguan3", "江怀远", Role.DEPARTMENT_REVIEWER, ("103",), "文化和旅游局的审核"),
)


def organisations() -> Iterator[tuple[Kind, str, str, str]]:
    """Kind, code, name, and the code of what it belongs to; a parent before its children."""
    yield Kind.BUREAU, *BUREAU, ""
    for code, name in DEPARTMENTS.items():
        yield Kind.DEPARTMENT, code, name, BUREAU[0]
    for code, name in UNITS.items():
        yield Kind.UNIT, code, name, code[:3]


def where(person: Person) -> str:
    """Where *person* works, in a few words."""
    names = {BUREAU[0]: BUREAU[1], **DEPARTMENTS, **UNITS}
    return names[person.places[0]] if len(person.places) == 1 else f"{len(person.places)}个单位"


def accounts_told() -> list[str]:
    """A line an account, for the console."""
    return [
        f"  {person.username:<9} {person.role.label}（{where(person)}）：{person.first}" for person in PEOPLE
    ]
