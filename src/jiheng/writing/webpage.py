"""The frame of every web page that stands by itself: no script, no network, what it needs within it."""

from __future__ import annotations


def webpage(
    title: str, style: str, body: str, *, may_show: str = "", style_sheet: str = "", head: str = ""
) -> str:
    """A whole page; *title*, *head* and *body* are HTML.

    *may_show* says where pictures may come from (``data:``); *style_sheet* is the address of a file on its
    own site that stands for *style*.
    """
    pictures = f"img-src {may_show}; " if may_show else ""
    styles = "'self'" if style_sheet else "'unsafe-inline'"
    look = f'<link rel="stylesheet" href="{style_sheet}">' if style_sheet else f"<style>\n{style}</style>"
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; {pictures}style-src {styles}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{head}{look}
</head>
<body>
{body}
</body>
</html>
"""
