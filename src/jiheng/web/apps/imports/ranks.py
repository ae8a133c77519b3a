"""Who approved what: a list from lower down does not change what was approved higher up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.selectors import roles_at
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.readonly import touches
from jiheng.web.apps.imports.models import Kind

IMPORTERS = (
    Role.PERFORMANCE_OFFICE,
    Role.DEPARTMENT_REVIEWER,
    Role.FILLER,
    Role.PROJECT_LEAD,
    Role.UNIT_HEAD,
)
"""Who may bring in lists, each for the units in reach of that role."""

RANKS = ("unit", "department", "bureau")
NAMES = {"unit": "本单位", "department": "主管部门", "bureau": "财政绩效科"}


def rank_at(user: User, unit: Organisation) -> str:
    """From how high up *user* speaks for *unit*."""
    roles = roles_at(user, unit)
    if Role.PERFORMANCE_OFFICE in roles:
        return "bureau"
    return "department" if Role.DEPARTMENT_REVIEWER in roles else "unit"


def held_above(approval: Mapping[str, Any] | None, edits: Iterable[Edit], rank: str) -> str:
    """The rank, higher than *rank*, that approved a cell among *edits*; ``""`` where there is none."""
    cells = (approval or {}).get("cells", {})
    for edit in edits:
        if touches(cells, edit):
            owner = _owner(approval or {}, edit.path)
            if RANKS.index(owner) > RANKS.index(rank):
                return owner
    return ""


def _owner(approval: Mapping[str, Any], path: str) -> str:
    """Approvals that do not say from where they came are the bureau's."""
    by: Mapping[str, str] = approval.get("by") or dict.fromkeys(Kind.values, "bureau")
    if not path.startswith("funding["):
        return by.get(Kind.TARGETS, "unit")
    if path.endswith(".budget"):
        return max(by.values(), key=RANKS.index)
    return by.get(Kind.EXECUTION, "unit")


def approved_by(approval: Mapping[str, Any] | None, kind: Kind, rank: str) -> dict[str, str]:
    """Who approved what after a list of *kind* from *rank*."""
    if approval is not None and "by" not in approval:
        by = dict.fromkeys(Kind.values, "bureau")
    else:
        by = dict((approval or {}).get("by", {}))
    by[kind] = max(by.get(kind, rank), rank, key=RANKS.index)
    return by
