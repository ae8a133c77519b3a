"""``jiheng restore``: a backup into an empty place, verified before it is there."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connections

from jiheng.web.config.folder import DataFolder
from jiheng.web.running import archive
from jiheng.web.running.opening import RunError, database_errors, migrate, set_up

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, NotImplementedError)
_FAULTS_SHOWN = 5


def restore(source: Path, target: Path) -> int:
    """Put *source* into the empty *target*, whole or not at all; returns the number of audit entries.

    RunError, OSError. Loads the application on the restored data, so once a process.
    """
    if os.environ.get("JIHENG_DATABASE"):
        raise RunError("备份只能恢复为内嵌数据库；请先取消 JIHENG_DATABASE")
    target = target.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RunError(f"{target} 不是空文件夹；请另指定一个")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _draft(target) as draft:
        _unpack(source, draft)
        entries = _verify(draft)
        # Empty or missing, so this puts all of it there at once.
        draft.replace(target)
    return entries


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A folder beside *target*, gone afterwards unless it was moved."""
    draft = Path(tempfile.mkdtemp(prefix=".jiheng-restore-", dir=target.parent))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _unpack(source: Path, draft: Path) -> None:
    try:
        with zipfile.ZipFile(source) as packed:
            manifest = json.loads(packed.read(archive.MANIFEST))
            hashes = _hashes(packed, manifest)
            for name, wanted in hashes.items():
                path = draft / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with packed.open(name) as member, path.open("xb") as sink:
                    found = archive.copy(member, sink)
                if found != wanted:
                    raise RunError(f"备份已损坏：{name} 与清单不符")
    except _DAMAGED as error:
        raise RunError(f"{source} 不是绩衡的备份，或已损坏（{error}）") from None
    (draft / archive.KEYS).chmod(0o600)


def _hashes(packed: zipfile.ZipFile, manifest: Any) -> dict[str, str]:
    """The members with their hashes; RunError where manifest and archive do not agree."""
    if manifest["format"] != archive.FORMAT:
        raise RunError(f"备份由更新版本的绩衡（{manifest['version']}）生成；请先升级程序")
    hashes: dict[str, str] = manifest["files"]
    held = sorted(packed.namelist())
    if held != sorted([*hashes, archive.MANIFEST]) or not all(map(archive.is_safe, hashes)):
        raise RunError("备份的清单与内容不符")
    if not {archive.DATABASE, archive.KEYS, archive.ANCHOR} <= set(hashes):
        raise RunError("备份不完整：缺少数据库、密钥或登记文件")
    return hashes


def _verify(draft: Path) -> int:
    """Bring the database to this version, and walk its chain. RunError with the first faults."""
    set_up(DataFolder(draft))
    migrate()
    from jiheng.web.running.verification import Chain, verify

    chain = Chain()
    with database_errors():
        faults = [str(fault) for fault in islice(verify(chain), _FAULTS_SHOWN)]
    connections.close_all()
    if faults:
        raise RunError("备份的内容没有通过核验，没有恢复：" + "；".join(faults))
    return chain.length
