"""Who may act where: the one place in which organisations bound what a person sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from jiheng.web.apps.accounts.models import Membership, Organisation, User
from jiheng.web.apps.accounts.roles import OWN_UNIT_ONLY, Kind, Role


@dataclass(frozen=True, slots=True)
class Post:
    """A role at a place."""

    role: Role
    organisation: Organisation

    def reaches(self, organisation: Organisation) -> bool:
        """True where this post reaches the forms of *organisation*."""
        if self.role in OWN_UNIT_ONLY:
            return self.organisation.pk == organisation.pk
        return organisation.path.startswith(self.organisation.path)


def posts_of(user: User) -> tuple[Post, ...]:
    """The posts of *user*, read once a request."""
    known: tuple[Post, ...] | None = getattr(user, "_posts", None)
    if known is None:
        found = user.memberships.select_related("organisation")
        known = tuple(Post(Role(item.role), item.organisation) for item in found)
        user._posts = known  # type: ignore[attr-defined]
    return known


def roles_at(user: User, organisation: Organisation) -> frozenset[Role]:
    """The roles in which *user* reaches *organisation*."""
    return frozenset(post.role for post in posts_of(user) if post.reaches(organisation))


def has_role(user: User, *roles: Role) -> bool:
    """True where *user* holds one of *roles* somewhere."""
    return any(post.role in roles for post in posts_of(user))


def within(user: User, prefix: str = "", roles: Iterable[Role] | None = None) -> Q:
    """The condition that the organisation in the field *prefix* (``unit``) is in the user's reach."""
    wanted = set(Role if roles is None else roles) - {Role.ADMINISTRATOR}
    reach = Q(pk__in=())
    field = f"{prefix}__" if prefix else ""
    for post in posts_of(user):
        if post.role not in wanted:
            continue
        if post.role in OWN_UNIT_ONLY:
            reach |= Q(**{f"{field}pk": post.organisation.pk})
        else:
            reach |= Q(**{f"{field}path__startswith": post.organisation.path})
    return reach


def department_of(unit: Organisation) -> Organisation:
    """The 主管部门 of *unit*: the first above it that is no unit; a department is its own."""
    place = unit
    while place.kind == Kind.UNIT and place.parent is not None:
        place = place.parent
    return place


def departments() -> dict[int, Organisation]:
    """``department_of`` every organisation, by its id, read at once."""
    every = Organisation.objects.in_bulk()
    for item in every.values():
        item.parent = every.get(item.parent_id) if item.parent_id else None
    return {pk: department_of(item) for pk, item in every.items()}


def organisations_in_reach(user: User) -> QuerySet[Organisation]:
    """The organisations whose forms *user* may see."""
    return Organisation.objects.filter(within(user))


def organisations_administered(user: User) -> QuerySet[Organisation]:
    """The organisations that *user* administers: what lies below the bureaus of that post."""
    reach = Q(pk__in=())
    for post in posts_of(user):
        if post.role is Role.ADMINISTRATOR:
            reach |= Q(path__startswith=post.organisation.path)
    return Organisation.objects.filter(reach)


def names_of(usernames: Iterable[str]) -> dict[str, str]:
    """The names of people as they stand in records; who has no account any more keeps the username."""
    wanted = set(usernames)
    known = User.objects.filter(username__in=wanted).values_list("username", "name")
    return {name: name for name in wanted} | dict(known)


def people_administered(user: User) -> QuerySet[User]:
    """The people that *user* administers: those who hold no post outside of that reach."""
    elsewhere = Membership.objects.exclude(organisation__in=organisations_administered(user))
    return User.objects.exclude(pk__in=elsewhere.values("user")).order_by("username")


def tree_order(found: Iterable[Organisation]) -> list[tuple[Organisation, int]]:
    """The organisations with their depth, each followed by those below it, in the order of their codes."""
    below: dict[int | None, list[Organisation]] = {}
    rows = sorted(found, key=lambda item: item.code)
    known = {item.pk for item in rows}
    for item in rows:
        below.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)
    ordered: list[tuple[Organisation, int]] = []
    waiting = [(item, 0) for item in reversed(below.get(None, []))]
    while waiting:
        item, depth = waiting.pop()
        ordered.append((item, depth))
        waiting.extend((child, depth + 1) for child in reversed(below.get(item.pk, [])))
    return ordered
