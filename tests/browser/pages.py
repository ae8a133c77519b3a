"""Every page there is, who looks at it, and the addresses that are no pages."""

from __future__ import annotations

from dataclasses import dataclass

from running import Server


@dataclass(frozen=True)
class Walk:
    """A page by the name of its address: who opens it, and its path with the names of forms and places."""

    name: str
    person: str
    path: str

    def __str__(self) -> str:
        return f"{self.name.replace(':', '-')}-{self.person or 'anybody'}"

    def address(self, server: Server) -> str:
        """Where it is on the server."""
        return server.address + self.path.format(task=server.task, **server.places, **server.forms)


_PUBLIC = "/public/{year}/{unit_code}/{code}/"
WALKS = (
    Walk("accounts:login", "", "/accounts/login/"),
    *(Walk("home", person, "/") for person in ("filler", "performance_office", "administrator")),
    Walk("accounts:profile", "filler", "/accounts/profile/"),
    Walk("accounts:password", "filler", "/accounts/password/"),
    Walk("accounts:organisations", "administrator", "/accounts/organisations/"),
    Walk("accounts:organisation", "administrator", "/accounts/organisations/{unit}/"),
    Walk("accounts:people", "administrator", "/accounts/people/"),
    Walk("accounts:person", "administrator", "/accounts/people/{person}/"),
    Walk("api:tokens", "filler", "/api/tokens/"),
    Walk("tasks:tasks", "performance_office", "/tasks/"),
    Walk("tasks:issue", "performance_office", "/tasks/issue/"),
    Walk("progress:task", "performance_office", "/tasks/{task}/"),
    Walk("progress:project", "filler", "/tasks/{task}/projects/"),
    Walk("imports:imports", "performance_office", "/imports/"),
    Walk("imports:columns", "performance_office", "/imports/{received}/columns/"),
    Walk("imports:import", "performance_office", "/imports/{confirmed}/"),
    Walk("review:forms", "filler", "/forms/"),
    Walk("review:forms", "department_reviewer", "/forms/"),
    Walk("review:form", "filler", "/forms/{look}/"),
    Walk("review:form", "unit_head", "/forms/{public}/"),
    Walk("review:form", "department_reviewer", "/forms/{reviewed}/"),
    Walk("review:history", "filler", "/forms/{reviewed}/history/"),
    Walk("review:receipt", "unit_head", "/forms/{reviewed}/receipt/{receipt}/"),
    Walk("files:preview", "filler", "/forms/{look}/fill/{file}/"),
    Walk("summary:summary", "performance_office", "/summary/"),
    Walk("publication:forms", "department_reviewer", "/publication/?show=published"),
    Walk("publication:form", "unit_head", "/publication/{proposed}/"),
    Walk("publication:form", "performance_office", "/publication/{proposed}/"),
    Walk("publication:form", "department_reviewer", "/publication/{public}/"),
    Walk("public:years", "", "/public/"),
    Walk("public:year", "", "/public/{year}/"),
    Walk("public:department", "", "/public/{year}/departments/{department_code}/"),
    Walk("public:unit", "", "/public/{year}/{unit_code}/"),
    Walk("public:form", "", _PUBLIC),
    Walk("public:version", "", f"{_PUBLIC}1/"),
    Walk("public:nowhere", "", "/public/nowhere/at/all/"),
)
POSTED = frozenset(
    {
        "accounts:activity",
        "accounts:grant",
        "accounts:logout",
        "accounts:reset_password",
        "accounts:revoke",
        "api:revoke",
        "files:attach",
        "files:fill",
        "files:remove",
        "files:seal",
        "imports:run",
        "publication:confirm",
        "publication:propose",
        "publication:secrecy",
        "publication:step",
        "review:bulk",
        "review:scores",
        "review:step",
    }
)
"""What buttons lead to: it goes on to a page, or says on a page what is in the way."""
FILES = frozenset(
    {
        "evaluations:download",
        "files:evidence",
        "files:scan",
        "files:style",
        "imports:template",
        "public:file",
        "public:index",
        "public:sitemap",
        "public:style",
        "publication:preview",
        "summary:workbook",
    }
)
ASKED_BY_SCRIPTS = frozenset(
    {
        "accounts:relogin",
        "accounts:session",
        "evaluations:adjustment",
        "evaluations:cell",
        "evaluations:changes",
        "evaluations:edits",
        "evaluations:fund_unit",
        "evaluations:other_standards",
        "imports:progress",
        "review:remark",
        "review:resolve",
    }
)


def is_for_programs(name: str) -> bool:
    """True for the interface, which has no pages."""
    return name.startswith("interface:") or name == "nowhere"
