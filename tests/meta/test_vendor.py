"""The style sheet and the script of others are the pinned ones, with their licences, and call nobody."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
assert _spec
assert _spec.loader
vendor = importlib.util.module_from_spec(_spec)
sys.modules["vendor"] = vendor  # a dataclass looks its own module up
_spec.loader.exec_module(vendor)

PINNED = {
    vendor.kept(package, inside): sha256
    for package in vendor.PACKAGES
    for inside, sha256 in package.files.items()
}


def test_the_folder_holds_the_pinned_files_and_no_other() -> None:
    there = {path for path in vendor.TARGET.rglob("*") if path.is_file()}
    assert there == set(PINNED)
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in there} == PINNED


def test_every_one_has_its_licence_and_is_named_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for package in vendor.PACKAGES:
        licence = next(path for path in PINNED if path.match(f"{package.folder}/LICENSE*"))
        assert f"{package.folder}/{licence.name}" in notice


def test_the_style_sheet_loads_nothing() -> None:
    sheet = (vendor.TARGET / "pico" / "pico.min.css").read_text(encoding="utf-8")
    assert "@import" not in sheet
    assert set(re.findall(r"url\(\"?([a-z]+:)", sheet)) == {"data:"}
