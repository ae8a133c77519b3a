"""Lets a session lie idle for some minutes at once: `idle.py <key of the session> <minutes>`."""

# ruff: noqa: E402 - Django must be set up before its sessions can be opened

import sys

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore


def main(key: str, minutes: str) -> None:
    session = SessionStore(key)
    session["seen"] -= int(minutes) * 60
    session.save()


if __name__ == "__main__":
    main(*sys.argv[1:])
