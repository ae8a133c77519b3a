"""The database: SQLite in the data folder, or a PostgreSQL server by its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jiheng.web.config.folder import DataFolder

# Without IMMEDIATE two writers that began by reading fail at once, however long the timeout; FULL keeps an
# acknowledged save over a power cut.
_SQLITE = {
    "timeout": 30,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database(address: str, folder: DataFolder) -> dict[str, Any]:
    """Django's entry for *address* (``postgresql://user:password@host:port/name``), or SQLite."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder.database,
            "CONN_MAX_AGE": None,
            "OPTIONS": dict(_SQLITE),
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("JIHENG_DATABASE 应以 postgresql:// 开头")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
