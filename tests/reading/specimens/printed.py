"""Specimens printed by programs that offices use: a browser and LibreOffice. Slow, and not everywhere."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from . import Specimen
from .office import word, workbook
from .web import page

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or ""
OFFICE = shutil.which("soffice") or ""
_QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


def by_browser(specimens: list[Specimen]) -> dict[str, bytes]:
    """PDFs as Chromium prints web pages, by name."""
    made = {}
    with tempfile.TemporaryDirectory() as place:
        for specimen in specimens:
            source, target = Path(place) / f"{specimen.name}.html", Path(place) / f"{specimen.name}.pdf"
            source.write_bytes(page(specimen))
            out = (f"--user-data-dir={place}/profile", "--no-pdf-header-footer", f"--print-to-pdf={target}")
            subprocess.run([BROWSER, *_QUIET, *out, source.as_uri()], check=True, capture_output=True)
            made[specimen.name] = target.read_bytes()
    return made


def from_word(specimens: list[Specimen]) -> dict[str, bytes]:
    """PDFs as LibreOffice makes them of .docx, by name."""
    return _converted({f"{s.name}.docx": word(s) for s in specimens})


def from_workbook(specimens: list[Specimen]) -> dict[str, bytes]:
    """PDFs as LibreOffice makes them of .xlsx, by name."""
    return _converted({f"{s.name}.xlsx": workbook(s) for s in specimens})


def _converted(sources: dict[str, bytes]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, data in sources.items():
            (place / name).write_bytes(data)
        call = [OFFICE, f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", "pdf"]
        call += ["--outdir", str(place), *(str(place / name) for name in sources)]
        subprocess.run(call, check=True, capture_output=True)
        return {Path(name).stem: (place / name).with_suffix(".pdf").read_bytes() for name in sources}
