"""The example forms, typed into empty ones as a clerk would type them."""

from __future__ import annotations

from pathlib import Path

import jiheng
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.document import document_of
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import save_edits
from people import City

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lanjiang-2024.txt"


def fill(city: City, row: ProjectForm, number: int = 0) -> ProjectForm:
    """Every cell of an example form but the derived ones, typed into an empty form as a clerk would."""
    wanted = document_of(jiheng.read(EXAMPLE)[number])
    have = row.document
    edits = [
        Edit(f"indicators[{line['key']}]", {k: v for k, v in line.items() if k != "key"}, None)
        for line in have["indicators"]
    ]
    last = ""
    for line in wanted["indicators"]:
        key = f"k1{line['key'][1:]}x"
        text = {k: v for k, v in line.items() if k not in ("key", "score", "level1_points")}
        edits.append(
            Edit(f"indicators[{key}]", None, {**text, "target": {"text": line["target"]["text"]}}, last)
        )
        last = key
        if "定性" in line["target"]["text"] or not any(c.isdigit() for c in line["target"]["text"]):
            edits.append(Edit(f"indicators[{key}].score", "", line["score"]))
    for mine, theirs in zip(have["funding"], wanted["funding"], strict=True):
        amounts = ("budget", "adjusted", "executed")
        edits += [Edit(f"funding[{mine['key']}].{field}", "", theirs[field]) for field in amounts]
    edits += [Edit(f"goals.{field}", "", wanted["goals"][field]) for field in ("expected", "actual")]
    saved = save_edits(user=city.people[Role.FILLER], form_id=row.pk, edits=edits)
    assert not saved.conflicts
    return saved.form
