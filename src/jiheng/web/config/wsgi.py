"""The application as a WSGI server takes it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiheng.web.config.settings")
application = get_wsgi_application()
