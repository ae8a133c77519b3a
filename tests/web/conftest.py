"""The web application under test: a data folder of its own, and the database that was asked for."""

import atexit
import os
import shutil
import tempfile
from typing import Any

import django
import pytest

import databases

FOLDER = tempfile.mkdtemp(prefix="jiheng-data-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ.update(
    DJANGO_SETTINGS_MODULE="jiheng.web.config.settings",
    JIHENG_DATA=FOLDER,
    JIHENG_DATABASE=databases.empty_database(),
    DJANGO_ALLOW_ASYNC_UNSAFE="1",  # the browser's tests may have a loop running in this process
)
django.setup()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """A password takes as long to hash as a form to fill; only the tests of passwords do it for real."""
    settings.PASSWORD_HASHERS = [
        f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("MD5", "PBKDF2")
    ]
