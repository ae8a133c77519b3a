"""Fetches the style sheet and the script that every page loads, at pinned releases, from npm: `make vendor`.

They are kept in the repository because nothing is fetched while Jiheng runs. Each file is pinned by its hash,
which `tests/meta/test_vendor.py` holds the kept files to.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "jiheng" / "web" / "static" / "vendor"


@dataclass(frozen=True)
class Package:
    """A release on npm; ``files`` gives the SHA-256 of each file that is kept, by its path in the package."""

    folder: str
    release: str
    files: dict[str, str]


PACKAGES = (
    Package("pico", "@picocss/pico@2.1.1", {
        "css/pico.min.css": "fbc9a63fc9fc9f72d12fd7fc9806e11fa9f77ae4f9cad146b27003a1119ba3db",
        "LICENSE.md": "afaff063e044233f917b7807dccab022f09dca474f92b642846bee4850655bbf",
    }),
)  # fmt: skip


def kept(package: Package, inside: str) -> Path:
    """Where the file *inside* *package* is kept."""
    return TARGET / package.folder / Path(inside).name


def fetch(package: Package) -> None:
    """Put the files of *package* in their place, once their hashes are right."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, package.release]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            for inside, sha256 in package.files.items():
                member = archive.extractfile(f"package/{inside}")
                content = member.read() if member else b""
                if hashlib.sha256(content).hexdigest() != sha256:
                    raise SystemExit(f"{package.release}: {inside} is not the file that was pinned")
                path = kept(package, inside)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def main() -> int:
    """Fetch every package."""
    for package in PACKAGES:
        fetch(package)
    return 0


if __name__ == "__main__":
    sys.exit(main())
