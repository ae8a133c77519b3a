"""The command line, thin: every command walks the one way of ``jiheng.pipeline``."""

from __future__ import annotations

from jiheng.cli.app import main

__all__ = ["main"]
