"""Whatever is changed behind the program's back is found by ``jiheng verify``."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.test import override_settings
from django.utils import timezone

import jiheng
from jiheng.web.apps.accounts.models import Membership, Organisation, User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.services import grant, revoke
from jiheng.web.apps.audit.anchor import move_anchor
from jiheng.web.apps.audit.models import Entry, Head
from jiheng.web.apps.audit.services import hash_of
from jiheng.web.apps.evaluations.document import document_of
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import entries_of, steps
from jiheng.web.apps.evaluations.services import create_form, save_edits
from jiheng.web.apps.files.models import Evidence
from jiheng.web.apps.files.services import attach
from jiheng.web.apps.review.models import Receipt, Remark
from jiheng.web.apps.review.services import add_remark, resolve_remark, take
from jiheng.web.apps.tasks.models import Task
from jiheng.web.config.folder import DataFolder
from jiheng.web.running.verification import Chain, verify
from people import City, build_city, issue_task

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lanjiang-2024.txt"
EVIDENCE = "2024年5月20日签到".encode()
TIMES = 1000 if os.environ.get("JIHENG_SOAK") else 100


@dataclass
class Archive:
    """A city in which something has happened."""

    city: City
    forms: list[ProjectForm]


@pytest.fixture
def archive(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        city = build_city()  # nobody signs in here
    task = issue_task(city)
    forms = [
        create_form(
            actor="filler",
            task=task,
            unit=city.unit,
            project_code=f"P{number}",
            project=form.header.project,
            document=document_of(form),
        )
        for number, form in enumerate(jiheng.read(EXAMPLE)[:2])
    ]
    for number in range(6):
        form = forms[number % 2]
        form.refresh_from_db()
        edit = Edit("goals.actual", form.document["goals"]["actual"], f"第{number}次填写")
        save_edits(user=city.people[Role.FILLER], form_id=form.pk, edits=[edit])
    for role, step in ((Role.FILLER, "hand_in"), (Role.UNIT_HEAD, "unit_approve")):
        forms[0].refresh_from_db()
        take(
            user=city.people[role],
            form_id=forms[0].pk,
            step_id=step,
            version=forms[0].version,
            remark="已核对",
        )
    remark = add_remark(user=city.people[Role.UNIT_HEAD], form=forms[1], path="goals.actual", text="请写具体")
    resolve_remark(user=city.people[Role.FILLER], remark=remark, answer="已补充")
    held = grant(actor="test", user=city.stranger, organisation=city.sibling, role=Role.FILLER)
    revoke(actor="test", membership=held)
    folder = DataFolder(tmp_path)
    monkeypatch.setattr(settings, "DATA_FOLDER", folder)
    attach(user=city.people[Role.FILLER], form_id=forms[1].pk, name="签到表.txt", data=EVIDENCE, path="")
    head = Head.objects.get()
    move_anchor(folder, head.number, head.hash)
    for form in forms:
        form.refresh_from_db()
    return Archive(city, forms)


def faults() -> list[str]:
    return [str(fault) for fault in verify(Chain())]


def middle(rng: random.Random) -> int:
    """The number of an entry that is not the last."""
    return rng.randint(1, Head.objects.get().number - 1)


def edit_entry(_archive: Archive, rng: random.Random) -> None:
    entry = Entry.objects.get(number=rng.randint(1, Head.objects.get().number))
    changed: dict[str, Any] = {
        "at": entry.at - timedelta(seconds=1),
        "actor": f"{entry.actor}x",
        "action": "edit" if entry.action != "edit" else "adjust",
        "subject": f"{entry.subject}0",
        "version": entry.version + 1,
        "detail": {**entry.detail, "remark": "无"},
        "previous": "0" * 64,
        "hash": "f" * 64,
    }
    field = rng.choice(sorted(changed))
    Entry.objects.filter(number=entry.number).update(**{field: changed[field]})


def delete_entry(_archive: Archive, rng: random.Random) -> None:
    Entry.objects.filter(number=middle(rng)).delete()


def delete_entry_and_close_the_gap(_archive: Archive, rng: random.Random) -> None:
    number = middle(rng)
    Entry.objects.filter(number=number).delete()
    renumber(number + 1, -1)
    Head.objects.update(number=F("number") - 1)


def renumber(start: int, step: int) -> None:
    far = 1_000_000
    Entry.objects.filter(number__gte=start).update(number=F("number") + far)
    Entry.objects.filter(number__gte=far).update(number=F("number") - far + step)


def insert_entry(_archive: Archive, rng: random.Random) -> None:
    number = middle(rng)
    before = Entry.objects.get(number=number)
    renumber(number + 1, 1)
    Head.objects.update(number=F("number") + 1)
    forged(number + 1, before.hash).save(force_insert=True)


def append_entry(_archive: Archive, _rng: random.Random) -> None:
    head = Head.objects.get()
    entry = forged(head.number + 1, head.hash)
    entry.save(force_insert=True)
    Head.objects.update(number=entry.number, hash=entry.hash)


def forged(number: int, previous: str) -> Entry:
    """An entry by somebody who has the database, and not the key."""
    entry = Entry(
        number=number,
        at=timezone.now(),
        actor="filler",
        action="edit",
        subject="form/1",
        version=9,
        detail={"edits": []},
        previous=previous,
    )
    entry.hash = hash_of(entry)[::-1]
    return entry


def swap_entries(_archive: Archive, rng: random.Random) -> None:
    one = middle(rng)
    two = rng.choice([n for n in range(1, Head.objects.get().number + 1) if n != one])
    Entry.objects.filter(number=one).update(number=0)
    Entry.objects.filter(number=two).update(number=one)
    Entry.objects.filter(number=0).update(number=two)


def cut_the_tail(_archive: Archive, rng: random.Random) -> None:
    last = middle(rng)
    Entry.objects.filter(number__gt=last).delete()
    Head.objects.update(number=last, hash=Entry.objects.get(number=last).hash)


def put_back_an_old_copy(archive: Archive, rng: random.Random) -> None:
    """Database and forms are whole and agree, only as they were before."""
    form = archive.forms[1]
    *_, cut = [step for step in steps(entries_of(form)) if step.entry.action == "edit"][: -rng.randint(1, 2)]
    last = cut.entry.number
    Entry.objects.filter(number__gt=last).delete()
    Head.objects.update(number=last, hash=cut.entry.hash)
    Remark.objects.all().delete()
    Receipt.objects.all().delete()
    for row in archive.forms:
        *_, step = steps(entries_of(row))
        ProjectForm.objects.filter(pk=row.pk).update(
            document=step.document, version=step.entry.version, state="draft"
        )


def change_a_form(archive: Archive, rng: random.Random) -> None:
    form = rng.choice(archive.forms)
    changed: dict[str, Any] = {
        "document": {**form.document, "grade": "差"},
        "version": form.version + 1,
        "state": "published",
        "returned": True,
        "approval": {"cells": {"grade": "优"}},
        "budget_fen": 1,
        "executed_fen": None,
        "rate": 10000,
        "self_total": 10000,
        "reviewed_total": 100,
        "adopted_total": 100,
        "grade": "中",
        "project": "别的项目",
        "withheld": True,
        "unit": archive.city.other_unit,
        "project_code": "P77",
    }
    field = rng.choice(sorted(changed))
    ProjectForm.objects.filter(pk=form.pk).update(**{field: changed[field]})


def delete_a_form(archive: Archive, _rng: random.Random) -> None:
    Evidence.objects.all().delete()
    ProjectForm.objects.filter(pk=archive.forms[1].pk).delete()


def add_a_form(archive: Archive, _rng: random.Random) -> None:
    copy = archive.forms[1]
    copy.pk, copy.project_code = None, "P9"
    copy.save(force_insert=True)


def change_a_record(archive: Archive, rng: random.Random) -> None:
    city = archive.city
    changes: list[Callable[[], object]] = [
        lambda: Remark.objects.update(text="很好"),
        lambda: Remark.objects.update(answer="没有"),
        lambda: Remark.objects.all().delete(),
        lambda: Receipt.objects.filter(pk=Receipt.objects.first().pk).delete(),
        lambda: Receipt.objects.update(version=1),
        lambda: Receipt.objects.update(by="somebody"),
        lambda: Task.objects.update(deadline="2030-01-01"),
        lambda: Task.objects.update(standard="cn"),
        lambda: Task.objects.get().units.remove(city.unit),
        lambda: Membership.objects.create(user=city.stranger, organisation=city.unit, role=Role.UNIT_HEAD),
        lambda: Membership.objects.filter(role=Role.ADMINISTRATOR).delete(),
        lambda: User.objects.filter(pk=city.stranger.pk).update(is_active=False),
        lambda: User.objects.filter(pk=city.stranger.pk).update(name="别人"),
        lambda: Organisation.objects.filter(pk=city.unit.pk).update(parent=city.other_department),
        lambda: Organisation.objects.filter(pk=city.unit.pk).update(code="999"),
    ]
    rng.choice(changes)()


def change_an_attachment(_archive: Archive, rng: random.Random) -> None:
    changes: list[Callable[[], object]] = [
        lambda: Evidence.objects.update(name="别的.txt"),
        lambda: Evidence.objects.update(sha256="0" * 64),
        lambda: Evidence.objects.update(removed_at=timezone.now()),
        lambda: Evidence.objects.all().delete(),
        lambda: stored_file().write_bytes(b"another"),
        lambda: stored_file().unlink(),
    ]
    rng.choice(changes)()


def stored_file() -> Path:
    return next(path for path in settings.DATA_FOLDER.files.rglob("*") if path.is_file())


def change_the_head(_archive: Archive, rng: random.Random) -> None:
    if rng.random() < 1 / 2:
        Head.objects.update(hash="0" * 64)
    else:
        Head.objects.all().delete()


def change_the_anchor(_archive: Archive, rng: random.Random) -> None:
    anchor = settings.DATA_FOLDER.anchor
    texts = ("", "{}", '{"number": 3, "hash": "0"}', '{"number": 9999, "hash": "0"}', "[]", None)
    text = rng.choice(texts)
    anchor.unlink() if text is None else anchor.write_text(text)


TAMPERS = (
    edit_entry,
    delete_entry,
    delete_entry_and_close_the_gap,
    insert_entry,
    append_entry,
    swap_entries,
    cut_the_tail,
    put_back_an_old_copy,
    change_a_form,
    delete_a_form,
    add_a_form,
    change_a_record,
    change_an_attachment,
    change_the_head,
    change_the_anchor,
)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is changed inside is taken back."""
    anchor, file = settings.DATA_FOLDER.anchor.read_text(), stored_file()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    settings.DATA_FOLDER.anchor.write_text(anchor)
    file.write_bytes(EVIDENCE)


def test_what_was_done_by_the_program_is_in_order(archive: Archive) -> None:
    chain = Chain()
    assert list(verify(chain)) == []
    assert chain.length == Entry.objects.count()


def test_every_change_behind_the_programs_back_is_found(archive: Archive) -> None:
    rng = random.Random(20240331)  # noqa: S311
    unseen = []
    for number in range(TIMES):
        tamper = TAMPERS[number % len(TAMPERS)]
        with undone():
            tamper(archive, rng)
            if not faults():
                unseen.append(f"{number} {tamper.__name__}")
        archive.forms = list(ProjectForm.objects.order_by("pk"))
    assert unseen == []
    assert faults() == []


def test_a_fault_says_which_entry_shows_it(archive: Archive) -> None:
    Entry.objects.filter(number=7).update(actor="somebody")
    assert faults() == ["第7条记录：内容与校验码不符，记录被改动或伪造"]


def test_a_database_behind_its_anchor_is_called_cut_or_old(archive: Archive) -> None:
    cut_the_tail(archive, random.Random(1))  # noqa: S311
    assert any("末尾被截去，或换上了旧的" in fault for fault in faults())
