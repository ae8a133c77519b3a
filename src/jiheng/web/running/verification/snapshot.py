"""Reading a database as it stood at one moment, without keeping anybody from writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment; inside another transaction it is that one's."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    # IMMEDIATE, as everybody else begins, would hold off every writer for as long as this reads.
    sqlite: Any = connection if connection.vendor == "sqlite" else None
    if sqlite:
        usual, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if sqlite:
            sqlite.transaction_mode = usual
