"""The tests of the web really run on the database that was asked for."""

from __future__ import annotations

import pytest
from django.db import connection

import databases


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    assert connection.vendor == databases.KIND
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
