"""The tree of organisations: adding, renaming, moving."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.web.apps.accounts.models import Organisation
from jiheng.web.apps.accounts.roles import BELOW, Kind
from jiheng.web.apps.audit.services import record


@transaction.atomic
def add_organisation(
    *, actor: str, kind: Kind, code: str, name: str, parent: Organisation | None = None
) -> Organisation:
    """A new organisation below *parent*; ValidationError where its kind does not belong there."""
    _check_place(kind, parent)
    made = Organisation(kind=kind, code=code, name=name, parent=parent)
    made.full_clean(exclude=("path",))
    made.save()
    made.path = f"{parent.path if parent else ''}{made.pk}/"
    made.save(update_fields=("path",))
    detail = {"kind": kind, "code": code, "name": name, "parent": parent.code if parent else ""}
    record(actor=actor, action="add_organisation", subject=f"organisation/{made.pk}", detail=detail)
    return made


@transaction.atomic
def rename_organisation(*, actor: str, organisation: Organisation, code: str, name: str) -> None:
    """Another code or name. ValidationError where it is empty, or the code is taken."""
    detail = {"code": [organisation.code, code], "name": [organisation.name, name]}
    organisation.code, organisation.name = code, name
    organisation.full_clean(exclude=("path",))
    organisation.save(update_fields=("code", "name"))
    subject = f"organisation/{organisation.pk}"
    record(actor=actor, action="rename_organisation", subject=subject, detail=detail)


@transaction.atomic
def move_organisation(*, actor: str, organisation: Organisation, parent: Organisation) -> None:
    """Put *organisation*, with all below it, under *parent*. ValidationError where it cannot lie there."""
    # The whole tree is held: two moves at once could hang two branches under each other.
    tree = {item.pk: item for item in Organisation.objects.select_for_update().order_by("pk")}
    moved, above = tree[organisation.pk], tree[parent.pk]
    if above.path.startswith(moved.path):
        raise ValidationError({"parent": "不能移到本机构或其下级之下"})
    _check_place(Kind(moved.kind), above)
    before, after = moved.path, f"{above.path}{moved.pk}/"
    below = [item for item in tree.values() if item.path.startswith(before)]
    for item in below:
        item.path = after + item.path.removeprefix(before)
    detail = {"from": moved.parent.code if moved.parent else "", "to": above.code}
    moved.parent = above
    Organisation.objects.bulk_update(below, ("path", "parent"), batch_size=500)
    record(actor=actor, action="move_organisation", subject=f"organisation/{moved.pk}", detail=detail)


def _check_place(kind: Kind, parent: Organisation | None) -> None:
    above = None if parent is None else Kind(parent.kind)
    if above not in BELOW[kind]:
        where = f"{above.label}之下" if above else "最上层"
        raise ValidationError({"parent": f"{kind.label}不能设在{where}"})
