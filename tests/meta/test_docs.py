"""What is generated is fresh, and what is written names what there is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def generate(*arguments):
    script = ROOT / "tools" / "generate_docs.py"
    return subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=False)


def test_the_generated_documentation_is_fresh():
    done = generate("--check")
    assert done.returncode == 0, f"run make gen:\n{done.stdout}{done.stderr}"
