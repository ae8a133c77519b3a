"""Organisations, accounts and posts, compared with what the chain tells of them."""

from __future__ import annotations

from collections.abc import Iterator

from jiheng.web.apps.accounts.models import Membership, Organisation, User
from jiheng.web.apps.audit.models import Entry
from jiheng.web.running.verification.fault import Fault

Place = tuple[str, str, str, int | None]
Person = tuple[str, str, bool]
Post = tuple[int, int | None, str]


class Offices:
    """What the chain tells: places (kind, code, name, parent), people (username, name, active) and posts."""

    def __init__(self) -> None:
        self._places: dict[int, Place] = {}
        self._codes: dict[str, int] = {}
        self._people: dict[int, Person] = {}
        self._posts: set[Post] = set()

    def hear(self, entry: Entry, number: int) -> None:
        """One entry more, about the organisation or the account *number*."""
        detail = entry.detail
        match entry.action:
            case "add_organisation":
                self._put(
                    number, (detail["kind"], detail["code"], detail["name"], self._code(detail["parent"]))
                )
            case "rename_organisation":
                kind, code, _, parent = self._places[number]
                self._codes.pop(code, None)
                self._put(number, (kind, detail["code"][-1], detail["name"][-1], parent))
            case "move_organisation":
                self._put(number, (*self._places[number][:3], self._code(detail["to"])))
            case "add_user":
                self._people[number] = (detail["username"], detail["name"], True)
            case "activate" | "deactivate":
                self._people[number] = (*self._people[number][:2], entry.action == "activate")
            case "grant":
                self._posts.add((number, self._code(detail["organisation"]), detail["role"]))
            case "revoke":
                self._posts.discard((number, self._code(detail["organisation"]), detail["role"]))

    def _put(self, number: int, place: Place) -> None:
        self._places[number] = place
        self._codes[place[1]] = number

    def _code(self, code: str) -> int | None:
        return self._codes.get(code)

    def faults(self) -> Iterator[Fault]:
        """What is stored and does not agree."""
        places = {
            row.pk: (row.kind, row.code, row.name, row.parent_id) for row in Organisation.objects.order_by()
        }
        people = {row.pk: (row.username, row.name, row.is_active) for row in User.objects.order_by()}
        posts = set(Membership.objects.values_list("user_id", "organisation_id", "role"))
        for name, stored, told in (("单位", places, self._places), ("账号", people, self._people)):
            for number in sorted({*stored, *told}):
                if stored.get(number) != told.get(number):
                    yield Fault(f"{name}{number}（{_text(stored.get(number))}）与操作记录不符")
        for user, organisation, role in sorted(posts ^ self._posts, key=str):
            what = "没有授权记录" if (user, organisation, role) in posts else "有授权记录，但已不在库中"
            yield Fault(f"账号{user}在单位{organisation}的岗位（{role}）{what}")


def _text(facts: Place | Person | None) -> str:
    return "已不在库中" if facts is None else "、".join(map(str, facts[:2]))
