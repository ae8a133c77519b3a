"""The frame of every web page that stands by itself: no script, no network, what it needs within it."""

from __future__ import annotations


def webpage(title: str, style: str, body: str, *, may_show: str = "") -> str:
    """A whole page; *title* and *body* are HTML. *may_show* says where pictures may come from (``data:``)."""
    pictures = f"img-src {may_show}; " if may_show else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; {pictures}style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
