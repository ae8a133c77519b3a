"""``jiheng backup``: everything of an installation in one file, while it is in use."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jiheng.web.config.folder import DataFolder
from jiheng.web.config.version import VERSION
from jiheng.web.running import archive
from jiheng.web.running.opening import RunError, folder_of

_HEAD = "SELECT number, hash FROM audit_head WHERE id = 1"
_SERVER = (
    "数据在 PostgreSQL 中，请用它自己的工具备份：pg_dump -Fc 备份数据库，"
    "同时复制数据文件夹（files、keys.json、anchor.json）"
)


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds: audit entries, and files besides the database."""

    entries: int
    files: int


def backup(target: Path, data: Path | None) -> Made:
    """Write *target*, whole or not at all. RunError, OSError."""
    folder = folder_of(data)
    if os.environ.get("JIHENG_DATABASE"):
        raise RunError(_SERVER)
    if not folder.database.is_file():
        raise RunError(f"{folder.path} 中没有数据库；请用 --data 指明数据文件夹")
    if target.exists():
        raise RunError(f"{target} 已存在；请换一个文件名")
    with tempfile.TemporaryDirectory(prefix=".jiheng-backup-", dir=target.absolute().parent) as place:
        draft = Path(place) / "draft.zip"
        draft.touch(mode=0o600)  # it holds the keys
        made = _write(draft, folder, Path(place) / archive.DATABASE)
        # A link, not a rename: it refuses where the name was taken meanwhile.
        os.link(draft, target)
    return made


def _write(draft: Path, folder: DataFolder, copied: Path) -> Made:
    number, hash_ = _copy_database(folder.database, copied)
    hashes: dict[str, str] = {}
    with draft.open("r+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            # Files are stored before the database names them, so that none is missing that the copy names.
            sources = [
                (archive.DATABASE, copied), (archive.KEYS, folder.keys_file), *archive.members(folder.path)
            ]  # fmt: skip
            for name, path in sources:
                with path.open("rb") as source, out.open(name, "w", force_zip64=True) as sink:
                    hashes[name] = archive.copy(source, sink)
            anchor = json.dumps({"number": number, "hash": hash_})
            out.writestr(archive.ANCHOR, anchor)
            hashes[archive.ANCHOR] = archive.hash_of_text(anchor)
            out.writestr(archive.MANIFEST, _manifest(number, hash_, hashes))
        file.flush()
        os.fsync(file.fileno())
    return Made(number, len(sources) - 2)


def _copy_database(database: Path, copied: Path) -> tuple[int, str]:
    """A copy of one moment, and the end of the audit chain in it; nobody is kept from writing."""
    try:
        with (
            closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=30)) as source,
            closing(sqlite3.connect(copied)) as target,
        ):
            source.backup(target)
            # The copy is one file, without a journal beside it.
            target.execute("PRAGMA journal_mode=DELETE")
            number, hash_ = target.execute(_HEAD).fetchone() or (0, "")
    except sqlite3.Error as error:
        raise RunError(f"数据库读不出（{error}）") from None
    return int(number), str(hash_)


def _manifest(number: int, hash_: str, hashes: dict[str, str]) -> str:
    told = {
        "format": archive.FORMAT,
        "version": VERSION,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "entries": number,
        "hash": hash_,
        "files": hashes,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
