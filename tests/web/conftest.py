"""The web application under test: a data folder of its own, and the database that was asked for."""

import atexit
import os
import shutil
import tempfile

import django

import databases

FOLDER = tempfile.mkdtemp(prefix="jiheng-data-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ.update(
    DJANGO_SETTINGS_MODULE="jiheng.web.config.settings",
    JIHENG_DATA=FOLDER,
    JIHENG_DATABASE=databases.empty_database(),
)
django.setup()
